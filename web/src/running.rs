//! Carries out runs that take longer than a frame of the screen, a little at a time.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Date;
use replicascope_core::sim::{Run, Running};

use crate::state::{Action, Ran, State, Wanted, taken_up};
use crate::store::Store;

/// The page is given back after so many milliseconds.
const SLICE: f64 = 10.0;
/// So many things happen between two looks at the clock.
const FEW: usize = 200;
/// How far the run is, is told every so many milliseconds.
const TOLD_EVERY: f64 = 120.0;

/// What a store has to run, and how far that is.
#[derive(Default)]
pub struct Job(RefCell<Option<Under>>);

struct Under {
    wanted: Rc<Wanted>,
    /// The runs that are over.
    runs: Vec<Rc<Run>>,
    /// The next one.
    running: Option<Running>,
    /// When it was last told how far the run is.
    told: f64,
    /// What goes on with it. Dropped with the rest when something else is wanted.
    next: Option<Timeout>,
}

impl Job {
    /// Begins with what the state of a store wants, unless that is under way; gives up what it does
    /// not want any more.
    pub fn follow(&self, store: &Store) {
        let state = store.state();
        let under_way = match (&*self.0.borrow(), state.wanted()) {
            (Some(under), Some(wanted)) => Rc::ptr_eq(&under.wanted, wanted),
            (None, None) => true,
            _ => false,
        };
        if !under_way {
            *self.0.borrow_mut() = state.wanted().map(|wanted| Under {
                wanted: Rc::clone(wanted),
                runs: Vec::new(),
                running: None,
                told: Date::now(),
                next: Some(soon(store)),
            });
        }
    }

    /// Runs for a while.
    fn go_on(&self, store: &Store) {
        let action = {
            let mut job = self.0.borrow_mut();
            let Some(under) = &mut *job else { return };
            let over = under.run_until(Date::now() + SLICE, &store.state());
            if over {
                job.take().map(|under| {
                    Action::Ran(Ran {
                        wanted: under.wanted,
                        runs: under.runs,
                    })
                })
            } else {
                under.next = Some(soon(store));
                under.news()
            }
        };
        if let Some(action) = action {
            store.dispatch(action);
        }
    }
}

fn soon(store: &Store) -> Timeout {
    let store = store.clone();
    Timeout::new(0, move || store.job().go_on(&store))
}

impl Under {
    /// Runs until a moment of real time; true when there is nothing left to run.
    fn run_until(&mut self, end: f64, state: &State) -> bool {
        while let Some(lab) = self.wanted.labs.get(self.runs.len()) {
            let shown = state.runs().get(self.runs.len());
            if let Some(shown) = shown.filter(|run| run.trace().lab == *lab) {
                self.runs.push(Rc::clone(shown));
                continue;
            }
            let running = self.running.get_or_insert_with(|| taken_up(shown, lab));
            while !running.advance(FEW) {
                if Date::now() >= end {
                    return false;
                }
            }
            let over = self.running.take().map(Running::finish);
            self.runs.extend(over.map(Rc::new));
        }
        true
    }

    /// How far it is, if that has not been told for a while.
    fn news(&mut self) -> Option<Action> {
        let now = Date::now();
        if now - self.told < TOLD_EVERY {
            return None;
        }
        self.told = now;
        let current = self.running.as_ref().map_or(0.0, |running| {
            let whole = self.wanted.labs[self.runs.len()].duration.0.max(1);
            running.now().0 as f64 / whole as f64
        });
        let part = (self.runs.len() as f64 + current) / self.wanted.labs.len() as f64;
        Some(Action::Progress(part))
    }
}
