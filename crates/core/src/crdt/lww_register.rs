//! Last-write-wins register.
//!
//! Shapiro et al. 2011, section 3.2.1 (specification 8). Merging keeps the write with the
//! greater stamp. Stamps are totally ordered and no two writes share one, so merging is the
//! maximum of a total order, which is associative, commutative and idempotent; a write is kept
//! only if its stamp is greater than the current one, so a state never moves down.
//!
//! That order is a choice, not a fact about time: of two concurrent writes one is discarded
//! although both were acknowledged, and a replica whose clock runs fast keeps winning.

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule};
use crate::clock::Dot;
use crate::ids::ReplicaId;
use crate::time::Micros;
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

/// A value with the stamp of the write that set it; no stamp while it is the initial value.
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
            Some(stamp) => format!("{value} @ {} {}", stamp.clock, stamp.dot.replica),
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
        matches!(op, Op::Read | Op::Write(_))
    }

    fn update(&mut self, op: &Op, author: &Author) {
        if let Op::Write(value) = op {
            let write = Self {
                stamp: Some(Stamp {
                    clock: author.clock,
                    dot: author.dot,
                }),
                value: Some(value.clone()),
            };
            self.merge(&write);
        }
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
            (Some(mine), Some(other)) if mine.dot.replica != other.dot.replica => {
                Rule::HigherReplica
            }
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
        self.stamp.map(|stamp| stamp.dot.replica)
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
                dot: Dot { replica, counter },
                clock: Micros(clock),
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

    #[test]
    fn a_slow_clock_loses_even_its_own_later_write() {
        let mut register = written(0, 500, 1, 1);
        let slow = ReplicaId::new(1).expect("B");
        register.update(
            &Op::Write(Value::Integer(2)),
            &Author {
                dot: Dot {
                    replica: slow,
                    counter: 1,
                },
                clock: Micros(400),
            },
        );
        assert_eq!(register.read(), Answer::Value(Value::Integer(1)));
    }
}
