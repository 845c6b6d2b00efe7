//! The space-time diagram: one lane for each client and replica, time to the right.
//!
//! All coordinates are pixels of the drawing, from its upper left corner.

mod arrows;
mod bands;
mod calls;
mod columns;
mod faults;
mod lanes;
mod marks;
mod occupied;
mod reigns;
mod signs;
mod waits;

use std::collections::BTreeMap;
use std::ops::Range;

use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Interval, Micros, Place, ReplicaId, Trace};
use replicascope_words::say;

use crate::words;

use crate::scale::{Scale, Tick, whole};
use crate::subject::Subject;

use occupied::Occupied;

pub use arrows::{Arrow, ArrowEnd};
pub use bands::{Band, Hatch};
pub use calls::CallBar;
pub use columns::{Columns, Traffic};
pub use faults::{Hole, STRIP_HALF, Strip, Wall};
pub use lanes::{BAND_HALF, CALL_HALF, Lane, Lanes};
pub use marks::{Chip, Mark, MarkKind, NoteMark};
pub use reigns::{Reign, leads_at};
pub use signs::{Sign, signs};
pub use waits::{Wait, has_waits};

/// More arrows than this in view are drawn as bundles without labels.
pub const MOST_ARROWS: usize = 160;
/// More arrows than this in view are not drawn: columns show how many there are.
pub const MOST_BUNDLED: usize = 1_500;
/// Half the width of a mark.
pub(crate) const MARK_HALF: f64 = 10.0;
/// The width of one character of a label; labels are set in a fixed-width type.
const CHARACTER: f64 = 7.9;

/// Which part of the trace is drawn, and how large.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// The width of the drawing.
    pub width: f64,
    /// How time is laid out.
    pub scale: Scale,
    /// The key whose values the lanes show; its place in the document.
    pub key: usize,
}

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline {
    /// How time is laid out.
    pub scale: Scale,
    /// The width of the drawing.
    pub width: f64,
    /// The height of the drawing.
    pub height: f64,
    /// Marks on the axis.
    pub ticks: Vec<Tick>,
    /// Where the run ends, if in view.
    pub end: Option<f64>,
    /// The lanes, from the top.
    pub lanes: Lanes,
    /// What each replica holds, as coloured stretches of its lane.
    pub bands: Vec<Band>,
    /// Where a read would be stale.
    pub hatches: Vec<Hatch>,
    /// Where a replica is down.
    pub holes: Vec<Hole>,
    /// What is wrong with links.
    pub walls: Vec<Wall>,
    /// What is wrong on single lanes.
    pub strips: Vec<Strip>,
    /// Who leads, and when.
    pub reigns: Vec<Reign>,
    /// Where operations wait at replicas.
    pub waits: Vec<Wait>,
    /// Client operations.
    pub calls: Vec<CallBar>,
    /// Messages.
    pub arrows: Vec<Arrow>,
    /// Merges and answers.
    pub marks: Vec<Mark>,
    /// Updates.
    pub chips: Vec<Chip>,
    /// What strategies did by themselves.
    pub notes: Vec<NoteMark>,
    /// When the replicas disagree about the key.
    pub disagreements: Vec<Bracket>,
    /// How closely it is drawn.
    pub detail: Detail,
    /// Where arrows, operations, updates and merges are drawn as columns: these, instead of them.
    pub columns: Option<Columns>,
}

/// How closely a picture is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Every shape on its own, with labels where there is room.
    Each,
    /// Too much in view for labels.
    Bundled,
    /// Too much in view to tell one message from the next.
    Columns,
}

impl Detail {
    fn of(arrows: usize) -> Self {
        match arrows {
            ..=MOST_ARROWS => Self::Each,
            _ if arrows <= MOST_BUNDLED => Self::Bundled,
            _ => Self::Columns,
        }
    }
}

/// A stretch of time below the lanes.
#[derive(Clone, PartialEq, Debug)]
pub struct Bracket {
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// What it says, if there is room.
    pub label: Option<String>,
}

/// The part of the trace that is in view.
pub(crate) struct View<'a> {
    pub(crate) trace: &'a Trace,
    pub(crate) frame: Frame,
    pub(crate) lanes: &'a Lanes,
    pub(crate) from: Micros,
    pub(crate) to: Micros,
    /// The places of the events in view.
    pub(crate) events: Range<usize>,
    /// How many arrows are in view.
    pub(crate) arrows: usize,
    /// How closely that is drawn.
    pub(crate) detail: Detail,
    /// What lies on the lane of each replica.
    pub(crate) occupied: BTreeMap<ReplicaId, Vec<Occupied>>,
}

impl View<'_> {
    fn x(&self, at: Micros) -> f64 {
        self.frame.scale.x(at)
    }

    /// Within the plot.
    fn clipped(&self, x: f64) -> f64 {
        x.clamp(self.frame.scale.left, self.frame.scale.right)
    }

    /// Where a stretch of time begins and ends, within the plot.
    fn ends(&self, interval: Interval) -> (f64, f64) {
        let end = |at| self.clipped(self.x(at));
        (end(interval.from), end(interval.to))
    }

    /// Of stretches of time in order, of which no two overlap, those in view.
    fn among<'a>(&self, intervals: &'a [Interval]) -> &'a [Interval] {
        let first = intervals.partition_point(|one| one.to < self.from);
        let count = intervals[first..].partition_point(|one| one.from <= self.to);
        &intervals[first..first + count]
    }

    /// Whether there is too much in view for labels.
    fn is_dense(&self) -> bool {
        self.detail != Detail::Each
    }

    /// What lies on the lane of a replica.
    fn on_lane(&self, replica: ReplicaId) -> &[Occupied] {
        self.occupied.get(&replica).map_or(&[], Vec::as_slice)
    }

    fn shows(&self, at: Micros) -> bool {
        self.from <= at && at <= self.to
    }

    fn overlaps(&self, from: Micros, to: Micros) -> bool {
        from <= self.to && self.from <= to
    }
}

/// Where a label is written: its left and right ends, and the height of its base line.
pub(crate) type Written = (f64, f64, f64);

/// Whether labels on base lines less than so far apart lie on each other.
fn overlap(one: Written, other: Written, apart: f64) -> bool {
    one.0 < other.1 && other.0 < one.1 && (one.2 - other.2).abs() < apart
}

/// How wide a label is.
pub fn label_width(label: &str) -> f64 {
    label.chars().count() as f64 * CHARACTER
}

impl Timeline {
    /// Lays a trace out.
    pub fn of(trace: &Trace, frame: Frame) -> Self {
        let lanes = Lanes::of(&trace.lab);
        let (from, to) = frame.scale.visible();
        let arrows = trace.flights_during(from, to).count();
        let mut view = View {
            trace,
            frame,
            lanes: &lanes,
            from,
            to,
            events: trace.events_during(from, to),
            arrows,
            detail: Detail::of(arrows),
            occupied: BTreeMap::new(),
        };
        let ground = Self::ground(&view);
        if view.detail == Detail::Columns {
            return Self {
                bands: columns::bands(&view),
                hatches: columns::hatches(&view),
                disagreements: columns::disagreements(&view),
                columns: Some(columns::columns(&view)),
                ..ground
            };
        }
        view.occupied = occupied::lanes(&view);
        let mut waits = waits::waits(&view);
        let notes = marks::notes(&view);
        let mut arrows = arrows::arrows(&view);
        let written = notes.iter().filter_map(NoteMark::written);
        let written: Vec<Written> = written
            .chain(ground.fault_labels().map(faults::written))
            .chain(ground.reigns.iter().filter_map(Reign::written))
            .collect();
        waits::drop_overlapping_labels(&mut waits, &written);
        let written = waits.iter().filter_map(Wait::written).chain(written);
        arrows::drop_overlapping_labels(&mut arrows, written);
        Self {
            bands: bands::bands(&view, &ground.holes),
            hatches: bands::hatches(&view),
            disagreements: disagreements(&view),
            waits,
            calls: calls::calls(&view),
            arrows,
            marks: marks::marks(&view),
            chips: marks::chips(&view),
            notes,
            ..ground
        }
    }

    /// What everything else is drawn on, and what breaks.
    fn ground(view: &View) -> Self {
        let end = view.trace.lab.duration;
        Self {
            scale: view.frame.scale,
            width: view.frame.width,
            height: view.lanes.height(),
            ticks: view.frame.scale.ticks(end),
            end: view.shows(end).then(|| view.x(end)),
            lanes: view.lanes.clone(),
            bands: Vec::new(),
            hatches: Vec::new(),
            holes: faults::holes(view),
            walls: faults::walls(view),
            strips: faults::strips(view),
            reigns: reigns::reigns(view),
            waits: Vec::new(),
            calls: Vec::new(),
            arrows: Vec::new(),
            marks: Vec::new(),
            chips: Vec::new(),
            notes: Vec::new(),
            disagreements: Vec::new(),
            detail: view.detail,
            columns: None,
        }
    }

    /// Whether there is too much in view for labels.
    pub fn is_dense(&self) -> bool {
        self.detail != Detail::Each
    }

    /// The moment under a horizontal place.
    pub fn time(&self, x: f64) -> Micros {
        self.scale.time(x)
    }

    /// The lane nearest to a vertical place; none outside the lanes.
    pub fn lane_at(&self, y: f64) -> Option<Place> {
        self.lanes.at(y)
    }

    /// The name of the shape that stands for an event of this trace, if one is drawn: an
    /// operation's bar stands for its beginning and its return, an arrowhead for the sending and
    /// for the arrival, a wall or a hole for the beginning and the end of a fault.
    pub fn shape_of(&self, trace: &Trace, id: EventId) -> Option<String> {
        if let Subject::Fault(fault) = Subject::of(trace, id) {
            let wall = self.walls.iter().any(|wall| wall.fault == fault);
            let hole = self.holes.iter().any(|hole| hole.fault == fault);
            let strip = self.strips.iter().any(|strip| strip.fault == fault);
            return (wall || hole || strip).then(|| faults::shape_name(fault));
        }
        if let Some(chip) = self.chips.iter().find(|chip| chip.id == id) {
            return Some(chip.event.clone());
        }
        if self.is_dense() {
            return None;
        }
        let mark = self.marks.iter().find(|mark| mark.id == id);
        let note = || self.notes.iter().find(|note| note.id == id);
        let call = || {
            self.calls
                .iter()
                .find(|bar| bar.invoked == id || bar.ended == Some(id))
        };
        let arrow = || {
            self.arrows
                .iter()
                .find(|one| one.sent == id || one.ended == Some(id))
        };
        mark.map(|mark| &mark.event)
            .or_else(|| call().map(|bar| &bar.event))
            .or_else(|| note().map(|note| &note.event))
            .or_else(|| arrow().map(|arrow| &arrow.event))
            .cloned()
    }

    /// Whether a point is off the diagram: where a message that is dropped there is lost.
    pub fn is_off(&self, x: f64, y: f64) -> bool {
        const SLACK: f64 = 12.0;
        let beside = x < self.scale.left - SLACK || x > self.width + SLACK;
        beside || y < -SLACK || y > self.height + SLACK
    }
}

/// Whether a shape bears the name of this very event: what the arrow keys stop at, one by one.
pub fn names_a_shape(trace: &Trace, id: EventId) -> bool {
    match &trace.event(id).kind {
        EventKind::Invoked { step } => trace
            .operation(*step)
            .is_none_or(|operation| operation.ended().is_none()),
        EventKind::Sent { message } => trace
            .message(*message)
            .flights
            .iter()
            .any(|flight| flight.end.is_none()),
        EventKind::Recovered { .. }
        | EventKind::FaultEnds { .. }
        | EventKind::Refused { .. }
        | EventKind::Promoted { .. } => false,
        _ => true,
    }
}

fn disagreements(view: &View) -> Vec<Bracket> {
    let convergence = &view.trace.convergence[view.frame.key];
    let in_view = view.among(&convergence.disagreements).iter();
    let brackets = in_view.map(|interval| {
        let (from, to) = view.ends(*interval);
        let to_the_end = convergence.agreed_at.is_none() && interval.to == view.trace.lab.duration;
        let label = if to_the_end {
            say::timeline::disagree_to_the_end(&words::time(interval.length()))
        } else {
            say::timeline::disagree(&words::time(interval.length()))
        };
        let fits = label_width(&label) < (view.frame.scale.right - from).max(to - from);
        let label = (fits && !view.is_dense()).then_some(label);
        Bracket { from, to, label }
    });
    let mut brackets: Vec<Bracket> = brackets.collect();
    // A label may run on beyond its bracket, but not into the next one.
    for index in 1..brackets.len() {
        let next = brackets[index].from;
        let label = brackets[index - 1]
            .label
            .as_deref()
            .map_or(0.0, label_width);
        if brackets[index - 1].from + label > next - 8.0 {
            brackets[index - 1].label = None;
        }
    }
    brackets
}
