//! What goes first of all that is due at one microsecond.

use std::rc::Rc;

use replicascope_core::trace::{EventId, Operation};
use replicascope_core::{Lab, Trace};

/// One client writes, and writes again at the very moment that it hears of the first write; another
/// gives up at the very moment of its next step.
fn trace() -> Trace {
    let step = |id: u32, at: u32, client: &str| {
        serde_json::json!({"id": id, "at_us": at, "act": {"call":
            {"client": client, "replica": "A", "key": "X", "op": {"write": id}}}})
    };
    // A request takes 10 ms, and so does its reply.
    let script = [
        step(1, 30_000, "c1"),
        step(2, 10_000, "c1"),
        step(3, 20_000, "c2"),
        step(4, 35_000, "c2"),
    ];
    let document = serde_json::json!({
        "version": 1, "title": "Ties", "duration_us": 100_000, "seed": 1,
        "replicas": ["A", "B"], "clients": ["c1", "c2"],
        "sessions": {"c2": {"patience_us": 15_000}},
        "keys": [{"name": "X", "type": {"lww_register": {}}}],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"constant_us": 10_000}},
            "to_clients": {"latency": {"constant_us": 10_000}}
        },
        "script": script
    });
    let lab = Lab::from_json(&document.to_string()).expect("valid");
    replicascope_core::run(&Rc::new(lab))
}

fn operation(trace: &Trace, step: u32) -> &Operation {
    let mut all = trace.operations.iter();
    all.find(|one| one.step.0 == step).expect("invoked")
}

/// What a client hears counts before what it does next, whichever has the lower number in the script:
/// two operations of one session are in its order though they touch.
#[test]
fn a_client_hears_of_its_last_operation_before_it_begins_the_next_one() {
    let trace = trace();
    for (last, next) in [(2, 1), (3, 4)] {
        let (last, next) = (operation(&trace, last), operation(&trace, next));
        let ended: EventId = last.ended().expect("it ended");
        assert_eq!(trace.event(ended).at, trace.event(next.invoked).at);
        assert!(ended < next.invoked, "{ended:?} {:?}", next.invoked);
    }
}
