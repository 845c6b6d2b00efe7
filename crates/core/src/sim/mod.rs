//! The simulation: a world of replicas, clients and messages, and the driver that runs it.

mod client;
mod network;
mod recorder;
mod world;

use std::sync::Arc;

use crate::lab::Lab;
use crate::trace::Trace;

pub use world::{Action, MAX_EVENTS, Ticket, World};

/// Runs a document from start to end, always taking the earliest thing that can happen.
///
/// The document must be [valid](Lab::validate); the result is the same on every machine.
pub fn run(lab: &Arc<Lab>) -> Trace {
    let mut world = World::new(lab);
    loop {
        let earliest = world.enabled().map(|(ticket, _)| ticket).next();
        if !earliest.is_some_and(|ticket| world.apply(ticket)) {
            return world.into_trace();
        }
    }
}
