//! What a session's copies can have been.

use crate::history::{History, OpId, Operation};
use crate::object::{Action, Object};
use crate::search::{Budget, Item, Outcome, Problem, chain, small};
use crate::sources;

/// Reads to be explained by updates, any of which the copy may include or not.
pub(super) struct View<'a> {
    pub(super) history: &'a History,
    pub(super) problem: Problem,
}

impl<'a> View<'a> {
    /// These reads, in the order of their session, and the updates of their keys, in any order; but
    /// a session sees none of its own updates before it makes them.
    pub(super) fn new(history: &'a History, reads: &[OpId]) -> Self {
        let mut keys = vec![false; history.keys.len()];
        for read in reads {
            keys[history.operation(*read).key] = true;
        }
        let updates = history.operations();
        let updates = updates.filter(|(_, operation)| operation.is_update() && keys[operation.key]);
        let updates = updates.map(|(id, _)| Item {
            id,
            required: false,
            answers: false,
        });
        let required = reads.iter().map(|id| Item {
            id: *id,
            required: true,
            answers: true,
        });
        let items: Vec<Item> = required.chain(updates).collect();
        let mut problem = Problem::new(history, items);
        let places: Vec<usize> = (0..reads.len()).collect();
        problem.need_preceding(history, &places);
        let mut view = Self { history, problem };
        view.need_reads_before(reads.len());
        view
    }

    fn need_reads_before(&mut self, reads: usize) {
        for update in reads..self.problem.items.len() {
            let later = self.operation(update);
            let before = |read: &usize| self.operation(*read).precedes_in_session(later);
            let before: Vec<usize> = (0..reads).filter(before).collect();
            before
                .into_iter()
                .for_each(|read| self.problem.need(read, update));
        }
    }

    fn operation(&self, place: usize) -> &Operation {
        self.history.operation(self.problem.items[place].id)
    }

    /// The places of the updates, by session.
    pub(super) fn sessions(&self) -> Vec<Vec<usize>> {
        let mut sessions = vec![Vec::new(); self.history.processes.len()];
        for place in 0..self.problem.items.len() {
            if !self.problem.items[place].required {
                sessions[self.operation(place).process].push(place);
            }
        }
        sessions
    }

    /// Updates of one session never come after later ones of that session.
    pub(super) fn keep_write_order(&mut self) {
        for session in self.sessions() {
            let pairs = chain(&session, |place| self.operation(place));
            for (earlier, later) in pairs {
                self.problem.never_after[later].push(small(earlier));
            }
        }
    }

    pub(super) fn solve(self, budget: &mut Budget) -> Outcome {
        self.problem.solve(budget)
    }
}

/// The reads of a session, in order. What a compare-and-set of a session compared with is not
/// taken for a read: it was the system that read it.
pub(super) fn reads_of(history: &History, process: usize) -> Vec<OpId> {
    let reads = history.operations().filter(|(_, operation)| {
        operation.process == process
            && operation.is_observation()
            && operation.action == Action::Read
    });
    reads.map(|(id, _)| id).collect()
}

/// Whether any updates at all explain a read; if in doubt, they do.
pub(super) fn is_explicable(history: &History, read: OpId, budget: &mut Budget) -> bool {
    budget.charge(history.operations.len());
    if budget.is_spent() {
        return true;
    }
    let of = history.operation(read);
    let mut of_key = history.operations.iter().filter(|one| one.key == of.key);
    let is_plain =
        |one: &Operation| matches!(one.action, Action::Read | Action::Write(_) | Action::Delete);
    if history.key_of(read).object == Object::Register && of_key.all(is_plain) {
        return sources::explanations(history, read, &|_| false)
            .is_some_and(|found| !found.sets.is_empty());
    }
    let mut view = View::new(history, &[read]);
    view.keep_write_order();
    view.solve(budget) != Outcome::None
}
