//! What is drawn where there is too much in view to tell one message from the next: for each few
//! pixels, how much happens.

use std::fmt::Write as _;

use replicascope_core::trace::Activity;
use replicascope_core::{Interval, Micros, Place};
use replicascope_words::say;

use super::{BAND_HALF, Band, Bracket, CALL_HALF, Hatch, Lane, View, whole};
use crate::copies::holds_at;
use crate::px::Px;
use crate::words;

/// How wide a column is, in pixels.
const WIDTH: f64 = 3.0;
/// How tall the column of the most messages is.
const TALLEST: f64 = 30.0;
/// How far columns stand above what is drawn on their lane.
const ABOVE: f64 = 5.0;

/// The picture in columns. Every shape but the caption is a path, with as many parts as there are
/// columns at most.
#[derive(Clone, PartialEq, Debug)]
pub struct Columns {
    /// What a column shows, in a sentence.
    pub caption: String,
    /// How many messages leave each lane.
    pub traffic: Vec<Traffic>,
    /// When clients have operations under way.
    pub calls: String,
    /// When clients have operations under way that return something stale.
    pub stale_calls: String,
    /// Where updates are carried out.
    pub updates: String,
    /// Where records are merged or read.
    pub marks: String,
}

/// The messages that leave a lane: columns that stand on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Traffic {
    /// Whose lane.
    pub sender: Place,
    /// The columns.
    pub sent: String,
    /// Of those, what is lost.
    pub lost: String,
}

/// How the stretch of time in view is cut into columns: at the same moments however far it is
/// panned.
struct Cut {
    span: u64,
    first: u64,
    last: u64,
}

impl Cut {
    fn of(view: &View) -> Self {
        let span = whole(view.frame.scale.per_pixel * WIDTH).max(1);
        let (from, to) = (view.from, view.to.min(view.trace.lab.duration));
        Self {
            span,
            first: from.0 / span,
            last: to.0 / span,
        }
    }

    /// The beginning and the end of each column.
    fn columns(&self) -> impl Iterator<Item = (Micros, Micros)> {
        let span = self.span;
        (self.first..=self.last).map(move |one| (Micros(one * span), Micros((one + 1) * span)))
    }

    /// The columns where something is, neighbours of one kind together.
    fn joined<T: PartialEq>(
        &self,
        view: &View,
        what: impl Fn(Micros, Micros) -> Option<T>,
    ) -> Vec<(f64, f64, T)> {
        let mut joined: Vec<(Micros, Micros, T)> = Vec::new();
        for (from, to) in self.columns() {
            let Some(here) = what(from, to) else { continue };
            match joined.last_mut() {
                Some((_, end, before)) if *end == from && *before == here => *end = to,
                _ => joined.push((from, to, here)),
            }
        }
        let end = view.trace.lab.duration;
        let placed = joined.into_iter().map(|(from, to, here)| {
            let (from, to) = (view.x(from), view.x(to.min(end)));
            (view.clipped(from), view.clipped(to), here)
        });
        placed.collect()
    }
}

pub(super) fn columns(view: &View) -> Columns {
    let cut = Cut::of(view);
    let lanes: Vec<(&Lane, &Activity)> = view
        .lanes
        .iter()
        .filter_map(|lane| Some((lane, view.trace.activity_at(lane.place)?)))
        .collect();
    let most = lanes
        .iter()
        .map(|(_, here)| here.sent.most_within(cut.span));
    let most = most.max().unwrap_or_default().max(1);
    // Where something happens, as a path of what is drawn there.
    let drawn = |happens: fn(&Activity, Micros, Micros) -> bool, draw: Draw| {
        let mut path = String::new();
        for (lane, here) in &lanes {
            let joined = cut.joined(view, |from, to| happens(here, from, to).then_some(()));
            for (from, to, ()) in joined {
                draw(&mut path, (from, to), lane.y);
            }
        }
        path
    };
    Columns {
        caption: say::timeline::too_much(&words::time(Micros(cut.span)), &most),
        calls: drawn(|here, from, to| here.calls.any_between(from, to), bar),
        stale_calls: drawn(|here, from, to| here.stale.any_between(from, to), bar),
        updates: drawn(|here, from, to| here.updates.between(from, to) > 0, update),
        marks: drawn(|here, from, to| here.marks.between(from, to) > 0, line),
        traffic: lanes
            .iter()
            .map(|(lane, here)| traffic(view, &cut, lane, here, most))
            .collect(),
    }
}

/// Adds to a path what stands for a stretch of a lane at some height.
type Draw = fn(&mut String, (f64, f64), f64);

fn rectangle(path: &mut String, (from, to): (f64, f64), (top, bottom): (f64, f64)) {
    let (from, to, top, bottom) = (Px(from), Px(to), Px(top), Px(bottom));
    // Writing into a string cannot fail.
    let _ = write!(path, "M{from} {bottom}V{top}H{to}V{bottom}z");
}

/// An operation of a client.
fn bar(path: &mut String, ends: (f64, f64), y: f64) {
    rectangle(path, ends, (y - CALL_HALF, y + CALL_HALF));
}

/// Updates: the lower part of the band.
fn update(path: &mut String, ends: (f64, f64), y: f64) {
    rectangle(path, ends, (y + BAND_HALF - 6.0, y + BAND_HALF));
}

/// Merges and answers: a line through the band.
fn line(path: &mut String, (from, to): (f64, f64), y: f64) {
    let _ = write!(path, "M{} {}H{}", Px(from), Px(y), Px(to));
}

fn traffic(view: &View, cut: &Cut, lane: &Lane, here: &Activity, most: usize) -> Traffic {
    let base = lane.y - lane.half() - ABOVE;
    let top = |count: usize| base - count as f64 / most as f64 * TALLEST;
    let counts = cut.joined(view, |from, to| {
        let count = here.sent.between(from, to);
        (count > 0).then(|| (count, here.lost.between(from, to)))
    });
    let (mut sent, mut lost) = (String::new(), String::new());
    for (from, to, (all, gone)) in counts {
        rectangle(&mut sent, (from, to), (top(all), base));
        if gone > 0 {
            rectangle(&mut lost, (from, to), (top(gone), base));
        }
    }
    Traffic {
        sender: lane.place,
        sent,
        lost,
    }
}

/// Whose update the value comes from that each replica shows in the middle of each column.
pub(super) fn bands(view: &View) -> Vec<Band> {
    let (cut, trace, key) = (Cut::of(view), view.trace, view.frame.key);
    let mut bands = Vec::new();
    for replica in &trace.lab.replicas {
        let Some(lane) = view.lanes.of_place(Place::Replica(*replica)) else {
            continue;
        };
        let shown = cut.joined(view, |from, to| {
            let middle = Micros(from.0.midpoint(to.0)).min(trace.lab.duration);
            let held = holds_at(trace, *replica, key, middle);
            held.then(|| trace.record_at(*replica, key, middle).state.origin())
        });
        bands.extend(shown.into_iter().map(|(from, to, origin)| Band {
            replica: *replica,
            from,
            to,
            y: lane.y,
            value: String::new(),
            origin,
            label: None,
        }));
    }
    bands
}

/// The columns in which a read would be stale for some time.
pub(super) fn hatches(view: &View) -> Vec<Hatch> {
    let cut = Cut::of(view);
    let mut hatches = Vec::new();
    for (replica, intervals) in &view.trace.convergence[view.frame.key].stale {
        let Some(lane) = view.lanes.of_place(Place::Replica(*replica)) else {
            continue;
        };
        let shown = cut.joined(view, |from, to| any_of(intervals, from, to));
        hatches.extend(shown.into_iter().map(|(from, to, ())| Hatch {
            replica: *replica,
            from,
            to,
            y: lane.y,
        }));
    }
    hatches
}

/// The columns in which replicas disagree for some time.
pub(super) fn disagreements(view: &View) -> Vec<Bracket> {
    let intervals = &view.trace.convergence[view.frame.key].disagreements;
    let joined = Cut::of(view).joined(view, |from, to| any_of(intervals, from, to));
    let bracket = |(from, to, ())| Bracket {
        from,
        to,
        label: None,
    };
    joined.into_iter().map(bracket).collect()
}

/// Something if one of these intervals, which are in order, lasts for some of a column.
fn any_of(intervals: &[Interval], from: Micros, to: Micros) -> Option<()> {
    let next = intervals.partition_point(|one| one.to <= from);
    let next = intervals.get(next)?;
    (next.from < to).then_some(())
}
