//! Histories of other tools, and checks of the longest that are checked.

use std::fmt::Write as _;

use replicascope_check::import::{self, Format};
use replicascope_check::{Action, Ending, History, Key, Object, Operation, Value, check_all};

use super::{BYTES, Table};

/// Steps for each check, as on the page.
const STEPS: u64 = 400_000;

/// An operation in a log of etcd.
const ETCD: &str =
    "INFO  jepsen.util - 1\t:invoke\t:write\t2\nINFO  jepsen.util - 1\t:ok\t:write\t2\n";

pub(super) fn measure(table: &mut Table) {
    let many = |part: &str| part.repeat((BYTES - 16) / part.len());
    for (name, format, text) in [
        (
            "edn, empty vectors",
            Format::Edn,
            format!("[{}]", many("[]")),
        ),
        ("edn, events", Format::Edn, events(BYTES)),
        (
            "json, empty arrays",
            Format::Json,
            format!("[{}[]]", many("[],")),
        ),
        ("log of etcd", Format::EtcdLog, many(ETCD)),
    ] {
        let _ = table.at_once(name, || import::history(&text, format, None));
    }
    for count in [1_000, 4_000] {
        for (processes, keys) in [(1, 1), (50, 1), (count / 2, 1), (50, 50)] {
            for wrong in [false, true] {
                let history = history(Object::Register, count, processes, keys, wrong);
                let is = if wrong { "wrong" } else { "right" };
                let name = format!("{count} by {processes} on {keys}, {is}");
                let _ = table.in_parts(&format!("check {name}"), || check_all(&history, STEPS));
            }
        }
    }
    for object in [Object::Set, Object::Counter, Object::List] {
        let history = history(object, 1_000, 50, 1, true);
        let name = format!("check 1000 on a {}", object.name());
        let _ = table.in_parts(&name, || check_all(&history, STEPS));
    }
}

/// A history in EDN of about so many bytes.
fn events(bytes: usize) -> String {
    let mut text = String::new();
    for operation in 0.. {
        let process = operation % 50;
        for kind in ["invoke", "ok"] {
            let _ = writeln!(
                text,
                "{{:process {process}, :type :{kind}, :f :write, :value {operation}}}"
            );
        }
        if text.len() + 128 >= bytes {
            break;
        }
    }
    text
}

/// So many operations, half of them reads, by sessions in turn that all overlap their neighbours;
/// a wrong one reads now and then what was overwritten long ago.
fn history(object: Object, count: usize, processes: usize, keys: usize, wrong: bool) -> History {
    let mut last = vec![object.initial(); keys];
    let operations = (0..count).map(|place| {
        let key = place / 2 % keys;
        let number = i64::try_from(place).unwrap_or(0);
        let value = Value::Integer(number);
        let is_write = place % 2 == 0;
        let action = match (is_write, object) {
            (false, _) => Action::Read,
            (_, Object::Register) => Action::Write(value.clone()),
            (_, Object::Counter) => Action::Add(1),
            (_, Object::Set) => Action::Insert(value.clone()),
            (_, Object::List) => Action::Append(value.clone()),
        };
        if is_write {
            last[key] = match (object, &last[key]) {
                (Object::Register, _) => value,
                (Object::Counter, Value::Integer(sum)) => Value::Integer(sum + 1),
                (_, Value::Many(items)) => {
                    Value::Many(items.iter().cloned().chain([value]).collect())
                }
                (_, other) => other.clone(),
            };
        }
        let stale = wrong && place > 100 && place % 401 == 0;
        let found = if stale {
            Value::Integer(0)
        } else {
            last[key].clone()
        };
        Operation {
            name: String::new(),
            at: None,
            process: place % processes,
            key,
            action,
            invoked: 2 * place,
            ending: Ending::Returned {
                at: 2 * place + 1,
                answer: (!is_write).then_some(found),
            },
        }
    });
    let operations = operations.collect();
    History {
        processes: (0..processes).map(|process| process.to_string()).collect(),
        keys: (0..keys)
            .map(|key| Key {
                name: key.to_string(),
                object,
                initial: object.initial(),
            })
            .collect(),
        operations,
        times: (0..2 * count as u64).collect(),
        ..History::default()
    }
}
