//! Random histories, the same everywhere and for ever.

use crate::history::{Ending, History, Key, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

/// Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014
/// (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below a bound.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.bits() % bound as u64).expect("below a bound")
    }
}

/// What random histories look like.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) operations: usize,
    pub(super) clients: usize,
    pub(super) keys: usize,
    pub(super) object: Object,
    /// How many different values are written.
    pub(super) values: usize,
}

/// A history of clients that do one thing at a time. What reads return is now and then the state
/// at some moment, so that many histories are right, and otherwise anything.
pub(super) fn history(dice: &mut Dice, shape: Shape) -> History {
    let key = |place: usize| Key {
        name: format!("k{place}"),
        object: shape.object,
        initial: shape.object.initial(),
    };
    let mut history = History {
        processes: (0..shape.clients).map(|place| place.to_string()).collect(),
        keys: (0..shape.keys).map(key).collect(),
        ..History::default()
    };
    let mut states: Vec<Value> = history.keys.iter().map(|key| key.initial.clone()).collect();
    let mut past = vec![states.clone()];
    let mut open: Vec<Option<usize>> = vec![None; shape.clients];
    while history.operations.len() < shape.operations || open.iter().any(Option::is_some) {
        let client = dice.below(shape.clients);
        let at = history.times.len();
        match open[client].take() {
            Some(place) => {
                history.times.push(at as u64);
                end(dice, &mut history.operations[place], at, &past);
                let operation = &history.operations[place];
                if operation.is_update() {
                    let key = operation.key;
                    if let Some(after) = shape.object.after(&states[key], &operation.action) {
                        states[key] = after;
                        past.push(states.clone());
                    }
                }
            }
            None if history.operations.len() < shape.operations => {
                history.times.push(at as u64);
                open[client] = Some(history.operations.len());
                let key = dice.below(shape.keys);
                history.operations.push(Operation {
                    name: String::new(),
                    at: None,
                    process: client,
                    key,
                    action: action(dice, shape, &states[key]),
                    invoked: at,
                    ending: Ending::Pending { given_up: None },
                });
            }
            None => {}
        }
    }
    history
}

fn end(dice: &mut Dice, operation: &mut Operation, at: usize, past: &[Vec<Value>]) {
    operation.ending = match dice.below(16) {
        0 => Ending::Pending { given_up: Some(at) },
        1 => Ending::Failed { at },
        2..10 => Ending::Returned {
            at,
            answer: Some(past[past.len() - 1][operation.key].clone()),
        },
        _ => Ending::Returned {
            at,
            answer: Some(past[dice.below(past.len())][operation.key].clone()),
        },
    };
    if operation.action.is_update()
        && let Ending::Returned { answer, .. } = &mut operation.ending
    {
        *answer = None;
    }
}

fn action(dice: &mut Dice, shape: Shape, state: &Value) -> Action {
    let value = Value::Integer(i64::try_from(1 + dice.below(shape.values)).expect("small"));
    match (shape.object, dice.below(8)) {
        (_, 0..4) => Action::Read,
        (Object::Register, 4) => Action::CompareAndSet(state.clone(), value),
        (Object::Register, 5) if dice.below(4) == 0 => Action::Delete,
        (Object::Register, _) => Action::Write(value),
        (Object::Counter, _) => Action::Add(1 + i64::try_from(dice.below(3)).expect("small")),
        (Object::Set, 4) => Action::Remove(value),
        (Object::Set, _) => Action::Insert(value),
        (Object::List, _) => Action::Append(value),
    }
}
