//! What changes the record of a replica.

use replicascope_core::clock::Relation;
use replicascope_core::crdt::State;
use replicascope_core::trace::EventKind;
use replicascope_core::{Record, StepId, Trace};
use replicascope_words::say;

use super::Here;
use crate::words::{self, answer, place};

pub(super) fn applied(here: &Here) -> String {
    let EventKind::Applied {
        step,
        key,
        after,
        dot,
        ..
    } = &here.event.kind
    else {
        return String::new();
    };
    let trace = here.trace;
    let asked = trace.operation(*step).map(|operation| &operation.call.op);
    let kept = asked.is_none_or(|op| after.state.keeps(*dot, op));
    let say = match (kept, &after.state) {
        (true, _) => say::event::applied,
        (false, State::TwoPhaseSet(_)) => say::event::applied_removed,
        (false, State::MvRegister(_)) => say::event::applied_unseen,
        (false, _) => say::event::applied_overtaken,
    };
    let told = say(
        &here.name,
        &words::step(trace, *step),
        &here.key(*key),
        &answer(&after.state.read()),
        &after.version,
    );
    match words::false_conflicts(&trace.false_conflicts(*key, after)) {
        Some(conflicts) => format!("{told} {conflicts}"),
        None => told,
    }
}

pub(super) fn merged(here: &Here) -> String {
    let EventKind::Merged {
        message,
        key,
        before,
        incoming,
        after,
        relation,
        ..
    } = &here.event.kind
    else {
        return String::new();
    };
    let from = place(here.trace.message(*message).from);
    let (came, value) = (answer(&incoming.state.read()), answer(&after.state.read()));
    let (name, key) = (&here.name, here.key(*key));
    match relation {
        Relation::Newer => say::event::merged_newer(name, &came, &from, &key, &value),
        Relation::Older => say::event::merged_older(name, &came, &from, &key, &value),
        Relation::Equal => say::event::merged_equal(name, &came, &from, &key, &value),
        Relation::Concurrent => match discarded(before, incoming, after) {
            Some(gone) => say::event::merged_discards(name, &came, &from, &key, &value, &gone),
            None => say::event::merged_concurrent(name, &came, &from, &key, &value),
        },
    }
}

/// What a merge of concurrent records gives up.
fn discarded(before: &Record, incoming: &Record, after: &Record) -> Option<String> {
    let (mine, theirs) = (before.state.read(), incoming.state.read());
    let value = after.state.read();
    let other = if value == mine { theirs } else { mine };
    (after.state.origin().is_some() && other != value).then(|| answer(&other))
}

pub(super) fn replaced(here: &Here) -> String {
    let EventKind::Replaced {
        message,
        key: index,
        before,
        after,
        ..
    } = &here.event.kind
    else {
        return String::new();
    };
    let from = place(here.trace.message(*message).from);
    let (held, value) = (answer(&before.state.read()), answer(&after.state.read()));
    let (name, key) = (&here.name, here.key(*index));
    let dropped = given_up(here.trace, *index, before, after);
    match dropped.is_empty() {
        true => say::event::replaced(name, &key, &held, &value, &from),
        false => {
            let dropped = words::steps(here.trace, dropped);
            say::event::replaced_discards(name, &key, &held, &value, &from, &dropped)
        }
    }
}

/// The updates that are in one record and not in the other.
fn given_up(trace: &Trace, key: usize, before: &Record, after: &Record) -> Vec<StepId> {
    let operations = trace.operations.iter().filter(|one| one.key == key);
    let dropped = operations.filter(|one| {
        one.dot
            .is_some_and(|dot| before.version.covers(dot) && !after.version.covers(dot))
    });
    dropped.map(|one| one.step).collect()
}
