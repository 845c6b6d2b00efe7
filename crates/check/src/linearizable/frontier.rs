//! All situations that one key can be in, followed from event to event.
//!
//! Lowe, *Testing for Linearizability*, Concurrency and Computation 29(4), 2017, section 5: an
//! operation is put in order no sooner than something has to return. Beyond that paper: what
//! changes nothing is put in order as soon as it can be; of equal updates that are under way the
//! one that returns first goes first; an update that nobody reads takes effect unseen, just
//! before another one; a situation that has used up more of what may still happen than another
//! is dropped.

use super::Followed;
use super::events::{What, events, most_at_once};
use super::operation::Timed;
use super::situation::{Seen, Situation};
use super::slots::Slots;
use crate::bugs::{Bug, planted};
use crate::history::History;
use crate::search::{QuickMap, States, Step};
use std::collections::VecDeque;

/// Follows a key for at most so many steps.
pub(super) fn follow(
    history: &History,
    key: usize,
    operations: &[Timed],
    budget: &mut u64,
) -> Followed {
    let most = most_at_once(operations);
    match most {
        0..=64 => Frontier::<1>::new(history, key, operations).run(budget),
        65..=256 => Frontier::<4>::new(history, key, operations).run(budget),
        257..=4096 => Frontier::<64>::new(history, key, operations).run(budget),
        _ => Followed::OutOfBudget,
    }
}

/// An operation under way.
#[derive(Clone, Copy, Debug)]
struct UnderWay {
    slot: usize,
    place: usize,
    step: Step,
    returns: usize,
    /// Nobody reads what it makes.
    unseen: bool,
}

struct Frontier<'a, const N: usize> {
    operations: &'a [Timed],
    states: States,
    steps: Vec<Step>,
    unseen: Vec<bool>,
    /// Those under way, by return.
    under_way: Vec<UnderWay>,
    free_slots: Vec<usize>,
    /// What may never return.
    optional: Slots<N>,
    situations: Vec<(Situation<N>, u32)>,
    /// How each situation came about: an operation, and the place of what came before it.
    paths: Vec<(u32, u32)>,
}

impl<'a, const N: usize> Frontier<'a, N> {
    fn new(history: &History, key: usize, operations: &'a [Timed]) -> Self {
        let of = &history.keys[key];
        let mut states = States::new(of.object, &of.initial);
        let steps = operations.iter();
        let steps: Vec<Step> = steps
            .map(|one| states.compile(history.operation(one.id), true))
            .collect();
        let unseen = unseen(operations, &steps, &states);
        Self {
            operations,
            states,
            steps,
            unseen,
            under_way: Vec::new(),
            free_slots: (0..64 * N).rev().collect(),
            optional: Slots::EMPTY,
            situations: vec![(
                Situation {
                    done: Slots::EMPTY,
                    state: 0,
                },
                0,
            )],
            paths: vec![(u32::MAX, 0)],
        }
    }

    fn run(mut self, budget: &mut u64) -> Followed {
        for (_, place, what) in events(self.operations) {
            match what {
                What::Begins => self.begin(place),
                What::Returns => {
                    if !self.end(place, budget) {
                        return Followed::OutOfBudget;
                    }
                    if self.situations.is_empty() {
                        let at = self.operations[place].returns;
                        return Followed::FailsAt(at.unwrap_or(usize::MAX));
                    }
                }
            }
        }
        Followed::Order(self.order())
    }

    fn begin(&mut self, place: usize) {
        let returns = self.operations[place].returns;
        if self.unseen[place] && returns.is_none() {
            return;
        }
        let Some(slot) = self.free_slots.pop() else {
            return;
        };
        let new = UnderWay {
            slot,
            place,
            step: self.steps[place],
            returns: returns.unwrap_or(usize::MAX),
            unseen: self.unseen[place],
        };
        let at = self
            .under_way
            .partition_point(|one| (one.returns, one.place) < (new.returns, place));
        self.under_way.insert(at, new);
        if returns.is_none() {
            self.optional.add(slot);
        }
        for index in 0..self.situations.len() {
            let (mut situation, mut path) = self.situations[index];
            if changes_nothing(new.step, situation.state) {
                situation.done.add(slot);
                path = self.follows(path, place);
                self.situations[index] = (situation, path);
            }
        }
    }

    /// An operation after a path.
    fn follows(&mut self, path: u32, place: usize) -> u32 {
        let id = u32::try_from(self.operations[place].id.0).unwrap_or(u32::MAX);
        self.paths.push((path, id));
        u32::try_from(self.paths.len() - 1).unwrap_or(u32::MAX)
    }

    /// Something returns: keeps the situations in which it has taken effect. False if the budget
    /// is spent.
    fn end(&mut self, place: usize, budget: &mut u64) -> bool {
        let Some(index) = self.under_way.iter().position(|one| one.place == place) else {
            return true;
        };
        let slot = self.under_way[index].slot;
        let watched = self.watched();
        let mut seen = Seen::default();
        let mut kept: QuickMap<Situation<N>, u32> = QuickMap::default();
        // Those that have used up least of what may still happen come first.
        let mut open: VecDeque<(Situation<N>, u32)> = std::mem::take(&mut self.situations).into();
        for (situation, _) in &open {
            seen.insert(situation, &self.optional);
        }
        while let Some((mut situation, path)) = open.pop_front() {
            if situation.done.has(slot) {
                situation.done.remove(slot);
                kept.entry(situation).or_insert(path);
                continue;
            }
            if *budget == 0 {
                return false;
            }
            let copying = self.states.steps_of_copying();
            *budget = budget.saturating_sub(self.under_way.len() as u64 + copying);
            for next in 0..self.under_way.len() {
                let Some(after) = self.after(situation, next) else {
                    continue;
                };
                if !self.is_promising(&after, &watched) || !seen.insert(&after, &self.optional) {
                    continue;
                }
                let path = self.path_to(situation, after, next, path);
                if self.optional.has(self.under_way[next].slot) {
                    open.push_back((after, path));
                } else {
                    open.push_front((after, path));
                }
            }
        }
        self.under_way.remove(index);
        self.free_slots.push(slot);
        self.situations = self.without_dominated(kept.into_iter().collect());
        true
    }

    /// The situation after one of the operations under way, and all that can come at once then;
    /// none where it makes no sense.
    fn after(&mut self, situation: Situation<N>, next: usize) -> Option<Situation<N>> {
        let one = self.under_way[next];
        if situation.done.has(one.slot) || matches!(one.step, Step::Find(_) | Step::Skip) {
            return None;
        }
        // Of equal ones, that which returns first.
        let mut equal = self.under_way[..next].iter();
        if equal.any(|other| other.step == one.step && !situation.done.has(other.slot)) {
            return None;
        }
        let state = self.states.after(situation.state, one.step)?;
        let mut done = situation.done;
        done.add(one.slot);
        for other in &self.under_way {
            let unseen = other.unseen && matches!(one.step, Step::Make(_));
            if unseen || changes_nothing(other.step, state) && !waits(other.step) {
                done.add(other.slot);
            }
        }
        Some(Situation { done, state })
    }

    /// The path to the situation after one of the operations under way.
    fn path_to(
        &mut self,
        before: Situation<N>,
        after: Situation<N>,
        next: usize,
        mut path: u32,
    ) -> u32 {
        let news = after.done.without(&before.done);
        let one = self.under_way[next];
        let others: Vec<UnderWay> = self.under_way.clone();
        let others = others
            .iter()
            .filter(|other| news.has(other.slot) && other.slot != one.slot);
        let is_update = |other: &&UnderWay| matches!(other.step, Step::Make(_)) && other.unseen;
        for other in others.clone().filter(is_update) {
            path = self.follows(path, other.place);
        }
        path = self.follows(path, one.place);
        for other in others.filter(|other| !is_update(other)) {
            path = self.follows(path, other.place);
        }
        path
    }

    /// What a state that only grows has to become: the answers of reads under way, by slot, and
    /// of the next one to begin, where nothing can reset the state before they return.
    fn watched(&self) -> Vec<(Option<usize>, u32)> {
        if !self.states.grows() {
            return Vec::new();
        }
        let resets = |before: usize| {
            let mut under_way = self.under_way.iter();
            under_way.any(|one| matches!(one.step, Step::Make(_) | Step::Swap(..)))
                || self.steps.iter().zip(self.operations).any(|(step, one)| {
                    matches!(step, Step::Make(_) | Step::Swap(..))
                        && one.begins < before
                        && one.returns.is_none_or(|at| at >= self.now())
                })
        };
        let mut watched = Vec::new();
        for one in &self.under_way {
            if let Step::Find(answer) = one.step
                && !resets(one.returns)
            {
                watched.push((Some(one.slot), answer));
            }
        }
        let now = self.now();
        let later = self.steps.iter().zip(self.operations);
        let later = later.filter(|(_, one)| one.begins > now);
        let next = later.filter_map(|(step, one)| match step {
            Step::Find(answer) => Some((one.returns.unwrap_or(usize::MAX), *answer)),
            _ => None,
        });
        if let Some((returns, answer)) = next.min()
            && !resets(returns)
        {
            watched.push((None, answer));
        }
        watched
    }

    /// The first return that is still to come.
    fn now(&self) -> usize {
        self.under_way.first().map_or(0, |one| one.returns)
    }

    fn is_promising(&self, situation: &Situation<N>, watched: &[(Option<usize>, u32)]) -> bool {
        watched.iter().all(|(slot, answer)| {
            slot.is_some_and(|slot| situation.done.has(slot))
                || self.states.can_grow_into(situation.state, *answer)
        })
    }

    /// Of situations that differ only in what may still happen, those to which most is left; those
    /// that have used up least come first.
    fn without_dominated(
        &self,
        mut situations: Vec<(Situation<N>, u32)>,
    ) -> Vec<(Situation<N>, u32)> {
        if self.optional == Slots::EMPTY {
            return situations;
        }
        situations.sort_by_key(|(situation, _)| situation.done.within(&self.optional).count());
        let mut seen = Seen::default();
        situations.retain(|(situation, _)| seen.insert(situation, &self.optional));
        situations
    }

    fn order(&self) -> Vec<crate::history::OpId> {
        let mut order = Vec::new();
        let mut path = self.situations.first().map_or(0, |(_, path)| *path);
        while path != 0 {
            let (before, id) = self.paths[path as usize];
            order.push(crate::history::OpId(id as usize));
            path = before;
        }
        order.reverse();
        order
    }
}

fn changes_nothing(step: Step, state: u32) -> bool {
    match step {
        Step::Find(found) => found == state,
        Step::Skip => true,
        Step::Make(made) => planted(Bug::EagerEqualWrites) && made == state,
        _ => false,
    }
}

/// Whether a mistake lets it wait until it returns.
fn waits(step: Step) -> bool {
    matches!(step, Step::Find(_)) && planted(Bug::ReadsWaitForTheirReturn)
}

/// Which writes nobody can have read.
fn unseen(operations: &[Timed], steps: &[Step], states: &States) -> Vec<bool> {
    let mut last_found: QuickMap<u32, usize> = QuickMap::default();
    for (step, operation) in steps.iter().zip(operations) {
        if let Step::Find(state) | Step::Swap(state, _) = step {
            let until = operation.returns.unwrap_or(usize::MAX);
            let last = last_found.entry(*state).or_default();
            *last = until.max(*last);
        }
    }
    let found_after = |state: &u32, at: usize| last_found.get(state).is_some_and(|last| *last > at);
    let is_unseen = |(step, operation): (&Step, &Timed)| match step {
        Step::Make(state) => !states.has_changes() && !found_after(state, operation.begins),
        _ => false,
    };
    steps.iter().zip(operations).map(is_unseen).collect()
}
