//! What a run, and an edit, may grow to.

use std::rc::Rc;

use replicascope_core::lab::limits;
use replicascope_core::sim::MAX_HELD;
use replicascope_core::trace::Ending;
use replicascope_core::{Edit, Lab, run};

/// So many adds to one set that only grows, at nine replicas that tell each other everything.
fn adds(count: u32) -> Lab {
    let replicas = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
    let steps = (0..count)
        .zip(replicas.iter().cycle())
        .map(|(id, replica)| {
            serde_json::json!({"id": id, "at_us": 50 * id, "act":
            {"call": {"client": "c1", "replica": replica, "key": "X", "op": {"add": id}}}})
        });
    let document = serde_json::json!({
        "version": 1, "title": "Adds", "duration_us": 600_000_000, "seed": 1,
        "replicas": replicas, "clients": ["c1"],
        "keys": [{"name": "X", "type": {"g_set": {}}}],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"constant_us": 10_000}},
            "to_clients": {"latency": {"constant_us": 1_000}}
        },
        "script": steps.collect::<Vec<_>>()
    });
    Lab::from_json(&document.to_string()).expect("within the bounds")
}

/// Every record of a growing set is a new one that the trace keeps: together they would be gigabytes.
#[test]
fn a_run_whose_replicas_come_to_hold_too_much_is_stopped_and_says_so() {
    let trace = run(&Rc::new(adds(10_000)));
    let last = trace.events.last().expect("events");
    assert_eq!(trace.ending, Ending::TooMuchHeld { at: last.at });
    let json = trace.to_json();
    assert!(json.contains("too_much_held"), "it says so");
    let held = trace
        .lab
        .replicas
        .iter()
        .flat_map(|one| trace.holdings_of(*one, 0));
    let bytes: usize = held.map(|(_, record)| record.bytes()).sum();
    assert!(
        (MAX_HELD..MAX_HELD + MAX_HELD / 50).contains(&bytes),
        "{bytes}"
    );
    assert_eq!(run(&Rc::new(adds(200))).ending, Ending::Complete);
}

/// Each part may look through the whole document.
#[test]
fn an_edit_of_too_many_parts_is_refused() {
    let lab = adds(1);
    let nested = |parts: usize| Edit::All(vec![Edit::All(vec![Edit::SetSeed(8); parts - 2])]);
    assert!(lab.edited(&nested(limits::EDITS)).is_ok());
    let error = lab.edited(&nested(limits::EDITS + 1)).expect_err("refused");
    assert_eq!(error.path(), "$.all");
}

#[test]
fn a_replica_of_ten_thousand_steps_is_removed_with_them() {
    let lab = adds(10_000);
    let lab = lab
        .edited(&Edit::RemoveReplica(lab.replicas[1]))
        .expect("possible");
    assert_eq!(lab.script.len(), 10_000 - 1_111);
}
