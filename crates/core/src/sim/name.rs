//! Names of messages: after what caused them, never after when or in which order they came.

use std::fmt;

use crate::ids::{Place, ReplicaId, StepId};

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
pub(super) fn message(cause: Cause, from: Place, to: Place, purpose: &str) -> String {
    format!("{cause}:{from}>{to}/{purpose}")
}

/// The name of a further message of the same cause, ends and purpose; `ordinal` counts from 1.
pub(super) fn further(first: &str, ordinal: u32) -> String {
    format!("{first}.{ordinal}")
}
