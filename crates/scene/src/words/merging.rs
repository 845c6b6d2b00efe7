//! How versions stand to each other, and how a merge decided.

use std::collections::BTreeSet;

use replicascope_core::clock::{Actor, Relation, VersionVector};
use replicascope_core::crdt::{Decision, Entry, Rule};
use replicascope_words::say;

use super::joined;

/// A part of a state.
pub fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Whole => say::merging::value().to_owned(),
        Entry::Of(actor) => actor.to_string(),
        Entry::Plus(actor) => say::merging::added(actor),
        Entry::Minus(actor) => say::merging::took(actor),
        Entry::Rights(from, to) => say::merging::gave(from, to),
        Entry::Element(element) => element.to_string(),
        Entry::Removed(element) => say::merging::tombstone(element),
        Entry::Tag(element, dot) => say::merging::tag(element, dot),
        Entry::Update(dot) => say::merging::update(dot),
        Entry::Within(entry, dot) => say::merging::entry_update(entry, dot),
    }
}

/// How what arrived stands to what was there, in one word.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => say::merging::equal(),
        Relation::Newer => say::merging::newer(),
        Relation::Older => say::merging::older(),
        Relation::Concurrent => say::merging::concurrent(),
    }
}

/// Why the incoming vector stands to the other as it does.
pub fn comparison(mine: &VersionVector, incoming: &VersionVector) -> String {
    let components = |wanted: fn(u32, u32) -> bool| {
        let counts = actors(&[mine, incoming])
            .map(|actor| (actor, mine.get(actor), incoming.get(actor)))
            .filter(move |(_, mine, incoming)| wanted(*incoming, *mine));
        joined(
            counts.map(|(actor, mine, incoming)| say::merging::against(&actor, &incoming, &mine)),
        )
    };
    let ahead = components(|incoming, mine| incoming > mine);
    let behind = components(|incoming, mine| incoming < mine);
    match incoming.relation_to(mine) {
        Relation::Equal => say::merging::why_equal().to_owned(),
        Relation::Newer => say::merging::why_newer(&ahead),
        Relation::Older => say::merging::why_older(&behind),
        Relation::Concurrent => say::merging::why_concurrent(&ahead, &behind),
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
        Rule::Same => say::merging::same(),
        Rule::OnlyOneWritten => say::merging::only_one_written(),
        Rule::HigherTimestamp => say::merging::higher_timestamp(),
        Rule::HigherReplica => say::merging::higher_replica(),
        Rule::LaterAtSameReplica => say::merging::later_at_same_replica(),
        Rule::LowerTimestamp => say::merging::lower_timestamp(),
        Rule::LowerReplica => say::merging::lower_replica(),
        Rule::Maximum => say::merging::maximum(),
        Rule::Union => say::merging::union(),
        Rule::Tombstone => say::merging::by_tombstone(),
        Rule::NewHere => say::merging::new_here(),
        Rule::NewThere => say::merging::new_there(),
        Rule::RemovedHere => say::merging::removed_here(),
        Rule::RemovedThere => say::merging::removed_there(),
    }
}
