//! What running a document costs, beside an event loop that does nothing but keep order: the
//! throughput in events of the one over that of the other, from one run on one machine.
//!
//! `cargo bench -p replicascope-core`

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use replicascope_core::{Lab, run};

const OPERATIONS: [u64; 3] = [20, 200, 2000];

fn main() {
    divan::main();
}

/// Writes at four replicas with eager broadcast: a request, three updates and a reply each.
fn lab(operations: u64) -> Arc<Lab> {
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
    let lab = Arc::new(Lab::from_json(&document.to_string()).expect("valid"));
    assert_eq!(run(&lab).messages.len() as u64, 5 * operations);
    lab
}

#[divan::bench(args = OPERATIONS)]
fn document(bencher: Bencher, operations: u64) {
    let lab = lab(operations);
    bencher
        .counter(ItemsCount::new(run(&lab).events.len()))
        .bench_local(|| run(black_box(&lab)));
}

/// Takes as many events off a heap, with as many waiting at a time.
#[divan::bench(args = OPERATIONS)]
fn plain_event_loop(bencher: Bencher, operations: u64) {
    let events = run(&lab(operations)).events.len() as u64;
    bencher.counter(ItemsCount::new(events)).bench_local(|| {
        let mut waiting: BinaryHeap<_> = (0..operations)
            .map(|id| Reverse((3_000 * id, id)))
            .collect();
        let mut sum = 0;
        for number in operations..operations + events {
            let Some(Reverse((at, id))) = waiting.pop() else {
                break;
            };
            sum += black_box(id);
            if number < events {
                waiting.push(Reverse((at + 1_000 + number % 7 * 4_000, number)));
            }
        }
        sum
    });
}
