//! Dotted version vector sets: a causal past together with the concurrent values in it.
//!
//! Preguiça, Baquero, Almeida, Fonte and Gonçalves, *Dotted Version Vectors: Logical Clocks for
//! Optimistic Replication*, arXiv:1011.5808, 2012, and for this compact form Almeida et al.,
//! *Scalable and Accurate Causality Tracking for Eventually Consistent Stores*, DAIS 2014,
//! section 5. For each actor there is a number n, how many of its updates are in the past, and the
//! values of its last updates that nobody has overwritten. So a value is named by its own dot,
//! apart from the past of whoever wrote it: two values that one server took concurrently stay two,
//! and one that was overwritten goes although its server has taken others since. A plain vector
//! for each server can do only one of the two.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Actor, DOT_BYTES, Dot, VersionVector};

/// Concurrent values with their past.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct DottedVersionVectorSet<V> {
    actors: BTreeMap<Actor, Taken<V>>,
}

/// What one actor has taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
struct Taken<V> {
    /// How many updates.
    count: u32,
    /// Those of them that nobody has overwritten, by their place in its order.
    values: BTreeMap<u32, V>,
}

impl<V> Default for Taken<V> {
    fn default() -> Self {
        Self {
            count: 0,
            values: BTreeMap::new(),
        }
    }
}

impl<V> Default for DottedVersionVectorSet<V> {
    fn default() -> Self {
        Self {
            actors: BTreeMap::new(),
        }
    }
}

impl<V: Clone> DottedVersionVectorSet<V> {
    /// Whether the update is in the past.
    pub fn covers(&self, dot: Dot) -> bool {
        let taken = self.actors.get(&dot.actor);
        taken.is_some_and(|taken| taken.count >= dot.counter)
    }

    /// The value of an update that nobody has overwritten.
    pub fn get(&self, dot: Dot) -> Option<&V> {
        self.actors.get(&dot.actor)?.values.get(&dot.counter)
    }

    /// The values that nobody has overwritten, by their updates.
    pub fn values(&self) -> impl Iterator<Item = (Dot, &V)> {
        self.actors.iter().flat_map(|(actor, taken)| {
            let values = taken.values.iter();
            values.map(|(counter, value)| {
                let (actor, counter) = (*actor, *counter);
                (Dot { actor, counter }, value)
            })
        })
    }

    /// How many updates of each actor are in the past.
    pub fn past(&self) -> VersionVector {
        let counts = self.actors.iter();
        counts.map(|(actor, taken)| (*actor, taken.count)).collect()
    }

    /// Takes updates into the past whose values have been overwritten.
    pub fn include(&mut self, seen: &VersionVector) {
        for (actor, count) in seen.components() {
            let taken = self.actors.entry(actor).or_default();
            taken.count = taken.count.max(count);
        }
    }

    /// Takes in another past with its values, of which all stay on both sides.
    pub fn unite(&mut self, theirs: &Self) {
        for (actor, theirs) in &theirs.actors {
            let mine = self.actors.entry(*actor).or_default();
            mine.count = mine.count.max(theirs.count);
            mine.values.extend(theirs.values.clone());
        }
    }

    /// Takes an update by somebody who had seen this, which it overwrites; without a value nothing
    /// takes its place.
    pub fn update(&mut self, dot: Dot, seen: &VersionVector, value: Option<V>) {
        for (actor, taken) in &mut self.actors {
            let seen = seen.get(*actor);
            taken.values.retain(|counter, _| *counter > seen);
        }
        let taken = self.actors.entry(dot.actor).or_default();
        taken.count = taken.count.max(dot.counter);
        taken.values.extend(value.map(|value| (dot.counter, value)));
    }

    /// Takes in another past with its values: a value stays where both have it or where the other
    /// past does not include it. One that the other past includes and has no more was overwritten.
    pub fn merge(&mut self, theirs: &Self) {
        for (actor, theirs) in &theirs.actors {
            let Some(mine) = self.actors.get_mut(actor) else {
                self.actors.insert(*actor, theirs.clone());
                continue;
            };
            mine.values.retain(|counter, _| {
                *counter > theirs.count || theirs.values.contains_key(counter)
            });
            let news = theirs.values.range(mine.count + 1..);
            mine.values
                .extend(news.map(|(counter, value)| (*counter, value.clone())));
            mine.count = mine.count.max(theirs.count);
        }
    }

    /// How many bytes a compact encoding takes beside the values themselves.
    pub fn bytes(&self) -> usize {
        self.actors.len() * DOT_BYTES + self.values().count() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ReplicaId;

    fn dot(replica: usize, counter: u32) -> Dot {
        let actor = ReplicaId::new(replica).expect("a replica").into();
        Dot { actor, counter }
    }

    fn shown(set: &DottedVersionVectorSet<&str>) -> String {
        let values = set.values().map(|(dot, value)| format!("{value}@{dot}"));
        values.collect::<Vec<_>>().join(" ")
    }

    /// Preguiça et al. 2012, section 4: two clients write through one server.
    #[test]
    fn one_server_keeps_what_was_written_concurrently_and_drops_what_was_overwritten() {
        let mut server = DottedVersionVectorSet::default();
        let nothing = VersionVector::default();
        server.update(dot(0, 1), &nothing, Some("v"));
        server.update(dot(0, 2), &nothing, Some("w"));
        assert_eq!(shown(&server), "v@A·1 w@A·2");
        // Somebody who has read v alone overwrites v alone.
        let read: VersionVector = [(dot(0, 1).actor, 1)].into_iter().collect();
        server.update(dot(0, 3), &read, Some("x"));
        assert_eq!(shown(&server), "w@A·2 x@A·3");
    }
}
