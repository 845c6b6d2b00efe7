//! A run that is carried out a little at a time, so that whoever waits for it can do something else
//! meanwhile.

use std::sync::Arc;

use super::World;
use crate::lab::Lab;
use crate::time::Micros;
use crate::trace::Trace;

/// A run under way. Taken to its end it gives what [`run`](super::run) gives.
pub struct Running {
    world: World,
    is_over: bool,
}

impl Running {
    /// At the start of a run of a [valid](Lab::validate) document.
    pub fn new(lab: &Arc<Lab>) -> Self {
        Self {
            world: World::new(lab),
            is_over: false,
        }
    }

    /// Lets so many things happen, each time the earliest that can; true once nothing is left.
    pub fn advance(&mut self, actions: usize) -> bool {
        for _ in 0..actions {
            let earliest = self.world.earliest();
            self.is_over |= !earliest.is_some_and(|ticket| self.world.apply(ticket));
            if self.is_over {
                break;
            }
        }
        self.is_over
    }

    /// The moment that it has reached.
    pub fn now(&self) -> Micros {
        self.world.now()
    }

    /// How many events there have been.
    pub fn events(&self) -> usize {
        self.world.events()
    }

    /// What happened, from start to end: what is left of the run is carried out at once.
    pub fn finish(mut self) -> Trace {
        while !self.advance(usize::MAX) {}
        self.world.into_trace()
    }
}
