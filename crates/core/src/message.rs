//! Messages: what they carry, and their names: after what caused them, never after when or in
//! which order they came.

use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::clock::{ACTOR_BYTES, Actor, DOT_BYTES, Dot, Timestamp, VersionVector};
use crate::crdt::{Author, Op, Refused};
use crate::ids::{ClientId, Place, ReplicaId, StepId};
use crate::record::Record;

/// A client's operation as it reaches a replica.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// The step that it belongs to.
    pub step: StepId,
    /// Who asks.
    pub client: ClientId,
    /// The place of the key in the document.
    pub key: usize,
    /// What is asked.
    pub op: Op,
    /// A read is answered from a record that includes at least this: the session's version token.
    pub token: Option<Box<VersionVector>>,
    /// What the client had read of the key, where its session lets updates overwrite that alone.
    pub context: Option<Box<VersionVector>>,
    /// Whether a replica passed it on to another one.
    pub forwarded: bool,
}

impl Request {
    /// Whether a record includes what the session insists on.
    pub fn is_satisfied_by(&self, record: &Record) -> bool {
        let token = self.token.as_ref();
        token.is_none_or(|token| record.version.covers_all(token))
    }
}

/// How an operation ends for its client.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// An update is acknowledged; the record that it made.
    Done(Rc<Record>),
    /// The record that a read is answered from.
    Read(Rc<Record>),
    /// It is refused.
    Failed(Failure),
}

/// Why an operation failed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The client had waited as long as it was willing to. The operation may have taken effect, or
    /// may still.
    GaveUp,
    /// Too few replicas answered the coordinator in time. An update stays where it was stored.
    TooFew {
        /// How many did.
        answered: u8,
        /// How many were needed.
        needed: u8,
    },
    /// The replica that was asked is not the leader. Nothing was done.
    NotTheLeader,
    /// What the replica holds does not take the update. Nothing was done.
    Refused(Refused),
}

/// What a message carries.
#[derive(Clone, PartialEq, Debug)]
pub enum Payload {
    /// A client's operation.
    Request(Rc<Request>),
    /// The answer to one.
    Reply {
        /// The step that is answered.
        step: StepId,
        /// How it ended.
        outcome: Outcome,
    },
    /// What one replica tells another.
    Parcel(Rc<Parcel>),
}

/// What one replica tells another. Each strategy fills what it needs and leaves the rest empty;
/// what it is meant for, the purpose of the message says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parcel {
    /// The client operation that it is about.
    pub about: Option<StepId>,
    /// The term of leadership that the sender is in.
    pub term: Option<Term>,
    /// Of whom, and in which of its lives, it says what is held.
    pub holder: Option<Actor>,
    /// Records, each with the place of its key in the document.
    pub records: Vec<(usize, Rc<Record>)>,
    /// Versions without their states: what the sender holds or asks for.
    pub versions: Vec<(usize, VersionVector)>,
    /// Updates as operations.
    pub updates: Vec<Rc<Update>>,
    /// Hashes of parts of the key space, each with the place of its node in the tree.
    pub hashes: Vec<(usize, u64)>,
    /// The replica that the records are kept for, where that is not the receiver.
    pub keep_for: Option<ReplicaId>,
}

/// A term of leadership. Terms are totally ordered, by number, then by leader and its life, so
/// that of two leaders one always gives way, and none leads in a term of which it remembers nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Term {
    /// Counted from 1.
    pub number: u32,
    /// Who leads in it.
    pub leader: ReplicaId,
    /// In which of its lives, counted from 0.
    #[serde(skip_serializing_if = "is_first")]
    pub life: u16,
}

fn is_first(life: &u16) -> bool {
    *life == 0
}

/// An update as it travels where operations are shipped instead of states.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Update {
    /// The operation of the script that made it.
    pub step: StepId,
    /// The place of the key in the document.
    pub key: usize,
    /// Its name.
    pub dot: Dot,
    /// What it does, prepared by the replica that accepted it.
    pub op: Op,
    /// Its timestamp.
    #[serde(flatten)]
    pub time: Timestamp,
    /// What its author had seen of the key, where what it does depends on that.
    #[serde(skip_serializing_if = "is_empty")]
    pub seen: VersionVector,
}

fn is_empty(seen: &VersionVector) -> bool {
    *seen == VersionVector::default()
}

impl Update {
    /// Who made it, when, and knowing what.
    pub fn author(&self) -> Author {
        Author {
            dot: self.dot,
            time: self.time,
            seen: self.seen.clone(),
        }
    }

    /// How many bytes a compact encoding takes beside the key.
    fn bytes(&self) -> usize {
        DOT_BYTES + self.time.bytes() + self.seen.bytes() + self.op.bytes()
    }
}

impl Parcel {
    /// A parcel of records alone.
    pub fn of(records: impl IntoIterator<Item = (usize, Rc<Record>)>) -> Self {
        Self {
            records: records.into_iter().collect(),
            ..Self::default()
        }
    }

    /// How many bytes a compact binary encoding takes: 2 for a key, 2 for a replica with its life,
    /// 4 for a counter, 8 for a timestamp, an integer or a hash, and texts in UTF-8.
    pub fn bytes(&self) -> usize {
        self.bytes_with(&mut |record| record.bytes())
    }

    /// The same with somebody who knows how many bytes a record takes.
    pub(crate) fn bytes_with(&self, weigh: &mut impl FnMut(&Rc<Record>) -> usize) -> usize {
        const KEY: usize = 2;
        let records = self.records.iter().map(|(_, record)| KEY + weigh(record));
        let versions = self
            .versions
            .iter()
            .map(|(_, version)| KEY + version.bytes());
        let updates = self.updates.iter().map(|update| KEY + update.bytes());
        let about = self.about.map_or(0, |_| size_of::<u32>());
        let term = self.term.map_or(0, |_| DOT_BYTES);
        let holder = self.holder.map_or(0, |_| ACTOR_BYTES);
        let keep_for = self.keep_for.map_or(0, |_| ACTOR_BYTES);
        let hashes = self.hashes.len() * (KEY + size_of::<u64>());
        let parts = records.chain(versions).chain(updates);
        parts.sum::<usize>() + about + term + holder + keep_for + hashes
    }
}

impl Payload {
    /// The records that it carries.
    pub fn records(&self) -> &[(usize, Rc<Record>)] {
        match self {
            Self::Parcel(parcel) => &parcel.records,
            Self::Request(_) | Self::Reply { .. } => &[],
        }
    }
}

/// What set a chain of messages off.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cause {
    /// A step of the script.
    Step(StepId),
    /// A timer of a replica.
    Timer {
        /// Whose.
        replica: ReplicaId,
        /// Which one, counted by the strategy.
        number: u32,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(f),
            Self::Timer { replica, number } => write!(f, "{replica}~{number}"),
        }
    }
}

impl Cause {
    /// The cause that a name of a message or of an event begins with, if it begins with one.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let cause = name.split([':', '@', '/']).next()?;
        if let Some(step) = cause.strip_prefix("op") {
            return Some(Self::Step(StepId(step.parse().ok()?)));
        }
        let (replica, number) = cause.split_once('~')?;
        let (replica, number) = (replica.parse().ok()?, number.parse().ok()?);
        Some(Self::Timer { replica, number })
    }
}

/// What a message is named after: its cause, its ends, and what it is for.
pub(crate) type Occasion = (Cause, Place, Place, &'static str);

/// The name of a message, such as `op3:A>B/update`; a further one of the same occasion, of which there
/// were so many before, has its ordinal at the end: `op3:A>B/update.1`.
///
/// There is one of these for nearly every message, so it is put together in place, without a heap and
/// the machinery of formats. It is ASCII.
pub(crate) struct Name {
    letters: [u8; Self::LONGEST],
    length: usize,
}

impl Name {
    /// Three numbers, two places and the longest purpose are less.
    const LONGEST: usize = 64;

    pub(crate) fn new((cause, from, to, purpose): Occasion, before: u32) -> Self {
        let mut name = Self {
            letters: [0; Self::LONGEST],
            length: 0,
        };
        match cause {
            Cause::Step(step) => {
                name.push(b"op");
                name.push_number(step.0);
            }
            Cause::Timer { replica, number } => {
                name.push(&[replica.letter(), b'~']);
                name.push_number(number);
            }
        }
        name.push(b":");
        name.push_place(from);
        name.push(b">");
        name.push_place(to);
        name.push(b"/");
        name.push(purpose.as_bytes());
        if before > 0 {
            name.push(b".");
            name.push_number(before);
        }
        name
    }

    pub(crate) fn letters(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.letters()).unwrap_or_default()
    }

    fn push(&mut self, letters: &[u8]) {
        let end = self.length + letters.len();
        self.letters[self.length..end].copy_from_slice(letters);
        self.length = end;
    }

    fn push_place(&mut self, place: Place) {
        match place {
            Place::Replica(replica) => self.push(&[replica.letter()]),
            Place::Client(client) => self.push(&[b'c', client.digit()]),
        }
    }

    fn push_number(&mut self, number: u32) {
        if number > 9 {
            self.push_number(number / 10);
        }
        self.push(&[b'0' + (number % 10) as u8]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_their_parts_are() {
        let places = ReplicaId::all().map(Place::Replica);
        let places: Vec<Place> = places.chain(ClientId::all().map(Place::Client)).collect();
        let replica = ReplicaId::new(2).expect("C");
        for number in [0, 7, 10, 99, 100, 4_294_967_295] {
            let step = Cause::Step(StepId(number));
            for cause in [step, Cause::Timer { replica, number }] {
                for (from, to) in places.iter().zip(places.iter().rev()) {
                    let first = format!("{cause}:{from}>{to}/update");
                    let occasion = (cause, *from, *to, "update");
                    assert_eq!(Name::new(occasion, 0).as_str(), first);
                    let last = Name::new(occasion, u32::MAX);
                    assert_eq!(last.as_str(), format!("{first}.4294967295"));
                    assert_eq!(Cause::of_name(&first), Some(cause));
                }
            }
        }
    }
}
