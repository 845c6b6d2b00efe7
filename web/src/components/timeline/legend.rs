//! What the signs mean: those that occur in this run.

use std::collections::BTreeSet;

use replicascope_core::ReplicaId;
use replicascope_core::clock::Relation;
use replicascope_core::lab::FaultKind;
use replicascope_core::trace::EventKind;
use replicascope_scene::timeline::{MarkKind, has_waits};
use yew::prelude::*;

use super::shapes::glyph;
use crate::app::PartProps;
use crate::same::Same;

/// One line under the picture.
#[component]
pub fn Legend(props: &PartProps) -> Html {
    let trace = Same(std::rc::Rc::clone(props.state.trace()));
    let (key, lab) = (props.state.view.key, props.state.lab());
    let signs = use_memo((trace, key), |(trace, key)| signs(trace, *key));
    let has = |wanted: fn(&FaultKind) -> bool| lab.faults.iter().any(|fault| wanted(&fault.kind));
    html! {
        <ul class="legend" aria-label="Signs">
            { for signs.iter().map(|sign| entry(*sign)) }
            if has(|kind| matches!(kind, FaultKind::Partition { .. })) {
                { entry(Sign::Partition) }
            }
            if has(|kind| matches!(kind, FaultKind::Crash { .. })) { { entry(Sign::Crash) } }
            if has(|kind| !matches!(kind, FaultKind::Crash { .. } | FaultKind::Partition { .. })) {
                { entry(Sign::Trouble) }
            }
        </ul>
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Update,
    Newer,
    Older,
    Equal,
    Concurrent,
    Replaced,
    Followed,
    Answer,
    Stale,
    Waits,
    Leads,
    Lost,
    Partition,
    Crash,
    Trouble,
}

fn signs(trace: &replicascope_core::Trace, key: usize) -> BTreeSet<Sign> {
    let sign = |event: &replicascope_core::trace::Event| match event.kind {
        EventKind::Applied { .. } => Some(Sign::Update),
        EventKind::Merged { relation, .. } => Some(match relation {
            Relation::Newer => Sign::Newer,
            Relation::Older => Sign::Older,
            Relation::Equal => Sign::Equal,
            Relation::Concurrent => Sign::Concurrent,
        }),
        EventKind::Replaced { .. } => Some(Sign::Replaced),
        EventKind::Followed { .. } => Some(Sign::Followed),
        EventKind::Answered { .. } => Some(Sign::Answer),
        EventKind::Dropped { .. } => Some(Sign::Lost),
        _ => None,
    };
    let mut signs: BTreeSet<Sign> = trace.events.iter().filter_map(sign).collect();
    if trace.convergence[key].stale_for.0 > 0 {
        signs.insert(Sign::Stale);
    }
    let leads = |replica: &ReplicaId| {
        trace
            .lab
            .replication
            .leads_at_first(&trace.lab.replicas, *replica)
    };
    if trace.lab.replicas.iter().any(leads) {
        signs.insert(Sign::Leads);
    }
    if has_waits(trace) {
        signs.insert(Sign::Waits);
    }
    signs
}

fn entry(sign: Sign) -> Html {
    let merge = |relation| glyph(MarkKind::Merge(relation), 12.0, 10.0);
    let (picture, text) = match sign {
        Sign::Update => (
            html! { <g class="chip"><rect x="1" y="2" width="22" height="16" rx="4" /></g> },
            "update, to drag",
        ),
        Sign::Newer => (merge(Relation::Newer), "merge: newer arrives"),
        Sign::Older => (merge(Relation::Older), "merge: older arrives"),
        Sign::Equal => (merge(Relation::Equal), "merge: equal"),
        Sign::Concurrent => (merge(Relation::Concurrent), "merge: concurrent"),
        Sign::Replaced => (
            glyph(MarkKind::Replace, 12.0, 10.0),
            "gives up what it held for the leader's",
        ),
        Sign::Followed => (
            glyph(MarkKind::Follow, 12.0, 10.0),
            "carries out an operation that arrives",
        ),
        Sign::Answer => (glyph(MarkKind::Answer, 12.0, 10.0), "read answered"),
        Sign::Stale => (
            html! { <rect class="stale-band" x="1" y="3" width="22" height="14" fill="url(#stale-hatch)" /> },
            "lacks an acknowledged update",
        ),
        Sign::Waits => (
            html! { <g class="wait"><path d="M2 10 H22" /></g> },
            "an operation waits here",
        ),
        Sign::Leads => (
            html! { <g class="reign"><path d="M1 10 H23" /></g> },
            "leads, by what it knows",
        ),
        Sign::Lost => (
            html! { <g class="head"><path d="M7 5 L17 15 M7 15 L17 5" /></g> },
            "message lost",
        ),
        Sign::Partition => (
            html! { <rect x="1" y="5" width="22" height="10" fill="url(#wall-hatch)" /> },
            "partition",
        ),
        Sign::Crash => (
            html! { <g class="hole"><rect x="1" y="4" width="22" height="12" /></g> },
            "replica down",
        ),
        Sign::Trouble => (
            html! { <g class="link-fault"><rect class="bricks" x="1" y="4" width="22" height="12" fill="url(#trouble-hatch)" /></g> },
            "another fault",
        ),
    };
    html! {
        <li><svg width="24" height="20" aria-hidden="true">{ picture }</svg>{ text }</li>
    }
}
