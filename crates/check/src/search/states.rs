//! The states of one key as small numbers, and what operations do to them.

use super::hash::QuickMap;
use crate::bugs::{Bug, planted};
use crate::history::Operation;
use crate::object::{Action, Object};
use crate::value::Value;

/// A state of a key, numbered in the order in which they were met.
pub(crate) type StateId = u32;

/// The states of one key.
#[derive(Clone, Debug)]
pub(crate) struct States {
    object: Object,
    values: Vec<Value>,
    index: QuickMap<Value, StateId>,
    actions: Vec<Action>,
    done: QuickMap<(StateId, u32), Option<StateId>>,
    /// How many elements have been copied into new states.
    copied: usize,
}

/// What an operation does when its turn comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// Nothing, whatever the state.
    Skip,
    /// It must find this state.
    Find(StateId),
    /// It makes this state.
    Make(StateId),
    /// It must find the first and makes the second.
    Swap(StateId, StateId),
    /// It makes the second if it finds the first, and otherwise nothing.
    Try(StateId, StateId),
    /// It makes another state of the one that it finds.
    Change(u32),
}

impl States {
    /// The states of a key that begins with this value; state 0.
    pub(crate) fn new(object: Object, initial: &Value) -> Self {
        let mut states = Self {
            object,
            values: Vec::new(),
            index: QuickMap::default(),
            actions: Vec::new(),
            done: QuickMap::default(),
            copied: 0,
        };
        states.state(initial);
        states
    }

    /// The number of a state. A text that was never written reads as an empty one.
    fn state(&mut self, value: &Value) -> StateId {
        let empty = matches!(value, Value::Text(text) if text.is_empty());
        let value = if empty && self.object == Object::Register {
            &Value::Nothing
        } else {
            value
        };
        if let Some(state) = self.index.get(value) {
            return *state;
        }
        // There are fewer states than steps that a budget allows.
        let state = StateId::try_from(self.values.len()).unwrap_or(StateId::MAX);
        self.values.push(value.clone());
        self.index.insert(value.clone(), state);
        state
    }

    /// What an operation does. `answers` says whether what it returned must be right.
    pub(crate) fn compile(&mut self, operation: &Operation, answers: bool) -> Step {
        match (&operation.action, operation.answer()) {
            (Action::Read, Some(answer)) if answers => Step::Find(self.state(answer)),
            (Action::Read, _) => Step::Skip,
            (Action::Write(value), _) => Step::Make(self.state(value)),
            (Action::Delete, _) => Step::Make(self.state(&Value::Nothing)),
            (Action::CompareAndSet(from, to), _) => {
                let (from, to) = (self.state(from), self.state(to));
                if planted(Bug::SwapAlwaysSucceeds) {
                    return Step::Make(to);
                }
                if answers {
                    Step::Swap(from, to)
                } else {
                    Step::Try(from, to)
                }
            }
            (action, _) => {
                self.actions.push(action.clone());
                Step::Change(u32::try_from(self.actions.len() - 1).unwrap_or(u32::MAX))
            }
        }
    }

    /// The state after a step; none: it cannot happen in this state.
    pub(crate) fn after(&mut self, state: StateId, step: Step) -> Option<StateId> {
        match step {
            Step::Skip => Some(state),
            Step::Find(found) => (found == state).then_some(state),
            Step::Make(made) => Some(made),
            Step::Swap(from, to) => (from == state).then_some(to),
            Step::Try(from, to) => Some(if from == state { to } else { state }),
            Step::Change(action) => {
                if let Some(after) = self.done.get(&(state, action)) {
                    return *after;
                }
                let action_of = self.actions[action as usize].clone();
                let value = &self.values[state as usize];
                let after = self.object.after(value, &action_of);
                let after = after.map(|value| {
                    self.copied += value.elements().len();
                    self.state(&value)
                });
                self.done.insert((state, action), after);
                after
            }
        }
    }

    /// How many steps it is like to have copied what has been copied since this was asked last: a
    /// large set or list is kept once for each of its states.
    pub(crate) fn steps_of_copying(&mut self) -> u64 {
        const ELEMENTS: usize = 8;
        let steps = self.copied / ELEMENTS;
        self.copied %= ELEMENTS;
        steps as u64
    }

    /// Whether there are steps whose outcome depends on more than which state they find.
    pub(crate) fn has_changes(&self) -> bool {
        !self.actions.is_empty()
    }

    /// Whether what has once been appended stays.
    pub(crate) fn can_only_grow(&self) -> bool {
        self.object == Object::List
    }

    /// Whether what has been appended stays unless something resets it.
    pub(crate) fn grows(&self) -> bool {
        self.can_only_grow() || (self.object == Object::Register && self.has_changes())
    }

    /// Whether a list or a text is the beginning of another.
    pub(crate) fn can_grow_into(&self, state: StateId, wanted: StateId) -> bool {
        match (&self.values[state as usize], &self.values[wanted as usize]) {
            (Value::Nothing, _) => true,
            (Value::Text(now), Value::Text(later)) => later.starts_with(&**now),
            (now, later) => {
                now == later
                    || (self.can_only_grow() && later.elements().starts_with(now.elements()))
            }
        }
    }
}
