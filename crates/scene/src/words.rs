//! The run in sentences. Every one is computed from the trace.

use replicascope_core::clock::{Relation, VersionVector};
use replicascope_core::crdt::{Op, Rule};
use replicascope_core::lab::{Act, FaultKind};
use replicascope_core::message::Payload;
use replicascope_core::trace::{EventId, EventKind, Loss, Message};
use replicascope_core::{FaultId, Place, ReplicaId, StepId, Trace};

/// A place in running text: `A`, `client 1`.
pub fn place(place: Place) -> String {
    match place {
        Place::Client(client) => format!("client {}", client.index() + 1),
        Place::Replica(replica) => replica.to_string(),
    }
}

/// An operation on its key: `write X = 2`, `read X`, `X + 1`.
pub fn operation(op: &Op, key: &str) -> String {
    match op {
        Op::Read => format!("read {key}"),
        Op::Write(value) => format!("write {key} = {value}"),
        Op::Increment(by) => format!("{key} + {by}"),
    }
}

/// What a step does: `client 1's write X = 2`, `A's record sent by hand`.
pub fn step(trace: &Trace, id: StepId) -> String {
    match trace.lab.step(id).map(|step| &step.act) {
        Some(Act::Call(call)) => {
            let what = operation(&call.op, call.key.as_str());
            format!("{}'s {what}", place(Place::Client(call.client)))
        }
        Some(Act::Send(send)) => {
            format!("{} of {}, sent by hand to {}", send.key, send.from, send.to)
        }
        None => id.to_string(),
    }
}

/// What a message carries, in a few characters: `X = 2`.
pub fn cargo(trace: &Trace, message: &Message) -> String {
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    match &message.payload {
        Payload::Request(request) => operation(&request.op, key(request.key)),
        Payload::Reply {
            read: Some((answer, _)),
            ..
        } => answer.to_string(),
        Payload::Reply { read: None, .. } => "done".to_owned(),
        Payload::Records(records) => {
            let each = records
                .iter()
                .map(|(index, record)| format!("{} = {}", key(*index), record.state.read()));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

/// How what arrived stands to what was there, in one word.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "equal",
        Relation::Newer => "newer",
        Relation::Older => "older",
        Relation::Concurrent => "concurrent",
    }
}

/// Why the incoming vector stands to the other as it does.
pub fn comparison(mine: &VersionVector, incoming: &VersionVector) -> String {
    let components = |wanted: fn(u32, u32) -> bool| -> Vec<String> {
        ReplicaId::all()
            .map(|replica| (replica, mine.get(replica), incoming.get(replica)))
            .filter(|(_, mine, incoming)| wanted(*incoming, *mine))
            .map(|(replica, mine, incoming)| format!("{replica} ({incoming} against {mine})"))
            .collect()
    };
    let ahead = components(|incoming, mine| incoming > mine).join(", ");
    let behind = components(|incoming, mine| incoming < mine).join(", ");
    match incoming.relation_to(mine) {
        Relation::Equal => "Equal: both include the same updates.".to_owned(),
        Relation::Newer => {
            format!("Newer: larger in {ahead} and smaller in no component, so it dominates.")
        }
        Relation::Older => {
            format!("Older: smaller in {behind} and larger in no component, so it is dominated.")
        }
        Relation::Concurrent => {
            format!("Concurrent: larger in {ahead}, but smaller in {behind}; neither dominates.")
        }
    }
}

/// A rule by which a merge decided.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Same => "the same on both sides",
        Rule::OnlyOneWritten => "only one side has been written",
        Rule::HigherTimestamp => "the higher timestamp wins",
        Rule::HigherReplica => "equal timestamps: the later replica name wins",
        Rule::LaterAtSameReplica => "equal timestamps: that replica's later write wins",
        Rule::Maximum => "the larger count",
    }
}

/// Why a message did not arrive.
pub fn loss(trace: &Trace, loss: Loss) -> String {
    match loss {
        Loss::Chance => "lost by the network".to_owned(),
        Loss::ByHand => "lost by your hand".to_owned(),
        Loss::Partition(id) => format!("stopped by {}", fault(trace, id)),
        Loss::ReceiverDown => "the receiver was down".to_owned(),
    }
}

/// A fault: `the partition between A and B, C`.
pub fn fault(trace: &Trace, id: FaultId) -> String {
    let side = |replicas: &[ReplicaId]| {
        replicas
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match trace.lab.fault(id).map(|fault| &fault.kind) {
        Some(FaultKind::Partition { between, and }) => {
            format!("the partition between {} and {}", side(between), side(and))
        }
        Some(FaultKind::Crash { replica }) => format!("the crash of {replica}"),
        None => id.to_string(),
    }
}

/// What happened, in one sentence.
pub fn event(trace: &Trace, id: EventId) -> String {
    let event = trace.event(id);
    let here = event.place.map(place).unwrap_or_default();
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    match &event.kind {
        EventKind::Invoked { step } => match trace.lab.call(*step) {
            Some(call) => {
                let what = operation(&call.op, call.key.as_str());
                format!(
                    "Client {} asks {}: {what}.",
                    call.client.index() + 1,
                    call.replica
                )
            }
            None => String::new(),
        },
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
            let what = self::step(trace, *step);
            let kept = if after.state.keeps(*dot) {
                String::new()
            } else {
                ", but an earlier write has a higher timestamp and stays".to_owned()
            };
            format!(
                "{here} carries out {what}{kept}: {name} = {value}, version {}.",
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
        EventKind::Refused { step } => {
            format!(
                "{here} is down: {} does not happen.",
                self::step(trace, *step)
            )
        }
        EventKind::Crashed { .. } => format!("{here} crashes."),
        EventKind::Recovered { .. } => format!("{here} is back, with what it held."),
        EventKind::Cut { fault: id } => format!("{} begins.", capital(&fault(trace, *id))),
        EventKind::Healed { fault: id } => format!("{} is over.", capital(&fault(trace, *id))),
    }
}

fn concurrent(
    name: &str,
    before: &replicascope_core::Record,
    incoming: &replicascope_core::Record,
    after: &replicascope_core::Record,
) -> String {
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

fn returned(
    trace: &Trace,
    step: StepId,
    answer: Option<&replicascope_core::Answer>,
    misses: &[StepId],
) -> String {
    let Some(call) = trace.lab.call(step) else {
        return String::new();
    };
    let client = call.client.index() + 1;
    let what = operation(&call.op, call.key.as_str());
    let Some(answer) = answer else {
        return format!("Client {client}: {what} is acknowledged.");
    };
    let missed = misses
        .iter()
        .map(|step| self::step(trace, *step))
        .collect::<Vec<_>>()
        .join(", ");
    if missed.is_empty() {
        return format!("Client {client}: {what} returns {answer}.");
    }
    format!(
        "Client {client}: {what} returns {answer}, stale: it misses {missed}, acknowledged before."
    )
}

/// With a capital letter, as at the beginning of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
