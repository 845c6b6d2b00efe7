//! G-Counter: a counter that only grows.
//!
//! Shapiro et al. 2011, section 3.1.2 (specification 6). Each replica counts its own increments
//! in its own entry (one for each of its lives, so that none counts anew what it once counted);
//! merging takes the larger of each pair of entries, and the value is their sum. An entry is
//! changed by one replica alone and only upwards, so of two values for it the larger is the one
//! that includes the other: the maximum forgets no increment and counts none twice. Entry by
//! entry, the maximum is associative, commutative and idempotent.

use serde::Serialize;

use super::counts::{Counts, Options};
use super::op::is_amount;
use super::{Answer, Author, Crdt, Decision, Entry, Op};
use crate::clock::{ACTOR_BYTES, Actor, Dot};
use crate::ids::ReplicaId;
use crate::refusal::LabError;

/// How much each replica has counted.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct GCounter {
    entries: Counts<Actor>,
}

impl GCounter {
    /// What one replica has counted in one life.
    pub fn entry(&self, actor: impl Into<Actor>) -> u64 {
        self.entries.get(actor.into())
    }

    /// The sum of all entries.
    pub fn value(&self) -> u64 {
        self.entries.sum()
    }
}

impl Crdt for GCounter {
    type Options = Options;
    const NAME: &'static str = "g_counter";
    const TITLE: &'static str = "G-Counter";
    const SUMMARY: &'static str = "A counter that only grows: one entry for each replica.";

    fn check(options: &Options, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
        options.check(path, replicas)
    }

    fn without(options: &mut Options, replica: ReplicaId) {
        options.initial.remove(&replica);
    }

    fn initial(options: &Options) -> Self {
        Self {
            entries: options.counts().collect(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Increment(1)]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Increment(by) if is_amount(*by))
    }

    fn update(&mut self, op: &Op, author: &Author) {
        if let Op::Increment(by) = op {
            self.entries.add(author.dot.actor, *by);
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.entries.merge(&theirs.entries);
    }

    fn read(&self) -> Answer {
        Answer::number(self.value().into())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        self.entries.explain(&theirs.entries, Entry::Of)
    }

    /// An increment that was taken in is in the sum for good.
    fn keeps(&self, _: Dot, _: &Op) -> bool {
        true
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            entries: self.entries.delta(&since.entries),
        }
    }

    fn bytes(&self) -> usize {
        self.entries.bytes(ACTOR_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    fn counter(entries: [u64; 3]) -> GCounter {
        let entries = ReplicaId::all().map(Actor::from).zip(entries);
        GCounter {
            entries: entries.collect(),
        }
    }

    #[test]
    fn starting_at_five_two_increments_make_seven() {
        let mut a = counter([4, 2, 0]);
        a.merge(&counter([3, 3, 0]));
        assert_eq!(a, counter([4, 3, 0]));
        assert_eq!(a.value(), 7);
    }

    #[test]
    fn a_five_and_b_seven_make_twelve() {
        let mut a = counter([5, 3, 0]);
        a.merge(&counter([4, 7, 0]));
        assert_eq!((a.clone(), a.value()), (counter([5, 7, 0]), 12));
    }

    #[test]
    fn three_partial_views_merge_to_the_true_total() {
        let (mut a, mut b, c) = (counter([10, 3, 7]), counter([8, 3, 5]), counter([10, 2, 7]));
        assert_eq!([a.value(), b.value(), c.value()], [20, 16, 19]);
        b.update(&Op::Increment(5), &author('B', 1, 0));
        assert_eq!(b, counter([8, 8, 5]));
        a.merge(&b);
        assert_eq!((a.clone(), a.value()), (counter([10, 8, 7]), 25));
    }
}
