//! What can happen, earliest first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Action, Ticket};

/// An action with its ticket.
pub(super) type Due = (Ticket, Action);

/// What the document says will happen is all there at the start, and long; what comes up in the run is
/// little at a time. So the one is sorted once and the other is a small heap.
pub(super) struct Agenda {
    /// What is left of the document, latest first.
    document: Vec<Due>,
    came_up: CameUp,
}

/// What came up in the run and has not happened yet.
#[derive(Clone)]
pub(super) struct CameUp {
    /// With the place of its action: a heap moves what is in it, so that little should be.
    tickets: BinaryHeap<Reverse<(Ticket, usize)>>,
    actions: Vec<Action>,
    /// Places of actions that have happened.
    free: Vec<usize>,
}

impl Agenda {
    /// What the document says, in any order, and what has come up before.
    pub(super) fn new(mut document: Vec<Due>, came_up: CameUp) -> Self {
        document.sort_unstable_by_key(|(ticket, _)| Reverse(*ticket));
        Self { document, came_up }
    }

    /// What came up in the run and has not happened yet.
    pub(super) fn came_up(&self) -> &CameUp {
        &self.came_up
    }

    pub(super) fn add(&mut self, ticket: Ticket, action: Action) {
        self.came_up.add(ticket, action);
    }

    pub(super) fn earliest(&self) -> Option<Ticket> {
        let document = self.document.last().map(|(ticket, _)| *ticket);
        match (document, self.came_up.earliest()) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Takes an action out; quick for the earliest, possible for any.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Action> {
        if self.came_up.earliest() == Some(ticket) {
            return self.came_up.take(ticket);
        }
        let found = self.document.iter().rposition(|(one, _)| *one == ticket);
        match found {
            Some(place) => Some(self.document.remove(place).1),
            None => self.came_up.take(ticket),
        }
    }

    /// All of it, earliest first.
    pub(super) fn all(&self) -> Vec<(Ticket, &Action)> {
        let document = self
            .document
            .iter()
            .map(|(ticket, action)| (*ticket, action));
        let mut all: Vec<_> = document.chain(self.came_up.all()).collect();
        all.sort_unstable_by_key(|(ticket, _)| *ticket);
        all
    }
}

impl Default for CameUp {
    /// Nothing yet, with room for what is under way at a time in a usual run.
    fn default() -> Self {
        const USUAL: usize = 32;
        Self {
            tickets: BinaryHeap::with_capacity(USUAL),
            actions: Vec::with_capacity(USUAL),
            free: Vec::with_capacity(USUAL),
        }
    }
}

impl CameUp {
    fn add(&mut self, ticket: Ticket, action: Action) {
        let place = match self.free.pop() {
            Some(place) => {
                self.actions[place] = action;
                place
            }
            None => {
                self.actions.push(action);
                self.actions.len() - 1
            }
        };
        self.tickets.push(Reverse((ticket, place)));
    }

    fn earliest(&self) -> Option<Ticket> {
        self.tickets.peek().map(|Reverse((ticket, _))| *ticket)
    }

    fn take(&mut self, ticket: Ticket) -> Option<Action> {
        let place = if self.earliest() == Some(ticket) {
            self.tickets.pop().map(|Reverse((_, place))| place)
        } else {
            let mut all = self.tickets.iter();
            let found = all.find(|Reverse((one, _))| *one == ticket);
            let place = found.map(|Reverse((_, place))| *place);
            self.tickets.retain(|Reverse((one, _))| *one != ticket);
            place
        };
        self.free.extend(place);
        place.map(|place| self.actions[place].clone())
    }

    fn all(&self) -> impl Iterator<Item = (Ticket, &Action)> {
        let all = self.tickets.iter();
        all.map(|Reverse((ticket, place))| (*ticket, &self.actions[*place]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StepId;
    use crate::sim::Turn;
    use crate::time::Micros;

    fn agenda() -> Agenda {
        let due = |at, number| {
            let step = StepId(u32::try_from(number).expect("small"));
            let ticket = Ticket::new(Micros(at), Turn::Other, number);
            (ticket, Action::GiveUp(step))
        };
        let document = vec![due(30, 0), due(10, 1), due(20, 2)];
        let came_up = [due(10, 3), due(5, 4), due(25, 5), due(40, 6)];
        let mut agenda = Agenda::new(document, CameUp::default());
        for (ticket, action) in came_up {
            agenda.add(ticket, action);
        }
        agenda
    }

    fn numbers(agenda: &Agenda) -> Vec<u32> {
        let all = agenda.all().into_iter();
        all.map(|(_, action)| number(action)).collect()
    }

    fn number(action: &Action) -> u32 {
        match action {
            Action::GiveUp(step) => step.0,
            other => unreachable!("{other:?} is not in it"),
        }
    }

    #[test]
    fn the_earliest_comes_first_wherever_it_is_from() {
        let mut agenda = agenda();
        let expected = numbers(&agenda);
        assert_eq!(expected, [4, 1, 3, 2, 5, 0, 6]);
        let mut taken = Vec::new();
        while let Some(ticket) = agenda.earliest() {
            taken.extend(agenda.take(ticket).as_ref().map(number));
            assert_eq!(agenda.take(ticket), None, "once only");
        }
        assert_eq!(taken, expected);
    }

    #[test]
    fn any_can_be_taken_and_the_others_stay() {
        for ticket in agenda().all().iter().map(|(ticket, _)| *ticket) {
            let mut agenda = agenda();
            let mut others = numbers(&agenda);
            let taken = agenda.take(ticket).as_ref().map(number);
            others.retain(|number| Some(*number) != taken);
            assert!(taken.is_some());
            assert_eq!(numbers(&agenda), others);
        }
    }
}
