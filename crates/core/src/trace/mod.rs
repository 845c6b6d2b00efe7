//! The trace: everything that happened in a run, in order, with causes. It is never changed.

mod activity;
mod causality;
mod causes;
mod convergence;
mod during;
mod event;
mod flights;
mod ids;
mod json;
mod knowledge;
mod losses;
mod measures;
mod message;
mod names;
mod reigns;
mod siblings;
mod spans;
mod waits;

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use serde::Serialize;

use crate::clock::Dot;
use crate::ids::{ReplicaId, StepId};
use crate::lab::{Call, Lab};
use crate::record::Record;
use crate::time::Micros;

pub use activity::{Activity, Moments, Stretches};
pub use causality::Cone;
pub use causes::Causes;
pub use convergence::Convergence;
pub(crate) use during::Lasting;
pub use event::{Event, EventKind, Loss, Note, Refusal};
pub use flights::Flights;
pub use ids::{EventId, MessageId};
pub(crate) use losses::lost_updates;
pub use measures::{Measures, Sample};
pub use message::{Flight, Message};
pub use siblings::FalseConflict;

/// What happened in a run.
#[derive(Debug)]
pub struct Trace {
    /// The document that was run.
    pub lab: Rc<Lab>,
    /// Everything that happened, in order; causes come before their effects.
    pub events: Vec<Event>,
    /// Every message, in the order of sending.
    pub messages: Vec<Message>,
    /// Every client operation, in the order of invocation.
    pub operations: Vec<Operation>,
    /// For each key of the document, whether and when its replicas agreed.
    pub convergence: Vec<Convergence>,
    /// The acknowledged updates whose effect has been discarded, by step: no replica shows it
    /// at the end, and no later write was made by somebody who had seen it.
    pub lost: Vec<StepId>,
    /// Why the run ended.
    pub ending: Ending,
    pub(crate) initial: Vec<Rc<Record>>,
    /// For each replica and key, the records that it held, with the event that set each.
    pub(crate) holdings: Vec<Vec<(EventId, Rc<Record>)>>,
    /// What replicas still keep for others at the end: by keeper, receiver and key.
    pub(crate) hints: BTreeMap<(ReplicaId, ReplicaId, usize), Rc<Record>>,
    /// The place of each step's operation.
    pub(crate) operation_of: FxHashMap<StepId, usize>,
    /// When lasting things last, as far as anybody has asked.
    pub(crate) lasting: Lasting,
}

/// A client operation from its invocation to its return.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// The step of the script.
    pub step: StepId,
    /// What was asked.
    pub call: Call,
    /// The replica that was asked: where the client's route led; none: nothing was sent.
    pub asked: Option<ReplicaId>,
    /// The place of the key in the document.
    pub key: usize,
    /// The invocation.
    pub invoked: EventId,
    /// Where the replica carried it out; none: the request never reached it.
    pub handled: Option<EventId>,
    /// The name of the update, once carried out.
    pub dot: Option<Dot>,
    /// The return; none: it failed, or the client never heard of it again.
    pub returned: Option<EventId>,
    /// The failure; none: it returned, or the client never heard of it again.
    pub failed: Option<EventId>,
}

/// Why a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The duration that the document sets was over, or nothing was left to happen.
    Complete,
    /// There were more events than a run may have.
    TooManyEvents {
        /// The time that it had reached.
        #[serde(rename = "at_us")]
        at: Micros,
    },
    /// Replicas came to hold more, all in all, than a run may keep.
    TooMuchHeld {
        /// The time that it had reached.
        #[serde(rename = "at_us")]
        at: Micros,
    },
}

impl Operation {
    /// Its end for its client, one way or the other.
    pub fn ended(&self) -> Option<EventId> {
        self.returned.or(self.failed)
    }
}

impl Trace {
    /// An event.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> &Message {
        &self.messages[id.index()]
    }

    /// The events with their places.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(index, event)| (EventId::new(index), event))
    }

    /// The operation of a step.
    pub fn operation(&self, step: StepId) -> Option<&Operation> {
        self.operation_of
            .get(&step)
            .map(|index| &self.operations[*index])
    }

    /// What a replica held for a key at a moment, after all that happened at that moment.
    pub fn record_at(&self, replica: ReplicaId, key: usize, at: Micros) -> &Rc<Record> {
        let held = self.holdings_of(replica, key);
        let count = held.partition_point(|(event, _)| self.event(*event).at <= at);
        count
            .checked_sub(1)
            .map_or(&self.initial[key], |last| &held[last].1)
    }

    /// The records that a replica came to hold for a key, with the event that set each.
    pub fn holdings_of(&self, replica: ReplicaId, key: usize) -> &[(EventId, Rc<Record>)] {
        let position = self.lab.replicas.iter().position(|one| *one == replica);
        position
            .and_then(|position| self.holdings.get(position * self.lab.keys.len() + key))
            .map_or(&[], Vec::as_slice)
    }

    /// What every replica holds for a key at the start.
    pub fn initial_record(&self, key: usize) -> &Rc<Record> {
        &self.initial[key]
    }
}
