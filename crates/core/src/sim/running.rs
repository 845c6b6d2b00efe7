//! A run that is carried out a little at a time, so that whoever waits for it can do something else
//! meanwhile.

use std::rc::Rc;

use super::run::Run;
use super::world::{Saved, World};
use crate::lab::Lab;
use crate::time::Micros;

/// As many events as are run in a small part of a frame.
const EVERY: usize = 500;
/// The most places; with more, every other one is given up.
const PLACES: usize = 16;

/// A run under way. Taken to its end its trace is what [`run`](super::run) gives.
pub struct Running {
    world: World,
    is_over: bool,
    /// Where the run of another document can be taken up.
    saved: Vec<Rc<Saved>>,
    /// So many events lie between two of these places, at least.
    apart: usize,
    /// How many events there are at the next one.
    next: usize,
}

impl Running {
    /// At the start of a run of a [valid](Lab::validate) document.
    pub fn new(lab: &Rc<Lab>) -> Self {
        Self::saving(lab, EVERY)
    }

    /// The same with a place after every so many events: more of them for shorter runs, none for a
    /// number that is never reached.
    pub fn saving(lab: &Rc<Lab>, every: usize) -> Self {
        Self::at(World::new(lab), Vec::new(), every)
    }

    /// After what a [valid](Lab::validate) document has in common with one that was run: at the last
    /// place of that run before the first difference.
    pub fn after(run: &Run, lab: &Rc<Lab>) -> Self {
        let saved = run.common(lab);
        match saved.last() {
            Some(last) => {
                let world = World::resume(lab, last, run.trace());
                Self::at(world, saved.to_vec(), run.apart())
            }
            None => Self::saving(lab, run.apart().min(EVERY)),
        }
    }

    fn at(world: World, saved: Vec<Rc<Saved>>, apart: usize) -> Self {
        Self {
            next: world.events().saturating_add(apart),
            world,
            is_over: false,
            saved,
            apart,
        }
    }

    /// Lets so many things happen, each time the earliest that can; true once nothing is left.
    pub fn advance(&mut self, actions: usize) -> bool {
        for _ in 0..actions {
            if self.world.events() >= self.next && self.world.is_done_with_now() {
                self.save();
            }
            self.is_over |= !self.world.proceed();
            if self.is_over {
                break;
            }
        }
        self.is_over
    }

    fn save(&mut self) {
        self.saved.push(Rc::new(self.world.save()));
        if self.saved.len() > PLACES {
            let mut place = 0;
            self.saved.retain(|_| {
                place += 1;
                place % 2 == 0
            });
            self.apart *= 2;
        }
        self.next = self.world.events().saturating_add(self.apart);
    }

    /// The moment that it has reached.
    pub fn now(&self) -> Micros {
        self.world.now()
    }

    /// How many events there have been.
    pub fn events(&self) -> usize {
        self.world.events()
    }

    /// The run, from start to end: what is left of it is carried out at once.
    pub fn finish(mut self) -> Run {
        while !self.advance(usize::MAX) {}
        Run::new(self.world.into_trace(), self.saved, self.apart)
    }
}
