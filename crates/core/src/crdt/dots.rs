//! Updates that are still in force, among all that were ever seen.
//!
//! Almeida, Shoker and Baquero, *Delta State Replicated Data Types*, Journal of Parallel and
//! Distributed Computing 111, 2018, section 7: a dot store with its causal context. What is in
//! force is kept under its dot; what is in the context and not in force was removed. So nothing has
//! to be remembered of it: no tombstones.
//!
//! Merging keeps a dot if both sides have it in force or if the other side has never seen it; the
//! contexts are joined. A dot is thus in force after merging any states exactly if each of those
//! that have seen it has it in force, which does not depend on the order or the number of merges:
//! associative, commutative and idempotent.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Author, Decision, Entry, Rule};
use crate::clock::{Context, DOT_BYTES, Dot, VersionVector};
use crate::value::as_pairs;

/// What is in force, by what it is about, and what was seen.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub(super) struct Dots<K: Ord + Serialize, V: Serialize> {
    /// In order of the dots; nothing is about what nothing is in force for.
    #[serde(serialize_with = "as_pairs")]
    in_force: BTreeMap<K, Vec<(Dot, V)>>,
    /// Apart: states of other types are smaller than a context.
    seen: Box<Context>,
}

impl<K: Ord + Serialize, V: Serialize> Default for Dots<K, V> {
    fn default() -> Self {
        Self {
            in_force: BTreeMap::new(),
            seen: Box::default(),
        }
    }
}

fn find<V>(all: &[(Dot, V)], dot: Dot) -> Option<&V> {
    let place = all.binary_search_by_key(&dot, |one| one.0).ok()?;
    Some(&all[place].1)
}

fn insert<V>(all: &mut Vec<(Dot, V)>, dot: Dot, value: V) {
    match all.binary_search_by_key(&dot, |one| one.0) {
        Ok(place) => all[place].1 = value,
        Err(place) => all.insert(place, (dot, value)),
    }
}

impl<K: Ord + Clone + Serialize, V: Clone + PartialEq + Serialize> Dots<K, V> {
    /// Takes an update by its author, in force with a value or only seen.
    pub(super) fn take(&mut self, author: &Author, about: &K, value: Option<V>) {
        self.seen.include(author.dot);
        if let Some(value) = value {
            let all = self.in_force.entry(about.clone()).or_default();
            insert(all, author.dot, value);
        }
    }

    /// The same where the update also removes what is about this and its author had seen.
    pub(super) fn replace(&mut self, author: &Author, about: &K, value: Option<V>) {
        self.seen.include(author.dot);
        let Some(value) = value else {
            self.remove(about, &author.seen);
            return;
        };
        // An entry is looked for once: in a large set that is what an add costs.
        let all = self.in_force.entry(about.clone()).or_default();
        all.retain(|(dot, _)| !author.seen.covers(*dot));
        insert(all, author.dot, value);
    }

    /// Removes of what is about this what somebody had seen.
    fn remove(&mut self, about: &K, seen: &VersionVector) {
        if let Some(all) = self.in_force.get_mut(about) {
            all.retain(|(dot, _)| !seen.covers(*dot));
            if all.is_empty() {
                self.in_force.remove(about);
            }
        }
    }

    fn get(&self, about: &K, dot: Dot) -> Option<&V> {
        find(self.in_force.get(about)?, dot)
    }

    pub(super) fn contains(&self, about: &K, dot: Dot) -> bool {
        self.get(about, dot).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_force.is_empty()
    }

    /// What anything is in force for.
    pub(super) fn all(&self) -> impl Iterator<Item = &K> {
        self.in_force.keys()
    }

    /// What is in force for this, in the order of the dots.
    pub(super) fn about(&self, about: &K) -> &[(Dot, V)] {
        self.in_force.get(about).map_or(&[], Vec::as_slice)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, Dot, &V)> {
        let all = self.in_force.iter();
        all.flat_map(|(about, all)| all.iter().map(move |(dot, value)| (about, *dot, value)))
    }

    pub(super) fn merge(&mut self, theirs: &Self) {
        // Both are in order: they are walked side by side.
        let mut others = theirs.in_force.iter().peekable();
        self.in_force.retain(|about, mine| {
            while others.next_if(|(other, _)| *other < about).is_some() {}
            let other = others.next_if(|(other, _)| *other == about);
            let other = other.map_or(&[][..], |(_, all)| all);
            if mine != other {
                mine.retain(|(dot, _)| find(other, *dot).is_some() || !theirs.seen.covers(*dot));
            }
            !mine.is_empty()
        });
        for (about, dot, value) in theirs.iter() {
            if !self.seen.covers(dot) {
                let mine = self.in_force.entry(about.clone()).or_default();
                insert(mine, dot, value.clone());
            }
        }
        self.seen.join(&theirs.seen);
    }

    /// What was taken or removed since: the dots that are new in force with their values, and as
    /// seen these, what was only seen, and what is no longer in force.
    pub(super) fn delta(&self, since: &Self) -> Self {
        let removed = since
            .iter()
            .filter(|(about, dot, _)| !self.contains(about, *dot));
        let removed = removed.map(|(_, dot, _)| dot);
        let mut delta = Self {
            in_force: BTreeMap::new(),
            seen: Box::new(self.seen.beyond(&since.seen).chain(removed).collect()),
        };
        for (about, dot, value) in self.iter() {
            if !since.seen.covers(dot) {
                let all = delta.in_force.entry(about.clone()).or_default();
                all.push((dot, value.clone()));
            }
        }
        delta
    }

    fn rule(&self, theirs: &Self, about: &K, dot: Dot) -> Rule {
        match (self.contains(about, dot), theirs.contains(about, dot)) {
            (true, false) if theirs.seen.covers(dot) => Rule::RemovedThere,
            (true, false) => Rule::NewThere,
            (false, true) if self.seen.covers(dot) => Rule::RemovedHere,
            (false, true) => Rule::NewHere,
            _ => Rule::Same,
        }
    }

    fn side(&self, about: &K, dot: Dot, show: &impl Fn(&V) -> String) -> String {
        match self.get(about, dot) {
            Some(value) => show(value),
            None if self.seen.covers(dot) => "removed".to_owned(),
            None => "not seen".to_owned(),
        }
    }

    /// Why merging gives what it gives, in the order of what the entries are about.
    pub(super) fn explain(
        &self,
        theirs: &Self,
        entry: impl Fn(&K, Dot) -> Entry,
        show: impl Fn(&V) -> String,
    ) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let all = self.iter().chain(theirs.iter());
        let all: BTreeSet<(&K, Dot)> = all.map(|(about, dot, _)| (about, dot)).collect();
        let decision = |(about, dot): (&K, Dot)| Decision {
            entry: entry(about, dot),
            mine: self.side(about, dot, &show),
            theirs: theirs.side(about, dot, &show),
            result: merged.side(about, dot, &show),
            rule: self.rule(theirs, about, dot),
        };
        all.into_iter().map(decision).collect()
    }

    /// How many bytes a compact encoding takes beside the values and what they are about.
    pub(super) fn bytes(&self) -> usize {
        self.iter().count() * DOT_BYTES + self.seen.bytes()
    }
}
