//! The model behind Replicascope: a document goes in, an immutable trace comes out.
//!
//! Reading order is the order in which data flows:
//!
//! 1. [`lab`]: the document that a learner edits, and its [`Edit`]s.
//! 2. [`clock`], [`crdt`], [`resolve`], [`record`]: what a replica holds for a key.
//! 3. [`message`]: what travels between replicas and clients, and how it is named.
//! 4. [`replication`]: how updates travel, one file for each strategy.
//! 5. [`trace`]: what happened, in order, with causes.
//! 6. [`sim`]: the world that carries out a document and writes the trace; [`run`] is the entrance.
//!
//! There is no clock, no operating-system randomness, no input or output and no web type in
//! here: the same [`Lab`] gives the same [`Trace`] to the byte, everywhere.

#![deny(missing_docs)]

mod chance;
pub mod clock;
pub mod crdt;
mod ids;
pub mod lab;
pub mod message;
pub mod record;
mod refusal;
pub mod replication;
pub mod resolve;
pub mod sim;
pub mod text;
mod time;
pub mod trace;
mod value;

pub use ids::{
    ClientId, FaultId, Key, MAX_CLIENTS, MAX_KEY_LENGTH, MAX_REPLICAS, Place, ReplicaId, StepId,
};
pub use lab::{Edit, History, Lab, LabError};
pub use record::Record;
pub use sim::run;
pub use time::{Interval, Micros};
pub use trace::Trace;
pub use value::{Answer, MAX_ELEMENTS, MAX_INTEGER, MAX_TEXT_LENGTH, Value};
