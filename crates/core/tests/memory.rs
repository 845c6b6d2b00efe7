//! What the longest runs may take. A file of its own, and one test in it, so that nothing else takes
//! memory in its process.
#![cfg(target_os = "linux")]

#[path = "support/long.rs"]
mod long;

use long::{long, peak};
use replicascope_core::run;
use replicascope_core::sim::MAX_EVENTS;

/// A million events in less than 600 MB.
const BYTES_FOR_EACH: usize = 600;

#[test]
fn a_run_of_a_million_events_fits_in_memory() {
    assert_eq!(MAX_EVENTS, 1_000_000);
    let before = peak();
    let trace = run(&long(
        &serde_json::json!({"anti_entropy": {"period_us": 10_000}}),
    ));
    assert!(trace.events.len() >= MAX_EVENTS, "as long as a run may be");
    let each = (peak() - before) / trace.events.len();
    assert!(each < BYTES_FOR_EACH, "{each} bytes for each event");
}
