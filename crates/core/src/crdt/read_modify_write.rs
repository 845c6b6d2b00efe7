//! What a client writes that reads a register, changes what it has read, and writes all of it
//! back: a cart with one item more, a count one higher. The register knows nothing of the change;
//! it sees a write like any other. That is what loses items and increments.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Op;
use super::op::is_amount;
use crate::value::{Answer, MAX_INTEGER, Value};

/// Whether a register takes the operation: as it is, or by way of reading and writing.
pub(super) fn accepts(op: &Op) -> bool {
    match op {
        Op::Write(_) | Op::Delete => true,
        Op::Add(element) | Op::Remove(element) => element.is_element(),
        Op::Increment(by) | Op::Decrement(by) => is_amount(*by),
        _ => false,
    }
}

/// Some of these operations, the plain ones first.
pub(super) fn examples() -> Vec<Op> {
    vec![
        Op::Write(Value::Integer(1)),
        Op::Delete,
        Op::Add(Value::Integer(1)),
        Op::Remove(Value::Integer(1)),
        Op::Increment(1),
    ]
}

/// What is written after this was read. What is no set counts as one without elements or with that
/// one, what is no number as 0.
pub(super) fn written(op: &Op, read: &Answer) -> Op {
    let (Op::Add(_) | Op::Remove(_) | Op::Increment(_) | Op::Decrement(_)) = op else {
        return op.clone();
    };
    let mut elements = elements(read);
    let value = match op {
        Op::Increment(by) => moved(read, i64::from(*by)),
        Op::Decrement(by) => moved(read, -i64::from(*by)),
        Op::Add(element) => {
            elements.insert(element.clone());
            Value::Set(Rc::new(elements))
        }
        Op::Remove(element) => {
            elements.remove(element);
            Value::Set(Rc::new(elements))
        }
        _ => return op.clone(),
    };
    Op::Write(value)
}

/// Whether a reader sees what the client wanted.
pub(super) fn shows(op: &Op, read: &Answer) -> bool {
    match op {
        Op::Add(element) => elements(read).contains(element),
        Op::Remove(element) => !elements(read).contains(element),
        _ => false,
    }
}

fn elements(read: &Answer) -> BTreeSet<Value> {
    match read {
        Answer::Value(value) => value.elements(),
        Answer::Siblings(values) => values.iter().flat_map(Value::elements).collect(),
        _ => BTreeSet::new(),
    }
}

/// The largest number read, moved.
fn moved(read: &Answer, by: i64) -> Value {
    let numbers = elements(read);
    let numbers = numbers.iter().filter_map(|value| match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    });
    let number = numbers.max().unwrap_or(0).saturating_add(by);
    Value::Integer(number.clamp(-MAX_INTEGER, MAX_INTEGER))
}
