//! Which acknowledged updates were discarded.

use crate::clock::{Dot, VersionVector};
use crate::crdt::Op;
use crate::ids::StepId;
use crate::record::Record;

use super::{EventKind, Operation, Trace};

/// The acknowledged updates whose effect is gone at the end although nobody replaced them
/// knowingly: no replica shows them, no record kept for one does, and no update that is still
/// included anywhere was made by somebody who had seen them. A delete whose tombstone was
/// forgotten is lost only if a value came back that it had removed.
///
/// `collected`: for a key, what tombstones that were forgotten had included.
pub(crate) fn lost_updates<'a>(
    trace: &'a Trace,
    collected: impl Fn(usize) -> &'a VersionVector,
) -> Vec<StepId> {
    let ends = End::of_all(trace, collected);
    let lost = |operation: &&Operation| {
        let end = &ends[operation.key];
        let dot = operation.dot;
        dot.is_some_and(|dot| end.lost(dot, &operation.call.op))
    };
    let acknowledged = trace.operations.iter();
    acknowledged
        .filter(|operation| operation.returned.is_some())
        .filter(lost)
        .map(|operation| operation.step)
        .collect()
}

/// What is left of a key's updates at the end of a run.
struct End<'a> {
    /// What replicas hold, for themselves and for others.
    records: Vec<&'a Record>,
    /// What tombstones that were forgotten had included.
    collected: &'a VersionVector,
    /// What the authors of updates that are still included had seen.
    seen: VersionVector,
    /// Every update of the key with what its client asked for and what its author had seen.
    updates: Vec<(Dot, &'a Op, &'a VersionVector)>,
}

impl<'a> End<'a> {
    /// One for each key.
    fn of_all(trace: &'a Trace, collected: impl Fn(usize) -> &'a VersionVector) -> Vec<Self> {
        let keys = 0..trace.lab.keys.len();
        let mut ends: Vec<Self> = keys
            .map(|key| Self::holding(trace, key, collected(key)))
            .collect();
        for operation in &trace.operations {
            let (Some(dot), Some(handled)) = (operation.dot, operation.handled) else {
                continue;
            };
            let EventKind::Applied {
                context, before, ..
            } = &trace.event(handled).kind
            else {
                continue;
            };
            let seen = context.as_deref().unwrap_or(&before.version);
            let end = &mut ends[operation.key];
            end.updates.push((dot, &operation.call.op, seen));
            if end.collected.covers(dot) || end.includes(dot) {
                end.seen.join(seen);
            }
        }
        ends
    }

    /// What is held for a key at the end.
    fn holding(trace: &'a Trace, key: usize, collected: &'a VersionVector) -> Self {
        let held = trace.lab.replicas.iter().filter_map(|replica| {
            let (_, record) = trace.holdings_of(*replica, key).last()?;
            Some(&**record)
        });
        let kept = trace.hints.iter();
        let kept = kept.filter(|((.., of), _)| *of == key);
        Self {
            records: held.chain(kept.map(|(_, record)| &**record)).collect(),
            collected,
            seen: VersionVector::default(),
            updates: Vec::new(),
        }
    }

    fn includes(&self, dot: Dot) -> bool {
        self.records.iter().any(|record| record.version.covers(dot))
    }

    fn shows(&self, dot: Dot, op: &Op) -> bool {
        self.records.iter().any(|record| record.shows(dot, op))
    }

    fn lost(&self, dot: Dot, op: &Op) -> bool {
        if self.seen.covers(dot) || self.shows(dot, op) {
            return false;
        }
        !self.collected.covers(dot) || self.came_back(dot)
    }

    /// Whether something shows that the author of the update had seen.
    fn came_back(&self, dot: Dot) -> bool {
        let author = self.updates.iter().find(|(update, ..)| *update == dot);
        author.is_some_and(|(.., before)| {
            let seen = self.updates.iter();
            seen.filter(|(update, ..)| before.covers(*update))
                .any(|(update, op, _)| self.shows(*update, op))
        })
    }
}
