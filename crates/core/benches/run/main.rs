//! What running a document costs, beside a plain event loop that makes the same events.
//!
//! `cargo bench -p replicascope-core --bench run`

mod plain;
#[path = "../support/processes.rs"]
mod processes;

use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use plain::{Plain, Script};
use processes::measure_each;
use replicascope_core::{Answer, Lab, Trace, run};

const OPERATIONS: [u64; 4] = [20, 200, 2_000, 10_000];
/// Both take turns for so long; the best time of each counts, since others use the machine too.
const FOR: Duration = Duration::from_secs(5);

fn main() {
    let heading = "operations  messages   events   simulation   plain loop   ratio";
    measure_each(heading, OPERATIONS, measure);
}

fn measure(operations: u64) {
    let lab = lab(operations);
    let trace = run(&lab);
    let script = Script::of(&lab);
    does_the_same(&trace, &Plain::run(&script));
    let (mut ours, mut plain) = (Duration::MAX, Duration::MAX);
    let start = Instant::now();
    while start.elapsed() < FOR {
        ours = ours.min(time(|| run(black_box(&lab))));
        plain = plain.min(time(|| Plain::run(black_box(&script))));
    }
    let each = |time: Duration| time.as_nanos() / trace.events.len() as u128;
    println!(
        "{operations:>10} {:>9} {:>8} {:>9} ns {:>9} ns {:>7.2}",
        trace.messages.len(),
        trace.events.len(),
        each(ours),
        each(plain),
        ours.as_secs_f64() / plain.as_secs_f64(),
    );
}

/// How long it takes to make something; getting rid of it is not counted.
fn time<T>(make: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(make());
    let time = start.elapsed();
    drop(made);
    time
}

/// Writes at four replicas with eager broadcast: a request, three updates and a reply each.
fn lab(operations: u64) -> Rc<Lab> {
    let replicas = ["A", "B", "C", "D"];
    let steps = (0..operations)
        .zip(replicas.iter().cycle())
        .map(|(id, replica)| {
            serde_json::json!({"id": id, "at_us": 3_000 * id, "act":
            {"call": {"client": "c1", "replica": replica, "key": "X", "op": {"write": id}}}})
        });
    let document = serde_json::json!({
        "version": 1, "title": "Bench", "duration_us": 3_000 * operations + 100_000, "seed": 1,
        "replicas": replicas, "clients": ["c1"],
        "keys": [{"name": "X", "type": {"lww_register": {}}}],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"uniform_us": [5_000, 30_000]}},
            "to_clients": {"latency": {"constant_us": 1_000}}
        },
        "script": steps.collect::<Vec<_>>()
    });
    let lab = Rc::new(Lab::from_json(&document.to_string()).expect("valid"));
    assert_eq!(run(&lab).messages.len() as u64, 5 * operations);
    lab
}

/// The plain loop makes the same events in the same order, and replicas hold the same at the end.
fn does_the_same(trace: &Trace, plain: &Plain) {
    assert!(plain.lines == plain::lines(trace));
    for replica in &trace.lab.replicas {
        let record = trace.record_at(*replica, 0, trace.lab.duration);
        let value = plain.value(*replica, &trace.lab.keys[0].name);
        let value = value.cloned().map_or(Answer::Nothing, Answer::Value);
        assert_eq!(record.state.read(), value);
    }
}
