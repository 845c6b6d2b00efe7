//! The run in sentences. Every one is computed from the trace.

use std::collections::BTreeSet;

pub use replicascope_check::words::capital;
use replicascope_core::clock::{Actor, Relation, VersionVector};
use replicascope_core::crdt::{Decision, Entry, Op, Refused, Rule, State};
use replicascope_core::lab::{Act, Call, FaultKind, Links};
use replicascope_core::message::{Outcome, Parcel, Payload};
use replicascope_core::trace::{FalseConflict, Loss, Message};
use replicascope_core::{FaultId, Micros, Place, ReplicaId, StepId, Trace};
use replicascope_words::number;

/// A moment or a length of time: `20.5 ms`.
pub fn time(at: Micros) -> String {
    number::ms(at.0)
}

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
        Op::Delete => format!("delete {key}"),
        Op::Increment(by) => format!("{key} + {by}"),
        Op::Decrement(by) => format!("{key} − {by}"),
        Op::Transfer { to, amount } => format!("hand {amount} of {key} to {to}"),
        Op::Add(element) => format!("add {element} to {key}"),
        Op::Remove(element) => format!("remove {element} from {key}"),
        Op::Enable => format!("enable {key}"),
        Op::Disable => format!("disable {key}"),
        Op::Within { entry, op } => operation(op, &format!("{key}.{entry}")),
    }
}

/// Why a replica did not take an update, to follow *because*.
pub fn refused(why: Refused) -> &'static str {
    match why {
        Refused::NoRights => "it has not enough rights left",
        Refused::NotThere => "what is to be removed is not there",
        Refused::Written => "it is written already",
    }
}

/// Why an update that was carried out does not show, to follow what was carried out.
pub fn without_effect(state: &State) -> &'static str {
    match state {
        State::TwoPhaseSet(_) => ", but it was removed once and never returns",
        State::MvRegister(_) => ", but what readers see is without it",
        _ => ", but an earlier write has a higher timestamp and stays",
    }
}

/// Siblings that somebody had seen and overwritten, as a sentence to follow another; nothing where
/// there are none.
pub fn false_conflicts(overwritten: &[FalseConflict]) -> String {
    let values: Vec<String> = overwritten
        .iter()
        .map(|one| one.value.to_string())
        .collect();
    match values.len() {
        0 => String::new(),
        1 => format!(" {} was seen and overwritten: a false conflict.", values[0]),
        count => format!(
            " {} were seen and overwritten: {count} false conflicts.",
            values.join(", ")
        ),
    }
}

/// A part of a state.
pub fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Whole => "value".to_owned(),
        Entry::Of(actor) => actor.to_string(),
        Entry::Plus(actor) => format!("{actor} added"),
        Entry::Minus(actor) => format!("{actor} took"),
        Entry::Rights(from, to) => format!("{from} gave {to}"),
        Entry::Element(element) => element.to_string(),
        Entry::Removed(element) => format!("{element}, tombstone"),
        Entry::Tag(element, dot) => format!("{element}, tag {dot}"),
        Entry::Update(dot) => format!("update {dot}"),
        Entry::Within(entry, dot) => format!("{entry}, update {dot}"),
    }
}

/// What a step does: `client 1's write X = 2`, `A's record sent by hand`.
pub fn step(trace: &Trace, id: StepId) -> String {
    // Most are operations, and those are found without looking through the script.
    if let Some(one) = trace.operation(id) {
        return call(&one.call);
    }
    match trace.lab.step(id).map(|step| &step.act) {
        Some(Act::Call(one)) => call(one),
        Some(Act::Send(send)) => {
            format!("{} of {}, sent by hand to {}", send.key, send.from, send.to)
        }
        Some(Act::Promote(promote)) => format!("the order to {} to lead", promote.replica),
        None => id.to_string(),
    }
}

fn call(call: &Call) -> String {
    let what = operation(&call.op, call.key.as_str());
    format!("{}'s {what}", place(Place::Client(call.client)))
}

/// What a message carries, in a few characters: `X = 2`.
pub fn cargo(trace: &Trace, message: &Message) -> String {
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    match &message.payload {
        Payload::Request(request) => operation(&request.op, key(request.key)),
        Payload::Reply { outcome, .. } => match outcome {
            Outcome::Done(_) => "done".to_owned(),
            Outcome::Read(answer, _) => answer.to_string(),
            Outcome::Failed(_) => "failed".to_owned(),
        },
        Payload::Parcel(parcel) => {
            let cargo = contents(trace, parcel);
            match (cargo.is_empty(), parcel.keep_for) {
                (true, _) => message.purpose.to_owned(),
                (false, Some(keep_for)) if message.to != Place::Replica(keep_for) => {
                    format!("{cargo}, for {keep_for}")
                }
                (false, _) => cargo,
            }
        }
    }
}

/// The records and operations in a parcel; nothing where there are none.
fn contents(trace: &Trace, parcel: &Parcel) -> String {
    const MOST: usize = 3;
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    let records = parcel.records.iter();
    let records =
        records.map(|(index, record)| format!("{} = {}", key(*index), record.state.read()));
    let updates = parcel.updates.iter();
    let updates = updates.map(|update| operation(&update.op, key(update.key)));
    let asked = parcel.versions.iter();
    let asked = asked.filter(|_| parcel.about.is_some() && parcel.records.is_empty());
    let asked = asked.map(|(index, _)| format!("{}?", key(*index)));
    let hashes = parcel.hashes.len();
    let hashes = (hashes > 0).then(|| format!("{hashes} {}", plural(hashes, "hash", "hashes")));
    let all: Vec<String> = records.chain(updates).chain(asked).chain(hashes).collect();
    if all.len() > MOST {
        return format!(
            "{} and {} more",
            all[..MOST - 1].join(", "),
            all.len() + 1 - MOST
        );
    }
    all.join(", ")
}

/// The form of a word for so many.
pub fn plural(count: usize, one: &'static str, more: &'static str) -> &'static str {
    if count == 1 { one } else { more }
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
        actors(&[mine, incoming])
            .map(|actor| (actor, mine.get(actor), incoming.get(actor)))
            .filter(|(_, mine, incoming)| wanted(*incoming, *mine))
            .map(|(actor, mine, incoming)| format!("{actor} ({incoming} against {mine})"))
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

/// The actors that have a component in any of these vectors, in order.
pub fn actors(vectors: &[&VersionVector]) -> impl Iterator<Item = Actor> + use<> {
    let components = vectors.iter().flat_map(|vector| vector.components());
    let actors: BTreeSet<Actor> = components.map(|(actor, _)| actor).collect();
    actors.into_iter()
}

/// Why a merge decided as it did about one entry: `max(3, 4) = 4`.
pub fn because(decision: &Decision) -> String {
    match decision.rule {
        Rule::Maximum => format!(
            "max({}, {}) = {}",
            decision.mine, decision.theirs, decision.result
        ),
        other => rule(other).to_owned(),
    }
}

/// A rule by which a merge decided.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Same => "the same on both sides",
        Rule::OnlyOneWritten => "only one side has been written",
        Rule::HigherTimestamp => "the higher timestamp wins",
        Rule::HigherReplica => "equal timestamps: the later replica name wins",
        Rule::LaterAtSameReplica => "equal timestamps: that replica's later write wins",
        Rule::LowerTimestamp => "the lower timestamp wins",
        Rule::LowerReplica => "equal timestamps: the earlier replica name wins",
        Rule::Maximum => "the larger count",
        Rule::Union => "what one side has, both have",
        Rule::Tombstone => "among the tombstones of one side: removed",
        Rule::NewHere => "not seen here before: kept",
        Rule::NewThere => "not seen by the sender: kept",
        Rule::RemovedHere => "seen here and no longer there: removed here, dropped",
        Rule::RemovedThere => "seen by the sender and no longer there: removed there, dropped",
    }
}

/// Why a message did not arrive.
pub fn loss(trace: &Trace, loss: Loss) -> String {
    match loss {
        Loss::Chance => "lost by the network".to_owned(),
        Loss::ByHand => "lost by your hand".to_owned(),
        Loss::Partition(id) => format!("stopped by {}", fault(trace, id)),
        Loss::ReceiverDown => "the receiver was down".to_owned(),
        Loss::Offline => "the client was offline".to_owned(),
    }
}

/// Several replicas: `A, B`.
pub fn replicas(replicas: &[ReplicaId]) -> String {
    let names = replicas.iter().map(ToString::to_string);
    names.collect::<Vec<_>>().join(", ")
}

/// Thousandths as percent: `2.5 %`.
pub fn percent(per_mille: u16) -> String {
    let (whole, tenths) = (per_mille / 10, per_mille % 10);
    if tenths == 0 {
        format!("{whole} %")
    } else {
        format!("{whole}.{tenths} %")
    }
}

fn links(links: &Links) -> String {
    let (one, other) = (replicas(&links.between), replicas(&links.and));
    if links.one_way {
        format!("from {one} to {other}")
    } else {
        format!("between {one} and {other}")
    }
}

fn everywhere_or(on: Option<&Links>) -> String {
    on.map_or_else(|| "everywhere".to_owned(), links)
}

/// How far a clock is off: `50 ms ahead, gaining 1 ms in 100 ms`.
fn clock(ahead: i64, drift_ppm: i32) -> String {
    let off = Micros(ahead.unsigned_abs());
    let way = if ahead < 0 { "behind" } else { "ahead" };
    let rate = if drift_ppm < 0 { "losing" } else { "gaining" };
    let in_a_second = Micros(drift_ppm.unsigned_abs().into());
    match (ahead, drift_ppm) {
        (0, 0) => "right".to_owned(),
        (_, 0) => format!("{off} {way}"),
        (0, _) => format!("{rate} {in_a_second} in a second"),
        _ => format!("{off} {way} and {rate} {in_a_second} in a second"),
    }
}

/// A fault: `the partition between A and B, C`.
pub fn fault(trace: &Trace, id: FaultId) -> String {
    let Some(fault) = trace.lab.fault(id) else {
        return id.to_string();
    };
    match &fault.kind {
        FaultKind::Partition(on) if on.one_way => format!("the one-way partition {}", links(on)),
        FaultKind::Partition(on) => format!("the partition {}", links(on)),
        FaultKind::Crash {
            replica,
            loses_disk: false,
        } => format!("the crash of {replica}"),
        FaultKind::Crash { replica, .. } => format!("the loss of {replica} and its disk"),
        FaultKind::SlowReplica { replica, by } => format!("the slowness of {replica}, by {by}"),
        FaultKind::SlowLink { on, by } => {
            format!("the delay {}, by {by}", everywhere_or(on.as_ref()))
        }
        FaultKind::Loss { on, per_mille } => {
            let rate = percent(*per_mille);
            format!(
                "the loss of {rate} of messages {}",
                everywhere_or(on.as_ref())
            )
        }
        FaultKind::Duplication { on, per_mille } => {
            let rate = percent(*per_mille);
            let on = everywhere_or(on.as_ref());
            format!("the duplication of {rate} of messages {on}")
        }
        FaultKind::Reordering { on, up_to } => {
            format!(
                "the reordering {}, by up to {up_to}",
                everywhere_or(on.as_ref())
            )
        }
        FaultKind::Clock {
            replica,
            ahead,
            drift_ppm,
        } => format!(
            "the error of {replica}'s clock, {}",
            clock(*ahead, *drift_ppm)
        ),
        FaultKind::Offline { client } => {
            format!("the absence of {}", place(Place::Client(*client)))
        }
    }
}

/// A fault in a few characters, for where it is drawn: `A | B, C`, `+20 ms`.
pub fn fault_in_short(trace: &Trace, id: FaultId) -> String {
    let Some(fault) = trace.lab.fault(id) else {
        return id.to_string();
    };
    match &fault.kind {
        FaultKind::Partition(on) => {
            let sign = if on.one_way { "↛" } else { "|" };
            format!("{} {sign} {}", replicas(&on.between), replicas(&on.and))
        }
        FaultKind::Crash {
            loses_disk: false, ..
        } => "down".to_owned(),
        FaultKind::Crash { .. } => "down, disk lost".to_owned(),
        FaultKind::SlowReplica { by, .. } => format!("slow +{by}"),
        FaultKind::SlowLink { by, .. } => format!("delay +{by}"),
        FaultKind::Loss { per_mille, .. } => format!("{} lost", percent(*per_mille)),
        FaultKind::Duplication { per_mille, .. } => format!("{} twice", percent(*per_mille)),
        FaultKind::Reordering { up_to, .. } => format!("reordering up to {up_to}"),
        FaultKind::Clock {
            ahead, drift_ppm, ..
        } => format!("clock {}", clock(*ahead, *drift_ppm)),
        FaultKind::Offline { .. } => "offline".to_owned(),
    }
}

/// A fault as the name of a row of a list.
pub fn fault_by_name(trace: &Trace, id: FaultId) -> String {
    capital(fault(trace, id).trim_start_matches("the "))
}
