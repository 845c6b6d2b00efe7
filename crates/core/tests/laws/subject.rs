//! What is held, updated and merged, and the laws of that.

use std::fmt::Debug;
use std::hash::Hash;

use replicascope_core::clock::{Actor, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Answer, Micros, Record};

use super::support::breaches::Breaches;
use super::types::updates;

/// Something that replicas hold, update and merge.
pub trait Subject: Clone + Eq + Hash + Debug {
    /// The updates that it is tried with.
    fn updates(data_type: &DataType) -> Vec<Op>;
    /// Whether it takes an update; none: as the specification says.
    fn refuses(&self, op: &Op, actor: Actor) -> Option<bool>;
    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot;
    fn merge(&mut self, incoming: &Self);
    fn read(&self) -> Answer;
}

impl Subject for Record {
    fn updates(data_type: &DataType) -> Vec<Op> {
        updates(data_type)
    }

    fn refuses(&self, op: &Op, actor: Actor) -> Option<bool> {
        Some(Self::refuses(self, op, actor).is_some())
    }

    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        Self::update(self, op, actor, clock, false).1.dot
    }

    fn merge(&mut self, incoming: &Self) {
        Self::merge(self, incoming);
    }

    fn read(&self) -> Answer {
        self.state.read()
    }
}

/// The laws of merging, on all the states that occur in one history.
pub fn check<'a, S: Subject + 'a>(
    states: impl Iterator<Item = &'a S> + Clone,
    breaches: &mut Breaches,
) {
    for a in states.clone() {
        breaches.same("idempotent", &merged(a, a), a);
        for b in states.clone() {
            let ab = merged(a, b);
            breaches.same("commutative", &ab, &merged(b, a));
            for c in states.clone() {
                breaches.same("associative", &merged(&ab, c), &merged(a, &merged(b, c)));
            }
        }
    }
}

pub fn merged<S: Subject>(one: &S, other: &S) -> S {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}
