//! What happens at replicas: updates as chips, merges and answers as marks.

use replicascope_core::clock::Relation;
use replicascope_core::crdt::Op;
use replicascope_core::lab::Call;
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Place, ReplicaId, StepId};

use super::{View, label_width};
use crate::words;

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
    /// What it says.
    pub label: String,
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
    /// What it is, in a sentence; empty where there is too much in view.
    pub sentence: String,
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// A merge, and how what arrived stood to what was there.
    Merge(Relation),
    /// A read was answered.
    Answer,
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

/// The events in view that pass a test, with the replica where they happened.
fn at_replicas<'a>(
    view: &'a View,
) -> impl Iterator<Item = (EventId, &'a replicascope_core::trace::Event, ReplicaId, f64)> {
    let events = view.trace.events();
    events
        .filter(|(_, event)| view.shows(event.at))
        .filter_map(|(id, event)| {
            let replica = event.place?.replica()?;
            let lane = view.lanes.of_place(Place::Replica(replica))?;
            Some((id, event, replica, lane.y))
        })
}

/// Where the updates, merges and answers of a replica are drawn.
pub(super) fn places_on(view: &View, replica: ReplicaId) -> Vec<f64> {
    let here = |event: &&replicascope_core::trace::Event| {
        let drawn = matches!(
            event.kind,
            EventKind::Applied { .. } | EventKind::Merged { .. } | EventKind::Answered { .. }
        );
        drawn && event.place == Some(Place::Replica(replica)) && view.shows(event.at)
    };
    let events = view.trace.events.iter().filter(here);
    events.map(|event| view.x(event.at)).collect()
}

/// Where the chips of a replica begin and end.
pub(super) fn chips_on(view: &View, replica: ReplicaId) -> Vec<(f64, f64)> {
    let chip = |event: &replicascope_core::trace::Event| match &event.kind {
        EventKind::Applied { step, .. } if event.place == Some(Place::Replica(replica)) => {
            let (x, call) = (view.x(event.at), view.trace.lab.call(*step)?);
            Some((x, x + chip_width(call)))
        }
        _ => None,
    };
    view.trace.events.iter().filter_map(chip).collect()
}

pub(super) fn chips(view: &View) -> Vec<Chip> {
    at_replicas(view)
        .filter_map(|(id, event, replica, y)| {
            let EventKind::Applied { step, .. } = &event.kind else {
                return None;
            };
            let call = view.trace.lab.call(*step)?;
            Some(Chip {
                id,
                event: view.trace.event_name(id),
                step: *step,
                replica,
                x: view.x(event.at),
                y,
                width: chip_width(call),
                label: chip_label(call),
                lost: view.trace.lost.contains(step),
                sentence: format!("{}. {}", chip_label(call), words::event(view.trace, id)),
            })
        })
        .collect()
}

pub(super) fn marks(view: &View) -> Vec<Mark> {
    at_replicas(view)
        .filter_map(|(id, event, replica, y)| {
            let (kind, record) = match &event.kind {
                EventKind::Merged {
                    relation, after, ..
                } => (MarkKind::Merge(*relation), after),
                EventKind::Answered { record, .. } => (MarkKind::Answer, record),
                _ => return None,
            };
            let sentence = if view.dense {
                String::new()
            } else {
                words::event(view.trace, id)
            };
            Some(Mark {
                id,
                event: view.trace.event_name(id),
                replica,
                x: view.x(event.at),
                y,
                kind,
                value: record.state.read().to_string(),
                sentence,
            })
        })
        .collect()
}
