//! 2P-Set: elements are added, then removed, once.
//!
//! Shapiro et al. 2011, section 3.3.2 (specification 12). Two sets that only grow: what was added,
//! and what was removed, the tombstones; an element is in if it is in the first and not in the
//! second. Each is a G-Set, so merging both by union is associative, commutative and idempotent.
//!
//! A remove is allowed only of an element that is in, and an element once removed never returns:
//! adding it again is accepted and has no effect. Tombstones stay for ever.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Refused, g_set};
use crate::clock::{Actor, Dot};
use crate::value::Value;

/// Two-phase sets have no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// What was ever added, and what was ever removed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct TwoPhaseSet {
    added: BTreeSet<Value>,
    removed: BTreeSet<Value>,
}

impl TwoPhaseSet {
    fn contains(&self, element: &Value) -> bool {
        self.added.contains(element) && !self.removed.contains(element)
    }
}

impl Crdt for TwoPhaseSet {
    type Options = Options;
    const NAME: &'static str = "two_phase_set";
    const TITLE: &'static str = "2P-Set";
    const SUMMARY: &'static str = "A set in which what was removed never returns.";

    fn initial(_: &Options) -> Self {
        Self {
            added: BTreeSet::new(),
            removed: BTreeSet::new(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Add(Value::Integer(1)), Op::Remove(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Add(element) | Op::Remove(element) if element.is_element())
    }

    fn refuses(&self, op: &Op, _: Actor) -> Option<Refused> {
        match op {
            Op::Remove(element) if !self.contains(element) => Some(Refused::NotThere),
            _ => None,
        }
    }

    fn update(&mut self, op: &Op, _: &Author) {
        match op {
            Op::Add(element) => self.added.insert(element.clone()),
            Op::Remove(element) => self.removed.insert(element.clone()),
            _ => return,
        };
    }

    fn merge(&mut self, theirs: &Self) {
        self.added.extend(theirs.added.iter().cloned());
        self.removed.extend(theirs.removed.iter().cloned());
    }

    fn read(&self) -> Answer {
        Answer::set(self.added.difference(&self.removed))
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut decisions = g_set::explain(&self.added, &theirs.added, Entry::Element);
        decisions.extend(g_set::explain(
            &self.removed,
            &theirs.removed,
            Entry::Removed,
        ));
        decisions
    }

    /// Adding what was removed before, or is removed concurrently, has no effect.
    fn keeps(&self, _: Dot, op: &Op) -> bool {
        match op {
            Op::Add(element) => self.contains(element),
            _ => true,
        }
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            added: &self.added - &since.added,
            removed: &self.removed - &since.removed,
        }
    }

    fn bytes(&self) -> usize {
        let all = self.added.iter().chain(&self.removed);
        all.map(Value::bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    #[test]
    fn what_was_removed_never_returns() {
        let apple = Value::parse("apple").expect("a fruit");
        let (add, remove) = (Op::Add(apple.clone()), Op::Remove(apple));
        let by = author('A', 1, 0);
        let mut set = TwoPhaseSet::initial(&Options {});
        assert_eq!(set.refuses(&remove, by.dot.actor), Some(Refused::NotThere));
        set.update(&add, &by);
        assert_eq!(set.refuses(&remove, by.dot.actor), None);
        set.update(&remove, &by);
        set.update(&add, &by);
        assert_eq!(set.read().to_string(), "{}");
        assert!(!set.keeps(by.dot, &add));
        assert_eq!(set.refuses(&remove, by.dot.actor), Some(Refused::NotThere));
    }
}
