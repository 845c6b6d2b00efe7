//! Which acknowledged updates were discarded.

use crate::clock::{Dot, VersionVector};
use crate::crdt::Op;
use crate::ids::StepId;
use crate::record::Record;

use super::{EventKind, Note, Trace};

/// The acknowledged updates whose effect is gone at the end although nobody replaced them
/// knowingly: no replica shows them, no record kept for one does, and no update that is still
/// included anywhere was made by somebody who had seen them. A delete whose tombstone was
/// forgotten is lost only if a value came back that it had removed.
pub(crate) fn lost_updates(trace: &Trace) -> Vec<StepId> {
    let ends = End::of_all(trace);
    let lost = |step: &StepId| {
        let operation = trace.operation(*step)?;
        let dot = operation.dot?;
        ends[operation.key]
            .lost(dot, &operation.call.op)
            .then_some(())
    };
    let acknowledged = trace.operations.iter();
    acknowledged
        .filter(|operation| operation.returned.is_some())
        .map(|operation| operation.step)
        .filter(|step| lost(step).is_some())
        .collect()
}

/// What is left of a key's updates at the end of a run.
struct End<'a> {
    /// What replicas hold, for themselves and for others.
    records: Vec<&'a Record>,
    /// What tombstones that were forgotten had included.
    collected: VersionVector,
    /// What the authors of updates that are still included had seen.
    seen: VersionVector,
    /// Every update of the key with what its client asked for and what its author had seen.
    updates: Vec<(Dot, &'a Op, &'a VersionVector)>,
}

impl<'a> End<'a> {
    /// One for each key.
    fn of_all(trace: &'a Trace) -> Vec<Self> {
        let keys = 0..trace.lab.keys.len();
        let mut ends: Vec<Self> = keys.map(|key| Self::holding(trace, key)).collect();
        for event in &trace.events {
            match &event.kind {
                EventKind::Applied {
                    step,
                    key,
                    dot,
                    context,
                    before,
                    ..
                } => {
                    let operation = trace.operation(*step);
                    let seen = context.as_deref().unwrap_or(&before.version);
                    let made = operation.map(|one| (*dot, &one.call.op, seen));
                    ends[*key].updates.extend(made);
                }
                EventKind::Noted {
                    note: Note::Collected { key, before },
                    ..
                } => ends[*key].collected.join(&before.version),
                _ => {}
            }
        }
        for end in &mut ends {
            for (dot, _, before) in &end.updates {
                if end.collected.covers(*dot) || end.includes(*dot) {
                    end.seen.join(before);
                }
            }
        }
        ends
    }

    /// What is held for a key at the end.
    fn holding(trace: &'a Trace, key: usize) -> Self {
        let held = trace.lab.replicas.iter().filter_map(|replica| {
            let (_, record) = trace.holdings_of(*replica, key).last()?;
            Some(&**record)
        });
        let kept = trace.hints.iter();
        let kept = kept.filter(|((.., of), _)| *of == key);
        Self {
            records: held.chain(kept.map(|(_, record)| &**record)).collect(),
            collected: VersionVector::default(),
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
