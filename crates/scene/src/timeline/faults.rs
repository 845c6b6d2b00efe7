//! Crashes as holes in a lane, partitions as walls between lanes.

use replicascope_core::lab::FaultKind;
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

pub(super) fn holes(view: &View) -> Vec<Hole> {
    let mut holes = Vec::new();
    for fault in view
        .trace
        .lab
        .faults
        .iter()
        .filter(|one| view.overlaps(one.from, one.to))
    {
        let FaultKind::Crash { replica } = fault.kind else {
            continue;
        };
        let Some(lane) = view.lanes.of_place(Place::Replica(replica)) else {
            continue;
        };
        let end = view.trace.lab.duration;
        holes.push(Hole {
            fault: fault.id,
            event: shape_name(fault.id),
            replica,
            from: view.clipped(view.x(fault.from)),
            to: view.clipped(view.x(fault.to.min(end))),
            y: lane.y,
        });
    }
    holes
}

pub(super) fn walls(view: &View) -> Vec<Wall> {
    let mut walls = Vec::new();
    for fault in view
        .trace
        .lab
        .faults
        .iter()
        .filter(|one| view.overlaps(one.from, one.to))
    {
        if !matches!(fault.kind, FaultKind::Partition { .. }) {
            continue;
        }
        let end = view.trace.lab.duration;
        let (from, to) = (
            view.clipped(view.x(fault.from)),
            view.clipped(view.x(fault.to.min(end))),
        );
        let heights = heights(view, fault);
        // Running text is narrower than the labels' type.
        let fits = |label: &String| super::label_width(label) * 0.84 + 12.0 <= to - from;
        let long = words::capital(words::fault(view.trace, fault.id).trim_start_matches("the "));
        let short = long
            .trim_start_matches("Partition between ")
            .replace(" and ", " | ");
        let mut label = [long, short].into_iter().find(fits);
        let mut event = Some(shape_name(fault.id));
        walls.extend(heights.into_iter().map(|y| Wall {
            fault: fault.id,
            event: event.take(),
            from,
            to,
            y,
            label: label.take(),
        }));
    }
    walls
}

/// Between each two neighbours that it separates; if it separates none, below the upper one of
/// those that it does.
fn heights(view: &View, fault: &replicascope_core::lab::Fault) -> Vec<f64> {
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
