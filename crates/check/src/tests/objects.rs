//! What operations do to each kind of object.

use crate::object::{Action, Object};
use crate::value::Value;

fn many(values: &[i64]) -> Value {
    Value::Many(values.iter().copied().map(Value::Integer).collect())
}

#[test]
fn each_object_does_what_it_says() {
    let number = Value::Integer;
    let cases = [
        (
            Object::Register,
            number(1),
            Action::Write(number(2)),
            Some(number(2)),
        ),
        (
            Object::Register,
            number(1),
            Action::Delete,
            Some(Value::Nothing),
        ),
        (
            Object::Register,
            number(1),
            Action::CompareAndSet(number(1), number(3)),
            Some(number(3)),
        ),
        (
            Object::Register,
            number(2),
            Action::CompareAndSet(number(1), number(3)),
            None,
        ),
        (
            Object::Register,
            Value::text("a"),
            Action::Append(Value::text("b")),
            Some(Value::text("ab")),
        ),
        (Object::Counter, number(4), Action::Add(-1), Some(number(3))),
        (
            Object::Set,
            many(&[1, 3]),
            Action::Insert(number(2)),
            Some(many(&[1, 2, 3])),
        ),
        (
            Object::Set,
            many(&[1, 3]),
            Action::Insert(number(3)),
            Some(many(&[1, 3])),
        ),
        (
            Object::Set,
            many(&[1, 3]),
            Action::Remove(number(1)),
            Some(many(&[3])),
        ),
        (
            Object::List,
            many(&[3, 1]),
            Action::Append(number(2)),
            Some(many(&[3, 1, 2])),
        ),
    ];
    for (object, state, action, after) in cases {
        assert_eq!(object.after(&state, &action), after, "{action:?}");
    }
}

#[test]
fn a_text_never_written_reads_as_an_empty_one() {
    let empty = Value::text("");
    assert!(Object::Register.reads_as(&Value::Nothing, &empty));
    assert!(!Object::Register.reads_as(&Value::Integer(0), &empty));
}
