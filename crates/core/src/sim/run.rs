//! A run that can be had again after an edit, without beginning anew.

use std::rc::Rc;

use super::difference::first_difference;
use super::world::Saved;
use crate::lab::Lab;
use crate::time::Micros;
use crate::trace::Trace;

/// The trace of a document, with places in between from which the run of another document is
/// [taken up](super::Running::after) where both say the same until then.
pub struct Run {
    trace: Rc<Trace>,
    saved: Vec<Rc<Saved>>,
    /// So many events lie between two places, at least.
    apart: usize,
}

impl Run {
    pub(super) fn new(trace: Trace, saved: Vec<Rc<Saved>>, apart: usize) -> Self {
        Self {
            trace: Rc::new(trace),
            saved,
            apart,
        }
    }

    /// What happened.
    pub fn trace(&self) -> &Rc<Trace> {
        &self.trace
    }

    /// The moment from which the run of another document is taken up; none: it begins anew.
    pub fn taken_up_at(&self, lab: &Lab) -> Option<Micros> {
        self.common(lab).last().map(|saved| saved.now())
    }

    pub(super) fn apart(&self) -> usize {
        self.apart
    }

    /// The places before the first difference.
    pub(super) fn common(&self, lab: &Lab) -> &[Rc<Saved>] {
        let until = first_difference(&self.trace, lab);
        let before = |saved: &Rc<Saved>| until.is_none_or(|until| saved.now() < until);
        &self.saved[..self.saved.partition_point(before)]
    }
}
