//! The traces of many generated documents, and what their documents say of faults.

use replicascope_core::lab::FaultKind;
use replicascope_core::trace::{Ending, EventId};
use replicascope_core::{Interval, Micros, ReplicaId, Trace};

use super::model::{Replay, run};

pub const SEEDS: std::ops::Range<u64> = 0..800;

/// Checks something on the trace of every generated document.
pub fn on_every_trace(check: impl Fn(&Trace)) {
    for seed in SEEDS {
        // Shown when a test fails; the last one is the one to look at.
        println!("seed {seed}");
        let trace = run(super::lab(seed));
        assert_eq!(trace.ending, Ending::Complete);
        check(&trace);
    }
}

/// Checks something on every event of every trace, with what a replay knows before the event.
pub fn on_every_event(check: impl Fn(&Replay, EventId)) {
    on_every_trace(|trace| {
        let mut replay = Replay::new(trace);
        for (id, _) in trace.events() {
            check(&replay, id);
            replay.take(id);
        }
    });
}

/// When the faults hold that the choice picks.
pub fn when(trace: &Trace, choice: impl Fn(&FaultKind) -> bool) -> Vec<Interval> {
    let faults = trace.lab.faults.iter().filter(|fault| choice(&fault.kind));
    let interval = faults.map(|fault| Interval {
        from: fault.from,
        to: fault.to,
    });
    interval.collect()
}

pub fn crashes_of(trace: &Trace, which: ReplicaId) -> Vec<Interval> {
    when(
        trace,
        |kind| matches!(kind, FaultKind::Crash { replica, .. } if *replica == which),
    )
}

pub fn is_down(trace: &Trace, replica: ReplicaId, at: Micros) -> bool {
    let crashes = crashes_of(trace, replica);
    crashes.iter().any(|crash| crash.contains(at))
}
