//! What an event follows from.

use std::fmt;
use std::ops::Deref;

use super::EventId;

/// The events that one directly follows from, each once: two at most, kept without a heap, since there
/// is one of these for every event of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Causes {
    events: [EventId; 2],
}

impl Causes {
    /// The event before it at its place, and what set it off.
    pub(crate) fn new(before: Option<EventId>, trigger: Option<EventId>) -> Self {
        let (first, second) = match (before, trigger) {
            (Some(before), Some(trigger)) if before != trigger => (Some(before), Some(trigger)),
            (before, trigger) => (before.or(trigger), None),
        };
        Self {
            events: [
                first.unwrap_or(EventId::NONE),
                second.unwrap_or(EventId::NONE),
            ],
        }
    }
}

impl Deref for Causes {
    type Target = [EventId];

    fn deref(&self) -> &[EventId] {
        let count = self
            .events
            .iter()
            .filter(|one| **one != EventId::NONE)
            .count();
        &self.events[..count]
    }
}

impl<'a> IntoIterator for &'a Causes {
    type Item = &'a EventId;
    type IntoIter = std::slice::Iter<'a, EventId>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Causes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}
