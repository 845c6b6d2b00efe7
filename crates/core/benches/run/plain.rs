//! A plain event loop for eager broadcast of one register: the least that gives the same events.
//!
//! It knows where a trace sent its messages and when they arrived, and nothing else of it. For each
//! event it takes the earliest off a binary heap, keeps the later write in the map of the replica
//! that it reaches, puts the messages that follow on the heap and writes one line down. It has no
//! version vectors, names, causes, routes, faults, other types or other strategies.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use replicascope_core::crdt::Op;
use replicascope_core::trace::{EventKind, Operation};
use replicascope_core::{Key, Place, ReplicaId, Trace, Value};

/// What is to happen: writes, and when each message arrives, in the order of sending.
pub struct Script {
    writes: Vec<Write>,
    arrivals: Vec<u64>,
    replicas: Vec<ReplicaId>,
}

struct Write {
    at: u64,
    from: Place,
    to: Place,
    key: Key,
    value: Value,
}

/// One line of what happened: when, where and what.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line(pub u64, pub Place, pub What);

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum What {
    Invoked(usize),
    Sent(usize),
    Delivered(usize),
    Applied(usize),
    Merged(usize),
    Returned(usize),
}

enum Carried {
    Request(usize),
    Update(Key, Held),
    Reply(usize),
}

struct Message {
    from: Place,
    to: Place,
    carried: Carried,
}

/// A value with the time and the replica of its write.
#[derive(Clone)]
struct Held {
    stamp: (u64, ReplicaId),
    value: Value,
}

/// In the order of the simulation at one moment: answers, steps, all else.
type Ticket = (u64, u8, usize);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Action {
    Write(usize),
    Arrival(usize),
}

#[derive(Default)]
pub struct Plain {
    waiting: BinaryHeap<Reverse<(Ticket, Action)>>,
    messages: Vec<Message>,
    held: HashMap<ReplicaId, HashMap<Key, Held>>,
    pub lines: Vec<Line>,
}

impl Script {
    pub fn of(trace: &Trace) -> Self {
        let writes = trace.operations.iter().map(|one| Write {
            at: trace.event(one.invoked).at.0,
            from: Place::Client(one.call.client),
            to: Place::Replica(one.call.replica),
            key: one.call.key.clone(),
            value: match &one.call.op {
                Op::Write(value) => value.clone(),
                other => unreachable!("the document only writes, no {other:?}"),
            },
        });
        let messages = trace.messages.iter();
        Self {
            writes: writes.collect(),
            arrivals: messages.map(|one| one.flights[0].arrives.0).collect(),
            replicas: trace.lab.replicas.clone(),
        }
    }
}

impl Plain {
    pub fn run(script: &Script) -> Self {
        let mut plain = Self::default();
        for (index, write) in script.writes.iter().enumerate() {
            let ticket = (write.at, 1, index);
            plain.waiting.push(Reverse((ticket, Action::Write(index))));
        }
        while let Some(Reverse(((at, ..), action))) = plain.waiting.pop() {
            match action {
                Action::Write(index) => {
                    let write = &script.writes[index];
                    plain.note(at, write.from, What::Invoked(index));
                    let request = Carried::Request(index);
                    plain.send(script, at, write.from, write.to, request);
                }
                Action::Arrival(index) => plain.arrive(script, at, index),
            }
        }
        plain
    }

    /// What a replica holds at the end.
    pub fn value(&self, replica: ReplicaId, key: &Key) -> Option<&Value> {
        Some(&self.held.get(&replica)?.get(key)?.value)
    }

    fn note(&mut self, at: u64, place: Place, what: What) {
        self.lines.push(Line(at, place, what));
    }

    fn send(&mut self, script: &Script, at: u64, from: Place, to: Place, carried: Carried) {
        let index = self.messages.len();
        self.messages.push(Message { from, to, carried });
        self.note(at, from, What::Sent(index));
        let turn = if to.replica().is_some() { 2 } else { 0 };
        let ticket = (script.arrivals[index], turn, index);
        self.waiting.push(Reverse((ticket, Action::Arrival(index))));
    }

    fn arrive(&mut self, script: &Script, at: u64, index: usize) {
        let Message { from, to, carried } = &self.messages[index];
        let (from, to) = (*from, *to);
        self.lines.push(Line(at, to, What::Delivered(index)));
        match (carried, to) {
            (Carried::Request(step), Place::Replica(here)) => {
                let (step, write) = (*step, &script.writes[*step]);
                let stamp = (at, here);
                let value = write.value.clone();
                let held = Held { stamp, value };
                self.keep(here, &write.key, &held);
                self.note(at, to, What::Applied(step));
                self.send(script, at, to, from, Carried::Reply(step));
                for peer in script.replicas.iter().filter(|one| **one != here) {
                    let update = Carried::Update(write.key.clone(), held.clone());
                    self.send(script, at, to, Place::Replica(*peer), update);
                }
            }
            (Carried::Update(key, held), Place::Replica(here)) => {
                let (key, held) = (key.clone(), held.clone());
                self.keep(here, &key, &held);
                self.note(at, to, What::Merged(index));
            }
            (Carried::Reply(step), _) => {
                let step = *step;
                self.note(at, to, What::Returned(step));
            }
            _ => {}
        }
    }

    /// Holds the later of two writes.
    fn keep(&mut self, replica: ReplicaId, key: &Key, new: &Held) {
        let held = self.held.entry(replica).or_default();
        match held.get_mut(key) {
            Some(old) if old.stamp >= new.stamp => {}
            Some(old) => old.clone_from(new),
            None => {
                held.insert(key.clone(), new.clone());
            }
        }
    }
}

/// What a trace says in lines like these.
pub fn lines(trace: &Trace) -> Vec<Line> {
    let place = |(place, one): (usize, &Operation)| (one.step, place);
    let places: HashMap<_, _> = trace.operations.iter().enumerate().map(place).collect();
    let step = |id| places[&id];
    let lines = trace.events.iter().map(|event| {
        let what = match &event.kind {
            EventKind::Invoked { step: id } => What::Invoked(step(*id)),
            EventKind::Sent { message } => What::Sent(message.0),
            EventKind::Delivered { message, .. } => What::Delivered(message.0),
            EventKind::Applied { step: id, .. } => What::Applied(step(*id)),
            EventKind::Merged { message, .. } => What::Merged(message.0),
            EventKind::Returned { step: id, .. } => What::Returned(step(*id)),
            other => unreachable!("the document causes no {other:?}"),
        };
        Line(event.at.0, event.place.expect("at a place"), what)
    });
    lines.collect()
}
