//! Depth-first search for an order, which never looks at one situation twice.
//!
//! Wing and Gong, *Testing and Verifying Concurrent Objects*, Journal of Parallel and Distributed
//! Computing 17, 1993; Lowe, *Testing for Linearizability*, Concurrency and Computation 29(4),
//! 2017, for remembering situations. What changes nothing and can come now comes now: it is in
//! nobody's way, and others may wait for it.

use std::collections::BTreeSet;

use super::Budget;
use super::hash::{QuickMap, QuickSet};
use super::problem::{Problem, small};
use super::states::{StateId, Step};
use crate::bugs::{Bug, planted};
use crate::history::OpId;

/// What the search for an order came to.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Outcome {
    /// There is one.
    Order(Vec<OpId>),
    /// There is none.
    None,
    /// The budget was spent.
    OutOfBudget,
}

/// The search in progress.
pub(crate) struct Solver {
    problem: Problem,
    successors: Vec<Vec<u32>>,
    /// How many of those that it needs are not in the order yet.
    waits_for: Vec<u32>,
    ready: BTreeSet<u32>,
    /// Those of them that change nothing in some state.
    calm: BTreeSet<u32>,
    /// Which are in the order, or left out for good.
    consumed: Vec<u64>,
    left: usize,
    now: Vec<StateId>,
    /// By key and state: how many still have to find it, and how many can still make it.
    wanted: QuickMap<(usize, StateId), u32>,
    makers: QuickMap<(usize, StateId), u32>,
    /// For each key, what has to find which state.
    finders: Vec<Vec<(u32, StateId)>>,
    /// What has been done, to be undone.
    trail: Vec<Done>,
    seen: QuickSet<Box<[u64]>>,
}

/// Something that was done.
struct Done {
    item: u32,
    /// The state that the key had; none: the item was left out for good.
    before: Option<StateId>,
}

/// A situation that is looked at.
struct Branch {
    /// Of the items that can come next, those before this one have been tried.
    next: u32,
    /// How much had been done before the choice that led here.
    start: usize,
}

fn finders(problem: &Problem) -> Vec<Vec<(u32, StateId)>> {
    let mut finders = vec![Vec::new(); problem.states.len()];
    for (item, step) in problem.steps.iter().enumerate() {
        if let Step::Find(state) = step {
            finders[problem.keys[item]].push((small(item), *state));
        }
    }
    finders
}

impl Solver {
    pub(crate) fn new(problem: Problem) -> Self {
        let count = problem.items.len();
        let mut successors = vec![Vec::new(); count];
        for (later, needs) in problem.needs.iter().enumerate() {
            for earlier in needs {
                successors[*earlier as usize].push(small(later));
            }
        }
        let waits_for: Vec<u32> = problem
            .needs
            .iter()
            .map(|needs| small(needs.len()))
            .collect();
        let mut solver = Self {
            successors,
            ready: BTreeSet::new(),
            calm: BTreeSet::new(),
            waits_for,
            consumed: vec![0; count.div_ceil(64)],
            left: problem.items.iter().filter(|item| item.required).count(),
            now: vec![0; problem.states.len()],
            wanted: QuickMap::default(),
            makers: QuickMap::default(),
            finders: finders(&problem),
            trail: Vec::new(),
            seen: QuickSet::default(),
            problem,
        };
        for item in 0..count {
            solver.count(item, 1);
            if solver.waits_for[item] == 0 {
                solver.become_ready(small(item));
            }
        }
        solver
    }

    /// Counts an item among those that find and make states, or no longer.
    fn count(&mut self, item: usize, by: i32) {
        let key = self.problem.keys[item];
        let (finds, makes) = match self.problem.steps[item] {
            Step::Find(state) => (Some(state), None),
            Step::Make(state) | Step::Try(_, state) => (None, Some(state)),
            Step::Swap(from, to) => (Some(from), Some(to)),
            Step::Skip | Step::Change(_) => (None, None),
        };
        if let Some(state) = finds.filter(|_| self.problem.items[item].required) {
            let wanted = self.wanted.entry((key, state)).or_default();
            *wanted = wanted.wrapping_add_signed(by);
        }
        if let Some(state) = makes {
            let makers = self.makers.entry((key, state)).or_default();
            *makers = makers.wrapping_add_signed(by);
        }
    }

    pub(crate) fn run(mut self, budget: &mut Budget) -> Outcome {
        let mut branches: Vec<Branch> = Vec::new();
        let mut chosen = Some(0);
        loop {
            if let Some(start) = chosen {
                self.settle();
                if self.left == 0 {
                    return Outcome::Order(self.order());
                }
                if self.remember() {
                    branches.push(Branch { next: 0, start });
                } else {
                    self.undo_to(start);
                }
            }
            let Some(branch) = branches.last_mut() else {
                return Outcome::None;
            };
            // Whatever was tried has been undone: what was ready is ready again.
            let Some(item) = self.ready.range(branch.next..).next().copied() else {
                let start = branch.start;
                branches.pop();
                self.undo_to(start);
                chosen = None;
                continue;
            };
            branch.next = item + 1;
            // Each situation is remembered in whole.
            budget.charge(self.consumed.len() + self.now.len());
            if !budget.step() {
                return Outcome::OutOfBudget;
            }
            let start = self.trail.len();
            chosen = self.place(item).then_some(start);
            let key = self.problem.keys[item as usize];
            budget.spend(self.problem.states[key].steps_of_copying());
        }
    }

    fn undo_to(&mut self, length: usize) {
        while self.trail.len() > length {
            if let Some(done) = self.trail.pop() {
                self.undo(&done);
            }
        }
    }

    /// Places what changes nothing and can come now.
    fn settle(&mut self) {
        let mut again = true;
        while again {
            again = false;
            let calm: Vec<u32> = self.calm.iter().copied().collect();
            for item in calm {
                if self.changes_nothing(item as usize) {
                    again |= self.place(item);
                }
            }
        }
    }

    fn changes_nothing(&self, item: usize) -> bool {
        let now = self.now[self.problem.keys[item]];
        match self.problem.steps[item] {
            Step::Find(state) => state == now,
            Step::Skip => true,
            Step::Swap(from, to) => from == now && to == now && self.is_free(item),
            Step::Make(state) => planted(Bug::EagerEqualWrites) && state == now,
            _ => false,
        }
    }

    fn become_ready(&mut self, item: u32) {
        self.ready.insert(item);
        let is_calm = match self.problem.steps[item as usize] {
            Step::Find(_) | Step::Skip => true,
            Step::Swap(from, to) => from == to,
            Step::Make(_) => planted(Bug::EagerEqualWrites),
            Step::Try(..) | Step::Change(_) => false,
        };
        if is_calm {
            self.calm.insert(item);
        }
    }

    fn become_unready(&mut self, item: u32) {
        self.ready.remove(&item);
        self.calm.remove(&item);
    }

    /// Whether it can come whatever else comes later.
    fn is_free(&self, item: usize) -> bool {
        self.problem.never_after[item].is_empty()
    }

    /// Puts an item next in the order, if it can come now and leads to no dead end.
    fn place(&mut self, item: u32) -> bool {
        let place = item as usize;
        let key = self.problem.keys[place];
        let before = self.now[key];
        let step = self.problem.steps[place];
        let Some(after) = self.problem.states[key].after(before, step) else {
            return false;
        };
        let start = self.trail.len();
        self.consume(item, Some(before));
        self.now[key] = after;
        if self.leave_out(item) && !self.is_dead_end(key, before, after) {
            return true;
        }
        self.undo_to(start);
        false
    }

    /// Leaves out for good what may not come after this item; false if it has to come.
    fn leave_out(&mut self, item: u32) -> bool {
        let mut earlier = self.problem.never_after[item as usize].clone();
        while let Some(one) = earlier.pop() {
            if self.is_consumed(one) {
                continue;
            }
            if self.problem.items[one as usize].required {
                return false;
            }
            earlier.extend(&self.problem.never_after[one as usize]);
            self.consume(one, None);
        }
        true
    }

    /// Whether a state is gone that something still has to find and nothing can make again, or a
    /// list has gone astray.
    fn is_dead_end(&self, key: usize, before: StateId, after: StateId) -> bool {
        if before == after {
            return false;
        }
        let states = &self.problem.states[key];
        if states.can_only_grow() {
            let unread = self.finders[key]
                .iter()
                .filter(|(item, _)| !self.is_consumed(*item));
            return unread
                .clone()
                .any(|(_, wanted)| !states.can_grow_into(after, *wanted));
        }
        let count = |map: &QuickMap<(usize, StateId), u32>| {
            map.get(&(key, before)).copied().unwrap_or_default()
        };
        let unmakeable = count(&self.makers) == 0 || planted(Bug::DeadEndsForgetMakers);
        count(&self.wanted) > 0 && unmakeable && !states.has_changes()
    }

    fn is_consumed(&self, item: u32) -> bool {
        self.consumed[item as usize / 64] >> (item % 64) & 1 == 1
    }

    fn consume(&mut self, item: u32, before: Option<StateId>) {
        let place = item as usize;
        self.consumed[place / 64] |= 1 << (item % 64);
        self.become_unready(item);
        self.left -= usize::from(self.problem.items[place].required);
        self.count(place, -1);
        for next in 0..self.successors[place].len() {
            let later = self.successors[place][next];
            self.waits_for[later as usize] -= 1;
            if self.waits_for[later as usize] == 0 && !self.is_consumed(later) {
                self.become_ready(later);
            }
        }
        self.trail.push(Done { item, before });
    }

    fn undo(&mut self, done: &Done) {
        let place = done.item as usize;
        self.consumed[place / 64] &= !(1 << (done.item % 64));
        for next in 0..self.successors[place].len() {
            let later = self.successors[place][next];
            if self.waits_for[later as usize] == 0 {
                self.become_unready(later);
            }
            self.waits_for[later as usize] += 1;
        }
        if self.waits_for[place] == 0 {
            self.become_ready(done.item);
        }
        self.left += usize::from(self.problem.items[place].required);
        self.count(place, 1);
        if let Some(before) = done.before {
            self.now[self.problem.keys[place]] = before;
        }
    }

    /// False if this situation has been looked at before.
    fn remember(&mut self) -> bool {
        let states = self.now.iter().map(|state| u64::from(*state));
        let skip = usize::from(planted(Bug::SituationsForgetTheState)) * self.now.len();
        let situation: Box<[u64]> = self
            .consumed
            .iter()
            .copied()
            .chain(states.skip(skip))
            .collect();
        self.seen.insert(situation)
    }

    fn order(&self) -> Vec<OpId> {
        let placed = self.trail.iter().filter(|done| done.before.is_some());
        placed
            .map(|done| self.problem.items[done.item as usize].id)
            .collect()
    }
}
