//! What happens at replicas: updates as chips, merges and answers as marks.

use replicascope_core::clock::Relation;
use replicascope_core::crdt::Op;
use replicascope_core::lab::Call;
use replicascope_core::trace::{EventId, EventKind, Note};
use replicascope_core::{Place, ReplicaId, StepId};
use replicascope_words::say;

use super::occupied::Occupied;
use super::{BAND_HALF, View, Written, label_width};
use crate::{telling, words};

/// An update that a replica carried out.
#[derive(Clone, PartialEq, Debug)]
pub struct Chip {
    /// The event.
    pub id: EventId,
    /// The name of the event.
    pub event: String,
    /// The step.
    pub step: StepId,
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left edge: the moment.
    pub x: f64,
    /// The height of its middle.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// What it does, in a few characters.
    pub value: String,
    /// The same as its label, if there is room for it.
    pub label: Option<String>,
    /// Whether there is room to show that it can be dragged.
    pub has_grip: bool,
    /// Whether it was acknowledged and then discarded.
    pub lost: bool,
    /// What it is, in a sentence.
    pub sentence: String,
}

/// A merge or an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The event.
    pub id: EventId,
    /// The name of the event.
    pub event: String,
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its centre.
    pub x: f64,
    /// The height of its centre.
    pub y: f64,
    /// What it is.
    pub kind: MarkKind,
    /// The value afterwards, or the value that was returned.
    pub value: String,
    /// What it is, in a sentence. Like the name and the value empty where there is too much in view.
    pub sentence: String,
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// A merge, and how what arrived stood to what was there.
    Merge(Relation),
    /// A leader's record took the place of what was there.
    Replace,
    /// An update that arrived as an operation was carried out.
    Follow,
    /// A read was answered.
    Answer,
}

impl MarkKind {
    /// Its shape around 0, 0, as a path.
    pub fn outline(self) -> &'static str {
        match self {
            Self::Merge(Relation::Newer) => "M-7 0 a7 7 0 1 0 14 0 a7 7 0 1 0 -14 0 Z",
            Self::Merge(Relation::Older | Relation::Equal) => {
                "M-6 0 a6 6 0 1 0 12 0 a6 6 0 1 0 -12 0 Z"
            }
            Self::Merge(Relation::Concurrent) => "M0 -9 L9 0 L0 9 L-9 0 Z",
            Self::Replace => "M-8 0 L-4 -7 H4 L8 0 L4 7 H-4 Z",
            Self::Follow => "M-5 -7 L8 0 L-5 7 Z",
            Self::Answer => "M-5 -5 H5 V5 H-5 Z",
        }
    }

    /// What is drawn into that shape; it may be nothing.
    pub fn inner(self) -> &'static str {
        match self {
            Self::Merge(Relation::Equal) => "M-3 -1.5 H3 M-3 1.5 H3",
            Self::Merge(Relation::Concurrent) => "M-3 -3.5 V3.5 M3 -3.5 V3.5",
            Self::Replace => "M-3 -3 L3 3 M-3 3 L3 -3",
            _ => "",
        }
    }

    /// Whether that shape is filled.
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Merge(Relation::Newer) | Self::Follow)
    }
}

/// Something that a strategy did by itself, in a word below the lane.
#[derive(Clone, PartialEq, Debug)]
pub struct NoteMark {
    /// The event.
    pub id: EventId,
    /// The name of the event.
    pub event: String,
    /// Whose lane.
    pub replica: ReplicaId,
    /// The moment.
    pub x: f64,
    /// The height of the lane's middle.
    pub y: f64,
    /// Where it says what, if there is room.
    pub label: Option<(f64, String)>,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl NoteMark {
    /// Where its label is written.
    pub(super) fn written(&self) -> Option<Written> {
        let (from, label) = self.label.as_ref()?;
        let height = self.y + BAND_HALF + 15.0;
        Some((from.min(self.x), from + label_width(label), height))
    }
}

pub(super) fn chip_label(call: &Call) -> String {
    match &call.op {
        Op::Write(value) => format!("{} = {value}", call.key),
        op => words::operation(op, call.key.as_str()),
    }
}

pub(super) fn chip_width(call: &Call) -> f64 {
    label_width(&chip_label(call)) + 26.0
}

/// The events in view that happened at replicas, with the height of the replica's lane.
fn at_replicas<'a>(
    view: &'a View,
) -> impl Iterator<Item = (EventId, &'a replicascope_core::trace::Event, ReplicaId, f64)> {
    view.events.clone().filter_map(|index| {
        let event = &view.trace.events[index];
        let replica = event.place?.replica()?;
        let lane = view.lanes.of_place(Place::Replica(replica))?;
        Some((EventId::new(index), event, replica, lane.y))
    })
}

pub(super) fn chips(view: &View) -> Vec<Chip> {
    let replicas = view.trace.lab.replicas.iter();
    replicas
        .flat_map(|replica| chips_of(view, *replica))
        .collect()
}

fn chips_of(view: &View, replica: ReplicaId) -> Vec<Chip> {
    let Some(lane) = view.lanes.of_place(Place::Replica(replica)) else {
        return Vec::new();
    };
    let chip = |one: &Occupied| {
        let event = view.trace.event(one.event);
        let EventKind::Applied { step, .. } = &event.kind else {
            return None;
        };
        let label = chip_label(&view.trace.operation(*step)?.call);
        Some(Chip {
            id: one.event,
            event: view.trace.event_name(one.event),
            step: *step,
            replica,
            x: one.left,
            y: lane.y,
            width: one.right - one.left,
            sentence: format!("{label}. {}", telling::sentence(view.trace, one.event)),
            value: label.clone(),
            label: one.is_labelled_chip.then_some(label),
            has_grip: !view.is_dense(),
            lost: view.trace.is_lost(*step),
        })
    };
    view.on_lane(replica)
        .iter()
        .filter(|one| view.shows(view.trace.event(one.event).at))
        .filter_map(chip)
        .collect()
}

pub(super) fn marks(view: &View) -> Vec<Mark> {
    at_replicas(view)
        .filter_map(|(id, event, replica, y)| {
            let (kind, record) = match &event.kind {
                EventKind::Merged {
                    relation, after, ..
                } => (MarkKind::Merge(*relation), after),
                EventKind::Replaced { after, .. } => (MarkKind::Replace, after),
                EventKind::Followed { after, .. } => (MarkKind::Follow, after),
                EventKind::Answered { record, .. } => (MarkKind::Answer, record),
                _ => return None,
            };
            let told = |tell: &dyn Fn() -> String| match view.is_dense() {
                true => String::new(),
                false => tell(),
            };
            Some(Mark {
                id,
                event: told(&|| view.trace.event_name(id)),
                replica,
                x: view.x(event.at),
                y,
                kind,
                value: told(&|| words::answer(&record.state.read())),
                sentence: told(&|| telling::sentence(view.trace, id)),
            })
        })
        .collect()
}

pub(super) fn notes(view: &View) -> Vec<NoteMark> {
    let mut notes: Vec<NoteMark> = Vec::new();
    if view.is_dense() {
        return notes;
    }
    for (id, event, replica, y) in at_replicas(view) {
        let EventKind::Noted { note, .. } = &event.kind else {
            continue;
        };
        let x = view.x(event.at);
        let label = note_label(note);
        let before = notes.iter().rfind(|one| one.replica == replica);
        let taken = before.map_or(f64::MIN, |one| {
            let label = one.label.as_ref();
            label.map_or(one.x, |(from, label)| from + label_width(label) - 5.0)
        });
        // Near the right edge it begins before its tick.
        let from = (x + 5.0).min(view.frame.width - label_width(&label));
        notes.push(NoteMark {
            id,
            event: view.trace.event_name(id),
            replica,
            x,
            y,
            label: (from > taken + 5.0).then_some((from, label)),
            sentence: telling::sentence(view.trace, id),
        });
    }
    notes
}

fn note_label(note: &Note) -> String {
    match note {
        Note::Leads(term) => say::timeline::leads(&term.number),
        Note::Follows(term) => say::timeline::follows(&term.leader),
        Note::Keeps { keep_for, .. } => say::timeline::hint_for(keep_for),
        Note::HandedOver { keep_for, .. } => say::timeline::has_it(keep_for),
        Note::HeldBack { .. } => say::timeline::too_early().to_owned(),
        Note::Expired { .. } => say::timeline::expires().to_owned(),
        Note::Collected { .. } => say::timeline::forgets().to_owned(),
    }
}
