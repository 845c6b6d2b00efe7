//! What an event is about: what can be done to it.

use replicascope_core::trace::{EventId, EventKind, MessageId};
use replicascope_core::{FaultId, StepId, Trace};

/// The thing of the document that an event belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A step of the script.
    Step(StepId),
    /// A message, or one copy of it.
    Message(MessageId, usize),
    /// A fault.
    Fault(FaultId),
    /// Nothing in the document: the strategy did it by itself.
    Nothing,
}

impl Subject {
    /// What the event is about.
    pub fn of(trace: &Trace, id: EventId) -> Self {
        match trace.event(id).kind {
            EventKind::Invoked { step }
            | EventKind::Applied { step, .. }
            | EventKind::Answered { step, .. }
            | EventKind::Held { step, .. }
            | EventKind::Returned { step, .. }
            | EventKind::Failed { step, .. }
            | EventKind::Promoted { step }
            | EventKind::Refused { step, .. } => Self::Step(step),
            EventKind::Sent { message } => Self::Message(message, 0),
            EventKind::Delivered { message, copy, .. }
            | EventKind::Dropped { message, copy, .. }
            | EventKind::Merged { message, copy, .. }
            | EventKind::Replaced { message, copy, .. }
            | EventKind::Followed { message, copy, .. } => Self::Message(message, copy),
            EventKind::Noted { .. } => Self::Nothing,
            EventKind::Crashed { fault }
            | EventKind::Recovered { fault, .. }
            | EventKind::FaultBegins { fault }
            | EventKind::FaultEnds { fault } => Self::Fault(fault),
        }
    }
}
