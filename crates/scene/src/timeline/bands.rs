//! What each replica holds over time, and where a read of it would be stale.

use replicascope_core::crdt::Op;
use replicascope_core::replication::Holding;
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Interval, Micros, Place, Record, ReplicaId};

use crate::words;

use super::{Hole, View, label_width, occupied};
use crate::copies::{empties, holding};

/// A stretch of a replica's lane during which it shows one value.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// What a read returns.
    pub value: String,
    /// Whose update the value comes from, if from one: its colour.
    pub origin: Option<ReplicaId>,
    /// Where the label begins, and what it says, if there is room.
    pub label: Option<(f64, String)>,
}

/// A stretch of a replica's lane where a read would be stale.
#[derive(Clone, PartialEq, Debug)]
pub struct Hatch {
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
}

/// A value that a replica shows, from when on.
struct Stretch {
    interval: Interval,
    value: String,
    origin: Option<ReplicaId>,
    /// The event that began it; none: the start of the run.
    since: Option<EventId>,
    /// Whether that event was a write of this very value.
    writes: bool,
    /// Whether the replica holds anything: a cache does not before a fetch and after it expires.
    held: bool,
}

/// `holes`: while replicas are down.
pub(super) fn bands(view: &View, holes: &[Hole]) -> Vec<Band> {
    let replicas = view.trace.lab.replicas.iter();
    replicas
        .flat_map(|replica| bands_of(view, holes, *replica))
        .collect()
}

fn bands_of(view: &View, holes: &[Hole], replica: ReplicaId) -> Vec<Band> {
    let Some(lane) = view.lanes.of_place(Place::Replica(replica)) else {
        return Vec::new();
    };
    let lane_use = view.on_lane(replica);
    let key = &view.trace.lab.keys[view.frame.key].name;
    // What is written must not run into a stretch during which the replica is down.
    let meets_a_hole = |from: f64, to: f64| {
        let mut holes = holes.iter().filter(|hole| hole.replica == replica);
        holes.any(|hole| hole.from < to && from < hole.to)
    };
    let in_view = stretches(view, replica).into_iter();
    in_view
        .filter(|one| view.overlaps(one.interval.from, one.interval.to))
        .map(|stretch| {
            let (begin, end) = view.ends(stretch.interval);
            let label = format!("{key} = {}", stretch.value);
            // A chip that writes the value says it already.
            let said = stretch.writes
                && view.shows(stretch.interval.from)
                && lane_use
                    .iter()
                    .any(|one| Some(one.event) == stretch.since && one.is_labelled_chip);
            let start = (!said && !view.is_dense())
                .then(|| occupied::free(lane_use, begin + 8.0, label_width(&label), end - 4.0));
            Band {
                replica,
                from: begin,
                to: end,
                y: lane.y,
                value: stretch.value,
                origin: stretch.origin,
                label: start
                    .flatten()
                    .filter(|start| !meets_a_hole(*start, *start + label_width(&label)))
                    .map(|start| (start, label)),
            }
        })
        .collect()
}

/// The values that a replica shows one after the other, from the one that it shows where the view
/// begins; equal neighbours are one. Where there is too much in view, values of one origin are.
fn stretches(view: &View, replica: ReplicaId) -> Vec<Stretch> {
    let holding = holding(view.trace, replica, view.frame.key);
    if holding == Holding::Nothing {
        return Vec::new();
    }
    let stretch = |from, record: &Record, since: Option<EventId>| Stretch {
        held: holding == Holding::Copy || since.is_some_and(|event| !empties(view.trace, event)),
        interval: Interval {
            from,
            to: view.trace.lab.duration,
        },
        value: match view.is_dense() {
            true => String::new(),
            false => words::answer(&record.state.read()),
        },
        origin: record.state.origin(),
        since,
        writes: since.is_some_and(|event| is_write(view, event)),
    };
    let (trace, key) = (view.trace, view.frame.key);
    let during = trace.holdings_during(replica, key, view.from, view.to);
    let mut stretches = Vec::new();
    if during.start == 0 {
        stretches.push(stretch(Micros::ZERO, trace.initial_record(key), None));
    }
    for (event, record) in &trace.holdings_of(replica, key)[during] {
        let at = view.trace.event(*event).at;
        let next = stretch(at, record, Some(*event));
        if let Some(last) = stretches.last_mut() {
            if (&last.value, last.origin, last.held) == (&next.value, next.origin, next.held) {
                continue;
            }
            last.interval.to = at;
        }
        stretches.push(next);
    }
    stretches.retain(|stretch| stretch.held);
    stretches
}

fn is_write(view: &View, event: EventId) -> bool {
    let EventKind::Applied { step, .. } = &view.trace.event(event).kind else {
        return false;
    };
    let operation = view.trace.operation(*step);
    operation.is_some_and(|one| matches!(one.call.op, Op::Write(_)))
}

pub(super) fn hatches(view: &View) -> Vec<Hatch> {
    let convergence = &view.trace.convergence[view.frame.key];
    let mut hatches = Vec::new();
    for (replica, intervals) in &convergence.stale {
        let Some(lane) = view.lanes.of_place(Place::Replica(*replica)) else {
            continue;
        };
        for interval in view.among(intervals) {
            let (from, to) = view.ends(*interval);
            hatches.push(Hatch {
                replica: *replica,
                from,
                to,
                y: lane.y,
            });
        }
    }
    hatches
}
