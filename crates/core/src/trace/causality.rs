//! Happened-before: what led to an event, and what it may have influenced.
//!
//! Lamport, *Time, Clocks, and the Ordering of Events in a Distributed System*, Communications
//! of the ACM 21(7), 1978.

use super::{EventId, Trace};

/// The causal past and future of one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cone {
    centre: EventId,
    /// For each event, whether it led to the centre or follows from it.
    related: Vec<bool>,
}

impl Cone {
    /// The event that it belongs to.
    pub fn centre(&self) -> EventId {
        self.centre
    }

    /// Whether the event led to the centre.
    pub fn is_past(&self, id: EventId) -> bool {
        id < self.centre && self.related[id.index()]
    }

    /// Whether the event follows from the centre.
    pub fn is_future(&self, id: EventId) -> bool {
        id > self.centre && self.related[id.index()]
    }

    /// Whether the event is the centre, in its past or in its future.
    pub fn contains(&self, id: EventId) -> bool {
        self.related[id.index()]
    }
}

impl Trace {
    /// What led to an event and what follows from it.
    pub fn cone(&self, centre: EventId) -> Cone {
        let mut related = vec![false; self.events.len()];
        related[centre.index()] = true;
        // Causes have smaller numbers than effects, so one pass each way is enough.
        for index in (0..=centre.index()).rev() {
            if related[index] {
                for cause in &self.events[index].causes {
                    related[cause.index()] = true;
                }
            }
        }
        for index in centre.index() + 1..self.events.len() {
            let follows = |cause: &EventId| *cause >= centre && related[cause.index()];
            related[index] = self.events[index].causes.iter().any(follows);
        }
        Cone { centre, related }
    }
}
