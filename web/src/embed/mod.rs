//! Replicascope inside somebody else's page: what the address asks for, messages from and to the
//! page around it, and the text to put into that page.

mod bounded;
mod host;
mod look;
mod messages;
mod query;
mod snippet;
mod told;

pub use host::follow;
pub use look::appear;
#[cfg(test)]
pub use messages::read as read_message;
pub use query::{Asked, Control, Origin, Panel, Theme, USUAL_SPEED, decoded};
pub use snippet::{Format, Source};
pub use told::{Answer, tell_answer};
