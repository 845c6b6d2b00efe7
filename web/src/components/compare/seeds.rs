//! The same document under many seeds, a few runs at a time so that the page stays alive.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Date;
use replicascope_core::Lab;
use replicascope_core::sim::Running;
use replicascope_core::trace::Measures;
use replicascope_scene::measured::{Figure, figures};
use yew::prelude::*;

/// How many seeds are tried.
const SEEDS: usize = 1_000;
/// Fewer of a long document: its latencies are kept one by one.
const MOST_OPERATIONS: usize = 1_000_000;
/// The page is given back after so many milliseconds.
const SLICE: f64 = 12.0;
/// So many things happen between two looks at the clock.
const FEW: usize = 200;

/// The strategies of a document with what was measured under each so far.
struct Job {
    lab: Rc<Lab>,
    columns: Vec<(Lab, Measures)>,
    /// The column whose next run is under way, and that run.
    column: usize,
    running: Option<Running>,
    /// How many seeds every column has been run under.
    done: usize,
    of: usize,
    /// The figures of each column so far; none before the first run.
    figures: Rc<Vec<Vec<Figure>>>,
    /// What runs the next few seeds; none: it is stopped or through.
    next: Option<Timeout>,
}

impl Job {
    fn new(lab: &Rc<Lab>) -> Self {
        let others = lab.compare.iter().map(|one| lab.under(one));
        let labs = std::iter::once((**lab).clone()).chain(others);
        Self {
            lab: Rc::clone(lab),
            columns: labs.map(|lab| (lab, Measures::default())).collect(),
            column: 0,
            running: None,
            done: 0,
            of: seeds(lab),
            figures: Rc::default(),
            next: None,
        }
    }

    /// Runs every column under one seed after the other, until a moment of real time.
    fn run_until(&mut self, end: f64) {
        while self.done < self.of {
            while self.column < self.columns.len() {
                if !self.advance(end) {
                    return;
                }
            }
            self.column = 0;
            self.done += 1;
            if Date::now() >= end {
                return;
            }
        }
    }

    /// Goes on with the run of a column until a moment of real time; true when it is over.
    fn advance(&mut self, end: f64) -> bool {
        let (lab, measures) = &mut self.columns[self.column];
        let mut running = self
            .running
            .take()
            .unwrap_or_else(|| Running::saving(&Rc::new(lab.clone()), usize::MAX));
        while !running.advance(FEW) {
            if Date::now() >= end {
                self.running = Some(running);
                return false;
            }
        }
        measures.add(running.finish().trace());
        lab.seed = lab.seed.wrapping_add(1);
        self.column += 1;
        true
    }

    /// What was measured, once every column has been run under as many seeds.
    fn note_figures(&mut self) {
        if self.column == 0 && self.running.is_none() {
            let so_far = self.columns.iter().map(|(lab, of)| figures(lab, of));
            self.figures = Rc::new(so_far.collect());
        }
    }
}

/// How many seeds a document is run under.
fn seeds(lab: &Lab) -> usize {
    (MOST_OPERATIONS / lab.script.len().max(1)).clamp(1, SEEDS)
}

/// How far the runs over many seeds are.
pub struct Survey {
    job: Rc<RefCell<Option<Job>>>,
    /// How many seeds there will be.
    pub of: usize,
    /// Whether it goes on.
    pub running: bool,
    /// Begins from the first seed.
    pub start: Callback<MouseEvent>,
    /// Stops and keeps what has been measured.
    pub stop: Callback<MouseEvent>,
}

impl Survey {
    /// How many seeds have been run.
    pub fn done(&self) -> usize {
        self.job.borrow().as_ref().map_or(0, |job| job.done)
    }

    /// The figures of each column so far; none before the first run.
    pub fn figures(&self) -> Rc<Vec<Vec<Figure>>> {
        let job = self.job.borrow();
        job.as_ref()
            .map(|job| Rc::clone(&job.figures))
            .unwrap_or_default()
    }
}

/// Runs over many seeds of this document. Another document ends them.
#[hook]
pub fn use_survey(lab: &Rc<Lab>) -> Survey {
    let job = use_mut_ref(|| None::<Job>);
    let redraw = use_force_update();
    let outdated = job.borrow().as_ref().is_some_and(|job| job.lab != *lab);
    if outdated {
        job.take();
    }
    let start = {
        let (job, lab, redraw) = (Rc::clone(&job), Rc::clone(lab), redraw.clone());
        Callback::from(move |_: MouseEvent| {
            *job.borrow_mut() = Some(Job::new(&lab));
            go_on(&job, &redraw);
            redraw.force_update();
        })
    };
    let stop = {
        let job = Rc::clone(&job);
        Callback::from(move |_: MouseEvent| {
            if let Some(job) = &mut *job.borrow_mut() {
                job.next = None;
            }
            redraw.force_update();
        })
    };
    let running = job.borrow().as_ref().is_some_and(|job| job.next.is_some());
    let of = job.borrow().as_ref().map_or(seeds(lab), |job| job.of);
    Survey {
        job,
        of,
        running,
        start,
        stop,
    }
}

/// Has the next few seeds run as soon as the page has done what else there is to do.
fn go_on(shared: &Rc<RefCell<Option<Job>>>, redraw: &UseForceUpdateHandle) {
    let next = {
        let (shared, redraw) = (Rc::downgrade(shared), redraw.clone());
        // Dropped with the job, the page or the next one: then nothing runs any more.
        Timeout::new(0, move || {
            let Some(shared) = shared.upgrade() else {
                return;
            };
            let through = {
                let mut job = shared.borrow_mut();
                let Some(job) = &mut *job else { return };
                job.run_until(Date::now() + SLICE);
                job.note_figures();
                job.next = None;
                job.done == job.of
            };
            if !through {
                go_on(&shared, &redraw);
            }
            redraw.force_update();
        })
    };
    if let Some(job) = &mut *shared.borrow_mut() {
        job.next = Some(next);
    }
}
