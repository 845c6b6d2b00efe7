//! What happened, in sentences. Every one is computed from the trace.

use replicascope_core::clock::{Relation, VersionVector};
use replicascope_core::lab::FaultKind;
use replicascope_core::message::Failure;
use replicascope_core::trace::{Event, EventId, EventKind, Note, Refusal};
use replicascope_core::{Answer, ClientId, FaultId, Micros, Place, Record, StepId, Trace};

use crate::words::{self, capital, cargo, fault, loss, operation, place};

/// What happened, in one sentence.
pub fn sentence(trace: &Trace, id: EventId) -> String {
    let event = trace.event(id);
    let here = event.place.map(place).unwrap_or_default();
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    match &event.kind {
        EventKind::Invoked { step } => invoked(trace, event, *step),
        EventKind::Sent { message } => {
            let message = trace.message(*message);
            let what = cargo(trace, message);
            format!(
                "{} sends {} to {}.",
                capital(&here),
                what,
                place(message.to)
            )
        }
        EventKind::Delivered {
            message, repeat, ..
        } => {
            let message = trace.message(*message);
            let (what, from) = (cargo(trace, message), place(message.from));
            let again = if *repeat {
                " a second time and ignores it"
            } else {
                ""
            };
            format!("{} receives {what} from {from}{again}.", capital(&here))
        }
        EventKind::Dropped { message, why, .. } => {
            let message = trace.message(*message);
            let (from, to) = (place(message.from), place(message.to));
            let what = cargo(trace, message);
            format!(
                "{what} from {from} to {to} does not arrive: {}.",
                loss(trace, *why)
            )
        }
        EventKind::Applied {
            step,
            key: index,
            after,
            dot,
            ..
        } => {
            let (name, value) = (key(*index), after.state.read());
            let what = words::step(trace, *step);
            let overwritten = trace.false_conflicts(*index, after);
            let false_conflicts = words::false_conflicts(&overwritten);
            let asked = trace.operation(*step).map(|operation| &operation.call.op);
            let kept = if asked.is_none_or(|op| after.state.keeps(*dot, op)) {
                ""
            } else {
                words::without_effect(&after.state)
            };
            format!(
                "{here} carries out {what}{kept}: {name} = {value}, version {}.{false_conflicts}",
                after.version
            )
        }
        EventKind::Merged {
            message,
            key: index,
            before,
            incoming,
            after,
            relation,
            ..
        } => {
            let from = place(trace.message(*message).from);
            let (name, value) = (key(*index), after.state.read());
            let outcome = match relation {
                Relation::Newer => format!("newer, {name} = {value}"),
                Relation::Older => format!("older, {name} stays {value}"),
                Relation::Equal => format!("equal, {name} stays {value}"),
                Relation::Concurrent => concurrent(name, before, incoming, after),
            };
            format!(
                "{here} merges {} of {from}: {outcome}.",
                incoming.state.read()
            )
        }
        EventKind::Answered {
            key: index, record, ..
        } => {
            format!(
                "{here} answers a read of {}: {}.",
                key(*index),
                record.state.read()
            )
        }
        EventKind::Returned {
            step,
            answer,
            misses,
        } => returned(trace, *step, answer.as_ref(), misses),
        EventKind::Held { step, key, token } => {
            let lacks = lacking(trace, event, *key, token);
            format!(
                "{here} lets {} wait: it lacks {lacks}, which the session has seen.",
                words::step(trace, *step)
            )
        }
        EventKind::Replaced {
            message,
            key: index,
            before,
            after,
            ..
        } => {
            let from = place(trace.message(*message).from);
            let (name, value) = (key(*index), after.state.read());
            let dropped = given_up(trace, *index, before, after);
            format!(
                "{here} gives up {name} = {} for {name} = {value} of {from}{dropped}.",
                before.state.read()
            )
        }
        EventKind::Followed { update, after, .. } => {
            let (name, value) = (key(update.key), after.state.read());
            let what = words::step(trace, update.step);
            format!("{here} carries out {what}, which arrived as an operation: {name} = {value}.")
        }
        EventKind::Noted { note, .. } => noted(trace, &here, note),
        EventKind::Failed { step, why } => failed(trace, *step, *why),
        EventKind::Promoted { .. } => format!("{here} is told to lead."),
        EventKind::Refused { step, why } => {
            let what = words::step(trace, *step);
            match why {
                Refusal::Down => format!("{here} is down: {what} does not happen."),
                Refusal::NoLeaders => {
                    format!("{here} cannot lead: this strategy has no leader to replace.")
                }
                Refusal::Update(why) => {
                    let why = words::refused(*why);
                    format!("{here} refuses {what}: {why}.")
                }
            }
        }
        EventKind::Crashed { .. } => format!("{here} crashes."),
        EventKind::Recovered {
            lost_disk: false, ..
        } => format!("{here} is back, with what it held."),
        EventKind::Recovered { .. } => format!("{here} is back, with an empty disk."),
        EventKind::FaultBegins { fault: id } => begins(trace, *id),
        EventKind::FaultEnds { fault: id } => is_over(trace, *id),
    }
}

fn concurrent(name: &str, before: &Record, incoming: &Record, after: &Record) -> String {
    let (mine, theirs, value) = (
        before.state.read(),
        incoming.state.read(),
        after.state.read(),
    );
    let discarded = if value == mine { &theirs } else { &mine };
    if after.state.origin().is_some() && discarded != &value {
        return format!("concurrent, {name} = {value} and {discarded} is discarded");
    }
    format!("concurrent, together {name} = {value}")
}

fn returned(trace: &Trace, step: StepId, answer: Option<&Answer>, misses: &[StepId]) -> String {
    let Some(call) = trace.operation(step).map(|one| &one.call) else {
        return String::new();
    };
    let client = call.client.index() + 1;
    let what = operation(&call.op, call.key.as_str());
    let Some(answer) = answer else {
        return format!("Client {client}: {what} is acknowledged.");
    };
    let missed = misses
        .iter()
        .map(|step| words::step(trace, *step))
        .collect::<Vec<_>>()
        .join(", ");
    if missed.is_empty() {
        return format!("Client {client}: {what} returns {answer}.");
    }
    format!(
        "Client {client}: {what} returns {answer}, stale: it misses {missed}, acknowledged before."
    )
}

fn begins(trace: &Trace, id: FaultId) -> String {
    let kind = trace.lab.fault(id).map(|fault| &fault.kind);
    match kind {
        Some(FaultKind::Offline { client }) => {
            format!("Client {} goes offline.", client.index() + 1)
        }
        Some(FaultKind::SlowReplica { replica, by }) => {
            format!("{replica} becomes slow: it deals with everything {by} later.")
        }
        Some(FaultKind::Clock { replica, .. }) => {
            format!(
                "{replica}'s clock goes wrong: {}.",
                words::fault_in_short(trace, id)
            )
        }
        _ => format!("{} begins.", capital(&fault(trace, id))),
    }
}

fn is_over(trace: &Trace, id: FaultId) -> String {
    let kind = trace.lab.fault(id).map(|fault| &fault.kind);
    match kind {
        Some(FaultKind::Offline { client }) => {
            format!("Client {} is online again.", client.index() + 1)
        }
        Some(FaultKind::SlowReplica { replica, .. }) => format!("{replica} is slow no longer."),
        Some(FaultKind::Clock { replica, .. }) => format!("{replica}'s clock is right again."),
        _ => format!("{} is over.", capital(&fault(trace, id))),
    }
}

fn invoked(trace: &Trace, event: &Event, step: StepId) -> String {
    let Some(operation) = trace.operation(step) else {
        return String::new();
    };
    let call = &operation.call;
    let (client, what) = (
        call.client.index() + 1,
        self::operation(&call.op, call.key.as_str()),
    );
    if is_offline(trace, call.client, event.at) {
        return format!("Client {client} is offline and keeps this for later: {what}.");
    }
    let asked = operation.asked.unwrap_or(call.replica);
    format!("Client {client} asks {asked}: {what}.")
}

/// Whether a client is offline at a moment.
fn is_offline(trace: &Trace, client: ClientId, at: Micros) -> bool {
    trace
        .lab
        .faults
        .iter()
        .any(|fault| fault.kind == FaultKind::Offline { client } && fault.interval().contains(at))
}

/// What a session insists on and the replica does not hold.
fn lacking(trace: &Trace, event: &Event, key: usize, token: &VersionVector) -> String {
    let replica = event.place.and_then(Place::replica);
    let held = replica.map(|replica| trace.record_at(replica, key, event.at));
    let lacks = |actor, counter| held.is_none_or(|record| record.version.get(actor) < counter);
    let missing = token.components();
    let missing = missing.filter(|(actor, counter)| lacks(*actor, *counter));
    let names = missing.map(|(actor, counter)| format!("{actor}·{counter}"));
    names.collect::<Vec<_>>().join(", ")
}

/// The updates that are in one record and not in the other: `, and discards client 1's write …`.
fn given_up(trace: &Trace, key: usize, before: &Record, after: &Record) -> String {
    let operations = trace.operations.iter().filter(|one| one.key == key);
    let dropped = operations.filter(|one| {
        one.dot
            .is_some_and(|dot| before.version.covers(dot) && !after.version.covers(dot))
    });
    let names: Vec<String> = dropped.map(|one| words::step(trace, one.step)).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(" and discards {}", names.join(", "))
}

/// What an operation that came too early waits for: `client 1's write …`.
fn waited_for(trace: &Trace, waits_for: &[(usize, VersionVector)]) -> String {
    let missing = |key: usize, version: &VersionVector| -> Vec<String> {
        let of_the_key = trace.operations.iter().filter(|one| one.key == key);
        let last = |dot: &replicascope_core::clock::Dot| version.get(dot.actor) == dot.counter;
        let made = of_the_key.filter(|one| one.dot.as_ref().is_some_and(last));
        made.map(|one| words::step(trace, one.step)).collect()
    };
    let all = waits_for
        .iter()
        .flat_map(|(key, version)| missing(*key, version));
    all.collect::<Vec<_>>().join(", ")
}

fn noted(trace: &Trace, here: &str, note: &Note) -> String {
    let key = |index: &usize| trace.lab.keys[*index].name.as_str();
    match note {
        Note::HeldBack { update, waits_for } => {
            let what = words::step(trace, update.step);
            let missing = waited_for(trace, waits_for);
            format!("{here} holds {what} back: it came before {missing}.")
        }
        Note::Leads(term) => format!("{here} leads from now on, in term {}.", term.number),
        Note::Follows(term) => {
            format!(
                "{here} follows {} from now on, in term {}.",
                term.leader, term.number
            )
        }
        Note::Keeps {
            key: of,
            record,
            keep_for,
        } => {
            let value = record.state.read();
            format!("{here} keeps {} = {value} for {keep_for}: a hint.", key(of))
        }
        Note::HandedOver { key: of, keep_for } => {
            format!(
                "{here} learns that {keep_for} has taken over {}: the hint goes.",
                key(of)
            )
        }
        Note::Expired { key: of, .. } => format!("{here}'s copy of {} expires.", key(of)),
        Note::Collected { key: of, .. } => {
            format!(
                "{here} forgets the tombstone of {}: nothing is left of it there.",
                key(of)
            )
        }
    }
}

fn failed(trace: &Trace, step: StepId, why: Failure) -> String {
    let Some(operation) = trace.operation(step) else {
        return String::new();
    };
    let call = &operation.call;
    let (client, what) = (
        call.client.index() + 1,
        self::operation(&call.op, call.key.as_str()),
    );
    // What the client is told is one thing, what has happened another.
    let applied = operation.handled.filter(|_| call.op.is_update());
    let all_the_same = applied
        .and_then(|event| trace.event(event).place)
        .map_or(String::new(), |at| {
            format!(" {} has carried it out all the same.", place(at))
        });
    let reason = match why {
        Failure::GaveUp => {
            return format!("Client {client} gives up waiting for {what}.{all_the_same}");
        }
        Failure::TooFew { answered, needed } => {
            format!("{answered} of {needed} replicas answered in time")
        }
        Failure::NotTheLeader => "the replica that it reached does not lead".to_owned(),
        Failure::Refused(why) => format!("the replica refused it: {}", words::refused(why)),
    };
    format!("Client {client}: {what} fails, {reason}.{all_the_same}")
}
