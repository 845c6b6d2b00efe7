//! The replication strategy, and its settings.

mod broadcast;
mod gossip;
mod leaderless;
mod multi_leader;
mod single_leader;

use replicascope_core::replication::Replication;
use replicascope_core::{Edit, Lab, Micros};
use replicascope_scene::titles;
use replicascope_words::say;
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{TimeField, pick};

pub fn strategy(lab: &Lab, playhead: Micros, edit: &Callback<Edit>) -> Html {
    let current = &lab.replication;
    let set = edit.reform(Edit::SetReplication);
    html! {
        <>
            { choice(current, &set) }
            { hint(titles::strategy_summary(current)) }
            { settings(current, lab, &set) }
            if matches!(current, Replication::SingleLeader(_)) {
                { single_leader::promotions(lab, playhead, edit) }
            }
        </>
    }
}

/// A choice among all strategies.
pub fn choice(current: &Replication, set: &Callback<Replication>) -> Html {
    let all = Replication::all().into_iter().map(|one| {
        let name = titles::of_strategy(&one).to_owned();
        // The settings of the one that is in use are kept.
        let is_this = one.title() == current.title();
        (if is_this { current.clone() } else { one }, name)
    });
    pick(say::strategy::strategy(), current, all.collect(), set)
}

/// The settings of a strategy.
pub fn settings(current: &Replication, lab: &Lab, set: &Callback<Replication>) -> Html {
    match current {
        Replication::SingleLeader(options) => {
            single_leader::settings(options, lab, &set.reform(Replication::SingleLeader))
        }
        Replication::MultiLeader(options) => {
            multi_leader::settings(options, lab, &set.reform(Replication::MultiLeader))
        }
        Replication::Leaderless(options) => {
            leaderless::settings(options, lab, &set.reform(Replication::Leaderless))
        }
        Replication::Gossip(options) => {
            gossip::settings(options, lab, &set.reform(Replication::Gossip))
        }
        Replication::AntiEntropy(options) => {
            let set = set.reform(Replication::AntiEntropy);
            let set = change(options, &set, |options, period| options.period = period);
            html! { <TimeField label={say::strategy::period()} at={options.period} lasts={true} onchange={set} /> }
        }
        Replication::TtlCache(options) => {
            let set = set.reform(Replication::TtlCache);
            let set = change(options, &set, |options, ttl| options.ttl = ttl);
            html! {
                <>
                    <TimeField label={say::strategy::ttl()} at={options.ttl} lasts={true} onchange={set} />
                    { hint(say::strategy::ttl_hint()) }
                </>
            }
        }
        Replication::Broadcast(options) => {
            broadcast::settings(options, &set.reform(Replication::Broadcast))
        }
        Replication::Eager(_) | Replication::ByHand(_) => Html::default(),
    }
}
