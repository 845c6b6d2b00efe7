//! What a replica decides for itself.

use replicascope_core::Trace;
use replicascope_core::clock::{Dot, VersionVector};
use replicascope_core::trace::Note;
use replicascope_words::say;

use super::Here;
use crate::words;

pub(super) fn noted(here: &Here, note: &Note) -> String {
    let name = &here.name;
    match note {
        Note::HeldBack { update, waits_for } => {
            let what = words::step(here.trace, update.step);
            say::event::held_back(name, &what, &waited_for(here.trace, waits_for))
        }
        Note::Leads(term) => say::event::leads(name, &term.number),
        Note::Follows(term) => say::event::follows(name, &term.leader, &term.number),
        Note::Keeps {
            key,
            record,
            keep_for,
        } => {
            let value = words::answer(&record.state.read());
            say::event::keeps(name, &here.key(*key), &value, keep_for)
        }
        Note::HandedOver { key, keep_for } => {
            say::event::handed_over(name, keep_for, &here.key(*key))
        }
        Note::Expired { key, .. } => say::event::expired(name, &here.key(*key)),
        Note::Collected { key, .. } => say::event::collected(name, &here.key(*key)),
    }
}

/// What an operation that came too early waits for: `client 1's write …`.
fn waited_for(trace: &Trace, waits_for: &[(usize, VersionVector)]) -> String {
    let missing = |(key, version): &(usize, VersionVector)| {
        let last = |dot: &Dot| version.get(dot.actor) == dot.counter;
        let of_the_key = trace.operations.iter().filter(|one| one.key == *key);
        let made = of_the_key.filter(|one| one.dot.as_ref().is_some_and(last));
        made.map(|one| one.step).collect::<Vec<_>>()
    };
    words::steps(trace, waits_for.iter().flat_map(missing))
}
