//! The simulation: a world of replicas, clients and messages, and the driver that runs it.

mod client;
mod difference;
mod network;
mod recorder;
mod run;
mod running;
mod world;

use std::rc::Rc;

use crate::lab::Lab;
use crate::trace::Trace;

pub use run::Run;
pub use running::Running;
pub use world::{Action, MAX_EVENTS, MAX_HELD, Ticket, Turn, World};

/// Runs a document from start to end, always taking the earliest thing that can happen.
///
/// The document must be [valid](Lab::validate); the result is the same on every machine.
pub fn run(lab: &Rc<Lab>) -> Trace {
    World::new(lab).run()
}
