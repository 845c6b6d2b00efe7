//! Finding an order of operations: what all checkers share.

pub(crate) mod closure;
mod hash;
mod problem;
mod solve;
mod states;

pub(crate) use hash::QuickMap;
pub(crate) use problem::{Item, Problem, chain, small};
pub(crate) use solve::Outcome;
pub(crate) use states::{States, Step};

/// How many steps a checker may still take.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    left: u64,
    given: u64,
}

impl Budget {
    pub(crate) fn new(steps: u64) -> Self {
        Self {
            left: steps,
            given: steps,
        }
    }

    /// Takes one step; false when none is left.
    pub(crate) fn step(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        true
    }

    /// How many are left.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// Takes several steps.
    pub(crate) fn spend(&mut self, steps: u64) {
        self.left = self.left.saturating_sub(steps);
    }

    /// Takes steps for what is set up before a search: a look at a pair of things is a small part of
    /// a step.
    pub(crate) fn charge(&mut self, looks: usize) {
        self.spend(steps_for(looks));
    }

    /// Whether so many looks cost more than is left.
    pub(crate) fn is_exceeded_by(&self, looks: usize) -> bool {
        steps_for(looks) > self.left
    }

    /// Whether none is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// How many steps have been taken.
    pub(crate) fn spent(&self) -> u64 {
        self.given - self.left
    }
}

fn steps_for(looks: usize) -> u64 {
    const LOOKS: u64 = 64;
    looks as u64 / LOOKS
}
