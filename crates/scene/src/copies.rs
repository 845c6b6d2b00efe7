//! Where a key is held: not every strategy keeps a copy at every replica all the time.

use replicascope_core::replication::Holding;
use replicascope_core::trace::{EventId, EventKind, Note};
use replicascope_core::{Micros, ReplicaId, Trace};

/// How a replica holds a key under the strategy of the run.
pub(crate) fn holding(trace: &Trace, replica: ReplicaId, key: usize) -> Holding {
    let lab = &trace.lab;
    lab.replication.holding(&lab.replicas, replica, key)
}

/// Whether a cache holds nothing from this event on.
pub(crate) fn empties(trace: &Trace, event: EventId) -> bool {
    matches!(
        trace.event(event).kind,
        EventKind::Recovered { .. }
            | EventKind::Noted {
                note: Note::Expired { .. },
                ..
            }
    )
}

/// Whether a replica holds a copy of a key at a moment.
pub(crate) fn holds_at(trace: &Trace, replica: ReplicaId, key: usize, at: Micros) -> bool {
    match holding(trace, replica, key) {
        Holding::Copy => true,
        Holding::Nothing => false,
        Holding::Cache => {
            let changes = trace.holdings_of(replica, key);
            let count = changes.partition_point(|(event, _)| trace.event(*event).at <= at);
            let last = count.checked_sub(1).map(|last| changes[last].0);
            last.is_some_and(|event| !empties(trace, event))
        }
    }
}
