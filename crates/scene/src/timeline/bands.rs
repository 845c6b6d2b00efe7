//! What each replica holds over time, and where a read of it would be stale.

use replicascope_core::crdt::Op;
use replicascope_core::trace::EventKind;
use replicascope_core::{Interval, Micros, Place, ReplicaId};

use super::{View, label_width};

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
    /// Room at the beginning that something else takes.
    taken: f64,
}

pub(super) fn bands(view: &View) -> Vec<Band> {
    let replicas = view.trace.lab.replicas.iter();
    replicas
        .flat_map(|replica| bands_of(view, *replica))
        .collect()
}

fn bands_of(view: &View, replica: ReplicaId) -> Vec<Band> {
    let Some(lane) = view.lanes.of_place(Place::Replica(replica)) else {
        return Vec::new();
    };
    let stretches = stretches(view, replica);
    // What lies on the band would hide a label.
    let marks = super::marks::places_on(view, replica);
    let chips = super::marks::chips_on(view, replica);
    let in_view = stretches
        .iter()
        .filter(|one| view.overlaps(one.interval.from, one.interval.to));
    in_view
        .map(|stretch| {
            let begin = view.x(stretch.interval.from);
            let (from, to) = (
                view.clipped(begin),
                view.clipped(view.x(stretch.interval.to)),
            );
            let label = format!(
                "{} = {}",
                view.trace.lab.keys[view.frame.key].name, stretch.value
            );
            let start = (begin + stretch.taken).max(from + 8.0);
            let covering = chips
                .iter()
                .find(|(left, right)| *left <= start && start < right + 8.0);
            let start = covering.map_or(start, |(_, right)| right + 8.0);
            let end = start + label_width(&label) + 6.0;
            let clear = !marks.iter().any(|x| start - 4.0 < *x && *x < end);
            let fits = end <= to && clear;
            Band {
                replica,
                from,
                to,
                y: lane.y,
                value: stretch.value.clone(),
                origin: stretch.origin,
                label: fits.then_some((start, label)),
            }
        })
        .collect()
}

/// The values that a replica shows one after the other; equal neighbours are one.
fn stretches(view: &View, replica: ReplicaId) -> Vec<Stretch> {
    let initial = view.trace.initial_record(view.frame.key);
    let stretch = |from, record: &replicascope_core::Record, taken| Stretch {
        interval: Interval {
            from,
            to: view.trace.lab.duration,
        },
        value: record.state.read().to_string(),
        origin: record.state.origin(),
        taken,
    };
    let mut stretches = vec![stretch(Micros::ZERO, initial, 8.0)];
    for (event, record) in view.trace.holdings_of(replica, view.frame.key) {
        let event = view.trace.event(*event);
        let next = stretch(event.at, record, taken_by(view, &event.kind));
        if let Some(last) = stretches.last_mut() {
            if (&last.value, last.origin) == (&next.value, next.origin) {
                continue;
            }
            last.interval.to = event.at;
        }
        stretches.push(next);
    }
    stretches
}

/// A chip or a mark at the beginning of a stretch takes room from its label.
fn taken_by(view: &View, kind: &EventKind) -> f64 {
    match kind {
        EventKind::Applied { step, .. } => {
            let call = view.trace.lab.call(*step);
            match call.map(|call| &call.op) {
                // The chip itself says the value.
                Some(Op::Write(_)) => f64::INFINITY,
                _ => call.map_or(0.0, super::marks::chip_width) + 8.0,
            }
        }
        _ => 14.0,
    }
}

pub(super) fn hatches(view: &View) -> Vec<Hatch> {
    let convergence = &view.trace.convergence[view.frame.key];
    let mut hatches = Vec::new();
    for (replica, intervals) in &convergence.stale {
        let Some(lane) = view.lanes.of_place(Place::Replica(*replica)) else {
            continue;
        };
        for interval in intervals
            .iter()
            .filter(|one| view.overlaps(one.from, one.to))
        {
            hatches.push(Hatch {
                replica: *replica,
                from: view.clipped(view.x(interval.from)),
                to: view.clipped(view.x(interval.to)),
                y: lane.y,
            });
        }
    }
    hatches
}
