//! A text document as pictures and sentences.

mod findings;
mod log;
mod tree;
mod words;

pub use findings::{findings, mixes};
pub use log::{LogRow, log};
pub use tree::{Branch, Node, RADIUS, ROOT_RADIUS, TreePicture};
pub use words::{about, runs, step, title, visible};
