//! Runs that take longer than a frame of the screen. The state says what is to be run; whoever holds
//! it runs that a little at a time and tells it what came of it. Until then the picture before stays.

use std::fmt;
use std::rc::Rc;

use replicascope_core::sim::{Run, Running};
use replicascope_core::{Lab, Micros};

use super::{Page, State};

/// Runs of more events than this take longer than a frame.
pub(super) const LARGE: usize = 12_000;
/// So many things happen between two looks at how many events there have been.
const FEW: usize = 200;

/// What is to be run.
pub struct Wanted {
    /// The document's own run first, then those that it is compared with.
    pub labs: Vec<Rc<Lab>>,
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
    pub runs: Vec<Rc<Run>>,
}

impl PartialEq for Ran {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.wanted, &other.wanted)
    }
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} runs", self.runs.len())
    }
}

/// What a run comes to, if it fits into a frame.
pub(super) fn run_at_once(mut running: Running) -> Option<Run> {
    while !running.advance(FEW) {
        if running.events() > LARGE {
            return None;
        }
    }
    Some(running.finish())
}

/// The run of a document, begun after what it has in common with the one on the screen.
pub fn taken_up(shown: Option<&Rc<Run>>, lab: &Rc<Lab>) -> Running {
    shown.map_or_else(|| Running::new(lab), |shown| Running::after(shown, lab))
}

impl State {
    pub(super) fn rerun(&mut self) {
        if self.show(&Rc::clone(self.lab())) {
            self.settle();
        } else {
            // The run on the screen has the keys that it has.
            self.view.key = self.view.key.min(self.lab().keys.len() - 1);
        }
    }

    /// The document is on the screen.
    fn settle(&mut self) {
        self.settled = self.history.clone();
        self.view.attended = self.view.attended.min(self.runs.len() - 1);
        self.view.fit_document(self.history.lab());
    }

    pub(super) fn ran(&mut self, ran: Ran) {
        let wanted = self
            .wanted
            .take_if(|wanted| Rc::ptr_eq(wanted, &ran.wanted));
        if wanted.is_none() {
            return;
        }
        self.runs = ran.runs;
        self.settle();
        if let Some(Opening { playhead }) = self.opening.take() {
            self.opened(playhead);
        }
    }

    pub(super) fn abandon(&mut self) {
        if self.wanted.take().is_none() {
            return;
        }
        self.opening = None;
        self.history = self.settled.clone();
        if self.runs.len() <= self.lab().compare.len() && self.view.page == Page::Compare {
            self.view.page = Page::Lab;
        }
        self.rerun();
    }

    /// Runs a document, and what it is compared with if that is shown, as far as these runs are not
    /// on the screen already. What takes longer than a frame is wanted instead, and false returned.
    pub(super) fn show(&mut self, lab: &Rc<Lab>) -> bool {
        self.wanted = None;
        let compared = lab.compare.iter().map(|one| Rc::new(lab.under(one)));
        let compared = compared.filter(|_| self.view.page == Page::Compare);
        let labs: Vec<_> = std::iter::once(Rc::clone(lab)).chain(compared).collect();
        let runs = labs.iter().enumerate().map(|(place, lab)| {
            let shown = self.runs.get(place);
            if let Some(shown) = shown.filter(|run| run.trace().lab == *lab) {
                return Some(Rc::clone(shown));
            }
            run_at_once(taken_up(shown, lab)).map(Rc::new)
        });
        match runs.collect::<Option<Vec<_>>>() {
            Some(runs) => {
                self.runs = runs;
                self.opening = None;
                self.view.attended = self.view.attended.min(self.runs.len() - 1);
                true
            }
            None => {
                self.progress = 0.0;
                self.wanted = Some(Rc::new(Wanted { labs }));
                false
            }
        }
    }
}
