//! The trace: everything that happened in a run, in order, with causes. It is never changed.

mod causality;
mod convergence;
mod json;
mod losses;

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::Serialize;

use crate::clock::{Dot, Relation};
use crate::ids::{FaultId, Place, ReplicaId, StepId};
use crate::lab::{Call, Lab};
use crate::message::{Cause, Payload};
use crate::record::Record;
use crate::time::Micros;
use crate::value::Answer;

pub use causality::Cone;
pub use convergence::Convergence;
pub(crate) use losses::lost_updates;

/// The place of an event in [`Trace::events`]. Good for this trace only; what survives an edit
/// of the document is the [name](Trace::event_name).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId(pub usize);

/// The place of a message in [`Trace::messages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MessageId(pub usize);

/// What happened in a run.
#[derive(Debug)]
pub struct Trace {
    /// The document that was run.
    pub lab: Arc<Lab>,
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
    pub(crate) initial: Vec<Arc<Record>>,
    /// For each replica and key, the records that it held, with the event that set each.
    pub(crate) holdings: Vec<Vec<(EventId, Arc<Record>)>>,
    /// The place of each step's operation.
    pub(crate) operation_of: HashMap<StepId, usize>,
}

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// When.
    pub at: Micros,
    /// At whose lane; none: in the network, which is no process and orders nothing.
    pub place: Option<Place>,
    /// What.
    pub kind: EventKind,
    /// The events that it directly follows from: the one before it at the same place, the sending
    /// of what arrived, and for a sending, what it was sent for.
    pub causes: Vec<EventId>,
}

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum EventKind {
    /// A client began an operation.
    Invoked {
        /// Which one.
        step: StepId,
    },
    /// A message left.
    Sent {
        /// Which one.
        message: MessageId,
    },
    /// A message arrived.
    Delivered {
        /// Which one.
        message: MessageId,
        /// Which copy of it.
        copy: usize,
        /// Whether it asks or answers what an earlier copy did already; then nothing follows.
        repeat: bool,
    },
    /// A message did not arrive.
    Dropped {
        /// Which one.
        message: MessageId,
        /// Which copy of it.
        copy: usize,
        /// Why not.
        why: Loss,
    },
    /// A replica carried out a client's update.
    Applied {
        /// The operation.
        step: StepId,
        /// The place of the key in the document.
        key: usize,
        /// The name of the update from now on.
        dot: Dot,
        /// What the replica held.
        before: Arc<Record>,
        /// What it holds now.
        after: Arc<Record>,
    },
    /// A replica merged a record that arrived.
    Merged {
        /// The message that brought it.
        message: MessageId,
        /// Which copy of it.
        copy: usize,
        /// The place of the key in the document.
        key: usize,
        /// What the replica held.
        before: Arc<Record>,
        /// What arrived.
        incoming: Arc<Record>,
        /// What it holds now.
        after: Arc<Record>,
        /// How what arrived stood to what the replica held.
        relation: Relation,
    },
    /// A replica answered a read.
    Answered {
        /// The operation.
        step: StepId,
        /// The place of the key in the document.
        key: usize,
        /// What it was read from.
        record: Arc<Record>,
    },
    /// An operation returned to its client.
    Returned {
        /// The operation.
        step: StepId,
        /// What a read returned; none: an update was acknowledged.
        answer: Option<Answer>,
        /// The updates that were acknowledged before this read began and that its answer does
        /// not include. The read is stale when there are any.
        misses: Vec<StepId>,
    },
    /// A step could not be carried out: its replica was down.
    Refused {
        /// Which one.
        step: StepId,
    },
    /// A replica stopped.
    Crashed {
        /// The fault.
        fault: FaultId,
    },
    /// A replica came back with what it held.
    Recovered {
        /// The fault that is over.
        fault: FaultId,
    },
    /// A partition began.
    Cut {
        /// The fault.
        fault: FaultId,
    },
    /// A partition was over.
    Healed {
        /// The fault that is over.
        fault: FaultId,
    },
}

/// Why a message did not arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The network lost it.
    Chance,
    /// The learner decided so.
    ByHand,
    /// A partition stood in its way.
    Partition(FaultId),
    /// The receiver was down when it arrived.
    ReceiverDown,
}

/// A message, under way or no longer.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// Its name, after what caused it; survives edits of the document.
    pub name: Arc<str>,
    /// What set it off.
    pub cause: Cause,
    /// The sender.
    pub from: Place,
    /// The receiver.
    pub to: Place,
    /// What it is for, such as `request` or `update`.
    pub purpose: &'static str,
    /// When it left.
    pub sent_at: Micros,
    /// The event of its sending.
    pub sent: EventId,
    /// What it carries.
    pub payload: Payload,
    /// What becomes of each copy; there is at least one.
    pub flights: Vec<Flight>,
}

/// The way of one copy of a message.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flight {
    /// When it arrives, or would have arrived.
    pub arrives: Micros,
    /// When and why it is lost instead.
    pub lost: Option<(Micros, Loss)>,
    /// The event that ends it; none: still under way at the end of the run.
    pub end: Option<EventId>,
}

/// A client operation from its invocation to its return.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// The step of the script.
    pub step: StepId,
    /// What was asked.
    pub call: Call,
    /// The place of the key in the document.
    pub key: usize,
    /// The invocation.
    pub invoked: EventId,
    /// Where the replica carried it out; none: the request never reached it.
    pub handled: Option<EventId>,
    /// The name of the update, once carried out.
    pub dot: Option<Dot>,
    /// The return; none: the client never heard of it again.
    pub returned: Option<EventId>,
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
}

impl Message {
    #[expect(clippy::too_many_arguments, reason = "each is a field of its own")]
    pub(crate) fn new(
        name: String,
        cause: Cause,
        from: Place,
        to: Place,
        purpose: &'static str,
        sent_at: Micros,
        payload: Payload,
        flights: Vec<Flight>,
    ) -> Self {
        // The recorder sets the event when it writes the sending down.
        let sent = EventId(usize::MAX);
        Self {
            name: name.into(),
            cause,
            from,
            to,
            purpose,
            sent_at,
            sent,
            payload,
            flights,
        }
    }

    /// How long each copy is under way; a lost one, until it is lost. At least a microsecond each,
    /// so that an edit may set it.
    pub fn times_under_way(&self) -> Vec<Micros> {
        let time = |flight: &Flight| flight.over_at().since(self.sent_at).max(Micros(1));
        self.flights.iter().map(time).collect()
    }

    /// Whether it goes between a client and a replica.
    pub fn is_client_traffic(&self) -> bool {
        matches!(self.payload, Payload::Request(_) | Payload::Reply { .. })
    }
}

impl Flight {
    /// When it is over, one way or the other.
    pub fn over_at(&self) -> Micros {
        self.lost.map_or(self.arrives, |(at, _)| at)
    }
}

impl Trace {
    /// An event.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.0]
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> &Message {
        &self.messages[id.0]
    }

    /// The events with their places.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(index, event)| (EventId(index), event))
    }

    /// The operation of a step.
    pub fn operation(&self, step: StepId) -> Option<&Operation> {
        self.operation_of
            .get(&step)
            .map(|index| &self.operations[*index])
    }

    /// What a replica held for a key at a moment, after all that happened at that moment.
    pub fn record_at(&self, replica: ReplicaId, key: usize, at: Micros) -> &Arc<Record> {
        let held = self.holdings_of(replica, key);
        let count = held.partition_point(|(event, _)| self.event(*event).at <= at);
        count
            .checked_sub(1)
            .map_or(&self.initial[key], |last| &held[last].1)
    }

    /// The records that a replica came to hold for a key, with the event that set each.
    pub fn holdings_of(&self, replica: ReplicaId, key: usize) -> &[(EventId, Arc<Record>)] {
        let position = self.lab.replicas.iter().position(|one| *one == replica);
        position
            .and_then(|position| self.holdings.get(position * self.lab.keys.len() + key))
            .map_or(&[], Vec::as_slice)
    }

    /// What every replica holds for a key at the start.
    pub fn initial_record(&self, key: usize) -> &Arc<Record> {
        &self.initial[key]
    }

    /// The name of an event: it says what happened to what, so an edit elsewhere in the document
    /// leaves it as it is.
    pub fn event_name(&self, id: EventId) -> String {
        let mut name = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_event_name(id, &mut name);
        name
    }

    fn write_event_name(&self, id: EventId, out: &mut String) -> fmt::Result {
        let event = self.event(id);
        let message = |id: &MessageId| &self.message(*id).name;
        match (&event.kind, event.place) {
            (EventKind::Invoked { step }, _) => write!(out, "{step}/invoked"),
            (EventKind::Applied { step, .. }, Some(at)) => write!(out, "{step}/applied@{at}"),
            (EventKind::Answered { step, .. }, Some(at)) => write!(out, "{step}/answered@{at}"),
            (EventKind::Returned { step, .. }, _) => write!(out, "{step}/returned"),
            (EventKind::Refused { step }, _) => write!(out, "{step}/refused"),
            (EventKind::Sent { message: id }, _) => write!(out, "{}/sent", message(id)),
            (
                EventKind::Delivered {
                    message: id, copy, ..
                },
                _,
            ) => {
                write!(out, "{}/delivered.{copy}", message(id))
            }
            (
                EventKind::Dropped {
                    message: id, copy, ..
                },
                _,
            ) => {
                write!(out, "{}/dropped.{copy}", message(id))
            }
            (
                EventKind::Merged {
                    message: id,
                    copy,
                    key,
                    ..
                },
                _,
            ) => {
                write!(
                    out,
                    "{}/merged.{copy}.{}",
                    message(id),
                    self.lab.keys[*key].name
                )
            }
            (EventKind::Crashed { fault } | EventKind::Cut { fault }, _) => {
                write!(out, "{fault}/begins")
            }
            (EventKind::Recovered { fault } | EventKind::Healed { fault }, _) => {
                write!(out, "{fault}/ends")
            }
            // Updates and answers happen at replicas only.
            (EventKind::Applied { step, .. } | EventKind::Answered { step, .. }, None) => {
                write!(out, "{step}/nowhere")
            }
        }
    }

    /// The event with this name, if it occurs in this trace.
    pub fn find(&self, name: &str) -> Option<EventId> {
        let mut candidate = String::new();
        self.events().map(|(id, _)| id).find(|id| {
            candidate.clear();
            self.write_event_name(*id, &mut candidate).is_ok() && candidate == name
        })
    }

    /// The message with this name, if it occurs in this trace.
    pub fn find_message(&self, name: &str) -> Option<MessageId> {
        self.messages
            .iter()
            .position(|message| &*message.name == name)
            .map(MessageId)
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chance => "lost by the network",
            Self::ByHand => "lost by your hand",
            Self::Partition(_) => "stopped by the partition",
            Self::ReceiverDown => "the receiver was down",
        })
    }
}
