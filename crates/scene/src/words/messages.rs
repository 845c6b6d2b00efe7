//! What a message carries, what it is for, and why it did not arrive.

use replicascope_core::message::{Outcome, Parcel, Payload};
use replicascope_core::trace::{Loss, Message};
use replicascope_core::{Place, Trace};
use replicascope_words::say;

use super::{answer, fault, joined, operation};

/// So many parts of a message are named.
const MOST: usize = 3;

/// What a message carries, in a few characters: `X = 2`; where that is nothing, what it is for.
pub fn cargo(trace: &Trace, message: &Message) -> String {
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    match &message.payload {
        Payload::Request(request) => operation(&request.op, key(request.key)),
        Payload::Reply { outcome, .. } => match outcome {
            Outcome::Done(_) => say::message::done().to_owned(),
            Outcome::Read(record) => answer(&record.state.read()),
            Outcome::Failed(_) => say::message::failed().to_owned(),
        },
        Payload::Parcel(parcel) => {
            let cargo = contents(trace, parcel);
            match (cargo.is_empty(), parcel.keep_for) {
                (true, _) => purpose(message.purpose).to_owned(),
                (false, Some(keep_for)) if message.to != Place::Replica(keep_for) => {
                    say::message::kept_for(&cargo, &keep_for)
                }
                (false, _) => cargo,
            }
        }
    }
}

/// A message in a sentence, to follow *sends*: `X = 2`, `a confirmation`.
pub fn message(trace: &Trace, message: &Message) -> String {
    let Payload::Parcel(parcel) = &message.payload else {
        return cargo(trace, message);
    };
    let asked = asked_for(trace, parcel);
    match message.purpose {
        "taken over" => say::message::word_taken_over(&contents(trace, parcel)),
        _ if !asked.is_empty() => say::message::question(&asked),
        _ if contents(trace, parcel).is_empty() => told(message.purpose),
        _ => cargo(trace, message),
    }
}

/// A message that carries nothing but what it is for.
fn told(purpose: &'static str) -> String {
    let told = match purpose {
        "confirm" => say::message::a_confirmation(),
        "stored" => say::message::word_stored(),
        "heartbeat" => say::message::a_heartbeat(),
        "lead" => say::message::word_leads(),
        "newer term" => say::message::word_newer_term(),
        "blank" => say::message::word_blank(),
        "noted" => say::message::word_noted(),
        _ => return say::message::a_message(&self::purpose(purpose)),
    };
    told.to_owned()
}

/// What a message is for, in a word or two.
pub fn purpose(purpose: &'static str) -> &'static str {
    match purpose {
        "confirm" => say::message::confirm(),
        "stored" => say::message::stored(),
        "heartbeat" => say::message::heartbeat(),
        "lead" => say::message::lead(),
        "newer term" => say::message::newer_term(),
        "blank" => say::message::blank(),
        "noted" => say::message::noted(),
        "pull" => say::message::pull(),
        "push" => say::message::push(),
        "update" => say::message::update(),
        "operation" => say::message::operation(),
        "operations" => say::message::operations(),
        "state" => say::message::state(),
        "delta" => say::message::delta(),
        "replicate" => say::message::replicate(),
        "sync" => say::message::sync(),
        "repair" => say::message::repair(),
        "store" => say::message::store(),
        "store for" => say::message::store_for(),
        "write back" => say::message::write_back(),
        "get" => say::message::get(),
        "got" => say::message::got(),
        "fetch" => say::message::fetch(),
        "entry" => say::message::entry(),
        "hashes" => say::message::hash_exchange(),
        "hand over" => say::message::hand_over(),
        "taken over" => say::message::taken_over(),
        "hand" => say::message::by_hand(),
        "forward" => say::message::forward(),
        other => other,
    }
}

/// The records and operations in a parcel; nothing where there are none.
fn contents(trace: &Trace, parcel: &Parcel) -> String {
    let key = |index: usize| trace.lab.keys[index].name.as_str();
    let records = parcel.records.iter();
    let records = records
        .map(|(index, record)| format!("{} = {}", key(*index), answer(&record.state.read())));
    let updates = parcel.updates.iter();
    let updates = updates.map(|update| operation(&update.op, key(update.key)));
    let asked = asked(trace, parcel).map(|key| format!("{key}?"));
    let hashes = parcel.hashes.len();
    let hashes = (hashes > 0).then(|| say::message::hashes(hashes));
    let all: Vec<String> = records.chain(updates).chain(asked).chain(hashes).collect();
    if all.len() > MOST {
        let named = all[..MOST - 1].join(", ");
        return say::message::and_more(&named, &(all.len() + 1 - MOST));
    }
    all.join(", ")
}

/// The keys that a message asks for.
fn asked<'a>(trace: &'a Trace, parcel: &'a Parcel) -> impl Iterator<Item = &'a str> {
    let asks = parcel.about.is_some() && parcel.records.is_empty();
    let asked = parcel.versions.iter().filter(move |_| asks);
    asked.map(|(index, _)| trace.lab.keys[*index].name.as_str())
}

fn asked_for(trace: &Trace, parcel: &Parcel) -> String {
    joined(asked(trace, parcel).map(str::to_owned))
}

/// Why a message did not arrive.
pub fn loss(trace: &Trace, loss: Loss) -> String {
    match loss {
        Loss::Chance => say::message::lost_by_network().to_owned(),
        Loss::ByHand => say::message::lost_by_hand().to_owned(),
        Loss::Partition(id) => say::message::stopped_by(&fault(trace, id)),
        Loss::ReceiverDown => say::message::receiver_down().to_owned(),
        Loss::Offline => say::message::client_offline().to_owned(),
    }
}
