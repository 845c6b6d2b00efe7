//! First-write-wins register: once written it stays as it is.
//!
//! The mirror image of the last-write-wins register (Shapiro et al. 2011, section 3.2.1): merging
//! keeps the write with the *smaller* stamp. The minimum of a total order is associative,
//! commutative and idempotent just as the maximum is, and a state only ever moves from no write to
//! some write and on to earlier ones.
//!
//! Whoever sees a value is refused another write, so what was written with its author's knowledge
//! is never discarded. Concurrent writes are: both are acknowledged, one stays. And "first" is what
//! clocks say: a replica whose clock is behind keeps winning.

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Refused, Rule, Stamp, read_modify_write};
use crate::clock::{Actor, Dot};
use crate::ids::ReplicaId;
use crate::value::Value;

/// First-write-wins registers have no settings: what is there at the beginning would stay.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// The write that counts as the first, if there was any.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct FwwRegister {
    first: Option<First>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
struct First {
    stamp: Stamp,
    value: Value,
}

impl FwwRegister {
    fn stamp(&self) -> Option<Stamp> {
        self.first.as_ref().map(|first| first.stamp)
    }

    fn side(&self) -> String {
        let first = self.first.as_ref();
        first.map_or_else(
            || Answer::Nothing.to_string(),
            |First { stamp, value }| format!("{value} @ {} {}", stamp.time, stamp.dot.actor),
        )
    }
}

impl Crdt for FwwRegister {
    type Options = Options;
    const NAME: &'static str = "fww_register";
    const TITLE: &'static str = "First-write-wins register";
    const SUMMARY: &'static str =
        "One value that stays; of two concurrent writes the one with the earlier timestamp wins.";

    fn initial(_: &Options) -> Self {
        Self { first: None }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Write(Value::Integer(1)), Op::Add(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        *op != Op::Delete && read_modify_write::accepts(op)
    }

    fn prepared(&self, op: &Op) -> Op {
        read_modify_write::written(op, &self.read())
    }

    fn refuses(&self, _: &Op, _: Actor) -> Option<Refused> {
        self.first.as_ref().map(|_| Refused::Written)
    }

    fn update(&mut self, op: &Op, author: &Author) {
        if let Op::Write(value) = op {
            let first = Some(First {
                stamp: Stamp::of(author),
                value: value.clone(),
            });
            self.merge(&Self { first });
        }
    }

    fn merge(&mut self, theirs: &Self) {
        let is_earlier = match (self.stamp(), theirs.stamp()) {
            (Some(mine), Some(other)) => other < mine,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if is_earlier {
            *self = theirs.clone();
        }
    }

    fn read(&self) -> Answer {
        let first = self.first.clone();
        first.map_or(Answer::Nothing, |first| Answer::Value(first.value))
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        // A replica writes once at most, so equal timestamps are of two replicas.
        let rule = match Stamp::later(self.stamp(), theirs.stamp()) {
            Rule::HigherTimestamp => Rule::LowerTimestamp,
            Rule::HigherReplica | Rule::LaterAtSameReplica => Rule::LowerReplica,
            other => other,
        };
        vec![Decision {
            entry: Entry::Whole,
            mine: self.side(),
            theirs: theirs.side(),
            result: merged.side(),
            rule,
        }]
    }

    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        let is_first = self.stamp().is_some_and(|stamp| stamp.dot == dot);
        is_first || read_modify_write::shows(op, &self.read())
    }

    fn origin(&self) -> Option<ReplicaId> {
        self.stamp().map(|stamp| stamp.dot.actor.replica)
    }

    /// One register is as small as it gets.
    fn delta(&self, _: &Self) -> Self {
        self.clone()
    }

    fn bytes(&self) -> usize {
        let first = self.first.as_ref();
        first.map_or(0, |first| first.stamp.bytes() + first.value.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    #[test]
    fn the_earlier_of_two_concurrent_writes_stays_and_a_later_one_is_refused() {
        let write = |value| Op::Write(Value::Integer(value));
        let mut a = FwwRegister::initial(&Options {});
        let mut b = a.clone();
        assert_eq!(a.refuses(&write(1), author('A', 1, 9).dot.actor), None);
        a.update(&write(1), &author('A', 1, 9));
        b.update(&write(2), &author('B', 1, 5));
        assert_eq!(a.explain(&b)[0].rule, Rule::LowerTimestamp);
        a.merge(&b);
        assert_eq!(a.read(), Answer::Value(Value::Integer(2)));
        assert_eq!(
            a.refuses(&write(3), author('A', 2, 20).dot.actor),
            Some(Refused::Written)
        );
    }
}
