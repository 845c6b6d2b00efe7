//! Questions to a trace, in the words of the tests.

use std::rc::Rc;

use replicascope_core::trace::{EventKind, Message, Note};
use replicascope_core::{FaultId, Lab, Micros, ReplicaId, StepId, Trace, run};
use replicascope_lessons::SCENARIOS;

pub fn lab(name: &str) -> Lab {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    let scenario = scenario.unwrap_or_else(|| panic!("no scenario {name}"));
    scenario
        .lab()
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub fn trace(name: &str) -> Trace {
    run(&Rc::new(lab(name)))
}

/// The run of a scenario after a change that its prompt suggests.
pub fn changed(name: &str, change: impl FnOnce(&mut Lab)) -> Trace {
    let mut lab = lab(name);
    change(&mut lab);
    lab.validate()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    run(&Rc::new(lab))
}

/// The run of a scenario under its own strategy, then under each that it is compared with.
pub fn compared<const N: usize>(name: &str) -> [Trace; N] {
    let lab = lab(name);
    let strategies = std::iter::once(&lab.replication).chain(&lab.compare);
    let traces: Vec<Trace> = strategies
        .map(|one| run(&Rc::new(lab.under(one))))
        .collect();
    traces
        .try_into()
        .unwrap_or_else(|traces: Vec<_>| panic!("{name} compares {} strategies", traces.len()))
}

/// What a read returned, and whether it was stale.
pub fn read(trace: &Trace, step: u32) -> (String, bool) {
    let operation = trace.operation(StepId(step)).expect("an operation");
    let returned = operation
        .returned
        .unwrap_or_else(|| panic!("op{step} never returned"));
    match &trace.event(returned).kind {
        EventKind::Returned {
            answer: Some(answer),
            misses,
            ..
        } => (answer.to_string(), !misses.is_empty()),
        other => panic!("op{step} is no read: {other:?}"),
    }
}

pub fn fresh(value: &str) -> (String, bool) {
    (value.into(), false)
}

pub fn stale(value: &str) -> (String, bool) {
    (value.into(), true)
}

/// When an operation returned; none: it never did.
pub fn returned_at(trace: &Trace, step: u32) -> Option<Micros> {
    let operation = trace.operation(StepId(step))?;
    operation.returned.map(|event| trace.event(event).at)
}

/// From invocation to return, in milliseconds; none: it never returned.
pub fn latency(trace: &Trace, step: u32) -> Option<u64> {
    let operation = trace.operation(StepId(step))?;
    let began = trace.event(operation.invoked).at;
    returned_at(trace, step).map(|at| at.since(began).0 / 1000)
}

pub fn has_failed(trace: &Trace, step: u32) -> bool {
    let operation = trace.operation(StepId(step)).expect("an operation");
    operation.failed.is_some()
}

/// The replica that a client's route led to.
pub fn asked(trace: &Trace, step: u32) -> String {
    let operation = trace.operation(StepId(step)).expect("an operation");
    operation.asked.expect("it was sent").to_string()
}

/// No updates at all.
pub const NOTHING: [u32; 0] = [];

/// The acknowledged updates that were lost.
pub fn lost(trace: &Trace) -> Vec<u32> {
    trace.lost.iter().map(|step| step.0).collect()
}

/// What a replica shows for the first key at a moment.
pub fn value_at(trace: &Trace, replica: &str, millis: u64) -> String {
    let replica: ReplicaId = replica.parse().expect("a replica");
    let record = trace.record_at(replica, 0, Micros::from_millis(millis));
    record.state.read().to_string()
}

/// What each replica shows for the first key at the end.
pub fn at_the_end(trace: &Trace) -> Vec<String> {
    let end = trace.lab.duration.0 / 1000;
    let replicas = trace.lab.replicas.iter();
    replicas
        .map(|replica| value_at(trace, &replica.to_string(), end))
        .collect()
}

/// When all replicas agreed about the first key for good, in milliseconds.
pub fn agreed_at(trace: &Trace) -> Option<u64> {
    trace.convergence[0].agreed_at.map(|at| at.0 / 1000)
}

/// How many events are like this.
pub fn count(trace: &Trace, like: impl Fn(&EventKind) -> bool) -> usize {
    trace.events.iter().filter(|one| like(&one.kind)).count()
}

/// When and where a strategy noted something like this.
pub fn noted(trace: &Trace, like: impl Fn(&Note) -> bool) -> Vec<(u64, String)> {
    let events = trace.events.iter();
    let noted = events.filter_map(|event| match &event.kind {
        EventKind::Noted { note, .. } if like(note) => {
            let place = event.place.map(|place| place.to_string());
            Some((event.at.0 / 1000, place.unwrap_or_default()))
        }
        _ => None,
    });
    noted.collect()
}

/// The messages with this purpose between two places, such as `A>B/store`.
pub fn messages<'a>(trace: &'a Trace, like: &str) -> Vec<&'a Message> {
    let all = trace.messages.iter();
    all.filter(|one| format!("{}>{}/{}", one.from, one.to, one.purpose) == like)
        .collect()
}

/// Drags a step to another time.
pub fn move_step(lab: &mut Lab, step: u32, millis: u64) {
    let mut steps = lab.script.iter_mut();
    let step = steps.find(|one| one.id == StepId(step)).expect("a step");
    step.at = Micros::from_millis(millis);
}

pub fn remove_step(lab: &mut Lab, step: u32) {
    lab.script.retain(|one| one.id != StepId(step));
}

/// Drags the end of a fault to another time.
pub fn end_fault(lab: &mut Lab, fault: u32, millis: u64) {
    let mut faults = lab.faults.iter_mut();
    let fault = faults.find(|one| one.id == FaultId(fault));
    fault.expect("a fault").to = Micros::from_millis(millis);
}

/// Drags a message's arrowhead, or makes a lost message arrive.
pub fn deliver(lab: &mut Lab, message: &str, after_millis: u64) {
    lab.overrides.retain(|one| one.message != message);
    lab.overrides.push(replicascope_core::lab::Override {
        message: message.into(),
        after_us: vec![Micros::from_millis(after_millis)],
    });
}
