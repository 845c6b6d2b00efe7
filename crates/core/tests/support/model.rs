//! What a run must mean, said without states, versions or merging: a replica has seen a *set* of
//! updates, messages carry sets, merging is union, and a value is a function of a set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::clock::{Dot, Relation};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::message::Payload;
use replicascope_core::trace::{EventId, EventKind, MessageId};
use replicascope_core::{Answer, Micros, Place, Record, ReplicaId, StepId, Trace, Value};

pub type Dots = BTreeSet<Dot>;

/// An update that was accepted.
#[derive(Clone, PartialEq, Debug)]
pub struct Update {
    pub dot: Dot,
    pub clock: Micros,
    pub op: Op,
}

/// The value of a key for somebody who has seen these updates.
pub fn value<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update>) -> Answer {
    match data_type {
        DataType::LwwRegister(options) => match last_write(seen).map(|update| &update.op) {
            Some(Op::Write(value)) => Answer::Value(value.clone()),
            Some(other) => panic!("a register took {other:?}"),
            None => options
                .initial
                .clone()
                .map_or(Answer::Nothing, Answer::Value),
        },
        DataType::GCounter(options) => {
            let initial: i64 = options.initial.values().copied().map(i64::from).sum();
            let increments = seen.map(|update| match update.op {
                Op::Increment(by) => i64::from(by),
                ref other => panic!("a counter took {other:?}"),
            });
            Answer::Value(Value::Integer(initial + increments.sum::<i64>()))
        }
    }
}

/// The updates among those seen that still show in the value.
pub fn showing<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update>) -> Dots {
    match data_type {
        DataType::LwwRegister(_) => last_write(seen)
            .map(|update| update.dot)
            .into_iter()
            .collect(),
        DataType::GCounter(_) => seen.map(|update| update.dot).collect(),
    }
}

fn last_write<'a>(seen: impl Iterator<Item = &'a Update>) -> Option<&'a Update> {
    seen.max_by_key(|update| (update.clock, update.dot.replica, update.dot.counter))
}

/// How one set of updates stands to another.
pub fn relation(one: &Dots, other: &Dots) -> Relation {
    match (other.is_subset(one), one.is_subset(other)) {
        (true, true) => Relation::Equal,
        (true, false) => Relation::Newer,
        (false, true) => Relation::Older,
        (false, false) => Relation::Concurrent,
    }
}

/// The updates that a record says it includes.
pub fn dots(record: &Record) -> Dots {
    let components = record.version.components();
    components
        .flat_map(|(replica, count)| (1..=count).map(move |counter| Dot { replica, counter }))
        .collect()
}

/// A trace carried out once more, in sets.
pub struct Replay<'a> {
    pub trace: &'a Trace,
    seen: BTreeMap<(ReplicaId, usize), Dots>,
    updates: BTreeMap<(usize, Dot), Update>,
    /// What each message of records carried, by key.
    carried: BTreeMap<usize, BTreeMap<usize, Dots>>,
    /// What reads were answered from.
    answered: BTreeMap<StepId, Dots>,
    /// For each key, what the authors of its updates had seen when they made them.
    known_to_authors: BTreeMap<usize, Dots>,
    dot_of: BTreeMap<StepId, Dot>,
    /// When each operation began and returned.
    invoked: BTreeMap<StepId, EventId>,
    returned: BTreeMap<StepId, EventId>,
}

impl<'a> Replay<'a> {
    /// Before the first event.
    pub fn new(trace: &'a Trace) -> Self {
        Self {
            trace,
            seen: BTreeMap::new(),
            updates: BTreeMap::new(),
            carried: BTreeMap::new(),
            answered: BTreeMap::new(),
            known_to_authors: BTreeMap::new(),
            dot_of: BTreeMap::new(),
            invoked: BTreeMap::new(),
            returned: BTreeMap::new(),
        }
    }

    /// After the last event.
    pub fn whole(trace: &'a Trace) -> Self {
        let mut replay = Self::new(trace);
        for (id, _) in trace.events() {
            replay.take(id);
        }
        replay
    }

    /// Carries out one event; to be called with each, in order.
    pub fn take(&mut self, id: EventId) {
        let event = self.trace.event(id);
        let replica = event.place.and_then(Place::replica);
        match (&event.kind, replica) {
            (EventKind::Invoked { step }, _) => {
                self.invoked.insert(*step, id);
            }
            (EventKind::Returned { step, .. }, _) => {
                self.returned.insert(*step, id);
            }
            (EventKind::Sent { message }, Some(replica)) => self.send(*message, replica),
            (EventKind::Applied { step, key, dot, .. }, Some(replica)) => {
                let known = self.seen(replica, *key).clone();
                self.known_to_authors.entry(*key).or_default().extend(known);
                let op = self.trace.lab.call(*step).expect("a call").op.clone();
                let (dot, clock) = (*dot, event.at);
                self.updates.insert((*key, dot), Update { dot, clock, op });
                self.seen.entry((replica, *key)).or_default().insert(dot);
                self.dot_of.insert(*step, dot);
            }
            (EventKind::Merged { message, key, .. }, Some(replica)) => {
                let carried = self.carried(*message, *key).clone();
                self.seen
                    .entry((replica, *key))
                    .or_default()
                    .extend(carried);
            }
            (EventKind::Answered { step, key, .. }, Some(replica)) => {
                let seen = self.seen(replica, *key).clone();
                self.answered.insert(*step, seen);
            }
            _ => {}
        }
    }

    fn send(&mut self, message: MessageId, from: ReplicaId) {
        if let Payload::Records(records) = &self.trace.message(message).payload {
            let carried = records
                .iter()
                .map(|(key, _)| (*key, self.seen(from, *key).clone()));
            let carried = carried.collect();
            self.carried.insert(message.0, carried);
        }
    }

    /// The updates of a key that a replica has seen so far.
    pub fn seen(&self, replica: ReplicaId, key: usize) -> &Dots {
        const NONE: &Dots = &Dots::new();
        self.seen.get(&(replica, key)).unwrap_or(NONE)
    }

    /// The updates of a key that a message carried.
    pub fn carried(&self, message: MessageId, key: usize) -> &Dots {
        &self.carried[&message.0][&key]
    }

    /// What a replica that has seen these updates of a key returns to a reader.
    pub fn value(&self, key: usize, seen: &Dots) -> Answer {
        value(
            &self.trace.lab.keys[key].data_type,
            self.updates_of(key, seen),
        )
    }

    /// The updates among those seen that still show in the value.
    pub fn showing(&self, key: usize, seen: &Dots) -> Dots {
        showing(
            &self.trace.lab.keys[key].data_type,
            self.updates_of(key, seen),
        )
    }

    fn updates_of<'b>(&'b self, key: usize, seen: &'b Dots) -> impl Iterator<Item = &'b Update> {
        seen.iter().map(move |dot| &self.updates[&(key, *dot)])
    }

    /// The updates of a key that replicas have accepted so far.
    pub fn accepted(&self, key: usize) -> Dots {
        let accepted = self.updates.keys().filter(|(of, _)| *of == key);
        accepted.map(|(_, dot)| *dot).collect()
    }

    /// The updates of a key that have been acknowledged so far.
    pub fn acknowledged(&self, key: usize) -> Dots {
        let acknowledged = self
            .returned
            .keys()
            .filter_map(|step| self.dot_of.get(step).map(|dot| (*step, *dot)));
        acknowledged
            .filter(|(step, _)| self.key_of(*step) == key)
            .map(|(_, dot)| dot)
            .collect()
    }

    fn key_of(&self, step: StepId) -> usize {
        let call = self.trace.lab.call(step).expect("a call");
        self.trace
            .lab
            .key_index(&call.key)
            .expect("a key of the lab")
    }

    /// The updates that a read misses: acknowledged before it began, and not in its answer.
    pub fn missed_by(&self, read: StepId) -> BTreeSet<StepId> {
        let began = self.invoked[&read];
        let missed = self.dot_of.iter().filter(|(step, dot)| {
            self.key_of(**step) == self.key_of(read)
                && self
                    .returned
                    .get(step)
                    .is_some_and(|returned| *returned < began)
                && !self.answered[&read].contains(dot)
        });
        missed.map(|(step, _)| *step).collect()
    }

    /// The acknowledged updates that nobody replaced knowingly and no replica shows.
    pub fn lost(&self) -> BTreeSet<StepId> {
        let lost = self.dot_of.iter().filter(|(step, dot)| {
            let key = self.key_of(**step);
            let shown =
                |replica: &ReplicaId| self.showing(key, self.seen(*replica, key)).contains(dot);
            self.returned.contains_key(step)
                && !self.known_to_authors[&key].contains(dot)
                && !self.trace.lab.replicas.iter().any(shown)
        });
        lost.map(|(step, _)| *step).collect()
    }
}

/// Runs a document that a test made.
pub fn run(lab: replicascope_core::Lab) -> Trace {
    replicascope_core::run(&Arc::new(lab))
}
