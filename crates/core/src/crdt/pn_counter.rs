//! PN-Counter: a counter that goes up and down.
//!
//! Shapiro et al. 2011, section 3.1.3 (specification 7). Two counters that only grow, one for what
//! was added and one for what was taken; the value is their difference. Each of the two merges as
//! a G-Counter does, and a pair of merges that are each associative, commutative and idempotent is
//! so itself. One entry that goes up and down would not do: of 5 and 4 the maximum cannot tell
//! whether the 4 has counted less or has been decremented since.
//!
//! The value may go below zero even if every client looks before it takes: two may look at once.

use serde::Serialize;

use super::counts::{Counts, Options};
use super::op::is_amount;
use super::{Answer, Author, Crdt, Decision, Entry, Op};
use crate::clock::{ACTOR_BYTES, Actor, Dot};
use crate::ids::ReplicaId;
use crate::refusal::LabError;

/// How much each replica has added and taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct PnCounter {
    added: Counts<Actor>,
    taken: Counts<Actor>,
}

impl Crdt for PnCounter {
    type Options = Options;
    const NAME: &'static str = "pn_counter";
    const TITLE: &'static str = "PN-Counter";
    const SUMMARY: &'static str = "A counter that goes up and down: two that only grow.";

    fn check(options: &Options, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
        options.check(path, replicas)
    }

    fn without(options: &mut Options, replica: ReplicaId) {
        options.initial.remove(&replica);
    }

    fn initial(options: &Options) -> Self {
        Self {
            added: options.counts().collect(),
            taken: Counts::from_iter([]),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Increment(1), Op::Decrement(1)]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Increment(by) | Op::Decrement(by) if is_amount(*by))
    }

    fn update(&mut self, op: &Op, author: &Author) {
        match op {
            Op::Increment(by) => self.added.add(author.dot.actor, *by),
            Op::Decrement(by) => self.taken.add(author.dot.actor, *by),
            _ => {}
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.added.merge(&theirs.added);
        self.taken.merge(&theirs.taken);
    }

    fn read(&self) -> Answer {
        Answer::number(i128::from(self.added.sum()) - i128::from(self.taken.sum()))
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut decisions = self.added.explain(&theirs.added, Entry::Plus);
        decisions.extend(self.taken.explain(&theirs.taken, Entry::Minus));
        decisions
    }

    /// What was added or taken is in the sums for good.
    fn keeps(&self, _: Dot, _: &Op) -> bool {
        true
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            added: self.added.delta(&since.added),
            taken: self.taken.delta(&since.taken),
        }
    }

    fn bytes(&self) -> usize {
        self.added.bytes(ACTOR_BYTES) + self.taken.bytes(ACTOR_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    #[test]
    fn what_is_taken_at_one_replica_and_added_at_another_both_count() {
        let mut a = PnCounter::initial(&Options::default());
        a.update(&Op::Increment(5), &author('A', 1, 0));
        let mut b = a.clone();
        a.update(&Op::Decrement(2), &author('A', 2, 0));
        b.update(&Op::Increment(1), &author('B', 1, 0));
        a.merge(&b);
        assert_eq!(a.read(), Answer::number(4));
        a.merge(&b);
        assert_eq!(a.read(), Answer::number(4));
    }
}
