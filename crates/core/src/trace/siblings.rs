//! Conflicts that are none: siblings that somebody had seen and overwritten.

use super::{EventKind, Trace};
use crate::clock::{Dot, VersionVector};
use crate::record::Record;
use crate::value::Value;

/// A sibling that was overwritten: its own update, and the first that replaced it knowingly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FalseConflict {
    /// The update whose value is still there.
    pub kept: Dot,
    /// That value.
    pub value: Value,
    /// The update whose author had seen that one.
    pub overwritten_by: Dot,
}

impl Trace {
    /// What the authors of a key's updates had seen: what their clients had read where these say so,
    /// otherwise what the replica held.
    fn authors(&self, of: usize) -> impl Iterator<Item = (Dot, &VersionVector)> {
        self.events
            .iter()
            .filter_map(move |event| match &event.kind {
                EventKind::Applied {
                    key,
                    dot,
                    context,
                    before,
                    ..
                } if *key == of => Some((*dot, context.as_deref().unwrap_or(&before.version))),
                _ => None,
            })
    }

    /// The siblings of a record of a key that updates in it had overwritten: conflicts that are none.
    pub fn false_conflicts(&self, key: usize, record: &Record) -> Vec<FalseConflict> {
        let siblings = record.state.siblings();
        if siblings.len() < 2 {
            return Vec::new();
        }
        let included = self.authors(key);
        let included: Vec<_> = included
            .filter(|(dot, _)| record.version.covers(*dot))
            .collect();
        let overwritten = |(kept, value): (Dot, &Value)| {
            let by = included.iter().find(|(_, seen)| seen.covers(kept))?;
            Some(FalseConflict {
                kept,
                value: value.clone(),
                overwritten_by: by.0,
            })
        };
        siblings.into_iter().filter_map(overwritten).collect()
    }
}
