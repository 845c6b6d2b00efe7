//! What clients ask, and what they are told.

use replicascope_core::clock::VersionVector;
use replicascope_core::lab::FaultKind;
use replicascope_core::trace::Event;
use replicascope_core::{Answer, ClientId, Micros, Place, StepId, Trace};
use replicascope_words::say;

use super::{Failure, Here};
use crate::words::{self, operation, place};

pub(super) fn invoked(here: &Here, step: StepId) -> String {
    let Some(operation) = here.trace.operation(step) else {
        return String::new();
    };
    let call = &operation.call;
    let client = call.client.index() + 1;
    let what = self::operation(&call.op, call.key.as_str());
    if is_offline(here.trace, call.client, here.event.at) {
        return say::event::invoked_offline(&client, &what);
    }
    let asked = operation.asked.unwrap_or(call.replica);
    say::event::invoked(&client, &asked, &what)
}

/// Whether a client is offline at a moment.
fn is_offline(trace: &Trace, client: ClientId, at: Micros) -> bool {
    let mut faults = trace.lab.faults.iter();
    faults.any(|fault| fault.kind == FaultKind::Offline { client } && fault.interval().contains(at))
}

pub(super) fn returned(
    trace: &Trace,
    step: StepId,
    answer: Option<&Answer>,
    misses: &[StepId],
) -> String {
    let Some(call) = trace.operation(step).map(|one| &one.call) else {
        return String::new();
    };
    let client = call.client.index() + 1;
    let what = operation(&call.op, call.key.as_str());
    let Some(answer) = answer.map(words::answer) else {
        return say::event::acknowledged(&client, &what);
    };
    match misses {
        [] => say::event::returned(&client, &what, &answer),
        _ => {
            let missed = words::steps(trace, misses.iter().copied());
            say::event::returned_stale(&client, &what, &answer, &missed)
        }
    }
}

/// What a session insists on and the replica does not hold.
pub(super) fn lacking(trace: &Trace, event: &Event, key: usize, token: &VersionVector) -> String {
    let replica = event.place.and_then(Place::replica);
    let held = replica.map(|replica| trace.record_at(replica, key, event.at));
    let lacks = |actor, counter| held.is_none_or(|record| record.version.get(actor) < counter);
    let missing = token.components();
    let missing = missing.filter(|(actor, counter)| lacks(*actor, *counter));
    words::joined(missing.map(|(actor, counter)| format!("{actor}·{counter}")))
}

pub(super) fn failed(trace: &Trace, step: StepId, why: Failure) -> String {
    let Some(operation) = trace.operation(step) else {
        return String::new();
    };
    let call = &operation.call;
    let client = call.client.index() + 1;
    let what = self::operation(&call.op, call.key.as_str());
    let told = match why {
        Failure::GaveUp => say::event::gave_up(&client, &what),
        Failure::TooFew { answered, needed } => {
            say::event::failed_too_few(&client, &what, &answered, &needed)
        }
        Failure::NotTheLeader => say::event::failed_no_leader(&client, &what),
        Failure::Refused(why) => say::event::failed_refused(&client, &what, &words::refused(why)),
    };
    // What the client is told is one thing, what has happened another.
    let applied = operation.handled.filter(|_| call.op.is_update());
    match applied.and_then(|event| trace.event(event).place) {
        Some(at) => format!("{told} {}", say::event::all_the_same(&place(at))),
        None => told,
    }
}
