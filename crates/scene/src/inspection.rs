//! One event, taken apart.

use replicascope_core::clock::Actor;
use replicascope_core::trace::{EventId, EventKind, FalseConflict, Flight, Message, Note};
use replicascope_core::{Record, Trace};
use replicascope_words::say;

use crate::{telling, words};

/// What there is to know about one event.
#[derive(Clone, PartialEq, Debug)]
pub struct Inspection {
    /// What happened, in one sentence.
    pub sentence: String,
    /// Names and values, such as `("left", "18 ms")`.
    pub facts: Vec<(&'static str, String)>,
    /// The states of an update (nothing incoming) or of a merge.
    pub merge: Option<MergeView>,
}

/// A state before, what came, and the state after.
#[derive(Clone, PartialEq, Debug)]
pub struct MergeView {
    /// What the replica held.
    pub before: Side,
    /// What arrived; none for an update by a client.
    pub incoming: Option<Side>,
    /// What it holds now.
    pub after: Side,
    /// The version vectors, component by component.
    pub components: Vec<Component>,
    /// How what arrived stands to what was there, and why.
    pub verdict: String,
    /// How each part of the new state came about.
    pub decisions: Vec<DecisionRow>,
}

/// One side of a merge.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// What a read of it returns.
    pub value: String,
    /// Its version vector.
    pub version: String,
}

/// One component of the version vectors.
#[derive(Clone, PartialEq, Debug)]
pub struct Component {
    /// Whose updates it counts.
    pub actor: Actor,
    /// Before.
    pub before: u32,
    /// In what arrived; for an update by a client, the same as after.
    pub incoming: u32,
    /// After.
    pub after: u32,
}

/// How one part of the new state came about.
#[derive(Clone, PartialEq, Debug)]
pub struct DecisionRow {
    /// Which part.
    pub entry: String,
    /// What was there.
    pub mine: String,
    /// What arrived.
    pub theirs: String,
    /// What is there now.
    pub result: String,
    /// The rule that decided.
    pub rule: String,
}

impl Inspection {
    /// Takes an event apart.
    pub fn of(trace: &Trace, id: EventId) -> Self {
        let event = trace.event(id);
        let time = (say::facts::time(), words::time(event.at));
        let further = facts(trace, &event.kind);
        Self {
            sentence: telling::sentence(trace, id),
            facts: std::iter::once(time).chain(further).collect(),
            merge: merge(&event.kind),
        }
    }
}

/// What there is to know about an event beside its time and its states.
fn facts(trace: &Trace, kind: &EventKind) -> Vec<(&'static str, String)> {
    let flight = |message, copy: usize| {
        let message = trace.message(message);
        flight_fact(message, &message.flights[copy])
    };
    match kind {
        EventKind::Sent { message } => message_facts(trace, trace.message(*message)),
        EventKind::Delivered { message, copy, .. } | EventKind::Dropped { message, copy, .. } => {
            let cargo = words::cargo(trace, trace.message(*message));
            vec![flight(*message, *copy), (say::facts::carries(), cargo)]
        }
        EventKind::Applied {
            key,
            dot,
            context,
            after,
            ..
        } => {
            let name = say::facts::dot(dot, &dot.counter, &dot.actor);
            let read = context.as_ref().map(|read| read.to_string());
            let read = read.map(|read| (say::facts::had_read(), read));
            let update = [(say::facts::update(), name)].into_iter().chain(read);
            update.chain(siblings(trace, *key, after)).collect()
        }
        EventKind::Merged {
            message,
            copy,
            key,
            after,
            ..
        } => {
            let way = [flight(*message, *copy)].into_iter();
            way.chain(siblings(trace, *key, after)).collect()
        }
        EventKind::Replaced { message, copy, .. } => vec![flight(*message, *copy)],
        EventKind::Followed {
            message,
            copy,
            update,
            ..
        } => {
            let by = say::facts::made_by(&update.dot, &update.dot.actor);
            vec![flight(*message, *copy), (say::facts::update(), by)]
        }
        EventKind::Held { token, .. } => vec![(say::facts::insists_on(), token.to_string())],
        EventKind::Noted { note, .. } => note_facts(note).into_iter().collect(),
        EventKind::Answered { key, record, .. } => {
            let version = [(say::facts::version(), record.version.to_string())];
            let siblings = siblings(trace, *key, record);
            version.into_iter().chain(siblings).collect()
        }
        EventKind::Invoked { step }
        | EventKind::Returned { step, .. }
        | EventKind::Failed { step, .. } => latency_fact(trace, *step).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The states of an event that changes one.
fn merge(kind: &EventKind) -> Option<MergeView> {
    match kind {
        EventKind::Applied { before, after, .. } => Some(updated(before, after)),
        EventKind::Merged {
            before,
            incoming,
            after,
            ..
        } => Some(merged(before, incoming, after)),
        EventKind::Replaced { before, after, .. } => Some(replaced(before, after)),
        EventKind::Followed { before, after, .. } => Some(MergeView {
            verdict: say::facts::next_operation().to_owned(),
            ..updated(before, after)
        }),
        _ => None,
    }
}

/// How many siblings a record has, and which of them are false conflicts.
fn siblings(trace: &Trace, key: usize, record: &Record) -> Option<(&'static str, String)> {
    let count = record.state.siblings().len();
    let overwritten = trace.false_conflicts(key, record);
    let by =
        |one: &FalseConflict| say::facts::overwritten(&one.value, &one.kept, &one.overwritten_by);
    let names: Vec<String> = overwritten.iter().map(by).collect();
    let text = match names.len() {
        0 => say::facts::all_concurrent(&count),
        1 => say::facts::one_false(&count, &names[0]),
        many => say::facts::some_false(&count, &many, &names.join(", ")),
    };
    (count > 1).then_some((say::facts::siblings(), text))
}

fn note_facts(note: &Note) -> Option<(&'static str, String)> {
    match note {
        Note::Keeps { record, .. } => Some((say::facts::version(), record.version.to_string())),
        Note::Expired { before, .. } => Some((say::facts::held(), before.version.to_string())),
        Note::Collected { before, .. } => {
            Some((say::facts::forgotten(), before.version.to_string()))
        }
        Note::HeldBack { update, .. } => Some((say::facts::operation(), update.dot.to_string())),
        Note::Leads(_) | Note::Follows(_) | Note::HandedOver { .. } => None,
    }
}

fn message_facts(trace: &Trace, message: &Message) -> Vec<(&'static str, String)> {
    let mut facts = vec![(say::facts::carries(), words::cargo(trace, message))];
    if !message.is_client_traffic() {
        facts.push((
            say::facts::for_what(),
            words::purpose(message.purpose).to_owned(),
        ));
        facts.push((say::facts::size(), say::facts::bytes(message.bytes)));
    }
    for flight in &message.flights {
        facts.push(match flight.lost {
            Some((at, why)) => (
                say::facts::lost(),
                say::facts::lost_at(&words::time(at), &words::loss(trace, why)),
            ),
            None if flight.end.is_none() => (
                say::facts::arrives(),
                say::facts::after_the_end().to_owned(),
            ),
            None => (say::facts::arrives(), words::time(flight.arrives)),
        });
    }
    facts
}

fn flight_fact(message: &Message, flight: &Flight) -> (&'static str, String) {
    let way = flight.over_at().since(message.sent_at);
    (
        say::facts::under_way(),
        say::facts::way(
            &words::time(way),
            &words::place(message.from),
            &words::time(message.sent_at),
        ),
    )
}

fn latency_fact(trace: &Trace, step: replicascope_core::StepId) -> Option<(&'static str, String)> {
    let operation = trace.operation(step)?;
    let began = trace.event(operation.invoked).at;
    Some(match operation.ended() {
        Some(returned) => (
            say::facts::latency(),
            words::time(trace.event(returned).at.since(began)),
        ),
        None => (say::facts::latency(), say::facts::no_answer().to_owned()),
    })
}

fn side(record: &Record) -> Side {
    Side {
        value: words::answer(&record.state.read()),
        version: record.version.to_string(),
    }
}

fn components(before: &Record, incoming: &Record, after: &Record) -> Vec<Component> {
    words::actors(&[&before.version, &incoming.version, &after.version])
        .map(|actor| Component {
            actor,
            before: before.version.get(actor),
            incoming: incoming.version.get(actor),
            after: after.version.get(actor),
        })
        .collect()
}

fn updated(before: &Record, after: &Record) -> MergeView {
    MergeView {
        before: side(before),
        incoming: None,
        after: side(after),
        components: components(before, after, after),
        verdict: say::facts::advances().to_owned(),
        decisions: Vec::new(),
    }
}

fn replaced(before: &Record, after: &Record) -> MergeView {
    MergeView {
        incoming: Some(side(after)),
        components: components(before, after, after),
        verdict: say::facts::leader_counts().to_owned(),
        ..updated(before, after)
    }
}

pub(crate) fn merged(before: &Record, incoming: &Record, after: &Record) -> MergeView {
    let decisions = before
        .state
        .explain(&incoming.state)
        .into_iter()
        .map(|decision| DecisionRow {
            rule: words::because(&decision),
            entry: words::entry(&decision.entry),
            mine: decision.mine,
            theirs: decision.theirs,
            result: decision.result,
        });
    MergeView {
        before: side(before),
        incoming: Some(side(incoming)),
        after: side(after),
        components: components(before, incoming, after),
        verdict: words::comparison(&before.version, &incoming.version),
        decisions: decisions.collect(),
    }
}
