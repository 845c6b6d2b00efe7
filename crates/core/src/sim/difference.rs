//! From when on a run of one document may differ from the run of another.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::Lab;
use crate::time::Micros;
use crate::trace::Trace;

/// Up to this moment, exclusive, another document runs as the trace's own does; none: to the end.
pub(super) fn first_difference(trace: &Trace, new: &Lab) -> Option<Micros> {
    let old = &*trace.lab;
    // Named one by one, so that a new field is not forgotten.
    let Lab {
        version: _,
        title: _,
        prompt: _,
        notes: _,
        opens_at: _,
        compare: _,
        duration,
        seed,
        replicas,
        clients,
        sessions,
        keys,
        replication,
        network,
        script: _,
        faults: _,
        overrides: _,
    } = new;
    let same = *seed == old.seed
        && *replicas == old.replicas
        && *clients == old.clients
        && *sessions == old.sessions
        && *keys == old.keys
        && *replication == old.replication
        && *network == old.network;
    if !same {
        return Some(Micros::ZERO);
    }
    let ends = (*duration != old.duration).then(|| old.duration.min(*duration));
    let all = [
        ends,
        steps(old, new),
        faults(trace, new),
        overrides(trace, new),
    ];
    all.into_iter().flatten().min()
}

/// What differs between two lists, by names.
fn differing<'a, K: Ord, T: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&'a T) -> K,
) -> impl Iterator<Item = &'a T> {
    let by_name =
        |all: &'a [T]| -> BTreeMap<K, &'a T> { all.iter().map(|one| (name(one), one)).collect() };
    let (old, new) = (by_name(old), by_name(new));
    let missing = |from: &BTreeMap<K, &'a T>, all: &BTreeMap<K, &'a T>| -> Vec<&'a T> {
        let other = all
            .iter()
            .filter(|(name, one)| from.get(name) != Some(*one));
        other.map(|(_, one)| *one).collect()
    };
    let mut all = missing(&new, &old);
    all.extend(missing(&old, &new));
    all.into_iter()
}

fn steps(old: &Lab, new: &Lab) -> Option<Micros> {
    let steps = differing(&old.script, &new.script, |step| step.id);
    steps.map(|step| step.at).min()
}

/// A fault counts from its beginning on, and for all that was under way then: what becomes of a
/// message is decided as it is sent.
fn faults(trace: &Trace, new: &Lab) -> Option<Micros> {
    let faults = differing(&trace.lab.faults, &new.faults, |fault| fault.id);
    let from = faults.map(|fault| fault.from).min()?;
    let under_way = trace.messages.iter().find(|message| {
        let mut flights = message.flights.iter();
        flights.any(|flight| flight.arrives >= from)
    });
    Some(under_way.map_or(from, |message| message.sent_at.min(from)))
}

/// A decision about a message counts when that is sent. One that is not sent now can only be sent
/// after another difference.
fn overrides(trace: &Trace, new: &Lab) -> Option<Micros> {
    let old = &trace.lab.overrides;
    let changed = differing(old, &new.overrides, |one| one.message.as_str());
    let changed: BTreeSet<&str> = changed.map(|one| one.message.as_str()).collect();
    if changed.is_empty() {
        return None;
    }
    let mut messages = trace.messages.iter();
    let first = messages.find(|message| changed.contains(&*message.name()));
    first.map(|message| message.sent_at)
}
