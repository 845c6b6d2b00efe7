//! Messages: what they carry, and their names: after what caused them, never after when or in
//! which order they came.

use std::fmt;
use std::sync::Arc;

use crate::crdt::Op;
use crate::ids::{ClientId, Place, ReplicaId, StepId};
use crate::record::Record;
use crate::value::Answer;

/// A client's operation as it reaches a replica.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// The step that it belongs to.
    pub step: StepId,
    /// Who asks.
    pub client: ClientId,
    /// The place of the key in the document.
    pub key: usize,
    /// What is asked.
    pub op: Op,
}

/// What a message carries.
#[derive(Clone, PartialEq, Debug)]
pub enum Payload {
    /// A client's operation.
    Request(Request),
    /// The answer to one: nothing more than its completion, for an update.
    Reply {
        /// The step that is answered.
        step: StepId,
        /// What a read returns, and the record that it was read from.
        read: Option<(Answer, Arc<Record>)>,
    },
    /// Records, each with the place of its key in the document.
    Records(Vec<(usize, Arc<Record>)>),
}

/// What set a chain of messages off.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cause {
    /// A step of the script.
    Step(StepId),
    /// A timer of a replica.
    Timer {
        /// Whose.
        replica: ReplicaId,
        /// Which one, counted by the strategy.
        number: u32,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(f),
            Self::Timer { replica, number } => write!(f, "{replica}~{number}"),
        }
    }
}

/// The name of the first message of this cause, ends and purpose, such as `op3:A>B/update`.
pub(crate) fn name(cause: Cause, from: Place, to: Place, purpose: &str) -> String {
    format!("{cause}:{from}>{to}/{purpose}")
}

/// The name of a further message of the same cause, ends and purpose; `ordinal` counts from 1.
pub(crate) fn further_name(first: &str, ordinal: u32) -> String {
    format!("{first}.{ordinal}")
}
