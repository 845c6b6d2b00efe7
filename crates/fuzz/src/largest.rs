//! The largest that is taken of each kind: how long it takes, and how much memory.
//!
//! What a page does at once should be done within a second and 64 MiB; what may take longer has a
//! budget, or is done a little at a time.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use replicascope_check::import::{self, Format};
use replicascope_check::{
    Action, Ending, History, Key, Model, Object, Operation, Value, check, check_all,
};
use replicascope_core::lab::{SharedLab, limits};
use replicascope_core::text::{SharedText, TextLab, TextRun};
use replicascope_core::{Lab, run};
use replicascope_quorum::overlap::Sizes;
use replicascope_quorum::{MAX_N, Quorum, counterexample, latency};
use serde_json::{Value as Json, json};

use crate::MEMORY;

/// Steps for each check, as on the page.
const STEPS: u64 = 400_000;

/// Measures everything and prints a table.
pub(crate) fn table() {
    println!("largest                                    ms      MiB");
    documents();
    histories();
    logs();
    quorums();
}

/// One line of the table.
fn measure<T>(name: &str, what: impl FnOnce() -> T) -> T {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = Instant::now();
    let result = what();
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    let peak = MEMORY.peak_usage().saturating_sub(before) as f64 / f64::from(1 << 20);
    println!("{name:36} {millis:9.1} {peak:8.1}");
    result
}

fn documents() {
    for replicas in [3, 9] {
        let text = largest_lab(replicas).to_string();
        let name = format!("lab, {replicas} replicas");
        let lab = measure(&format!("{name}: read"), || Lab::from_json(&text));
        let Ok(lab) = lab.map_err(|error| println!("{name}: {error}")) else {
            continue;
        };
        let playhead = lab.opens_at;
        let shared = SharedLab { playhead, lab };
        let link = measure(&format!("{name}: to a link"), || shared.to_link());
        let _ = measure(&format!("{name}: from a link"), || {
            SharedLab::from_link(&link)
        });
        let _ = measure(&format!("{name}: run"), || run(&Arc::new(shared.lab)));
    }
    let text = largest_text().to_string();
    let text = measure("text: read", || TextLab::from_json(&text));
    let text = text.unwrap_or_else(|error| panic!("{error}"));
    let _ = measure("text: run", || TextRun::of(&text, text.steps.len()));
    let _ = measure("text: to a link", || {
        SharedText { steps: 0, text }.to_link()
    });
}

/// As many writes as a script may have, at replicas in turn, each of them told to all.
fn largest_lab(replicas: usize) -> Json {
    let names: Vec<String> = (b'A'..)
        .take(replicas)
        .map(|name| char::from(name).to_string())
        .collect();
    let write = |step: usize| {
        json!({"id": step + 1, "at_us": step * 1_000, "act": {"call": {
            "client": "c1", "replica": names[step % replicas], "key": "X",
            "op": {"write": format!("value {step}")}
        }}})
    };
    let script: Vec<Json> = (0..limits::STEPS).map(write).collect();
    json!({
        "version": 1, "title": "The largest", "duration_us": 600_000_000, "seed": 1,
        "replicas": names, "clients": ["c1"],
        "keys": [{"name": "X", "type": {"lww_register": {}}}],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"uniform_us": [1_000, 50_000]}},
            "to_clients": {"latency": {"constant_us": 500}}
        },
        "script": script
    })
}

/// As many steps and letters as a text may have, at three replicas that are apart for half of it.
fn largest_text() -> Json {
    let steps: Vec<Json> = (0..2_000).map(text_step).collect();
    json!({"version": 1, "title": "", "replicas": ["A", "B", "C"], "steps": steps})
}

fn text_step(step: usize) -> Json {
    let replica = ["A", "B", "C"][step % 3];
    let act = match step {
        3..6 => json!("go_offline"),
        1_000..1_003 => json!("go_online"),
        _ => json!({"type": {"insert": "ab"}}),
    };
    json!({"replica": replica, "act": act})
}

fn histories() {
    let mega = |part: &str, of: usize| part.repeat((of << 20) / part.len());
    for (name, format, text) in [
        (
            "edn of 32 MiB, empty vectors",
            Format::Edn,
            format!("[{}]", mega("[]", 32)),
        ),
        ("edn of 32 MiB, events", Format::Edn, events(32 << 20)),
        (
            "json of 32 MiB, empty arrays",
            Format::Json,
            format!("[{}[]]", mega("[],", 32)),
        ),
    ] {
        let _ = measure(name, || import::history(&text, format, None));
    }
    for count in [1_000, 4_000, 10_000] {
        for (processes, keys) in [(1, 1), (50, 1), (count / 2, 1), (50, 50)] {
            for wrong in [false, true] {
                let history = history(Object::Register, count, processes, keys, wrong);
                of_history(
                    &history,
                    &format!("{count} by {processes} on {keys} {wrong}"),
                );
            }
        }
    }
    for object in [Object::Set, Object::Counter, Object::List] {
        let history = history(object, 1_000, 50, 1, true);
        of_history(&history, &format!("1000 on a {}", object.name()));
    }
}

/// Each check that takes long, and all together.
fn of_history(history: &History, name: &str) {
    let start = Instant::now();
    let _ = measure(&format!("check {name}"), || check_all(history, STEPS));
    if start.elapsed().as_secs_f64() > 0.5 {
        for model in Model::ALL {
            let name = format!("    {}", model.word());
            let _ = measure(&name, || check(history, model, STEPS));
        }
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
        if text.len() >= bytes {
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

fn logs() {
    let lines = |bytes: usize| {
        let mut text = String::new();
        let mut number = 0;
        while text.len() < bytes {
            number += 1;
            let _ = write!(text, "event\nh {{\"h\":{number}}}\n");
        }
        text
    };
    let hosts = |count: usize| {
        let clock: Vec<String> = (0..count).map(|host| format!("\"h{host}\":1")).collect();
        format!("event\nh0 {{{}}}\n", clock.join(","))
    };
    let text = lines(32 << 20);
    let _ = measure("log of 32 MiB, one host", || import::diagram(&text, None));
    for count in [1_000, 10_000] {
        let text = hosts(count);
        let _ = measure(&format!("log of {count} hosts"), || {
            import::diagram(&text, None)
        });
    }
    let text = lines(1 << 20);
    let _ = measure("log of 1 MiB that fits no pattern", || {
        import::diagram(&text.replace('{', "("), None)
    });
    let pattern = r"(?<event>(a?b?.?){40}.*)\n(?<host>\S*) (?<clock>{.*})";
    let _ = measure("log of 1 MiB, slow pattern", || {
        import::diagram(&text, Some(pattern))
    });
}

fn quorums() {
    let all = |n: u8| Quorum::new(n, n.div_ceil(2), n.div_ceil(2));
    if let Ok(quorum) = all(MAX_N) {
        let _ = measure("quorum: all pairs", || {
            Sizes::write_and_read(quorum).in_order()
        });
        let _ = measure("quorum: counterexample", || {
            counterexample::search(quorum, true)
        });
    }
    let table = "1.5,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7\n".repeat(20_000);
    let _ = measure("table of latencies", || latency::columns(&table));
}
