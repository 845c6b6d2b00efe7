//! A text document as pictures and sentences.

mod findings;
mod log;
mod tree;
mod words;

pub use findings::findings;
pub use log::{LogRow, log};
pub use tree::{Branch, Node, RADIUS, TreePicture};
pub use words::{about, runs, step, title, visible};
