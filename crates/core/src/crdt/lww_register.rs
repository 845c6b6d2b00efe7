//! Last-write-wins register.
//!
//! Shapiro et al. 2011, section 3.2.1 (specification 8). Merging keeps the write with the
//! greater stamp. Stamps are totally ordered and no two writes share one, so merging is the
//! maximum of a total order, which is associative, commutative and idempotent; a write is kept
//! only if its stamp is greater than the current one, so a state never moves down.
//!
//! That order is a choice, not a fact about time: of two concurrent writes one is discarded
//! although both were acknowledged, and a replica whose clock runs fast keeps winning.
//!
//! A delete is a write of no value: its stamp stays behind as a tombstone, which is what makes
//! older writes that arrive later lose against it.

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule};
use crate::clock::{DOT_BYTES, Dot};
use crate::ids::ReplicaId;
use crate::time::{Micros, TIMESTAMP_BYTES};
use crate::value::Value;

/// How a document sets the register up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The value before the first write; absent: never written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<Value>,
}

/// The place of a write in the order that decides: by the writing replica's wall clock, then by
/// replica, then by that replica's own order. The last two make the order total.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Stamp {
    /// The wall clock of the replica that accepted the write.
    #[serde(rename = "clock_us")]
    pub clock: Micros,
    /// The write itself.
    pub dot: Dot,
}

/// A value with the stamp of the write that set it; no stamp while it is the initial value, no
/// value once it is deleted.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LwwRegister {
    stamp: Option<Stamp>,
    value: Option<Value>,
}

impl LwwRegister {
    /// The stamp of the current write; `None` while the value is the initial one.
    pub fn stamp(&self) -> Option<Stamp> {
        self.stamp
    }

    fn side(&self) -> String {
        let value = self.read();
        match self.stamp {
            Some(stamp) => format!("{value} @ {} {}", stamp.clock, stamp.dot.actor),
            None => value.to_string(),
        }
    }
}

impl Crdt for LwwRegister {
    type Options = Options;

    fn initial(options: &Options) -> Self {
        Self {
            stamp: None,
            value: options.initial.clone(),
        }
    }

    fn accepts(op: &Op) -> bool {
        matches!(op, Op::Read | Op::Write(_) | Op::Delete)
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let value = match op {
            Op::Write(value) => Some(value.clone()),
            Op::Delete => None,
            Op::Read | Op::Increment(_) => return,
        };
        let held = self.stamp.filter(|_| author.overwrites);
        let after_held = held.map(|stamp| stamp.clock + Micros(1));
        let clock = after_held.map_or(author.clock, |after| after.max(author.clock));
        let stamp = Some(Stamp {
            clock,
            dot: author.dot,
        });
        self.merge(&Self { stamp, value });
    }

    fn merge(&mut self, theirs: &Self) {
        if theirs.stamp > self.stamp {
            *self = theirs.clone();
        }
    }

    fn read(&self) -> Answer {
        self.value.clone().map_or(Answer::Nothing, Answer::Value)
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let rule = match (self.stamp, theirs.stamp) {
            (mine, other) if mine == other => Rule::Same,
            (Some(mine), Some(other)) if mine.clock != other.clock => Rule::HigherTimestamp,
            (Some(mine), Some(other)) if mine.dot.actor != other.dot.actor => Rule::HigherReplica,
            (Some(_), Some(_)) => Rule::LaterAtSameReplica,
            _ => Rule::OnlyOneWritten,
        };
        let mut merged = self.clone();
        merged.merge(theirs);
        vec![Decision {
            entry: Entry::Whole,
            mine: self.side(),
            theirs: theirs.side(),
            result: merged.side(),
            rule,
        }]
    }

    fn keeps(&self, dot: Dot) -> bool {
        self.stamp.is_some_and(|stamp| stamp.dot == dot)
    }

    fn origin(&self) -> Option<ReplicaId> {
        self.stamp.map(|stamp| stamp.dot.actor.replica)
    }

    /// One register is as small as it gets.
    fn delta(&self, _: &Self) -> Self {
        self.clone()
    }

    fn bytes(&self) -> usize {
        let stamp = self.stamp.map_or(0, |_| TIMESTAMP_BYTES + DOT_BYTES);
        stamp + self.value.as_ref().map_or(0, Value::bytes)
    }

    fn deleted_at(&self) -> Option<Micros> {
        let stamp = self.stamp.filter(|_| self.value.is_none());
        stamp.map(|stamp| stamp.clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(replica: usize, clock: u64, counter: u32, value: i64) -> LwwRegister {
        let replica = ReplicaId::new(replica).expect("a replica");
        let mut register = LwwRegister::initial(&Options::default());
        register.update(
            &Op::Write(Value::Integer(value)),
            &Author {
                dot: Dot {
                    actor: replica.into(),
                    counter,
                },
                clock: Micros(clock),
                overwrites: false,
            },
        );
        register
    }

    #[test]
    fn equal_timestamps_are_decided_by_replica_on_both_sides() {
        let (a, b) = (written(0, 100, 1, 1), written(1, 100, 1, 2));
        let (mut at_a, mut at_b) = (a.clone(), b.clone());
        at_a.merge(&b);
        at_b.merge(&a);
        assert_eq!(at_a, at_b);
        assert_eq!(at_a.read(), Answer::Value(Value::Integer(2)));
        assert_eq!(a.explain(&b)[0].rule, Rule::HigherReplica);
    }

    fn slow(overwrites: bool) -> Author {
        let slow = ReplicaId::new(1).expect("B");
        Author {
            dot: Dot {
                actor: slow.into(),
                counter: 1,
            },
            clock: Micros(400),
            overwrites,
        }
    }

    #[test]
    fn a_slow_clock_loses_even_its_own_later_write() {
        let mut register = written(0, 500, 1, 1);
        register.update(&Op::Write(Value::Integer(2)), &slow(false));
        assert_eq!(register.read(), Answer::Value(Value::Integer(1)));
    }

    #[test]
    fn a_leader_overwrites_whatever_its_clock_shows() {
        let mut register = written(0, 500, 1, 1);
        register.update(&Op::Write(Value::Integer(2)), &slow(true));
        assert_eq!(register.read(), Answer::Value(Value::Integer(2)));
    }

    #[test]
    fn a_tombstone_wins_against_older_writes() {
        let (mut register, older) = (written(0, 300, 1, 1), written(2, 350, 1, 3));
        register.update(&Op::Delete, &slow(false));
        register.merge(&older);
        assert_eq!(register.read(), Answer::Nothing);
        assert_eq!(register.deleted_at(), Some(Micros(400)));
    }
}
