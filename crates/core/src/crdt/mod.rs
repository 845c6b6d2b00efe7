//! Replicated data types: one file each, registered once in [`catalogue!`] below.
//!
//! The terms are those of Shapiro, Preguiça, Baquero and Zawirski, *A comprehensive study of
//! Convergent and Commutative Replicated Data Types*, INRIA RR-7506, 2011.

mod author;
mod bounded_counter;
mod counts;
mod dots;
mod explain;
mod flag;
mod fww_register;
mod g_counter;
mod g_set;
mod lww_element_set;
mod lww_register;
mod mv_register;
mod op;
mod or_map;
mod or_set;
mod orswot;
mod pn_counter;
mod read_modify_write;
mod stamp;
mod two_phase_set;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::{Actor, Dot, Timestamp, VersionVector};
use crate::ids::ReplicaId;
use crate::refusal::LabError;
use crate::time::Micros;
use crate::value::{Answer, Value};

pub use author::{Author, Refused};
pub use bounded_counter::BoundedCounter;
pub use explain::{Decision, Entry, Rule};
pub use flag::Flag;
pub use fww_register::FwwRegister;
pub use g_counter::GCounter;
pub use g_set::GSet;
pub use lww_element_set::LwwElementSet;
pub use lww_register::{LwwRegister, Options as LwwRegisterOptions};
pub use mv_register::{MvRegister, Versions};
pub use op::{MAX_INCREMENT, Op};
pub use or_map::OrMap;
pub use or_set::OrSet;
pub use orswot::Orswot;
pub use pn_counter::PnCounter;
pub use stamp::Stamp;
pub use two_phase_set::TwoPhaseSet;

#[cfg(test)]
use author::{author, author_having_seen};

/// A replicated data type. [`merge`](Crdt::merge) must be associative, commutative and
/// idempotent, and both it and [`update`](Crdt::update) must only ever move the state up in the
/// order that merging defines; the laws are tested in `tests/laws/` for every type.
///
/// An update has two halves (Shapiro et al. 2011, section 2.3). The replica that accepts it asks
/// whether the state [`refuses`](Crdt::refuses) it, [prepares](Crdt::prepared) it and gives it a
/// [time](Crdt::time); [`update`](Crdt::update) then carries it out, there and wherever it
/// arrives as an operation.
pub(crate) trait Crdt: Clone + PartialEq + fmt::Debug {
    /// How a document sets the type up: its part of [`DataType`].
    type Options: Default;
    /// Its name in documents.
    const NAME: &'static str;
    /// What people call it.
    const TITLE: &'static str;
    /// One sentence on what it is.
    const SUMMARY: &'static str;
    /// Whether what an update does depends on what its author had seen. As an operation it then
    /// has to be carried out after all that.
    const OBSERVES: bool = false;

    /// Refuses settings that are out of bounds.
    fn check(_: &Self::Options, _path: &str, _: &[ReplicaId]) -> Result<(), LabError> {
        Ok(())
    }

    /// Takes a replica out of the settings.
    fn without(_: &mut Self::Options, _: ReplicaId) {}

    /// The state that every replica starts with.
    fn initial(options: &Self::Options) -> Self;

    /// One update of each kind, the usual one first.
    fn examples(options: &Self::Options) -> Vec<Op>;

    /// Whether the type has this update.
    fn accepts(options: &Self::Options, op: &Op) -> bool;

    /// Why the state does not take an update at this actor.
    fn refuses(&self, _: &Op, _: Actor) -> Option<Refused> {
        None
    }

    /// The timestamp of an update that this state takes when the replica's wall clock shows this.
    /// `decides`: one leader decides the order, whatever the clocks say.
    fn time(&self, _: &Op, wall: Micros, _decides: bool) -> Timestamp {
        Timestamp::Wall { clock: wall }
    }

    /// What becomes of an update with what this state shows.
    fn prepared(&self, op: &Op) -> Op {
        op.clone()
    }

    /// Carries out a prepared update.
    fn update(&mut self, op: &Op, author: &Author);

    /// Somebody who has seen these updates is about to overwrite them, here where not all of them
    /// have arrived. Only types that [take contexts](DataType::takes_contexts) need to know.
    fn learn(&mut self, _seen: &VersionVector) {}

    /// Takes in another replica's state.
    fn merge(&mut self, theirs: &Self);

    /// The value that a client sees.
    fn read(&self) -> Answer;

    /// Why merging gives what it gives, entry by entry.
    fn explain(&self, theirs: &Self) -> Vec<Decision>;

    /// Whether an update that this state has taken in still shows in it, as its client asked for
    /// it; false when merging chose a concurrent update instead, or when a later one replaced it.
    fn keeps(&self, dot: Dot, op: &Op) -> bool;

    /// The replica whose update the whole value comes from, where it comes from one alone.
    fn origin(&self) -> Option<ReplicaId> {
        None
    }

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
        #[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum State { $($(#[$doc])* $name($type),)+ }

        impl DataType {
            /// Every type with its usual settings.
            pub fn all() -> Vec<Self> {
                vec![$(Self::$name(Default::default())),+]
            }

            /// Its name in documents.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => <$type>::NAME,)+ }
            }

            /// What people call it.
            pub fn title(&self) -> &'static str {
                match self { $(Self::$name(_) => <$type>::TITLE,)+ }
            }

            /// One sentence on what it is.
            pub fn summary(&self) -> &'static str {
                match self { $(Self::$name(_) => <$type>::SUMMARY,)+ }
            }

            /// The state that every replica starts with.
            pub fn initial(&self) -> State {
                match self { $(Self::$name(options) => State::$name(<$type>::initial(options)),)+ }
            }

            /// One update of each kind, the usual one first.
            pub fn examples(&self) -> Vec<Op> {
                match self { $(Self::$name(options) => <$type>::examples(options),)+ }
            }

            /// Whether the type has this operation.
            pub fn accepts(&self, op: &Op) -> bool {
                !op.is_update() || match self {
                    $(Self::$name(options) => <$type>::accepts(options, op),)+
                }
            }

            /// Whether what an update does depends on what its author had seen.
            pub fn observes(&self) -> bool {
                match self { $(Self::$name(_) => <$type>::OBSERVES,)+ }
            }

            /// Refuses settings that are out of bounds; `path` is that of the key's type.
            pub(crate) fn check(&self, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
                let path = format!("{path}.{}", self.name());
                match self { $(Self::$name(options) => <$type>::check(options, &path, replicas),)+ }
            }

            /// Takes a replica out of the settings.
            pub(crate) fn without(&mut self, replica: ReplicaId) {
                match self { $(Self::$name(options) => <$type>::without(options, replica),)+ }
            }
        }

        impl State {
            /// Why the state does not take an update at this actor.
            pub fn refuses(&self, op: &Op, actor: Actor) -> Option<Refused> {
                match self { $(Self::$name(state) => state.refuses(op, actor),)+ }
            }

            /// The timestamp of an update that this state takes when the replica's wall clock
            /// shows this. `decides`: one leader decides the order, whatever the clocks say.
            pub fn time(&self, op: &Op, wall: Micros, decides: bool) -> Timestamp {
                match self { $(Self::$name(state) => state.time(op, wall, decides),)+ }
            }

            /// What becomes of an update with what this state shows.
            pub fn prepared(&self, op: &Op) -> Op {
                match self { $(Self::$name(state) => state.prepared(op),)+ }
            }

            /// Carries out a prepared update that the type accepts.
            pub fn update(&mut self, op: &Op, author: &Author) {
                match self { $(Self::$name(state) => state.update(op, author),)+ }
            }

            /// Somebody who has seen these updates is about to overwrite them.
            pub(crate) fn learn(&mut self, seen: &VersionVector) {
                match self { $(Self::$name(state) => state.learn(seen),)+ }
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

            /// Whether an update that was taken in still shows, as its client asked for it.
            pub fn keeps(&self, dot: Dot, op: &Op) -> bool {
                match self { $(Self::$name(state) => state.keeps(dot, op),)+ }
            }

            /// Whether what an update does depends on what its author had seen.
            pub fn observes(&self) -> bool {
                match self { $(Self::$name(_) => <$type>::OBSERVES,)+ }
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
    /// Counter that only grows: see [`GCounter`](struct@GCounter).
    GCounter(GCounter, counts::Options),
    /// Counter that goes up and down: see [`PnCounter`](struct@PnCounter).
    PnCounter(PnCounter, counts::Options),
    /// Counter that never goes below zero: see [`BoundedCounter`](struct@BoundedCounter).
    BoundedCounter(BoundedCounter, counts::Options),
    /// First-write-wins register: see [`FwwRegister`](struct@FwwRegister).
    FwwRegister(FwwRegister, fww_register::Options),
    /// Register that keeps siblings: see [`MvRegister`](struct@MvRegister).
    MvRegister(MvRegister, mv_register::Options),
    /// Set that only grows: see [`GSet`](struct@GSet).
    GSet(GSet, g_set::Options),
    /// Set whose elements never return: see [`TwoPhaseSet`](struct@TwoPhaseSet).
    TwoPhaseSet(TwoPhaseSet, two_phase_set::Options),
    /// Set ordered by clocks: see [`LwwElementSet`](struct@LwwElementSet).
    LwwElementSet(LwwElementSet, lww_element_set::Options),
    /// Observed-remove set with tombstones: see [`OrSet`](struct@OrSet).
    OrSet(OrSet, or_set::Options),
    /// Observed-remove set without tombstones: see [`Orswot`](struct@Orswot).
    Orswot(Orswot, orswot::Options),
    /// Map of any of these: see [`OrMap`](struct@OrMap).
    OrMap(OrMap, or_map::Options),
    /// Flag that a concurrent enable leaves on: see [`Flag`](struct@Flag).
    EnableWinsFlag(Flag<true>, flag::Options),
    /// Flag that a concurrent disable leaves off: see [`Flag`](struct@Flag).
    DisableWinsFlag(Flag<false>, flag::Options),
}

impl DataType {
    /// Whether it asks what the client of a write had read: registers that keep siblings do.
    pub fn takes_contexts(&self) -> bool {
        matches!(self, Self::MvRegister(_))
    }
}

impl State {
    /// The siblings by their updates, where the type keeps such.
    pub fn siblings(&self) -> Vec<(Dot, &Value)> {
        match self {
            Self::MvRegister(register) => register.updates().collect(),
            _ => Vec::new(),
        }
    }

    /// Bytes of what a reader is after: the value itself.
    pub fn payload(&self) -> usize {
        self.read().bytes().min(self.bytes())
    }

    /// Bytes of all else: entries, tags, tombstones, timestamps and vectors.
    pub fn metadata(&self) -> usize {
        self.bytes() - self.payload()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_documents() {
        for data_type in DataType::all() {
            let json = serde_json::to_value(&data_type).expect("plain data");
            let names: Vec<&String> = json.as_object().expect("a tag").keys().collect();
            assert_eq!(names, [data_type.name()]);
        }
    }

    #[test]
    fn examples_are_accepted() {
        for data_type in DataType::all() {
            let examples = data_type.examples();
            assert!(!examples.is_empty());
            for op in examples {
                assert!(
                    op.is_update() && data_type.accepts(&op),
                    "{data_type:?}: {op}"
                );
            }
            assert!(data_type.accepts(&Op::Read));
        }
    }
}
