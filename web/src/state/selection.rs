//! What is selected, in words that survive a re-run.

use replicascope_core::trace::{EventId, EventKind, MessageId};
use replicascope_core::{ReplicaId, Trace};

/// What is selected.
#[derive(Clone, PartialEq, Debug)]
pub enum Selection {
    /// An event, by its name.
    Event(String),
    /// A replica of the cluster.
    Replica(ReplicaId),
    /// The link between two replicas, in order.
    Link(ReplicaId, ReplicaId),
}

impl Selection {
    /// The selected event in this trace. When it does not occur there (a message that arrived is
    /// lost now), what became of the same message or step.
    pub fn event(&self, trace: &Trace) -> Option<EventId> {
        let Self::Event(name) = self else { return None };
        trace.find(name).or_else(|| {
            let (what, _) = name.rsplit_once('/')?;
            let message = trace
                .find_message(what)
                .map(|message| end_of(trace, message));
            message.or_else(|| trace.find(&format!("{what}/invoked")))
        })
    }
}

/// The last event of a message.
fn end_of(trace: &Trace, id: MessageId) -> EventId {
    let message = trace.message(id);
    let end = message
        .flights
        .iter()
        .find_map(|flight| flight.end)
        .unwrap_or(message.sent);
    // A merge says more than the delivery that it follows.
    let merge = trace.events().skip(end.index()).take(2).find(
        |(_, event)| matches!(event.kind, EventKind::Merged { message, .. } if message == id),
    );
    merge.map_or(end, |(merge, _)| merge)
}
