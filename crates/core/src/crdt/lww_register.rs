//! Last-write-wins register.
//!
//! Shapiro et al. 2011, section 3.2.1 (specification 8). Merging keeps the write with the
//! greater stamp. Stamps are totally ordered and no two writes share one, so merging is the
//! maximum of a total order, which is associative, commutative and idempotent; a write is kept
//! only if its stamp is greater than the current one, so a state never moves down.
//!
//! That order is a choice, not a fact about time: of two concurrent writes one is discarded
//! although both were acknowledged. By wall clocks, a replica whose clock runs fast keeps winning,
//! even over writes that had seen its own. A Lamport or a hybrid logical clock puts a write after
//! all that its author had seen; of concurrent ones it still discards one.
//!
//! A delete is a write of no value: its stamp stays behind as a tombstone, which is what makes
//! older writes that arrive later lose against it.

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Stamp, read_modify_write};
use crate::clock::{Clock, Dot, Timestamp};
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
    /// By which clock a write is later than another.
    #[serde(default, skip_serializing_if = "Clock::is_usual")]
    pub clock: Clock,
}

/// A value with the stamp of the write that set it; no stamp while it is the initial value, no
/// value once it is deleted.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LwwRegister {
    #[serde(skip_serializing_if = "Clock::is_usual")]
    clock: Clock,
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
            Some(stamp) => format!("{value} @ {} {}", stamp.time, stamp.dot.actor),
            None => value.to_string(),
        }
    }
}

impl Crdt for LwwRegister {
    type Options = Options;
    const NAME: &'static str = "lww_register";
    const TITLE: &'static str = "LWW-Register";
    const SUMMARY: &'static str = "One value; of two writes the one with the later timestamp wins.";

    fn initial(options: &Options) -> Self {
        Self {
            clock: options.clock,
            stamp: None,
            value: options.initial.clone(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        read_modify_write::examples()
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        read_modify_write::accepts(op)
    }

    fn time(&self, _: &Op, wall: Micros, decides: bool) -> Timestamp {
        self.clock
            .stamp(wall, self.stamp.map(|held| held.time), decides)
    }

    fn prepared(&self, op: &Op) -> Op {
        read_modify_write::written(op, &self.read())
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let value = match op {
            Op::Write(value) => Some(value.clone()),
            Op::Delete => None,
            _ => return,
        };
        self.merge(&Self {
            clock: self.clock,
            stamp: Some(Stamp::of(author)),
            value,
        });
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
        let mut merged = self.clone();
        merged.merge(theirs);
        vec![Decision {
            entry: Entry::Whole,
            mine: self.side(),
            theirs: theirs.side(),
            result: merged.side(),
            rule: Stamp::later(self.stamp, theirs.stamp),
        }]
    }

    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        let is_current = self.stamp.is_some_and(|stamp| stamp.dot == dot);
        is_current || read_modify_write::shows(op, &self.read())
    }

    fn origin(&self) -> Option<ReplicaId> {
        self.stamp.map(|stamp| stamp.dot.actor.replica)
    }

    /// One register is as small as it gets.
    fn delta(&self, _: &Self) -> Self {
        self.clone()
    }

    fn bytes(&self) -> usize {
        let stamp = self.stamp.map_or(0, Stamp::bytes);
        stamp + self.value.as_ref().map_or(0, Value::bytes)
    }

    fn deleted_at(&self) -> Option<Micros> {
        let stamp = self.stamp.filter(|_| self.value.is_none());
        stamp.and_then(|stamp| stamp.time.wall())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rule, author};
    use super::*;

    fn written(replica: char, clock: u64, counter: u32, value: i64) -> LwwRegister {
        let mut register = LwwRegister::initial(&Options::default());
        let write = Op::Write(Value::Integer(value));
        register.update(&write, &author(replica, counter, clock));
        register
    }

    /// As a replica that accepts the operation does.
    fn carry_out(register: &mut LwwRegister, op: &Op, by: &Author, decides: bool) {
        let wall = by.time.wall().expect("a wall clock");
        let time = register.time(op, wall, decides);
        let by = Author { time, ..by.clone() };
        register.update(&register.prepared(op), &by);
    }

    #[test]
    fn equal_timestamps_are_decided_by_replica_on_both_sides() {
        let (a, b) = (written('A', 100, 1, 1), written('B', 100, 1, 2));
        let (mut at_a, mut at_b) = (a.clone(), b.clone());
        at_a.merge(&b);
        at_b.merge(&a);
        assert_eq!(at_a, at_b);
        assert_eq!(at_a.read(), Answer::Value(Value::Integer(2)));
        assert_eq!(a.explain(&b)[0].rule, Rule::HigherReplica);
    }

    #[test]
    fn a_slow_clock_loses_even_its_own_later_write() {
        let mut register = written('A', 500, 1, 1);
        let write = Op::Write(Value::Integer(2));
        carry_out(&mut register, &write, &author('B', 1, 400), false);
        assert_eq!(register.read(), Answer::Value(Value::Integer(1)));
    }

    #[test]
    fn a_leader_overwrites_whatever_its_clock_shows() {
        let mut register = written('A', 500, 1, 1);
        let write = Op::Write(Value::Integer(2));
        carry_out(&mut register, &write, &author('B', 1, 400), true);
        assert_eq!(register.read(), Answer::Value(Value::Integer(2)));
    }

    #[test]
    fn by_a_logical_clock_a_write_is_later_than_what_its_author_had_seen() {
        for clock in [Clock::Lamport, Clock::Hybrid] {
            let options = Options {
                initial: None,
                clock,
            };
            let mut register = LwwRegister::initial(&options);
            for (value, wall) in [(1, 500), (2, 400)] {
                let write = Op::Write(Value::Integer(value));
                carry_out(&mut register, &write, &author('B', 1, wall), false);
            }
            assert_eq!(
                register.read(),
                Answer::Value(Value::Integer(2)),
                "{clock:?}"
            );
        }
    }

    #[test]
    fn two_carts_with_one_item_more_each_are_one_cart_with_one_item_lost() {
        let options = Options {
            initial: Some(Value::parse("{book}").expect("a cart")),
            ..Options::default()
        };
        let mut phone = LwwRegister::initial(&options);
        let mut laptop = phone.clone();
        let add = |item: &str| Op::Add(Value::parse(item).expect("an item"));
        carry_out(&mut phone, &add("tv"), &author('A', 1, 100), false);
        carry_out(&mut laptop, &add("lamp"), &author('B', 1, 101), false);
        phone.merge(&laptop);
        assert_eq!(phone.read().to_string(), "{book, lamp}");
        let kept =
            |register: &LwwRegister, by: &Author, item: &str| register.keeps(by.dot, &add(item));
        assert!(!kept(&phone, &author('A', 1, 100), "tv"));
        assert!(kept(&phone, &author('B', 1, 101), "lamp"));
    }

    #[test]
    fn a_tombstone_wins_against_older_writes() {
        let (mut register, older) = (written('A', 300, 1, 1), written('C', 350, 1, 3));
        register.update(&Op::Delete, &author('B', 1, 400));
        register.merge(&older);
        assert_eq!(register.read(), Answer::Nothing);
        assert_eq!(register.deleted_at(), Some(Micros(400)));
    }
}
