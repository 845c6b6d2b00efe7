//! What clients saw: operations with their beginnings and ends, and nothing of what went on
//! inside the system.

use crate::object::{Action, Object};
use crate::value::Value;

/// The place of an operation in [`History::operations`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OpId(pub usize);

/// What clients asked of a system and what came of it.
///
/// Moments are the places of events in the order in which they were observed; [`times`] says when
/// each of them was.
///
/// [`times`]: History::times
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    /// The names of the clients, or processes; each is one session.
    pub processes: Vec<String>,
    /// The keys.
    pub keys: Vec<Key>,
    /// The keys of which no model here speaks; their operations are not in the history.
    pub left_out: Vec<String>,
    /// The operations, in the order of their beginnings.
    pub operations: Vec<Operation>,
    /// For each event, the time at which it was observed: microseconds where the history has
    /// times, otherwise its place.
    pub times: Vec<u64>,
}

/// A key and what it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// Its name; empty where the history is of one object without a name.
    pub name: String,
    /// What operations on it do.
    pub object: Object,
    /// What it holds before the first one.
    pub initial: Value,
}

/// An operation.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// What the source calls it: an operation of a trace, or a line of a file.
    pub name: String,
    /// Where it was asked, if that is known: a replica.
    pub at: Option<String>,
    /// Who asked; a place in [`History::processes`].
    pub process: usize,
    /// Of which key; a place in [`History::keys`].
    pub key: usize,
    /// What was asked.
    pub action: Action,
    /// The moment of its beginning.
    pub invoked: usize,
    /// What came of it.
    pub ending: Ending,
}

/// What came of an operation.
#[derive(Clone, PartialEq, Debug)]
pub enum Ending {
    /// It returned. A read with its answer, unless that is not known.
    Returned {
        /// The moment.
        at: usize,
        /// What a read returned.
        answer: Option<Value>,
    },
    /// It did not happen.
    Failed {
        /// The moment.
        at: usize,
    },
    /// It never returned: it may have happened, at any moment after its beginning, or not.
    Pending {
        /// The moment at which the client gave up waiting, if it did.
        given_up: Option<usize>,
    },
}

impl Operation {
    /// The moment at which it returned.
    pub fn returned(&self) -> Option<usize> {
        match self.ending {
            Ending::Returned { at, .. } => Some(at),
            _ => None,
        }
    }

    /// The last moment at which the client still waited.
    pub fn ended(&self) -> Option<usize> {
        match self.ending {
            Ending::Returned { at, .. } | Ending::Failed { at } => Some(at),
            Ending::Pending { given_up } => given_up,
        }
    }

    /// What a read returned.
    pub fn answer(&self) -> Option<&Value> {
        match &self.ending {
            Ending::Returned { answer, .. } => answer.as_ref(),
            _ => None,
        }
    }

    /// Whether it changed something, or may have.
    pub fn is_update(&self) -> bool {
        self.action.is_update() && !matches!(self.ending, Ending::Failed { .. })
    }

    /// Whether it says something about the state: a read with a known answer.
    pub fn is_observation(&self) -> bool {
        !self.action.is_update() && self.answer().is_some()
    }

    /// Whether what it returned says what it found: a read with a known answer, or a
    /// compare-and-set.
    pub fn says_what_it_found(&self) -> bool {
        let swaps = matches!(self.action, Action::CompareAndSet(..));
        self.is_observation() || (swaps && self.returned().is_some())
    }

    /// Whether it returned before the other began.
    pub fn precedes(&self, other: &Self) -> bool {
        self.returned().is_some_and(|at| at < other.invoked)
    }

    /// Whether it precedes the other in one session. A client whose operation did not return goes
    /// on, but what it asked for may still happen later: such an operation precedes nothing.
    pub fn precedes_in_session(&self, other: &Self) -> bool {
        self.process == other.process && self.precedes(other)
    }
}

impl History {
    /// An operation.
    pub fn operation(&self, id: OpId) -> &Operation {
        &self.operations[id.0]
    }

    /// The operations with their places.
    pub fn operations(&self) -> impl DoubleEndedIterator<Item = (OpId, &Operation)> {
        self.operations
            .iter()
            .enumerate()
            .map(|(place, operation)| (OpId(place), operation))
    }

    /// The key of an operation.
    pub fn key_of(&self, id: OpId) -> &Key {
        &self.keys[self.operation(id).key]
    }

    /// Whether a model has to put an operation in order.
    pub(crate) fn is_relevant(&self, id: OpId) -> bool {
        let operation = self.operation(id);
        operation.is_update() || operation.is_observation()
    }

    /// The operations that a model has to put in order: updates that happened or may have, and
    /// reads with a known answer.
    pub fn relevant(&self) -> impl Iterator<Item = (OpId, &Operation)> {
        self.operations().filter(|(id, _)| self.is_relevant(*id))
    }

    /// How many events it has: beginnings and ends.
    pub fn events(&self) -> usize {
        self.times.len()
    }
}
