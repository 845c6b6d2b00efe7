//! A run that can be had again after an edit, without beginning anew.

use std::rc::Rc;
use std::sync::Arc;

use super::difference::first_difference;
use super::world::{Saved, World};
use crate::lab::Lab;
use crate::time::Micros;
use crate::trace::Trace;

/// As many events as are run in a small part of a frame.
const EVERY: usize = 500;
/// The most places; with more, every other one is given up.
const PLACES: usize = 32;

/// The trace of a document, with places in between from which the run of another document is taken up
/// where both say the same until then.
pub struct Run {
    trace: Arc<Trace>,
    saved: Vec<Rc<Saved>>,
    /// So many events lie between two places, at least.
    every: usize,
}

impl Run {
    /// Runs a document from the start; the trace is that of [`run`](super::run).
    pub fn new(lab: &Arc<Lab>) -> Self {
        Self::saving(lab, EVERY)
    }

    /// The same with a place after every so many events: more of them for shorter runs.
    pub fn saving(lab: &Arc<Lab>, every: usize) -> Self {
        Self::on(World::new(lab), Vec::new(), every)
    }

    /// What happened.
    pub fn trace(&self) -> &Arc<Trace> {
        &self.trace
    }

    /// Runs another document. The trace is the same as running it from the start; what both documents
    /// have in common before their first difference is taken over.
    #[must_use]
    pub fn edited(&self, lab: &Arc<Lab>) -> Self {
        let saved = self.common(lab).to_vec();
        match saved.last() {
            Some(last) => Self::on(World::resume(lab, last, &self.trace), saved, self.every),
            None => Self::saving(lab, self.every),
        }
    }

    /// The moment from which the run of another document is taken up; none: it begins anew.
    pub fn taken_up_at(&self, lab: &Lab) -> Option<Micros> {
        self.common(lab).last().map(|saved| saved.now())
    }

    /// The places before the first difference.
    fn common(&self, lab: &Lab) -> &[Rc<Saved>] {
        let until = first_difference(&self.trace, lab);
        let before = |saved: &Rc<Saved>| until.is_none_or(|until| saved.now() < until);
        &self.saved[..self.saved.partition_point(before)]
    }

    fn on(mut world: World, mut saved: Vec<Rc<Saved>>, every: usize) -> Self {
        let mut apart = every;
        let mut next = world.events() + apart;
        while let Some(ticket) = world.earliest() {
            if world.events() >= next && ticket.0 > world.now() {
                saved.push(Rc::new(world.save()));
                if saved.len() > PLACES {
                    let mut place = 0;
                    saved.retain(|_| {
                        place += 1;
                        place % 2 == 0
                    });
                    apart *= 2;
                }
                next = world.events() + apart;
            }
            if !world.apply(ticket) {
                break;
            }
        }
        let trace = Arc::new(world.into_trace());
        Self {
            trace,
            saved,
            every,
        }
    }
}
