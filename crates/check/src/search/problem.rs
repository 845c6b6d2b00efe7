//! A set of operations that are to be put in an order in which everything read is right.

use super::Budget;
use super::closure::{self, Closure};
use super::solve::{Outcome, Solver};
use super::states::{StateId, States, Step};
use crate::bugs::{Bug, planted};
use crate::history::{History, OpId, Operation};

/// An operation that is to be put in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// Which one.
    pub(crate) id: OpId,
    /// Whether it must be in the order; otherwise it may be left out.
    pub(crate) required: bool,
    /// Whether what it returned must be right.
    pub(crate) answers: bool,
}

/// Operations and what has to come before what.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) items: Vec<Item>,
    pub(crate) steps: Vec<Step>,
    /// For each item, the place of its key among the states.
    pub(crate) keys: Vec<usize>,
    /// For each key, its states.
    pub(crate) states: Vec<States>,
    /// For each item, those that must be in the order before it.
    pub(crate) needs: Vec<Vec<u32>>,
    /// For each item, those that may not come after it; all of them can be left out.
    pub(crate) never_after: Vec<Vec<u32>>,
}

/// The place of an item; there are fewer than 2³² operations in a history.
pub(crate) fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Problem {
    /// Items in no particular order yet.
    pub(crate) fn new(history: &History, items: Vec<Item>) -> Self {
        let mut states: Vec<States> = Vec::new();
        let mut place_of = vec![usize::MAX; history.keys.len()];
        let mut steps = Vec::with_capacity(items.len());
        let mut keys = Vec::with_capacity(items.len());
        for item in &items {
            let operation = history.operation(item.id);
            let key = &history.keys[operation.key];
            if place_of[operation.key] == usize::MAX {
                place_of[operation.key] = states.len();
                states.push(States::new(key.object, &key.initial));
            }
            let place = place_of[operation.key];
            keys.push(place);
            steps.push(states[place].compile(operation, item.answers));
        }
        Self {
            needs: vec![Vec::new(); items.len()],
            never_after: vec![Vec::new(); items.len()],
            items,
            steps,
            keys,
            states,
        }
    }

    /// One item must be in the order before another.
    pub(crate) fn need(&mut self, earlier: usize, later: usize) {
        self.needs[later].push(small(earlier));
    }

    /// Each item needs those that precede it. `precedes` orders intervals of time.
    pub(crate) fn need_preceding(&mut self, history: &History, among: &[usize]) {
        let operation = |place: usize| history.operation(self.items[place].id);
        for (earlier, later) in chain(among, operation) {
            self.need(earlier, later);
        }
    }

    /// Leaves out updates that need not be there.
    pub(crate) fn drop_updates(&mut self, dropped: impl Fn(OpId) -> bool) {
        for (item, step) in self.items.iter().zip(&mut self.steps) {
            if !item.required && dropped(item.id) {
                *step = Step::Skip;
            }
        }
    }

    /// Finds an order.
    pub(crate) fn solve(mut self, budget: &mut Budget) -> Outcome {
        // How many looks at pairs it is like to have set an item up.
        const SET_UP: usize = 64;
        budget.charge(SET_UP * (self.items.len() + self.edges()));
        if budget.is_spent() {
            return Outcome::OutOfBudget;
        }
        if !self.infer(budget) {
            return Outcome::None;
        }
        Solver::new(self).run(budget)
    }

    /// Adds what must come before what because each read of a register has only one update that
    /// it can have read from. False if that is impossible.
    ///
    /// Gibbons and Korach, *Testing Shared Memories*, SIAM Journal on Computing 26(4), 1997, for
    /// reads whose source is known.
    fn infer(&mut self, budget: &mut Budget) -> bool {
        const MOST: usize = 4000;
        let Some(sources) = self.sources() else {
            return false;
        };
        if self.items.len() > MOST || sources.is_empty() {
            return closure::is_possible(&self.needs);
        }
        for (read, source) in &sources {
            if let Source::Only(update) = source {
                self.needs[*read].push(small(*update));
            }
        }
        loop {
            budget.charge(sources.len() * self.items.len());
            budget.charge(self.edges() * self.items.len() / 64);
            if budget.is_spent() {
                return true;
            }
            let Some(closure) = Closure::of(&self.needs) else {
                return false;
            };
            let before = self.edges();
            for (read, source) in &sources {
                self.infer_from(*read, *source, &closure);
            }
            if self.edges() == before {
                return true;
            }
        }
    }

    fn edges(&self) -> usize {
        self.needs.iter().map(Vec::len).sum()
    }

    /// No other update of the key may come between a read and its source.
    fn infer_from(&mut self, read: usize, source: Source, closure: &Closure) {
        for other in 0..self.items.len() {
            let elsewhere = self.keys[other] != self.keys[read] || other == read;
            if elsewhere || !matches!(self.steps[other], Step::Make(_) | Step::Swap(..)) {
                continue;
            }
            match source {
                Source::Initial if !closure.precedes(read, other) => self.need(read, other),
                Source::Only(update) if other != update => {
                    if closure.precedes(other, read) && !closure.precedes(other, update) {
                        self.need(other, update);
                    }
                    if closure.precedes(update, other) && !closure.precedes(read, other) {
                        self.need(read, other);
                    }
                }
                _ => {}
            }
        }
    }

    /// For each item that must find a state which only one update can make, or none: that one.
    /// None if some item can never find its state.
    fn sources(&self) -> Option<Vec<(usize, Source)>> {
        let mut plain = vec![true; self.states.len()];
        for (place, step) in self.steps.iter().enumerate() {
            if matches!(step, Step::Change(_) | Step::Try(..)) {
                plain[self.keys[place]] = false;
            }
        }
        let mut makers: super::QuickMap<(usize, StateId), Vec<usize>> = Default::default();
        for (place, step) in self.steps.iter().enumerate() {
            if let Step::Make(state) | Step::Swap(_, state) = step {
                makers
                    .entry((self.keys[place], *state))
                    .or_default()
                    .push(place);
            }
        }
        let mut sources = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let (Step::Find(state) | Step::Swap(state, _)) = *step else {
                continue;
            };
            if !plain[self.keys[place]] || !self.items[place].required {
                continue;
            }
            let makers = makers.get(&(self.keys[place], state));
            let makers = makers.map_or(&[][..], Vec::as_slice);
            match (makers, state) {
                ([], 0) => sources.push((place, Source::Initial)),
                ([], _) => return None,
                ([one], 1..) if *one == place => return None,
                ([one], 1..) => sources.push((place, Source::Only(*one))),
                ([one, ..], _) if planted(Bug::FirstWriterIsTheSource) => {
                    sources.push((place, Source::Only(*one)));
                }
                _ => {}
            }
        }
        Some(sources)
    }
}

/// What a read has read from.
#[derive(Clone, Copy, Debug)]
enum Source {
    Initial,
    Only(usize),
}

/// The pairs of things of which one returned before the other began, without those that follow
/// from others.
pub(crate) fn chain<'a>(
    among: &[usize],
    operation: impl Fn(usize) -> &'a Operation,
) -> Vec<(usize, usize)> {
    let mut ended: Vec<(usize, usize)> = among
        .iter()
        .filter_map(|place| Some((end_of(operation(*place))?, *place)))
        .collect();
    ended.sort_unstable();
    // For each number of returns, the latest beginning among those that have returned.
    let mut latest = Vec::with_capacity(ended.len() + 1);
    latest.push(0);
    for (_, place) in &ended {
        let begun = operation(*place).invoked;
        latest.push(begun.max(latest[latest.len() - 1]));
    }
    let mut pairs = Vec::new();
    for later in among {
        let begins = operation(*later).invoked;
        let done = ended.partition_point(|(at, _)| *at < begins);
        let between = latest[done];
        let direct = ended[..done]
            .iter()
            .rev()
            .take_while(|(at, _)| *at >= between);
        pairs.extend(direct.map(|(_, earlier)| (*earlier, *later)));
    }
    pairs
}

/// From when on an operation counts as over.
fn end_of(operation: &Operation) -> Option<usize> {
    if planted(Bug::PendingPrecedes) {
        return operation.ended();
    }
    operation.returned()
}
