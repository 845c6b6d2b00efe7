//! Logical time: who has seen what.

mod version_vector;

pub use version_vector::{Dot, Relation, VersionVector};
