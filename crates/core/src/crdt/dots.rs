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

/// What is in force, by its dot, and what was seen.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(super) struct Dots<V: Serialize> {
    #[serde(serialize_with = "as_pairs")]
    in_force: BTreeMap<Dot, V>,
    seen: Context,
}

impl<V: Serialize> Default for Dots<V> {
    fn default() -> Self {
        Self {
            in_force: BTreeMap::new(),
            seen: Context::default(),
        }
    }
}

impl<V: Clone + Serialize> Dots<V> {
    /// Takes an update by its author, in force with a value or only seen.
    pub(super) fn take(&mut self, author: &Author, value: Option<V>) {
        self.seen.include(author.dot);
        self.in_force.extend(value.map(|value| (author.dot, value)));
    }

    /// Removes what somebody had seen, of those that match.
    pub(super) fn remove(&mut self, seen: &VersionVector, matches: impl Fn(&V) -> bool) {
        self.in_force
            .retain(|dot, value| !(seen.covers(*dot) && matches(value)));
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.in_force.contains_key(&dot)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_force.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Dot, &V)> {
        self.in_force.iter().map(|(dot, value)| (*dot, value))
    }

    pub(super) fn merge(&mut self, theirs: &Self) {
        self.in_force
            .retain(|dot, _| theirs.contains(*dot) || !theirs.seen.covers(*dot));
        for (dot, value) in &theirs.in_force {
            if !self.seen.covers(*dot) {
                self.in_force.insert(*dot, value.clone());
            }
        }
        self.seen.join(&theirs.seen);
    }

    /// What was taken or removed since: the dots that are new in force with their values, and as
    /// seen these, what was only seen, and what is no longer in force.
    pub(super) fn delta(&self, since: &Self) -> Self {
        let removed = since.in_force.keys().filter(|dot| !self.contains(**dot));
        let new = self.in_force.iter();
        let new = new.filter(|(dot, _)| !since.seen.covers(**dot));
        Self {
            seen: self
                .seen
                .beyond(&since.seen)
                .chain(removed.copied())
                .collect(),
            in_force: new.map(|(dot, value)| (*dot, value.clone())).collect(),
        }
    }

    fn rule(&self, theirs: &Self, dot: Dot) -> Rule {
        match (self.contains(dot), theirs.contains(dot)) {
            (true, false) if theirs.seen.covers(dot) => Rule::RemovedThere,
            (true, false) => Rule::NewThere,
            (false, true) if self.seen.covers(dot) => Rule::RemovedHere,
            (false, true) => Rule::NewHere,
            _ => Rule::Same,
        }
    }

    fn side(&self, dot: Dot, show: &impl Fn(&V) -> String) -> String {
        match self.in_force.get(&dot) {
            Some(value) => show(value),
            None if self.seen.covers(dot) => "removed".to_owned(),
            None => "not seen".to_owned(),
        }
    }

    /// Why merging gives what it gives, in the order of the entries.
    pub(super) fn explain(
        &self,
        theirs: &Self,
        entry: impl Fn(Dot, &V) -> Entry,
        show: impl Fn(&V) -> String,
    ) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let all = self.iter().chain(theirs.iter());
        let all: BTreeSet<(Entry, Dot)> =
            all.map(|(dot, value)| (entry(dot, value), dot)).collect();
        let decision = |(entry, dot): (Entry, Dot)| Decision {
            entry,
            mine: self.side(dot, &show),
            theirs: theirs.side(dot, &show),
            result: merged.side(dot, &show),
            rule: self.rule(theirs, dot),
        };
        all.into_iter().map(decision).collect()
    }

    /// How many bytes a compact encoding takes beside the values themselves.
    pub(super) fn bytes(&self) -> usize {
        self.in_force.len() * DOT_BYTES + self.seen.bytes()
    }
}
