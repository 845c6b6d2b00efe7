//! Counters that break a law.

use std::collections::BTreeMap;

use replicascope_core::Answer;
use replicascope_core::clock::Actor;
use replicascope_core::crdt::{Author, Op};

use super::super::support::labs;
use super::{Shown, caught, number};

pub type Counts = BTreeMap<Actor, i64>;

impl Shown for Counts {
    fn read(&self) -> Answer {
        number(self.values().sum())
    }
}

pub fn count(held: &mut Counts, op: &Op, author: &Author) {
    let by = match op {
        Op::Increment(by) => i64::from(*by),
        Op::Decrement(by) => -i64::from(*by),
        _ => 0,
    };
    *held.entry(author.dot.actor).or_default() += by;
}

/// Wrong: one entry for all, so concurrent increments hide each other.
fn count_together(held: &mut Counts, op: &Op, author: &Author) {
    let mut author = author.clone();
    author.dot.actor = labs::replica('A').into();
    count(held, op, &author);
}

/// Wrong: forgets what the replica has counted before.
fn count_anew(held: &mut Counts, op: &Op, author: &Author) {
    held.remove(&author.dot.actor);
    count(held, op, author);
}

/// Wrong: what is handed over is there twice.
fn count_what_is_handed_over(held: &mut Counts, op: &Op, author: &Author) {
    count(held, op, author);
    if let Op::Transfer { amount, .. } = op {
        count(held, &Op::Increment(*amount), author);
    }
}

/// Right where counts only grow.
pub fn larger(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine).max(*count);
    }
}

/// Wrong: what is delivered twice counts twice.
fn add_up(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        *held.entry(*actor).or_default() += count;
    }
}

/// Wrong: half-way between both.
fn average(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine + count + 1) / 2;
    }
}

#[test]
fn counters_that_break_a_law_are_caught() {
    let caught = [
        caught("g_counter", count, larger),
        caught("g_counter", count, add_up),
        caught("g_counter", count, average),
        caught("g_counter", count_together, larger),
        caught("g_counter", count_anew, larger),
        caught("pn_counter", count, larger),
        caught("bounded_counter", count_what_is_handed_over, larger),
    ];
    let expected = [
        "",
        "convergent, idempotent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "convergent, specified",
        "convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}
