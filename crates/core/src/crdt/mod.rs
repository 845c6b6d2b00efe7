//! Replicated data types: one file each, registered once in [`catalogue!`] below.
//!
//! The terms are those of Shapiro, Preguiça, Baquero and Zawirski, *A comprehensive study of
//! Convergent and Commutative Replicated Data Types*, INRIA RR-7506, 2011.

mod explain;
mod g_counter;
mod lww_register;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Dot;
use crate::ids::ReplicaId;
use crate::time::Micros;
use crate::value::{Answer, Value};

pub use explain::{Decision, Entry, Rule};
pub use g_counter::GCounter;
pub use lww_register::Options as LwwRegisterOptions;
pub use lww_register::{LwwRegister, Stamp};

/// The largest amount a single increment adds.
pub const MAX_INCREMENT: u32 = 1_000_000;

/// What a client asks of a key.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Return the value.
    Read,
    /// Replace the value of a register.
    Write(Value),
    /// Remove the value of a register, leaving a tombstone.
    Delete,
    /// Add to a counter; 1 to [`MAX_INCREMENT`].
    Increment(u32),
}

impl Op {
    /// Whether it changes the state.
    pub fn is_update(&self) -> bool {
        !matches!(self, Self::Read)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read => f.write_str("read"),
            Self::Write(value) => write!(f, "write {value}"),
            Self::Delete => f.write_str("delete"),
            Self::Increment(by) => write!(f, "+{by}"),
        }
    }
}

/// Who makes an update, and when by that replica's wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    /// The name of the update; its replica is the one that accepts it.
    pub dot: Dot,
    /// The replica's own wall clock.
    pub clock: Micros,
    /// Whether the update replaces what the replica holds whatever the clocks say, because one
    /// leader decides the order. Otherwise a replica whose clock is behind may lose at once.
    pub overwrites: bool,
}

/// A replicated data type. [`merge`](Crdt::merge) must be associative, commutative and
/// idempotent, and both it and [`update`](Crdt::update) must only ever move the state up in the
/// order that merging defines; the laws are tested in `tests/laws.rs` for every type.
pub(crate) trait Crdt: Clone + PartialEq + fmt::Debug {
    /// How a document sets the type up: its part of [`DataType`].
    type Options: Default;

    /// The state that every replica starts with.
    fn initial(options: &Self::Options) -> Self;

    /// Whether the type has this operation.
    fn accepts(op: &Op) -> bool;

    /// Carries out an operation that [`accepts`](Crdt::accepts) allows; a read changes nothing.
    fn update(&mut self, op: &Op, author: &Author);

    /// Takes in another replica's state.
    fn merge(&mut self, theirs: &Self);

    /// The value that a client sees.
    fn read(&self) -> Answer;

    /// Why merging gives what it gives, entry by entry.
    fn explain(&self, theirs: &Self) -> Vec<Decision>;

    /// Whether an update that this state has taken in still shows in it; false when merging
    /// chose a concurrent update instead, or when a later update replaced it.
    fn keeps(&self, dot: Dot) -> bool;

    /// The replica whose update the whole value comes from, where it comes from one alone.
    fn origin(&self) -> Option<ReplicaId>;

    /// The least that must be merged into `since`, an earlier state, to give this one.
    fn delta(&self, since: &Self) -> Self;

    /// How many bytes a compact encoding takes.
    fn bytes(&self) -> usize;

    /// The timestamp of the delete, where the state is nothing but its tombstone.
    fn deleted_at(&self) -> Option<Micros> {
        None
    }
}

/// Declares [`DataType`] and [`State`] and hands each call to the type concerned.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident($type:ty, $options:ty),)+) => {
        /// The type of a key, with its settings.
        #[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum DataType { $($(#[$doc])* $name($options),)+ }

        /// The state of a key at one replica.
        #[derive(Clone, PartialEq, Debug, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum State { $($(#[$doc])* $name($type),)+ }

        impl DataType {
            /// Every type with its usual settings.
            pub fn all() -> Vec<Self> {
                vec![$(Self::$name(Default::default())),+]
            }

            /// The state that every replica starts with.
            pub fn initial(&self) -> State {
                match self { $(Self::$name(options) => State::$name(<$type>::initial(options)),)+ }
            }

            /// Whether the type has this operation.
            pub fn accepts(&self, op: &Op) -> bool {
                match self { $(Self::$name(_) => <$type>::accepts(op),)+ }
            }
        }

        impl State {
            /// Carries out an operation that the type accepts.
            pub fn update(&mut self, op: &Op, author: &Author) {
                match self { $(Self::$name(state) => state.update(op, author),)+ }
            }

            /// Takes in another replica's state of the same key.
            pub fn merge(&mut self, theirs: &Self) {
                match (self, theirs) {
                    $((Self::$name(mine), Self::$name(theirs)) => mine.merge(theirs),)+
                    // A key has one type, and messages carry only states of their key.
                    _ => debug_assert!(false, "states of two types"),
                }
            }

            /// The value that a client sees.
            pub fn read(&self) -> Answer {
                match self { $(Self::$name(state) => state.read(),)+ }
            }

            /// Why merging gives what it gives, entry by entry.
            pub fn explain(&self, theirs: &Self) -> Vec<Decision> {
                match (self, theirs) {
                    $((Self::$name(mine), Self::$name(theirs)) => mine.explain(theirs),)+
                    _ => Vec::new(),
                }
            }

            /// Whether an update that was taken in still shows in the value.
            pub fn keeps(&self, dot: Dot) -> bool {
                match self { $(Self::$name(state) => state.keeps(dot),)+ }
            }

            /// The replica whose update the whole value comes from, if it is one alone.
            pub fn origin(&self) -> Option<ReplicaId> {
                match self { $(Self::$name(state) => state.origin(),)+ }
            }

            /// The least that must be merged into an earlier state to give this one.
            pub fn delta(&self, since: &Self) -> Self {
                match (self, since) {
                    $((Self::$name(mine), Self::$name(since)) => Self::$name(mine.delta(since)),)+
                    _ => self.clone(),
                }
            }

            /// How many bytes a compact encoding takes.
            pub fn bytes(&self) -> usize {
                match self { $(Self::$name(state) => state.bytes(),)+ }
            }

            /// The timestamp of the delete, where the state is nothing but its tombstone.
            pub fn deleted_at(&self) -> Option<Micros> {
                match self { $(Self::$name(state) => state.deleted_at(),)+ }
            }
        }
    };
}

catalogue! {
    /// Last-write-wins register: see [`LwwRegister`](struct@LwwRegister).
    LwwRegister(LwwRegister, lww_register::Options),
    /// Grow-only counter: see [`GCounter`](struct@GCounter).
    GCounter(GCounter, g_counter::Options),
}
