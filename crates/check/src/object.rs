//! What the keys hold, and what operations do to it when they happen one after the other.

use std::rc::Rc;

use crate::value::Value;

/// The sequential behaviour of a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Object {
    /// Holds one value: write, delete, compare-and-set, append to a text. Many of them under
    /// names are a key-value store.
    Register,
    /// Holds a sum.
    Counter,
    /// Holds a set of values.
    Set,
    /// Holds a list that grows at its end.
    List,
}

/// What a client asks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    /// Return the value.
    Read,
    /// Replace the value of a register.
    Write(Value),
    /// Remove the value of a register.
    Delete,
    /// Replace the value of a register if it is the first of these by the second. It returns only
    /// if it did; where it found another value it is a failed operation, which did not happen.
    CompareAndSet(Value, Value),
    /// Append to the text of a register, or to a list.
    Append(Value),
    /// Add to a counter.
    Add(i64),
    /// Put an element into a set.
    Insert(Value),
    /// Take an element out of a set.
    Remove(Value),
}

impl Action {
    /// Whether it changes the state.
    pub fn is_update(&self) -> bool {
        !matches!(self, Self::Read)
    }
}

impl Object {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Register, Self::Counter, Self::Set, Self::List];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Counter => "counter",
            Self::Set => "set",
            Self::List => "list",
        }
    }

    /// What it holds at first, unless a history says otherwise.
    pub fn initial(self) -> Value {
        match self {
            Self::Register => Value::Nothing,
            Self::Counter => Value::Integer(0),
            Self::Set | Self::List => Value::Many(Rc::default()),
        }
    }

    /// Whether it has this operation.
    pub fn accepts(self, action: &Action) -> bool {
        match action {
            Action::Read => true,
            Action::Write(_) | Action::Delete | Action::CompareAndSet(..) => self == Self::Register,
            Action::Append(Value::Text(_)) => matches!(self, Self::Register | Self::List),
            Action::Append(_) => self == Self::List,
            Action::Add(_) => self == Self::Counter,
            Action::Insert(_) | Action::Remove(_) => self == Self::Set,
        }
    }

    /// The state after an update. None: it cannot happen in this state, since it returned and
    /// would not have.
    pub fn after(self, state: &Value, action: &Action) -> Option<Value> {
        Some(match action {
            Action::Read => state.clone(),
            Action::Write(value) => value.clone(),
            Action::Delete => Value::Nothing,
            Action::CompareAndSet(from, to) if state == from => to.clone(),
            Action::CompareAndSet(..) => return None,
            Action::Append(value) if self == Self::List => {
                let grown = state.elements().iter().chain([value]);
                Value::Many(grown.cloned().collect())
            }
            Action::Append(value) => Value::text(&(text_of(state) + &text_of(value))),
            Action::Add(by) => match state {
                Value::Integer(sum) => Value::Integer(sum.saturating_add(*by)),
                _ => Value::Integer(*by),
            },
            Action::Insert(value) => Value::set(state.elements().iter().chain([value]).cloned()),
            Action::Remove(value) => {
                let others = state.elements().iter().filter(|one| *one != value);
                Value::Many(others.cloned().collect())
            }
        })
    }

    /// Whether a read of this state returns this answer. A text that was never written reads as
    /// an empty one.
    pub fn reads_as(self, state: &Value, answer: &Value) -> bool {
        let empty = |value: &Value| match value {
            Value::Nothing => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        };
        state == answer || (empty(state) && empty(answer))
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        value => value.to_string(),
    }
}
