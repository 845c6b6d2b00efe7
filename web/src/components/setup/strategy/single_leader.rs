//! Single leader: when updates are acknowledged, who answers reads, who leads next.

use replicascope_core::lab::{Act, Promote};
use replicascope_core::replication::{Acknowledge, ReadFrom, SingleLeaderOptions as Options};
use replicascope_core::{Edit, Lab, Micros, ReplicaId};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{TimeField, count, pick};

pub fn settings(options: &Options, lab: &Lab, set: &Callback<Options>) -> Html {
    let acknowledge = change(options, set, |options, acknowledge| {
        options.acknowledge = acknowledge;
    });
    let reads = change(options, set, |options, from| options.read_from = from);
    let heartbeat = change(options, set, |options, heartbeat| {
        options.heartbeat = heartbeat;
        options.failover_after = options.failover_after.map(|after| patient(options, after));
    });
    let failover = change(options, set, |options, after: Option<Micros>| {
        options.failover_after = after.map(|after| patient(options, after));
    });
    let read_from = named([
        (ReadFrom::Any, say::strategy::any_replica()),
        (ReadFrom::Leader, say::strategy::the_leader()),
    ]);
    let usual = patient(options, Micros(options.heartbeat.0.saturating_mul(3)));
    let silence = options.failover_after.unwrap_or(usual);
    let fails_over = named([
        (None, say::strategy::by_hand()),
        (Some(silence), say::strategy::after_silence()),
    ]);
    html! {
        <>
            { acknowledging(options.acknowledge, lab, &acknowledge) }
            { pick(say::strategy::reads_answered_by(), &options.read_from, read_from, &reads) }
            if options.read_from == ReadFrom::Leader { { hint(say::strategy::passed_on()) } }
            <TimeField label={say::strategy::heartbeat()} at={options.heartbeat} lasts={true} onchange={heartbeat} />
            { hint(say::strategy::heartbeat_hint()) }
            { pick(say::strategy::failover(), &options.failover_after, fails_over, &failover) }
            if let Some(at) = options.failover_after {
                <TimeField label={say::strategy::silence()} {at} lasts={true} onchange={failover.reform(Some)} />
                { hint(say::strategy::silence_hint()) }
            }
        </>
    }
}

/// Taking over takes two heartbeats of silence at least.
fn patient(options: &Options, after: Micros) -> Micros {
    after.max(Micros(options.heartbeat.0.saturating_mul(2)))
}

fn acknowledging(current: Acknowledge, lab: &Lab, set: &Callback<Acknowledge>) -> Html {
    let followers = match current {
        Acknowledge::Followers(followers) => followers,
        _ => 1,
    };
    let among = named([
        (Acknowledge::AtOnce, say::strategy::at_once()),
        (
            Acknowledge::Followers(followers),
            say::strategy::when_some(),
        ),
        (Acknowledge::All, say::strategy::when_all()),
    ]);
    let meaning = match current {
        Acknowledge::AtOnce => say::strategy::at_once_hint(),
        Acknowledge::Followers(_) => say::strategy::when_some_hint(),
        Acknowledge::All => say::strategy::when_all_hint(),
    };
    let most = u8::try_from(lab.replicas.len()).map_or(1, |replicas| replicas.saturating_sub(1));
    html! {
        <>
            { pick(say::strategy::acknowledge(), &current, among, set) }
            if let Acknowledge::Followers(followers) = current {
                { count(say::strategy::followers(), followers, (1, most.max(followers)), &set.reform(Acknowledge::Followers)) }
            }
            { hint(meaning) }
        </>
    }
}

/// A button for each replica that tells it to lead.
pub fn promotions(lab: &Lab, playhead: Micros, edit: &Callback<Edit>) -> Html {
    html! {
        <>
            <div class="row" role="group" aria-label={say::strategy::make_lead()}>
                { for lab.replicas.iter().map(|replica| lead_button(*replica, playhead, edit)) }
            </div>
            { hint(say::strategy::at_playhead(&words::time(playhead))) }
        </>
    }
}

/// Tells a replica to lead from a moment on.
fn lead_button(replica: ReplicaId, at: Micros, edit: &Callback<Edit>) -> Html {
    let promote = edit.reform(move |_: MouseEvent| Edit::Add {
        at,
        act: Act::Promote(Promote { replica }),
    });
    html! { <button type="button" onclick={promote}>{ say::strategy::make_this_lead(&replica) }</button> }
}
