//! Runs that take longer than a frame of the screen. The state says what is to be run; whoever holds
//! it runs that a little at a time and tells it what came of it. Until then the picture before stays.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use replicascope_core::sim::Running;
use replicascope_core::{Lab, Micros, Trace};

/// Runs of more events than this take longer than a frame.
pub(super) const LARGE: usize = 12_000;
/// So many things happen between two looks at how many events there have been.
const FEW: usize = 200;

/// What is to be run.
pub struct Wanted {
    /// The document's own run first, then those that it is compared with.
    pub labs: Vec<Arc<Lab>>,
}

/// A document that is about to open: where the playhead is put then; none: where the document says.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    pub(super) playhead: Option<Micros>,
}

/// What came of it.
#[derive(Clone)]
pub struct Ran {
    pub wanted: Rc<Wanted>,
    pub traces: Vec<Rc<Trace>>,
}

impl PartialEq for Ran {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.wanted, &other.wanted)
    }
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} runs", self.traces.len())
    }
}

/// The run of a document, if it fits into a frame.
pub(super) fn run_at_once(lab: &Arc<Lab>) -> Option<Trace> {
    let mut running = Running::new(lab);
    while !running.advance(FEW) {
        if running.events() > LARGE {
            return None;
        }
    }
    Some(running.finish())
}
