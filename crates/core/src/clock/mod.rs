//! Logical time: who has seen what, and which of two updates counts as later.

mod context;
mod dotted_version_vector_set;
mod hybrid;
mod lamport;
mod timestamp;
mod vector_clock;
mod version_vector;

pub use context::Context;
pub use dotted_version_vector_set::DottedVersionVectorSet;
pub use hybrid::Hybrid;
pub use lamport::Lamport;
pub use timestamp::{Clock, Timestamp};
pub use vector_clock::VectorClock;
pub use version_vector::{ACTOR_BYTES, Actor, DOT_BYTES, Dot, Relation, VersionVector};
