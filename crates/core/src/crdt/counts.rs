//! Counts that only grow, each under its own name: what counters are made of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Decision, Entry, MAX_INCREMENT, Rule};
use crate::clock::Actor;
use crate::ids::ReplicaId;
use crate::refusal::LabError;

/// How a document sets a counter up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What each replica has counted before the run, known to all; absent: 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub initial: BTreeMap<ReplicaId, u32>,
}

impl Options {
    /// Refuses counts of replicas that are not there, and counts that are too large.
    pub(super) fn check(&self, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
        for (replica, count) in &self.initial {
            let path = format!("{path}.initial.{replica}");
            if !replicas.contains(replica) {
                return Err(LabError::new(path, format!("this lab has no {replica}")));
            }
            if *count > MAX_INCREMENT {
                return Err(LabError::new(path, format!("at most {MAX_INCREMENT}")));
            }
        }
        Ok(())
    }

    /// Each replica's count, under its first life.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Actor, u64)> {
        let initial = self.initial.iter();
        initial.map(|(replica, count)| ((*replica).into(), u64::from(*count)))
    }
}

/// For each name, a count that only grows.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Counts<N: Ord> {
    counts: BTreeMap<N, u64>,
}

impl<N: Ord + Copy> Counts<N> {
    pub(super) fn get(&self, name: N) -> u64 {
        self.counts.get(&name).copied().unwrap_or(0)
    }

    pub(super) fn sum(&self) -> u64 {
        self.counts.values().sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (N, u64)> {
        self.counts.iter().map(|(name, count)| (*name, *count))
    }

    #[inline]
    pub(super) fn add(&mut self, name: N, by: u32) {
        *self.counts.entry(name).or_default() += u64::from(by);
    }

    /// The larger of each pair.
    pub(super) fn merge(&mut self, theirs: &Self) {
        for (name, count) in theirs.iter() {
            let mine = self.counts.entry(name).or_default();
            *mine = (*mine).max(count);
        }
    }

    /// The counts that have grown.
    pub(super) fn delta(&self, since: &Self) -> Self {
        let grown = self
            .iter()
            .filter(|(name, count)| *count > since.get(*name));
        grown.collect()
    }

    /// Why merging gives what it gives, under the names of entries.
    pub(super) fn explain(&self, theirs: &Self, entry: impl Fn(N) -> Entry) -> Vec<Decision> {
        let names: BTreeSet<N> = self
            .counts
            .keys()
            .chain(theirs.counts.keys())
            .copied()
            .collect();
        names
            .into_iter()
            .map(|name| (name, self.get(name), theirs.get(name)))
            .filter(|(_, mine, other)| mine.max(other) > &0)
            .map(|(name, mine, other)| Decision {
                entry: entry(name),
                mine: mine.to_string(),
                theirs: other.to_string(),
                result: mine.max(other).to_string(),
                rule: if mine == other {
                    Rule::Same
                } else {
                    Rule::Maximum
                },
            })
            .collect()
    }

    pub(super) fn bytes(&self, of_a_name: usize) -> usize {
        self.counts.len() * (of_a_name + size_of::<u64>())
    }
}

impl<N: Ord> FromIterator<(N, u64)> for Counts<N> {
    fn from_iter<I: IntoIterator<Item = (N, u64)>>(counts: I) -> Self {
        let counts = counts.into_iter().collect();
        Self { counts }
    }
}
