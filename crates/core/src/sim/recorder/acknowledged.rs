//! The updates of a key that have been acknowledged to their clients.

use std::collections::BTreeMap;

use crate::clock::{Actor, Dot};
use crate::ids::StepId;
use crate::record::Record;
use crate::trace::EventId;

/// By actor, so that of a long list only those are looked at that somebody lacks.
#[derive(Clone, Default)]
pub(super) struct Acknowledged {
    /// By counter: when each was acknowledged, and which it is.
    of: BTreeMap<Actor, BTreeMap<u32, (EventId, StepId)>>,
}

impl Acknowledged {
    pub(super) fn add(&mut self, dot: Dot, returned: EventId, step: StepId) {
        let own = self.of.entry(dot.actor).or_default();
        own.insert(dot.counter, (returned, step));
    }

    /// Those that were acknowledged before an event and that a record does not include, in the order
    /// of their acknowledgements.
    pub(super) fn missed(&self, before: EventId, record: &Record) -> Vec<StepId> {
        let all = self.of.iter().flat_map(|(actor, own)| {
            let beyond = own.range(record.version.get(*actor) + 1..);
            beyond.map(|(_, one)| *one)
        });
        let mut missed: Vec<_> = all.filter(|(returned, _)| *returned < before).collect();
        missed.sort_unstable();
        missed.into_iter().map(|(_, step)| step).collect()
    }
}
