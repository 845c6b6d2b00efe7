//! What can happen, earliest first.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::{Action, Ticket};

/// An action with its ticket; the earliest is the greatest, as a heap has it.
#[derive(Clone)]
pub(super) struct Due(pub(super) Ticket, pub(super) Action);

/// What the document says will happen is all there at the start, and long; what comes up in the run is
/// little at a time. So the one is sorted once and the other is a small heap.
pub(super) struct Agenda {
    /// What is left of the document, latest first.
    document: Vec<Due>,
    came_up: BinaryHeap<Due>,
}

impl Agenda {
    /// What the document says, in any order, and what has come up before.
    pub(super) fn new(mut document: Vec<Due>, came_up: BinaryHeap<Due>) -> Self {
        document.sort_unstable();
        Self { document, came_up }
    }

    /// What came up in the run and has not happened yet.
    pub(super) fn came_up(&self) -> &BinaryHeap<Due> {
        &self.came_up
    }

    pub(super) fn add(&mut self, ticket: Ticket, action: Action) {
        self.came_up.push(Due(ticket, action));
    }

    pub(super) fn earliest(&self) -> Option<Ticket> {
        let earliest = self.document.last().max(self.came_up.peek());
        earliest.map(|due| due.0)
    }

    /// Takes an action out; quick for the earliest, possible for any.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Action> {
        let is_it = |due: &Due| due.0 == ticket;
        if self.came_up.peek().is_some_and(is_it) {
            return self.came_up.pop().map(|due| due.1);
        }
        if let Some(place) = self.document.iter().rposition(is_it) {
            return Some(self.document.remove(place).1);
        }
        let found = self.came_up.iter().find(|due| is_it(due)).cloned();
        self.came_up.retain(|due| !is_it(due));
        found.map(|due| due.1)
    }

    /// All of it, earliest first.
    pub(super) fn all(&self) -> Vec<(Ticket, &Action)> {
        let all = self.document.iter().chain(&self.came_up);
        let mut all: Vec<_> = all.map(|due| (due.0, &due.1)).collect();
        all.sort_unstable_by_key(|(ticket, _)| *ticket);
        all
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        Reverse(self.0).cmp(&Reverse(other.0))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Due {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StepId;
    use crate::sim::Turn;
    use crate::time::Micros;

    fn agenda() -> Agenda {
        let due = |at, number| {
            let step = StepId(u32::try_from(number).expect("small"));
            Due((Micros(at), Turn::Other, number), Action::GiveUp(step))
        };
        let document = vec![due(30, 0), due(10, 1), due(20, 2)];
        let came_up = [due(10, 3), due(5, 4), due(25, 5), due(40, 6)];
        Agenda::new(document, came_up.into_iter().collect())
    }

    fn numbers(agenda: &Agenda) -> Vec<u64> {
        let all = agenda.all().into_iter();
        all.map(|((.., number), _)| number).collect()
    }

    #[test]
    fn the_earliest_comes_first_wherever_it_is_from() {
        let mut agenda = agenda();
        let expected = numbers(&agenda);
        assert_eq!(expected, [4, 1, 3, 2, 5, 0, 6]);
        let mut taken = Vec::new();
        while let Some(ticket) = agenda.earliest() {
            taken.push(ticket.2);
            assert!(agenda.take(ticket).is_some());
            assert_eq!(agenda.take(ticket), None, "once only");
        }
        assert_eq!(taken, expected);
    }

    #[test]
    fn any_can_be_taken_and_the_others_stay() {
        for ticket in agenda().all().iter().map(|(ticket, _)| *ticket) {
            let mut agenda = agenda();
            let mut others = numbers(&agenda);
            others.retain(|number| *number != ticket.2);
            assert!(agenda.take(ticket).is_some());
            assert_eq!(numbers(&agenda), others);
        }
    }
}
