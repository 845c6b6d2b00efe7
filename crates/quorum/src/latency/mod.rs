//! How long a message takes: distributions, how they are written, and how draws are made.

mod law;
mod measured;
mod sampler;
mod text;

pub use law::{Distribution, Law, MAX_MS, MAX_PARTS, MAX_VALUES, Part};
pub use measured::{Column, MAX_BYTES, by_leg, columns};
pub(crate) use sampler::Sampler;
