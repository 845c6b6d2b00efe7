//! OR-Map: entries that hold values of any type, and can be removed.
//!
//! Baquero, Almeida and Shoker, *Pure Operation-Based Replicated Data Types*, arXiv:1710.04469,
//! 2017, section 5, kept as state. An entry is the updates made to it that are in force; its value
//! is what these make of a fresh value of the type that the map holds, in an order in which each
//! comes after all that its author had seen. Removing an entry takes the updates out of force that
//! its author has seen. So the entry survives exactly where an update was concurrent, with what the
//! remover had not seen and nothing else; and it begins anew when it is used again. An entry is
//! there while any update to it is in force.
//!
//! Which updates are in force is a dot store: why merging that is associative, commutative and
//! idempotent is argued in `dots.rs`. The value depends on that set alone, since updates neither of
//! which had seen the other commute in every type here. The price is metadata: updates are kept one
//! by one, where the type itself might sum them up.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::dots::Dots;
use super::{Answer, Author, Crdt, DataType, Decision, Entry, Op, Refused, State};
use crate::clock::{Actor, Dot, Timestamp};
use crate::ids::ReplicaId;
use crate::refusal::LabError;
use crate::time::Micros;
use crate::value::Value;

/// How deep maps may hold maps.
const MAX_DEPTH: usize = 3;

/// How a document sets the map up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What every entry holds.
    pub of: Box<DataType>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            of: Box::new(DataType::PnCounter(Default::default())),
        }
    }
}

/// The updates in force.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OrMap {
    #[serde(skip)]
    of: Rc<DataType>,
    updates: Dots<Value, Change>,
}

/// One update of one entry.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
struct Change {
    op: Op,
    #[serde(flatten)]
    time: Timestamp,
    seen: crate::clock::VersionVector,
}

impl Change {
    fn bytes(&self) -> usize {
        self.op.bytes() + self.time.bytes() + self.seen.bytes()
    }
}

impl OrMap {
    /// What an entry holds; nothing: the same as a fresh one.
    fn entry(&self, entry: &Value) -> State {
        let mut changes: Vec<_> = self.updates.about(entry).iter().collect();
        // Whoever has seen an update has seen more than its author had.
        let seen = |change: &Change| -> u64 {
            let components = change.seen.components();
            components.map(|(_, count)| u64::from(count)).sum()
        };
        changes.sort_by_key(|(dot, change)| (seen(change), *dot));
        let mut state = self.of.initial();
        for (dot, change) in changes {
            let (dot, time, seen) = (*dot, change.time, change.seen.clone());
            state.update(&change.op, &Author { dot, time, seen });
        }
        state
    }
}

fn depth(data_type: &DataType) -> usize {
    match data_type {
        DataType::OrMap(options) => 1 + depth(&options.of),
        _ => 0,
    }
}

impl Crdt for OrMap {
    type Options = Options;
    const NAME: &'static str = "or_map";
    const TITLE: &'static str = "OR-Map";
    const SUMMARY: &'static str = "Entries of any type, removed as an OR-Set removes elements.";
    const OBSERVES: bool = true;

    fn check(options: &Options, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
        let path = format!("{path}.of");
        if depth(&options.of) >= MAX_DEPTH {
            return Err(LabError::new(
                path,
                format!("maps are at most {MAX_DEPTH} deep"),
            ));
        }
        if let DataType::BoundedCounter(_) = *options.of {
            let reason = "a bounded counter would forget rights with its entry, and go below zero";
            return Err(LabError::new(path, reason));
        }
        options.of.check(&path, replicas)
    }

    fn without(options: &mut Options, replica: ReplicaId) {
        options.of.without(replica);
    }

    fn initial(options: &Options) -> Self {
        Self {
            of: DataType::clone(&options.of).into(),
            updates: Dots::default(),
        }
    }

    fn examples(options: &Options) -> Vec<Op> {
        let entry = Value::Integer(1);
        let within = |op| Op::Within {
            entry: entry.clone(),
            op: Box::new(op),
        };
        let changes = options.of.examples().into_iter().map(within);
        changes.chain([Op::Remove(entry.clone())]).collect()
    }

    fn accepts(options: &Options, op: &Op) -> bool {
        match op {
            Op::Within { entry, op } => {
                entry.is_element() && op.is_update() && options.of.accepts(op)
            }
            Op::Remove(entry) => entry.is_element(),
            _ => false,
        }
    }

    fn refuses(&self, op: &Op, actor: Actor) -> Option<Refused> {
        match op {
            Op::Within { entry, op } => self.entry(entry).refuses(op, actor),
            _ => None,
        }
    }

    fn time(&self, op: &Op, wall: Micros, decides: bool) -> Timestamp {
        match op {
            Op::Within { entry, op } => self.entry(entry).time(op, wall, decides),
            _ => Timestamp::Wall { clock: wall },
        }
    }

    fn prepared(&self, op: &Op) -> Op {
        match op {
            Op::Within { entry, op } => Op::Within {
                entry: entry.clone(),
                op: Box::new(self.entry(entry).prepared(op)),
            },
            _ => op.clone(),
        }
    }

    fn update(&mut self, op: &Op, author: &Author) {
        match op {
            Op::Within { entry, op } => {
                let change = Change {
                    op: Op::clone(op),
                    time: author.time,
                    seen: author.seen.clone(),
                };
                self.updates.take(author, entry, Some(change));
            }
            Op::Remove(entry) => {
                self.updates.replace(author, entry, None);
            }
            _ => {}
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.updates.merge(&theirs.updates);
    }

    fn read(&self) -> Answer {
        let entries = self.updates.all();
        let entries = entries.map(|entry| (entry.clone(), self.entry(entry).read()));
        Answer::Map(entries.collect())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let entry = |entry: &Value, dot| Entry::Within(entry.clone(), dot);
        let show = |change: &Change| change.op.to_string();
        self.updates.explain(&theirs.updates, entry, show)
    }

    /// A remove has removed for good what it removed.
    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        match op {
            Op::Within { entry, op } => {
                self.updates.contains(entry, dot) && self.entry(entry).keeps(dot, op)
            }
            _ => true,
        }
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            of: Rc::clone(&self.of),
            updates: self.updates.delta(&since.updates),
        }
    }

    fn bytes(&self) -> usize {
        let changes = self.updates.iter();
        let changes = changes.map(|(entry, _, change)| entry.bytes() + change.bytes());
        self.updates.bytes() + changes.sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{author, author_having_seen};
    use super::*;

    fn within(entry: &str, op: Op) -> Op {
        Op::Within {
            entry: Value::parse(entry).expect("an entry"),
            op: Box::new(op),
        }
    }

    #[test]
    fn a_removed_entry_survives_with_what_was_concurrent_and_begins_anew() {
        let mut a = OrMap::initial(&Options::default());
        a.update(&within("milk", Op::Increment(3)), &author('A', 1, 0));
        let mut b = a.clone();
        let remove = Op::Remove(Value::parse("milk").expect("an entry"));
        a.update(&remove, &author_having_seen('A', 2, &[('A', 1)]));
        assert_eq!(a.read().to_string(), "{}");
        let seen = author_having_seen('B', 1, &[('A', 1)]);
        b.update(&within("milk", Op::Increment(1)), &seen);
        assert_eq!(b.read().to_string(), "{milk: 4}");
        a.merge(&b);
        assert_eq!(a.read().to_string(), "{milk: 1}");
    }

    #[test]
    fn it_holds_any_type() {
        for of in DataType::all() {
            let options = Options { of: Box::new(of) };
            let fits = OrMap::check(&options, "$", &[]).is_ok();
            assert_eq!(fits, !matches!(*options.of, DataType::BoundedCounter(_)));
            let mut map = OrMap::initial(&options);
            for (counter, op) in (1..).zip(OrMap::examples(&options)) {
                assert!(OrMap::accepts(&options, &op));
                map.update(
                    &op,
                    &author_having_seen('A', counter, &[('A', counter - 1)]),
                );
            }
            assert_eq!(map.read().to_string(), "{}", "{options:?}");
        }
    }
}
