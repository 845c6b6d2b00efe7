//! Registers that break a law.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::clock::Dot;
use replicascope_core::crdt::{Author, Op};
use replicascope_core::{Answer, Micros, Value};

use super::{Shown, caught, union, wall};

type Write = Option<(Micros, Dot, Option<Value>)>;

impl Shown for Write {
    fn read(&self) -> Answer {
        self.clone()
            .and_then(|(_, _, value)| value)
            .map_or(Answer::Nothing, Answer::Value)
    }
}

fn write(held: &mut Write, op: &Op, author: &Author) {
    let value = match op {
        Op::Write(value) => Some(value.clone()),
        _ => None,
    };
    later(held, &Some((wall(author), author.dot, value)));
}

/// Wrong: takes what is written last here, even by a clock that is behind.
fn write_hastily(held: &mut Write, op: &Op, author: &Author) {
    *held = None;
    write(held, op, author);
}

fn later(held: &mut Write, incoming: &Write) {
    let stamp = |write: &Write| write.as_ref().map(|(clock, dot, _)| (*clock, *dot));
    if stamp(held) < stamp(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: a delete leaves nothing behind.
fn write_without_tombstone(held: &mut Write, op: &Op, author: &Author) {
    match op {
        Op::Delete => *held = None,
        _ => write(held, op, author),
    }
}

/// Wrong: keeps its own when the clocks say the same.
fn later_or_mine(held: &mut Write, incoming: &Write) {
    let clock = |write: &Write| write.as_ref().map(|(clock, ..)| *clock);
    if clock(held) < clock(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: believes whatever arrives.
fn theirs(held: &mut Write, incoming: &Write) {
    if incoming.is_some() {
        held.clone_from(incoming);
    }
}

/// Values under their writes.
type Siblings = BTreeMap<Dot, Value>;

impl Shown for Siblings {
    fn read(&self) -> Answer {
        let values: BTreeSet<Value> = self.values().cloned().collect();
        match values.len() {
            0 => Answer::Nothing,
            1 => Answer::Value(values.into_iter().next().expect("one")),
            _ => Answer::Siblings(values),
        }
    }
}

fn write_over(held: &mut Siblings, op: &Op, author: &Author) {
    held.retain(|dot, _| !author.seen.covers(*dot));
    if let Op::Write(value) = op {
        held.insert(author.dot, value.clone());
    }
}

#[test]
fn registers_that_break_a_law_are_caught() {
    let caught = [
        caught("lww_register", write, later),
        caught("lww_register", write, later_or_mine),
        caught("lww_register", write, theirs),
        caught("lww_register", write_without_tombstone, later),
        caught("lww_register", write_hastily, later),
        caught("fww_register", write, later),
        caught("mv_register", write_over, union),
    ];
    let expected = [
        "",
        "commutative, convergent, inflating, specified",
        "commutative, convergent, specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "specified",
        "convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}
