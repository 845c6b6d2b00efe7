//! The updates of a key that have been acknowledged to their clients.

use std::collections::BTreeMap;

use crate::clock::{Actor, Dot, VersionVector};
use crate::ids::StepId;
use crate::record::Record;
use crate::trace::EventId;

/// By actor, so that of a long list only those are looked at that somebody lacks.
#[derive(Default)]
pub(super) struct Acknowledged {
    /// In the order of their counters, in which nearly all come: when each was acknowledged, and which
    /// it is.
    of: BTreeMap<Actor, Vec<(u32, EventId, StepId)>>,
}

impl Acknowledged {
    pub(super) fn add(&mut self, dot: Dot, returned: EventId, step: StepId) {
        let own = self.of.entry(dot.actor).or_default();
        let place = match own.last() {
            Some((last, ..)) if *last >= dot.counter => {
                own.partition_point(|(counter, ..)| *counter < dot.counter)
            }
            _ => own.len(),
        };
        own.insert(place, (dot.counter, returned, step));
    }

    /// Those that were acknowledged before an event and that a record does not include, in the order
    /// of their acknowledgements.
    pub(super) fn missed(&self, before: EventId, record: &Record) -> Vec<StepId> {
        let all = self.of.iter().flat_map(|(actor, own)| {
            let included = record.version.get(*actor);
            &own[own.partition_point(|(counter, ..)| *counter <= included)..]
        });
        let all = all.map(|(_, returned, step)| (*returned, *step));
        let mut missed: Vec<_> = all.filter(|(returned, _)| *returned < before).collect();
        missed.sort_unstable();
        missed.into_iter().map(|(_, step)| step).collect()
    }

    /// The last of each actor among those that are included.
    pub(super) fn last_within(&self, included: &VersionVector) -> VersionVector {
        let last = self.of.iter().filter_map(|(actor, own)| {
            let included = included.get(*actor);
            let count = own.partition_point(|(counter, ..)| *counter <= included);
            let (counter, ..) = own[..count].last()?;
            Some((*actor, *counter))
        });
        last.collect()
    }
}
