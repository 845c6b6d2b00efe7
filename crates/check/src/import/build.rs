//! From events as they were observed to operations with a beginning and an end.

use std::collections::HashMap;

use super::datum::Datum;
use super::{ImportError, limits};
use crate::history::{Ending, History, Key, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

/// Something that was observed.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) line: usize,
    pub(super) process: String,
    pub(super) kind: Kind,
    /// What the operation is called.
    pub(super) what: String,
    pub(super) key: Option<String>,
    pub(super) value: Datum,
    pub(super) nanoseconds: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Invoke,
    Ok,
    Fail,
    Info,
}

impl Kind {
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word.strip_prefix(':').unwrap_or(word) {
            "invoke" => Self::Invoke,
            "ok" => Self::Ok,
            "fail" => Self::Fail,
            "info" => Self::Info,
            _ => return None,
        })
    }
}

/// One more event, if there may be one.
pub(super) fn push(text: &str, events: &mut Vec<Event>, event: Event) -> Result<(), ImportError> {
    if events.len() == limits::EVENTS {
        let reason = format!("more than {} events", limits::EVENTS);
        return Err(ImportError::at(text, event.line, reason));
    }
    events.push(event);
    Ok(())
}

/// An operation while its key is not known to hold this or that.
struct Raw {
    invoked: Event,
    moment: usize,
    key: String,
    argument: Datum,
    end: Option<(usize, Event)>,
}

/// The operations of events.
pub(super) fn history(
    text: &str,
    events: Vec<Event>,
    object: Option<Object>,
) -> Result<History, ImportError> {
    let events: Vec<Event> = events.into_iter().filter(is_of_client).collect();
    let tuples = events.iter().all(|event| event.key.is_none()) && are_tuples(&events);
    let times = times(&events);
    let raw = pair(text, events, tuples)?;
    let mut history = History {
        times,
        ..History::default()
    };
    let mut of_keys: HashMap<&str, Vec<&Raw>> = HashMap::new();
    for operation in &raw {
        of_keys.entry(&operation.key).or_default().push(operation);
    }
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut processes: HashMap<String, usize> = HashMap::new();
    for operation in &raw {
        let next = history.keys.len();
        let key = *keys.entry(operation.key.clone()).or_insert(next);
        if key == next {
            let of_key = &of_keys[operation.key.as_str()];
            let object = object.unwrap_or_else(|| infer(of_key.iter().copied()));
            history.keys.push(Key {
                name: operation.key.clone(),
                object,
                initial: object.initial(),
            });
        }
        let next = history.processes.len();
        let name = &operation.invoked.process;
        let process = *processes.entry(name.clone()).or_insert(next);
        if process == next {
            history.processes.push(name.clone());
        }
        let object = history.keys[key].object;
        let operation = finished(operation, object, key, process, tuples)
            .map_err(|(line, reason)| ImportError::at(text, line, reason))?;
        history.operations.push(operation);
    }
    Ok(history)
}

/// The nemesis, which breaks things, is no client.
fn is_of_client(event: &Event) -> bool {
    event.process != "nemesis"
}

/// Whether each value is a pair of a key and a value, as in Jepsen's independent tests: reads begin
/// without a value, so there the pair is plain to see.
fn are_tuples(events: &[Event]) -> bool {
    let mut reads = events
        .iter()
        .filter(|event| event.kind == Kind::Invoke && is_read(&event.what))
        .peekable();
    reads.peek().is_some()
        && reads.all(
            |event| matches!(&event.value, Datum::Many(pair) if pair.len() == 2 && pair[1] == Datum::Nil),
        )
}

fn is_read(what: &str) -> bool {
    matches!(what, "read" | "get" | "r")
}

/// Microseconds where every event has its time and they never go back, otherwise their places.
fn times(events: &[Event]) -> Vec<u64> {
    let times: Option<Vec<u64>> = events.iter().map(|event| event.nanoseconds).collect();
    match times {
        Some(times) if times.is_sorted() => times.iter().map(|time| time / 1000).collect(),
        _ => (0..events.len() as u64).collect(),
    }
}

fn pair(text: &str, events: Vec<Event>, tuples: bool) -> Result<Vec<Raw>, ImportError> {
    let mut operations: Vec<Raw> = Vec::new();
    let mut under_way: HashMap<String, usize> = HashMap::new();
    for (moment, event) in events.into_iter().enumerate() {
        let (line, process) = (event.line, event.process.clone());
        let wrong = |reason: String| ImportError::at(text, line, reason);
        if event.kind == Kind::Invoke {
            if let Some(open) = under_way.get(&process) {
                let began = operations[*open].invoked.line;
                return Err(wrong(format!(
                    "process {process} has an operation under way since line {began}"
                )));
            }
            under_way.insert(process, operations.len());
            let (key, argument) = key_and_value(&event, tuples);
            operations.push(Raw {
                invoked: event,
                moment,
                key,
                argument,
                end: None,
            });
            continue;
        }
        let open = under_way.remove(&process);
        let open = open.ok_or_else(|| wrong(format!("process {process} has nothing under way")))?;
        let operation = &mut operations[open];
        if operation.invoked.what != event.what {
            let (began, line) = (&operation.invoked.what, operation.invoked.line);
            return Err(wrong(format!(
                "process {process} began {began} on line {line}, not {}",
                event.what
            )));
        }
        operation.end = Some((moment, event));
    }
    Ok(operations)
}

fn key_and_value(event: &Event, tuples: bool) -> (String, Datum) {
    match &event.value {
        Datum::Many(pair) if tuples && pair.len() == 2 => {
            let key = pair[0]
                .name()
                .map_or_else(|| pair[0].to_string(), str::to_owned);
            (key, pair[1].clone())
        }
        value => (event.key.clone().unwrap_or_default(), value.clone()),
    }
}

/// What a key holds, from what is done with it.
fn infer<'a>(operations: impl Iterator<Item = &'a Raw>) -> Object {
    let mut object = Object::Register;
    let mut reads_many = false;
    let mut texts = false;
    for operation in operations {
        let answer = operation
            .end
            .as_ref()
            .filter(|(_, end)| end.kind == Kind::Ok);
        let many = |datum: &Datum| match datum {
            Datum::Many(items) => items.len() != 2 || matches!(items[1], Datum::Many(_)),
            _ => false,
        };
        match operation.invoked.what.as_str() {
            what if is_read(what) => {
                let plain = |datum: &Datum| matches!(datum, Datum::Many(_));
                reads_many |= answer.is_some_and(|(_, end)| plain(&end.value) || many(&end.value));
            }
            "append" => {
                texts |= matches!(operation.argument, Datum::Text(_));
                object = Object::List;
            }
            "insert" | "remove" => return Object::Set,
            "inc" | "increment" | "incr" | "dec" | "decrement" => return Object::Counter,
            "add" if object == Object::Register => object = Object::Counter,
            "write" | "put" | "cas" | "delete" => return Object::Register,
            _ => {}
        }
    }
    match (object, reads_many) {
        (Object::Counter, true) => Object::Set,
        (Object::List, false) if texts => Object::Register,
        (object, _) => object,
    }
}

/// The operation, or a line and what is wrong there.
fn finished(
    raw: &Raw,
    object: Object,
    key: usize,
    process: usize,
    tuples: bool,
) -> Result<Operation, (usize, String)> {
    let line = raw.invoked.line;
    let action = action(&raw.invoked.what, &raw.argument, object);
    let action = action.map_err(|reason| (line, reason))?;
    if !object.accepts(&action) {
        let what = &raw.invoked.what;
        return Err((line, format!("a {} has no {what}", object.name())));
    }
    let ending = match &raw.end {
        None => Ending::Pending { given_up: None },
        Some((at, end)) => match end.kind {
            Kind::Info | Kind::Invoke => Ending::Pending {
                given_up: Some(*at),
            },
            Kind::Fail => Ending::Failed { at: *at },
            Kind::Ok => {
                let (_, found) = key_and_value(end, tuples);
                let read = action == Action::Read;
                let answer = if read {
                    answer(&found, object).map_err(|reason| (end.line, reason))?
                } else {
                    None
                };
                Ending::Returned { at: *at, answer }
            }
        },
    };
    Ok(Operation {
        name: format!("line {line}"),
        at: None,
        process,
        key,
        action,
        invoked: raw.moment,
        ending,
    })
}

fn action(what: &str, argument: &Datum, object: Object) -> Result<Action, String> {
    let number = |datum: &Datum| match datum {
        Datum::Integer(number) => Ok(*number),
        Datum::Nil => Ok(1),
        other => Err(format!("{other} is not a whole number")),
    };
    Ok(match what {
        what if is_read(what) => Action::Read,
        "write" | "put" | "w" => Action::Write(argument.value()),
        "delete" => Action::Delete,
        "cas" => match argument {
            Datum::Many(pair) if pair.len() == 2 => {
                Action::CompareAndSet(pair[0].value(), pair[1].value())
            }
            other => return Err(format!("{other} is not a pair [expected new]")),
        },
        "append" => Action::Append(argument.value()),
        "insert" => Action::Insert(argument.value()),
        "remove" => Action::Remove(argument.value()),
        "add" if object == Object::Set => Action::Insert(argument.value()),
        "add" | "inc" | "increment" | "incr" => Action::Add(number(argument)?),
        "dec" | "decrement" => Action::Add(number(argument)?.saturating_neg()),
        other => return Err(format!("{other} is not an operation that is known here")),
    })
}

fn answer(found: &Datum, object: Object) -> Result<Option<Value>, String> {
    match (object, found) {
        (Object::Register, found) => Ok(Some(found.value())),
        (Object::Counter, Datum::Integer(sum)) => Ok(Some(Value::Integer(*sum))),
        (Object::Set, Datum::Many(items)) => Ok(Some(Value::set(items.iter().map(Datum::value)))),
        (Object::List, Datum::Many(_)) => Ok(Some(found.value())),
        (Object::Set | Object::List, Datum::Nil) => Ok(Some(object.initial())),
        (Object::Counter, Datum::Nil) => Ok(None),
        (_, other) => Err(format!("a {} does not read as {other}", object.name())),
    }
}
