//! Lengths as a drawing writes them.

pub use replicascope_scene::px::{Px, px};
