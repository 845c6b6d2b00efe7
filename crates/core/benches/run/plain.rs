//! A plain event loop for eager broadcast of one register: the least that gives the same events.
//!
//! It is given the document alone. For each event it takes the earliest off a binary heap, keeps the
//! later write in the map of the replica that it reaches, puts the messages that follow on the heap and
//! writes one line down. When a message arrives it draws as the simulation does, since otherwise it
//! would make other events: by a hash of what the message is for. It has no version vectors, names of
//! messages, causes, routes, faults, other types or other strategies.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::Hasher;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Latency};
use replicascope_core::trace::{EventKind, Operation};
use replicascope_core::{Key, Lab, Place, ReplicaId, Trace, Value};
use siphasher::sip::SipHasher13;

/// What is to happen: writes, and how long messages take between replicas and to clients.
pub struct Script {
    writes: Vec<Write>,
    replicas: Vec<ReplicaId>,
    seed: u64,
    between: (u64, u64),
    to_clients: u64,
}

struct Write {
    at: u64,
    step: u32,
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
    pub fn of(lab: &Lab) -> Self {
        let writes = lab.script.iter().map(|step| match &step.act {
            Act::Call(call) => Write {
                at: step.at.0,
                step: step.id.0,
                from: Place::Client(call.client),
                to: Place::Replica(call.replica),
                key: call.key.clone(),
                value: match &call.op {
                    Op::Write(value) => value.clone(),
                    other => unreachable!("the document only writes, no {other:?}"),
                },
            },
            other => unreachable!("the document only calls, no {other:?}"),
        });
        let network = &lab.network;
        let latencies = (network.between_replicas.latency, network.to_clients.latency);
        let (Latency::UniformUs(from, to), Latency::ConstantUs(to_clients)) = latencies else {
            unreachable!("no {latencies:?} in the document");
        };
        Self {
            writes: writes.collect(),
            replicas: lab.replicas.clone(),
            seed: lab.seed.into(),
            between: (from.0, to.0),
            to_clients: to_clients.0,
        }
    }

    /// How long a message takes that a write causes: between replicas, what the simulation draws for
    /// one of its name.
    fn latency(&self, step: u32, from: Place, to: Place) -> u64 {
        let (Place::Replica(from), Place::Replica(to)) = (from, to) else {
            return self.to_clients;
        };
        let mut digits = [0; 10];
        let mut first = digits.len();
        let mut rest = step;
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let letter = |replica: ReplicaId| (b'A'..=b'Z').nth(replica.index()).expect("a letter");
        let mut hasher = SipHasher13::new_with_keys(self.seed, u64::from_be_bytes(*b"replicas"));
        hasher.write(b"op");
        hasher.write(&digits[first..]);
        hasher.write(&[b':', letter(from), b'>', letter(to)]);
        hasher.write(b"/update#latency");
        let (least, most) = self.between;
        let drawn = u128::from(hasher.finish()) * u128::from(most - least + 1);
        least + (drawn >> u64::BITS) as u64
    }
}

impl Plain {
    pub fn run(script: &Script) -> Self {
        let (writes, replicas) = (script.writes.len(), script.replicas.len());
        // A request, a reply and the updates, each sent, delivered and dealt with; and what begins it.
        let mut plain = Self {
            messages: Vec::with_capacity(writes * (replicas + 1)),
            lines: Vec::with_capacity(writes * (3 * (replicas + 1) + 1)),
            ..Self::default()
        };
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
                    plain.send(script, index, at, (write.from, write.to), request);
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

    fn send(
        &mut self,
        script: &Script,
        write: usize,
        at: u64,
        (from, to): (Place, Place),
        carried: Carried,
    ) {
        let index = self.messages.len();
        self.messages.push(Message { from, to, carried });
        self.note(at, from, What::Sent(index));
        let turn = if to.replica().is_some() { 2 } else { 0 };
        let arrives = at + script.latency(script.writes[write].step, from, to);
        let ticket = (arrives, turn, index);
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
                self.send(script, step, at, (to, from), Carried::Reply(step));
                for peer in script.replicas.iter().filter(|one| **one != here) {
                    let update = Carried::Update(write.key.clone(), held.clone());
                    self.send(script, step, at, (to, Place::Replica(*peer)), update);
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
            EventKind::Sent { message } => What::Sent(message.index()),
            EventKind::Delivered { message, .. } => What::Delivered(message.index()),
            EventKind::Applied { step: id, .. } => What::Applied(step(*id)),
            EventKind::Merged { message, .. } => What::Merged(message.index()),
            EventKind::Returned { step: id, .. } => What::Returned(step(*id)),
            other => unreachable!("the document causes no {other:?}"),
        };
        Line(event.at.0, event.place.expect("at a place"), what)
    });
    lines.collect()
}
