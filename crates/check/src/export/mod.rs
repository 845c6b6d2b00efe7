//! Histories and traces for other tools.

mod jepsen;
mod shiviz;

pub use jepsen::{edn, json};
pub use shiviz::shiviz;
