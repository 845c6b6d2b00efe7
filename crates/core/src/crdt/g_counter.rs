//! G-Counter: a counter that only grows.
//!
//! Shapiro et al. 2011, section 3.1.2 (specification 6). Each replica counts its own increments
//! in its own entry (one for each of its lives, so that none counts anew what it once counted); merging takes the larger of each pair of entries, and the value is their
//! sum. An entry is changed by one replica alone and only upwards, so of two values for it the
//! larger is the one that includes the other: the maximum forgets no increment and counts none
//! twice. Entry by entry, the maximum is associative, commutative and idempotent.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, MAX_INCREMENT, Op, Rule};
use crate::clock::{ACTOR_BYTES, Actor, Dot};
use crate::ids::ReplicaId;
use crate::value::Value;

/// How a document sets the counter up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What each replica has counted before the run, known to all; absent: 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub initial: BTreeMap<ReplicaId, u32>,
}

/// How much each replica has counted.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(transparent)]
pub struct GCounter {
    entries: BTreeMap<Actor, u64>,
}

impl GCounter {
    /// What one replica has counted in one life.
    pub fn entry(&self, actor: impl Into<Actor>) -> u64 {
        self.entries.get(&actor.into()).copied().unwrap_or(0)
    }

    /// The sum of all entries.
    pub fn value(&self) -> u64 {
        self.entries.values().sum()
    }
}

impl Crdt for GCounter {
    type Options = Options;

    fn initial(options: &Options) -> Self {
        let entries = options.initial.iter();
        Self {
            entries: entries
                .map(|(replica, count)| ((*replica).into(), u64::from(*count)))
                .collect(),
        }
    }

    fn accepts(op: &Op) -> bool {
        matches!(op, Op::Read | Op::Increment(1..=MAX_INCREMENT))
    }

    fn update(&mut self, op: &Op, author: &Author) {
        if let Op::Increment(by) = op {
            *self.entries.entry(author.dot.actor).or_default() += u64::from(*by);
        }
    }

    fn merge(&mut self, theirs: &Self) {
        for (actor, count) in &theirs.entries {
            let mine = self.entries.entry(*actor).or_default();
            *mine = (*mine).max(*count);
        }
    }

    fn read(&self) -> Answer {
        // The bounds on increments and on the script keep the sum far below `i64::MAX`.
        Answer::Value(Value::Integer(
            i64::try_from(self.value()).unwrap_or(i64::MAX),
        ))
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let actors: BTreeSet<Actor> = self
            .entries
            .keys()
            .chain(theirs.entries.keys())
            .copied()
            .collect();
        actors
            .into_iter()
            .map(|actor| (actor, self.entry(actor), theirs.entry(actor)))
            .filter(|(_, mine, other)| mine.max(other) > &0)
            .map(|(actor, mine, other)| Decision {
                entry: Entry::Of(actor),
                mine: mine.to_string(),
                theirs: other.to_string(),
                result: mine.max(other).to_string(),
                rule: if mine == other {
                    Rule::Same
                } else {
                    Rule::Maximum
                },
            })
            .collect()
    }

    /// An increment that was taken in is in the sum for good.
    fn keeps(&self, _: Dot) -> bool {
        true
    }

    fn origin(&self) -> Option<ReplicaId> {
        None
    }

    /// The entries that have grown.
    fn delta(&self, since: &Self) -> Self {
        let grown = self.entries.iter();
        let grown = grown.filter(|(actor, count)| **count > since.entry(**actor));
        Self {
            entries: grown.map(|(actor, count)| (*actor, *count)).collect(),
        }
    }

    fn bytes(&self) -> usize {
        self.entries.len() * (ACTOR_BYTES + size_of::<u64>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(entries: [u64; 3]) -> GCounter {
        GCounter {
            entries: ReplicaId::all().map(Actor::from).zip(entries).collect(),
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
    fn three_partial_views_merge_to_the_true_total() {
        let (mut a, mut b, c) = (counter([10, 3, 7]), counter([8, 3, 5]), counter([10, 2, 7]));
        assert_eq!([a.value(), b.value(), c.value()], [20, 16, 19]);
        let replica = ReplicaId::new(1).expect("B");
        let author = Author {
            dot: Dot {
                actor: replica.into(),
                counter: 1,
            },
            clock: crate::Micros::ZERO,
            overwrites: false,
        };
        b.update(&Op::Increment(5), &author);
        assert_eq!(b, counter([8, 8, 5]));
        a.merge(&b);
        assert_eq!((a.clone(), a.value()), (counter([10, 8, 7]), 25));
    }
}
