//! Histories as Jepsen writes them.

use serde_json::json;

use crate::history::{Ending, History, Operation};
use crate::object::Action;
use crate::value::Value;

/// What an event of a history says.
struct Line<'a> {
    operation: &'a Operation,
    process: usize,
    kind: &'static str,
    value: Value,
    moment: usize,
}

/// The events in their order. An operation that nobody heard of again has a beginning only.
fn lines(history: &History) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    for (operation, process) in history.operations.iter().zip(processes(history)) {
        lines.push(Line {
            operation,
            process,
            kind: "invoke",
            value: argument(&operation.action),
            moment: operation.invoked,
        });
        let (kind, moment) = match operation.ending {
            Ending::Returned { at, .. } => ("ok", at),
            Ending::Failed { at } => ("fail", at),
            Ending::Pending { given_up: Some(at) } => ("info", at),
            Ending::Pending { given_up: None } => continue,
        };
        let answer = operation.answer().cloned();
        lines.push(Line {
            operation,
            process,
            kind,
            value: answer.unwrap_or_else(|| argument(&operation.action)),
            moment,
        });
    }
    lines.sort_by_key(|line| line.moment);
    lines
}

/// What the operation is called.
fn name(action: &Action) -> &'static str {
    match action {
        Action::Read => "read",
        Action::Write(_) => "write",
        Action::Delete => "delete",
        Action::CompareAndSet(..) => "cas",
        Action::Append(_) => "append",
        Action::Add(_) => "increment",
        Action::Insert(_) => "insert",
        Action::Remove(_) => "remove",
    }
}

fn argument(action: &Action) -> Value {
    match action {
        Action::Read | Action::Delete => Value::Nothing,
        Action::Write(value)
        | Action::Append(value)
        | Action::Insert(value)
        | Action::Remove(value) => value.clone(),
        Action::CompareAndSet(from, to) => Value::Many([from.clone(), to.clone()].into()),
        Action::Add(by) => Value::Integer(*by),
    }
}

/// A Jepsen process does one thing at a time and nothing after one that did not return, so a client
/// that does becomes several processes: its number, then numbers beyond all clients.
fn processes(history: &History) -> Vec<usize> {
    let mut last: Vec<Option<usize>> = vec![None; history.processes.len()];
    let mut session_of: Vec<usize> = (0..history.processes.len()).collect();
    let mut numbers = Vec::new();
    for operation in &history.operations {
        let client = operation.process;
        let free = |last: &Vec<Option<usize>>, number: usize| {
            session_of[number] == client && last[number].is_none_or(|at| at < operation.invoked)
        };
        let number = (0..last.len()).find(|number| free(&last, *number));
        let number = number.unwrap_or_else(|| {
            last.push(None);
            session_of.push(client);
            last.len() - 1
        });
        last[number] = Some(match operation.ending {
            Ending::Returned { at, .. } | Ending::Failed { at } => at,
            Ending::Pending { .. } => usize::MAX,
        });
        numbers.push(number);
    }
    numbers
}

/// A history in EDN, one map on each line, in a vector. Times are in nanoseconds.
pub fn edn(history: &History) -> String {
    let lines = lines(history).into_iter().enumerate().map(|(index, line)| {
        let key = &history.keys[line.operation.key].name;
        let key = if key.is_empty() {
            String::new()
        } else {
            format!(", :key {}", edn_text(key))
        };
        format!(
            "{{:index {index}, :time {}, :process {}, :type :{}, :f :{}{key}, :value {}}}",
            history.times[line.moment].saturating_mul(1000),
            line.process,
            line.kind,
            name(&line.operation.action),
            edn_value(&line.value),
        )
    });
    format!("[{}]\n", lines.collect::<Vec<_>>().join("\n "))
}

fn edn_value(value: &Value) -> String {
    match value {
        Value::Nothing => "nil".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => edn_text(text),
        Value::Many(values) => {
            let values: Vec<String> = values.iter().map(edn_value).collect();
            format!("[{}]", values.join(" "))
        }
    }
}

/// EDN's strings have JSON's escapes.
fn edn_text(text: &str) -> String {
    json!(text).to_string()
}

/// The same in JSON: an array, one object on each line.
pub fn json(history: &History) -> String {
    let lines = lines(history).into_iter().enumerate().map(|(index, line)| {
        let mut object = json!({
            "index": index,
            "time": history.times[line.moment].saturating_mul(1000),
            "process": line.process,
            "type": line.kind,
            "f": name(&line.operation.action),
            "value": json_value(&line.value),
        });
        let key = &history.keys[line.operation.key].name;
        if !key.is_empty() {
            object["key"] = json!(key);
        }
        object.to_string()
    });
    format!("[{}]\n", lines.collect::<Vec<_>>().join(",\n "))
}

fn json_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Nothing => serde_json::Value::Null,
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(&**text),
        Value::Many(values) => values.iter().map(json_value).collect(),
    }
}
