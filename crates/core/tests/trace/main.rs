//! The order of every trace: time, causes, and the events of each message and operation.

mod causes;
mod everything;
mod json;
mod messages;
mod operations;
#[path = "../support/mod.rs"]
mod support;

use replicascope_core::replication::Replication;
use replicascope_core::trace::Ending;
use replicascope_core::{Interval, Micros, ReplicaId};
use support::lab;
use support::model::run;
use support::traces::on_every_trace;

/// The name of a variant: how its debug output begins.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.chars().take_while(|c| c.is_alphabetic()).collect()
}

#[test]
fn time_never_goes_backwards_and_ends_with_the_run() {
    on_every_trace(|trace| {
        assert!(trace.events.is_sorted_by_key(|event| event.at));
        assert!(
            trace
                .events
                .iter()
                .all(|event| event.at <= trace.lab.duration)
        );
    });
}

#[test]
fn a_run_with_too_many_events_is_stopped_and_says_so() {
    let mut lab = lab(0);
    lab.duration = Micros::from_millis(600_000);
    lab.replicas = ReplicaId::all().collect();
    let mut all = Replication::all().into_iter();
    lab.replication = all
        .find(|one| matches!(one, Replication::AntiEntropy(_)))
        .expect("registered");
    if let Replication::AntiEntropy(options) = &mut lab.replication {
        options.period = Micros::from_millis(1);
    }
    lab.validate().expect("within the bounds");
    let trace = run(lab);
    let last = trace.events.last().expect("events");
    assert_eq!(trace.ending, Ending::TooManyEvents { at: last.at });
    assert!(trace.events.len() >= replicascope_core::sim::MAX_EVENTS);
    assert!(trace.events.len() < replicascope_core::sim::MAX_EVENTS + 100);
    let beyond = |interval: &Interval| interval.to > last.at;
    assert!(
        !trace
            .convergence
            .iter()
            .any(|one| one.disagreements.iter().any(beyond))
    );
}
