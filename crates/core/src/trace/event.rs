//! What can happen in a run.

use std::rc::Rc;

use serde::Serialize;

use super::{Causes, MessageId};
use crate::clock::{Dot, Relation, VersionVector};
use crate::crdt::Refused;
use crate::ids::{FaultId, Place, ReplicaId, StepId};
use crate::message::{Cause, Failure, Term, Update};
use crate::record::Record;
use crate::time::Micros;
use crate::value::Answer;

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
    pub causes: Causes,
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
        /// What its client had read of the key and so overwrites; none: what the replica held.
        context: Option<Box<VersionVector>>,
        /// What the replica held.
        before: Rc<Record>,
        /// What it holds now.
        after: Rc<Record>,
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
        before: Rc<Record>,
        /// What arrived.
        incoming: Rc<Record>,
        /// What it holds now.
        after: Rc<Record>,
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
        record: Rc<Record>,
    },
    /// A replica lets a read wait until it has what the session insists on.
    Held {
        /// The operation.
        step: StepId,
        /// The place of the key in the document.
        key: usize,
        /// What the session insists on.
        token: Box<VersionVector>,
    },
    /// A replica gave up what it held in favour of a leader's record.
    Replaced {
        /// The message that brought it.
        message: MessageId,
        /// Which copy of it.
        copy: usize,
        /// The place of the key in the document.
        key: usize,
        /// What the replica held.
        before: Rc<Record>,
        /// What it holds now.
        after: Rc<Record>,
    },
    /// A replica carried out an update that arrived as an operation.
    Followed {
        /// The message that brought it.
        message: MessageId,
        /// Which copy of it.
        copy: usize,
        /// The update.
        update: Rc<Update>,
        /// What the replica held.
        before: Rc<Record>,
        /// What it holds now.
        after: Rc<Record>,
    },
    /// Something that belongs to the strategy.
    Noted {
        /// What.
        note: Note,
        /// What the replica was dealing with.
        cause: Cause,
        /// How many like it there were before for this cause at this replica.
        nth: u32,
    },
    /// An operation returned to its client.
    Returned {
        /// The operation.
        step: StepId,
        /// What a read returned; none: an update was acknowledged.
        answer: Option<Box<Answer>>,
        /// The updates that were acknowledged before this read began and that its answer does
        /// not include. The read is stale when there are any.
        misses: Box<[StepId]>,
    },
    /// An operation failed, as far as its client can tell.
    Failed {
        /// The operation.
        step: StepId,
        /// Why.
        why: Failure,
    },
    /// A replica was told by hand to lead.
    Promoted {
        /// The step.
        step: StepId,
    },
    /// A step could not be carried out.
    Refused {
        /// Which one.
        step: StepId,
        /// Why not.
        why: Refusal,
    },
    /// A replica stopped.
    Crashed {
        /// The fault.
        fault: FaultId,
    },
    /// A replica came back: with what it held, or with nothing where the fault took its disk.
    Recovered {
        /// The fault that is over.
        fault: FaultId,
        /// Whether a crash took its disk.
        lost_disk: bool,
    },
    /// A fault other than a crash began.
    FaultBegins {
        /// The fault.
        fault: FaultId,
    },
    /// A fault other than a crash was over.
    FaultEnds {
        /// The fault.
        fault: FaultId,
    },
}

impl EventKind {
    /// The message that it is about, if about one.
    pub(crate) fn message(&self) -> Option<MessageId> {
        match self {
            Self::Sent { message }
            | Self::Delivered { message, .. }
            | Self::Dropped { message, .. }
            | Self::Merged { message, .. }
            | Self::Replaced { message, .. }
            | Self::Followed { message, .. } => Some(*message),
            _ => None,
        }
    }

    /// The step that it is about, if about one.
    pub(crate) fn step(&self) -> Option<StepId> {
        match self {
            Self::Invoked { step }
            | Self::Applied { step, .. }
            | Self::Answered { step, .. }
            | Self::Held { step, .. }
            | Self::Returned { step, .. }
            | Self::Failed { step, .. }
            | Self::Promoted { step }
            | Self::Refused { step, .. } => Some(*step),
            _ => None,
        }
    }
}

/// What a strategy did beyond updating and merging.
#[derive(Clone, PartialEq, Debug)]
pub enum Note {
    /// A replica leads from now on.
    Leads(Term),
    /// A replica follows another leader from now on.
    Follows(Term),
    /// A replica keeps a record for another one that could not be reached: a hint.
    Keeps {
        /// The place of the key in the document.
        key: usize,
        /// The record.
        record: Rc<Record>,
        /// Who it is for.
        keep_for: ReplicaId,
    },
    /// What was kept for another replica has reached it.
    HandedOver {
        /// The place of the key in the document.
        key: usize,
        /// Who it was for.
        keep_for: ReplicaId,
    },
    /// An operation came too early and waits for what has to come before it.
    HeldBack {
        /// The operation.
        update: Rc<Update>,
        /// For each key, by its place in the document, what is missing.
        waits_for: Vec<(usize, VersionVector)>,
    },
    /// A cached record has reached its time to live.
    Expired {
        /// The place of the key in the document.
        key: usize,
        /// What the replica held.
        before: Rc<Record>,
    },
    /// A tombstone was old enough to be forgotten.
    Collected {
        /// The place of the key in the document.
        key: usize,
        /// What the replica held.
        before: Rc<Record>,
    },
}

/// Why a step was not carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Its replica was down.
    Down,
    /// There is nothing to lead in this strategy.
    NoLeaders,
    /// What the replica held did not take the update.
    Update(Refused),
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
    /// The client was offline when it arrived.
    Offline,
}
