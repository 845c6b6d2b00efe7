//! What breaks: crashes as holes in a lane, what troubles one lane as a strip above it, what troubles
//! links as walls between lanes.

use replicascope_core::lab::{Fault, FaultKind, Links};
use replicascope_core::{FaultId, Place, ReplicaId};
use replicascope_words::say;

use super::{BAND_HALF, CALL_HALF, Timeline, View, Written};
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
    /// What it says, if there is room.
    pub label: Option<String>,
    /// What it is.
    pub sentence: String,
}

/// A stretch of a lane during which something is wrong there: slowness, a clock, no connection.
#[derive(Clone, PartialEq, Debug)]
pub struct Strip {
    /// The fault.
    pub fault: FaultId,
    /// The name of the event with which it begins.
    pub event: String,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// What it says, if there is room.
    pub label: Option<String>,
    /// What it is.
    pub sentence: String,
}

/// Something wrong with the links between two neighbouring lanes.
#[derive(Clone, PartialEq, Debug)]
pub struct Wall {
    /// The fault.
    pub fault: FaultId,
    /// Whether nothing passes: a partition.
    pub is_partition: bool,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// The name of the event with which it begins; on the first wall of a fault.
    pub event: Option<String>,
    /// What it says; on the first wall of a fault, if there is room.
    pub label: Option<String>,
    /// What it is.
    pub sentence: String,
}

impl Timeline {
    /// What faults say, each with where it begins: its left end, on its base line.
    pub fn fault_labels(&self) -> impl Iterator<Item = ((f64, f64), &str)> {
        let walls = self.walls.iter();
        let walls = walls.map(|one| ((one.from + 10.0, one.y + 4.0), &one.label));
        let strips = self.strips.iter();
        let strips = strips.map(|one| ((one.from + 8.0, one.y + 4.0), &one.label));
        let all = walls.chain(strips);
        all.filter_map(|(at, label)| Some((at, label.as_deref()?)))
    }
}

/// Where the label of a fault is written.
pub(super) fn written(((x, y), label): ((f64, f64), &str)) -> Written {
    (x, x + width(label), y)
}

/// How wide a label is: running text is narrower than the labels' type.
fn width(label: &str) -> f64 {
    super::label_width(label) * 0.84
}

/// Half the height of a strip.
pub const STRIP_HALF: f64 = 7.0;

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
        let FaultKind::Crash { replica, .. } = fault.kind else {
            return None;
        };
        let lane = view.lanes.of_place(Place::Replica(replica))?;
        Some(Hole {
            fault: fault.id,
            event: shape_name(fault.id),
            replica,
            from,
            to,
            y: lane.y,
            label: label(view, fault, to - from),
            sentence: sentence(view, fault),
        })
    };
    in_view(view).filter_map(hole).collect()
}

pub(super) fn strips(view: &View) -> Vec<Strip> {
    let strip = |(fault, from, to): (&Fault, f64, f64)| {
        if matches!(fault.kind, FaultKind::Crash { .. }) {
            return None;
        }
        let place = fault.kind.place()?;
        let lane = view.lanes.of_place(place)?;
        let above = match place {
            Place::Client(_) => CALL_HALF,
            Place::Replica(_) => BAND_HALF,
        };
        Some(Strip {
            fault: fault.id,
            event: shape_name(fault.id),
            from,
            to,
            y: lane.y - above - STRIP_HALF - 3.0,
            label: label(view, fault, to - from),
            sentence: sentence(view, fault),
        })
    };
    in_view(view).filter_map(strip).collect()
}

pub(super) fn walls(view: &View) -> Vec<Wall> {
    let on_links = in_view(view).filter(|(fault, ..)| fault.kind.place().is_none());
    let walls = on_links.flat_map(|(fault, from, to)| {
        let is_partition = matches!(fault.kind, FaultKind::Partition(_));
        let mut label = label(view, fault, to - from);
        let mut event = Some(shape_name(fault.id));
        let sentence = sentence(view, fault);
        heights(view, fault.kind.links())
            .into_iter()
            .map(move |y| Wall {
                fault: fault.id,
                is_partition,
                event: event.take(),
                from,
                to,
                y,
                label: label.take(),
                sentence: sentence.clone(),
            })
    });
    walls.collect()
}

/// What a fault says, in as many words as there is room for.
fn label(view: &View, fault: &Fault, room: f64) -> Option<String> {
    let fits = |label: &String| width(label) + 12.0 <= room;
    let mut labels = vec![words::fault_in_short(view.trace, fault.id)];
    if fault.kind.place().is_none() {
        labels.insert(0, words::capital(&words::fault(view.trace, fault.id)));
    }
    labels.into_iter().find(fits)
}

/// What breaks, from when to when.
fn sentence(view: &View, fault: &Fault) -> String {
    let what = words::capital(&words::fault(view.trace, fault.id));
    say::faults::lasts(&what, &words::time(fault.from), &words::time(fault.to))
}

/// Between each two neighbours whose link is concerned; if none is, below the upper one of those
/// that are.
fn heights(view: &View, links: Option<&Links>) -> Vec<f64> {
    let replicas = view.lanes.iter();
    let lanes: Vec<(ReplicaId, f64)> = replicas
        .filter_map(|lane| Some((lane.place.replica()?, lane.y)))
        .collect();
    let concerned = |one: ReplicaId, other: ReplicaId| {
        links.is_none_or(|links| links.carry(one, other) || links.carry(other, one))
    };
    let between: Vec<f64> = lanes
        .windows(2)
        .filter(|pair| concerned(pair[0].0, pair[1].0))
        .map(|pair| f64::midpoint(pair[0].1, pair[1].1))
        .collect();
    if !between.is_empty() {
        return between;
    }
    let mut pairs = lanes.iter().zip(lanes.iter().skip(1));
    let upper =
        pairs.find(|((lane, _), _)| lanes.iter().any(|(other, _)| concerned(*lane, *other)));
    let middle = upper.map(|((_, upper), (_, next))| f64::midpoint(*upper, *next));
    middle.into_iter().collect()
}
