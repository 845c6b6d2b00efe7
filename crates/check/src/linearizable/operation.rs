//! The operations of one key as the checker sees them.

use crate::bugs::{Bug, planted};
use crate::history::{Ending, History, OpId};
use crate::shrink::Kept;

/// An operation with its two moments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    pub(super) id: OpId,
    /// When it began.
    pub(super) begins: usize,
    /// When it returned; none: perhaps it happened, perhaps not.
    pub(super) returns: Option<usize>,
}

/// The operations of a key. Updates that are not kept may have happened at any moment or never,
/// reads that are not kept are left out.
pub(super) fn of_key(history: &History, key: usize, kept: &Kept) -> Vec<Timed> {
    let mut operations = Vec::new();
    for (id, operation) in history.operations() {
        let failed = matches!(operation.ending, Ending::Failed { .. });
        let pending = matches!(operation.ending, Ending::Pending { .. });
        let says_something = if operation.action.is_update() {
            (!failed || planted(Bug::FailedMayHappen))
                && !(pending && planted(Bug::PendingNeverHappens))
        } else {
            operation.is_observation()
        };
        if operation.key != key || !says_something {
            continue;
        }
        let free = !kept.keeps(id);
        if free && (!operation.action.is_update() || planted(Bug::WitnessDropsUpdates)) {
            continue;
        }
        let mut returns = operation.returned();
        if pending && planted(Bug::PendingHappens) {
            returns = Some(usize::MAX);
        }
        operations.push(Timed {
            id,
            begins: if free { 0 } else { operation.invoked },
            returns: returns.filter(|_| !free),
        });
    }
    operations
}
