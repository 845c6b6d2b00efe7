//! Single leader: when updates are acknowledged, who answers reads, who leads next.

use replicascope_core::lab::{Act, Promote};
use replicascope_core::replication::{Acknowledge, ReadFrom, SingleLeaderOptions as Options};
use replicascope_core::{Edit, Lab, Micros, ReplicaId};
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
        (ReadFrom::Any, "any replica"),
        (ReadFrom::Leader, "the leader"),
    ]);
    let usual = patient(options, Micros(options.heartbeat.0.saturating_mul(3)));
    let silence = options.failover_after.unwrap_or(usual);
    let fails_over = named([
        (None, "by hand only"),
        (Some(silence), "after a silence of the leader"),
    ]);
    html! {
        <>
            { acknowledging(options.acknowledge, lab, &acknowledge) }
            { pick("Reads answered by", &options.read_from, read_from, &reads) }
            if options.read_from == ReadFrom::Leader { { hint("The others pass reads on to it.") } }
            <TimeField label="Heartbeat" at={options.heartbeat} lasts={true} onchange={heartbeat} />
            { hint("How often the leader repeats what a follower has not confirmed; with failover also a sign of life.") }
            { pick("Failover", &options.failover_after, fails_over, &failover) }
            if let Some(at) = options.failover_after {
                <TimeField label="Silence" {at} lasts={true} onchange={failover.reform(Some)} />
                { hint("Two heartbeats at least. Who takes over asks no majority, so a partition can give two leaders.") }
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
        (Acknowledge::AtOnce, "at once"),
        (
            Acknowledge::Followers(followers),
            "when some followers hold it",
        ),
        (Acknowledge::All, "when all followers hold it"),
    ]);
    let meaning = match current {
        Acknowledge::AtOnce => {
            "Asynchronous: what only the leader holds is lost if another takes over."
        }
        Acknowledge::Followers(_) => {
            "Semi-synchronous: it is lost only if whoever takes over is none of these followers."
        }
        Acknowledge::All => "Synchronous: one follower that does not answer holds every update up.",
    };
    let most = u8::try_from(lab.replicas.len()).map_or(1, |replicas| replicas.saturating_sub(1));
    html! {
        <>
            { pick("Acknowledge", &current, among, set) }
            if let Acknowledge::Followers(followers) = current {
                { count("Followers", followers, (1, most.max(followers)), &set.reform(Acknowledge::Followers)) }
            }
            { hint(meaning) }
        </>
    }
}

/// A button for each replica that tells it to lead.
pub fn promotions(lab: &Lab, playhead: Micros, edit: &Callback<Edit>) -> Html {
    html! {
        <>
            <div class="row" role="group" aria-label="Make a replica lead">
                { for lab.replicas.iter().map(|replica| lead_button(*replica, playhead, edit)) }
            </div>
            { hint(format!("At the playhead, {playhead}.")) }
        </>
    }
}

/// Tells a replica to lead from a moment on.
fn lead_button(replica: ReplicaId, at: Micros, edit: &Callback<Edit>) -> Html {
    let promote = edit.reform(move |_: MouseEvent| Edit::Add {
        at,
        act: Act::Promote(Promote { replica }),
    });
    html! { <button type="button" onclick={promote}>{ format!("Make {replica} lead") }</button> }
}
