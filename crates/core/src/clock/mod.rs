//! Logical time: who has seen what.

mod version_vector;

pub use version_vector::{ACTOR_BYTES, Actor, DOT_BYTES, Dot, Relation, VersionVector};
