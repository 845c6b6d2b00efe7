//! Documents whose runs are as long as a run may be.

use std::rc::Rc;

use replicascope_core::Lab;
use serde_json::{Value, json};

/// As many writes as a document may have, to eight keys at nine replicas, under a strategy.
pub fn long(replication: &Value) -> Rc<Lab> {
    let replicas = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
    let steps = (0..10_000)
        .zip(replicas.iter().cycle())
        .map(|(id, replica)| {
            let key = format!("K{}", id % 8);
            json!({"id": id, "at_us": 2_000 * id, "act":
            {"call": {"client": "c1", "replica": replica, "key": key, "op": {"write": id}}}})
        });
    let key = |number| json!({"name": format!("K{number}"), "type": {"lww_register": {}}});
    let document = json!({
        "version": 1, "title": "Long", "duration_us": 600_000_000, "seed": 1,
        "replicas": replicas, "clients": ["c1"],
        "keys": (0..8).map(key).collect::<Vec<_>>(),
        "replication": replication,
        "network": {
            "between_replicas": {"latency": {"uniform_us": [5_000, 30_000]}},
            "to_clients": {"latency": {"constant_us": 1_000}}
        },
        "script": steps.collect::<Vec<_>>()
    });
    Rc::new(Lab::from_json(&document.to_string()).expect("within the bounds"))
}

/// The most memory that this process has had at once, in bytes.
pub fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux says");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|rest| rest.trim().strip_suffix(" kB"));
    let kibibytes: usize = number.and_then(|text| text.parse().ok()).expect("a number");
    kibibytes << 10
}
