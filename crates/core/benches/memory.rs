//! How much memory the longest runs take: for each strategy a process of its own runs a document
//! with as many writes as one may have, and says the most memory that it had at once.
//!
//! `cargo bench -p replicascope-core --bench memory`

#[path = "../tests/support/long.rs"]
mod long;
#[path = "support/processes.rs"]
mod processes;

use std::hint::black_box;

use long::{long, peak};
use processes::measure_each;
use replicascope_core::run;
use serde_json::{Value, json};

fn main() {
    let strategies = strategies();
    measure_each(
        "   events  messages      peak  for each event",
        0..strategies.len(),
        |index: usize| measure(&strategies[index]),
    );
}

/// Those that go on for as long as a run may.
fn strategies() -> Vec<Value> {
    vec![
        json!({"eager": {}}),
        json!({"leaderless": {"n": 9, "w": 5, "r": 5, "timeout_us": 200_000}}),
        json!({"anti_entropy": {"period_us": 10_000}}),
        json!({"gossip": {"fan_out": 2, "round_us": 10_000}}),
        json!({"gossip": {"ship": "deltas", "fan_out": 2, "round_us": 10_000}}),
    ]
}

/// What the document and the program take is counted, too: it is little.
fn measure(replication: &Value) {
    let lab = long(replication);
    let trace = black_box(run(&lab));
    let (events, peak) = (trace.events.len(), peak());
    println!(
        "{events:>9} {:>9} {:>6} MB {:>9} bytes  {replication}",
        trace.messages.len(),
        peak / 1_000_000,
        peak / events,
    );
}
