//! Crashes as holes in a lane, partitions as walls between lanes.

use replicascope_core::lab::{Fault, FaultKind};
use replicascope_core::{FaultId, Place, ReplicaId};

use super::View;
use crate::words;

/// A stretch of a lane during which its replica is down.
#[derive(Clone, PartialEq, Debug)]
pub struct Hole {
    /// The fault.
    pub fault: FaultId,
    /// The name of the event with which it begins.
    pub event: String,
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
}

/// A partition between two neighbouring lanes.
#[derive(Clone, PartialEq, Debug)]
pub struct Wall {
    /// The fault.
    pub fault: FaultId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// The name of the event with which it begins; on the first wall of a fault.
    pub event: Option<String>,
    /// Whom it separates; on the first wall of a fault, if there is room.
    pub label: Option<String>,
}

/// The name of a fault's shape: that of the event with which it begins.
pub(super) fn shape_name(fault: FaultId) -> String {
    format!("{fault}/begins")
}

/// The faults in view, each with its left and its right end.
fn in_view<'a>(view: &'a View) -> impl Iterator<Item = (&'a Fault, f64, f64)> {
    let lab = &view.trace.lab;
    let faults = lab.faults.iter();
    faults
        .filter(|fault| view.overlaps(fault.from, fault.to))
        .map(|fault| {
            let end = fault.to.min(lab.duration);
            let ends = [fault.from, end].map(|at| view.clipped(view.x(at)));
            (fault, ends[0], ends[1])
        })
}

pub(super) fn holes(view: &View) -> Vec<Hole> {
    let hole = |(fault, from, to): (&Fault, f64, f64)| {
        let FaultKind::Crash { replica } = fault.kind else {
            return None;
        };
        let lane = view.lanes.of_place(Place::Replica(replica))?;
        let event = shape_name(fault.id);
        Some(Hole {
            fault: fault.id,
            event,
            replica,
            from,
            to,
            y: lane.y,
        })
    };
    in_view(view).filter_map(hole).collect()
}

pub(super) fn walls(view: &View) -> Vec<Wall> {
    let partitions =
        in_view(view).filter(|(fault, ..)| matches!(fault.kind, FaultKind::Partition { .. }));
    let walls = partitions.flat_map(|(fault, from, to)| {
        let mut label = wall_label(view, fault, to - from);
        let mut event = Some(shape_name(fault.id));
        heights(view, fault).into_iter().map(move |y| Wall {
            fault: fault.id,
            event: event.take(),
            from,
            to,
            y,
            label: label.take(),
        })
    });
    walls.collect()
}

/// Whom a partition separates, as long as there is room for.
fn wall_label(view: &View, fault: &Fault, room: f64) -> Option<String> {
    // Running text is narrower than the labels' type.
    let fits = |label: &String| super::label_width(label) * 0.84 + 12.0 <= room;
    let long = words::capital(words::fault(view.trace, fault.id).trim_start_matches("the "));
    let short = long
        .trim_start_matches("Partition between ")
        .replace(" and ", " | ");
    [long, short].into_iter().find(fits)
}

/// Between each two neighbours that it separates; if it separates none, below the upper one of
/// those that it does.
fn heights(view: &View, fault: &Fault) -> Vec<f64> {
    let lanes: Vec<_> = view
        .lanes
        .iter()
        .filter(|lane| lane.place.replica().is_some())
        .copied()
        .collect();
    let between: Vec<f64> = lanes
        .windows(2)
        .filter(|pair| fault.cuts(pair[0].place, pair[1].place))
        .map(|pair| f64::midpoint(pair[0].y, pair[1].y))
        .collect();
    if !between.is_empty() {
        return between;
    }
    let upper = lanes.iter().zip(lanes.iter().skip(1)).find(|(lane, _)| {
        lanes
            .iter()
            .any(|other| fault.cuts(lane.place, other.place))
    });
    upper
        .map(|(lane, next)| f64::midpoint(lane.y, next.y))
        .into_iter()
        .collect()
}
