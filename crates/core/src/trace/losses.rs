//! Which acknowledged updates were discarded.

use crate::clock::VersionVector;
use crate::ids::StepId;

use super::{EventKind, Trace};

/// The acknowledged updates that no replica shows at the end although nobody replaced them
/// knowingly. An update that a later one, made by somebody who had seen it, replaced is not lost.
pub(crate) fn lost_updates(trace: &Trace) -> Vec<StepId> {
    // For each key, what the authors of all its updates together had seen.
    let mut seen = vec![VersionVector::default(); trace.lab.keys.len()];
    for event in &trace.events {
        if let EventKind::Applied { key, before, .. } = &event.kind {
            seen[*key].join(&before.version);
        }
    }
    let shown = |key: usize, dot| {
        trace.lab.replicas.iter().any(|replica| {
            let held = trace.holdings_of(*replica, key).last();
            held.is_some_and(|(_, record)| record.shows(dot))
        })
    };
    trace
        .operations
        .iter()
        .filter(|operation| operation.returned.is_some())
        .filter(|operation| {
            operation
                .dot
                .is_some_and(|dot| !seen[operation.key].covers(dot) && !shown(operation.key, dot))
        })
        .map(|operation| operation.step)
        .collect()
}
