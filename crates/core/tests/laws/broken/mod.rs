//! Types that break a law on purpose, at least one beside each type of the catalogue: the checks
//! have to catch every one of them.

mod counters;
mod registers;
mod sets;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use replicascope_core::clock::{Actor, Dot, Timestamp, VersionVector};
use replicascope_core::crdt::{Author, DataType, Op};
use replicascope_core::{Answer, Micros, Value};

use super::histories::explore;
use super::pasts::{is_a_function_of_its_past, merge_pasts};
use super::random::{random_run, steps};
use super::states::States;
use super::subject::Subject;
use super::support::breaches::Breaches;
use super::types::few_updates;
use super::walk::{Onward, visit};

/// A type put together from an update and a merge of which one is wrong.
#[derive(Clone)]
struct Broken<H> {
    version: VersionVector,
    held: H,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
}

impl<H: PartialEq> PartialEq for Broken<H> {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.held == other.held
    }
}

impl<H: Eq> Eq for Broken<H> {}

impl<H: Hash> Hash for Broken<H> {
    fn hash<R: Hasher>(&self, hasher: &mut R) {
        (&self.version, &self.held).hash(hasher);
    }
}

impl<H: Debug> Debug for Broken<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.version, self.held)
    }
}

impl<H: Clone + Eq + Hash + Debug + Shown> Subject for Broken<H> {
    fn updates(data_type: &DataType) -> Vec<Op> {
        few_updates(data_type)
    }

    fn refuses(&self, _: &Op, _: Actor) -> Option<bool> {
        None
    }

    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        let seen = self.version.clone();
        let dot = self.version.advance(actor);
        let time = Timestamp::Wall { clock };
        (self.update)(&mut self.held, op, &Author { dot, time, seen });
        dot
    }

    fn merge(&mut self, incoming: &Self) {
        (self.merge)(&mut self.held, &incoming.held);
        self.version.join(&incoming.version);
    }

    fn read(&self) -> Answer {
        self.held.read()
    }
}

trait Shown {
    fn read(&self) -> Answer;
}

fn number(number: i64) -> Answer {
    Answer::Value(Value::Integer(number))
}

fn set<'a>(elements: impl Iterator<Item = &'a Value>) -> Answer {
    let elements: BTreeSet<Value> = elements.cloned().collect();
    Answer::Value(Value::Set(elements.into()))
}

/// The laws that a broken type breaks within reach of three replicas; random runs meet one too.
fn broken<H: Clone + Eq + Hash + Debug + Default + Shown>(
    data_type: &DataType,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
) -> Vec<&'static str> {
    let initial = Broken {
        version: VersionVector::default(),
        held: H::default(),
        update,
        merge,
    };
    let mut breaches = Breaches::default();
    explore(data_type, &initial, (3, 2), &mut breaches);
    assert!(breaches.0.is_empty() != reached(data_type, &initial));

    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(200)
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let random = TestRunner::new_with_rng(config, rng).run(&steps(), |steps| {
        let breaches = random_run(data_type, &initial, 3, &steps);
        prop_assert!(breaches.0.is_empty());
        Ok(())
    });
    assert!(random.is_err() != breaches.0.is_empty(), "{breaches}");
    breaches.0.into_keys().collect()
}

/// Whether the walks by states, cut short, find anything.
fn reached<S: Subject>(data_type: &DataType, initial: &S) -> bool {
    let mut breaches = Breaches::default();
    if is_a_function_of_its_past(data_type) {
        merge_pasts(data_type, initial, 20_000, &mut breaches);
    } else {
        let mut states = States::new(data_type, initial, &mut breaches);
        let (most, some) = (200, 20);
        visit(&mut states, Onward::Every { most, some });
    }
    !breaches.0.is_empty()
}

/// The laws that a broken variant of a type of the catalogue breaks.
fn caught<H: Clone + Eq + Hash + Debug + Default + Shown>(
    name: &str,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
) -> String {
    let mut all = DataType::all().into_iter();
    let data_type = all.find(|one| one.name() == name).expect("a type");
    broken(&data_type, update, merge).join(", ")
}

fn wall(author: &Author) -> Micros {
    author.time.wall().expect("a wall clock")
}

/// Wrong: what was overwritten or removed is back.
fn union<K: Ord + Copy, V: Clone>(held: &mut BTreeMap<K, V>, incoming: &BTreeMap<K, V>) {
    held.extend(incoming.iter().map(|(key, value)| (*key, value.clone())));
}
