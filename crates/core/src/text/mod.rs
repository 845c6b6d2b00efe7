//! Text that several replicas edit at once.
//!
//! Reading order: [`id`] names characters; [`sequence`] is a list that knows the place of each
//! element; [`tree`] is the state of a replica, with the argument why merging is right, and
//! [`rga`] and [`fugue`] are the two rules for it; [`ot`] is operational transformation, another
//! way to the same end, and [`central`] the server that it needs.

pub mod central;
pub mod document;
pub mod fugue;
pub mod id;
pub mod interleaving;
mod link;
pub mod ot;
pub mod rga;
pub mod run;
pub mod sequence;
pub mod tree;

pub use document::{TextAct, TextEdit, TextLab, TextStep, Typing};
pub use fugue::Fugue;
pub use id::CharId;
pub use link::SharedText;
pub use rga::Rga;
pub use run::{Algorithm, TextReplica, TextRun};
pub use tree::{Element, Glyph, Op, Outcome, Rule, Side, Tree};
