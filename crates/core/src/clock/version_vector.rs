//! Version vectors: how many updates of each replica a state includes.
//!
//! Parker et al., *Detection of Mutual Inconsistency in Distributed Systems*, IEEE Transactions
//! on Software Engineering 9(3), 1983, section III. A component that is absent counts as 0.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::ids::{MAX_REPLICAS, ReplicaId};

/// The name of one update: the `counter`-th that `replica` accepted, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Dot {
    /// The replica that accepted the update.
    pub replica: ReplicaId,
    /// Its place in that replica's own order.
    pub counter: u32,
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}·{}", self.replica, self.counter)
    }
}

/// How one causal past stands to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Both include the same updates.
    Equal,
    /// The first includes all that the second does, and more: it dominates.
    Newer,
    /// The second dominates the first.
    Older,
    /// Each includes an update that the other lacks.
    Concurrent,
}

/// For each replica, how many of its updates are included.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct VersionVector {
    counters: [u32; MAX_REPLICAS],
}

impl VersionVector {
    /// The component of one replica; 0 when it has none.
    pub fn get(&self, replica: ReplicaId) -> u32 {
        self.counters[replica.index()]
    }

    /// Counts one more update of the replica and names it.
    pub fn advance(&mut self, replica: ReplicaId) -> Dot {
        let counter = &mut self.counters[replica.index()];
        *counter += 1;
        Dot {
            replica,
            counter: *counter,
        }
    }

    /// Whether the update is included.
    pub fn covers(&self, dot: Dot) -> bool {
        self.get(dot.replica) >= dot.counter
    }

    /// Takes in all that the other includes: the larger of each pair of components.
    pub fn join(&mut self, other: &Self) {
        for (mine, theirs) in self.counters.iter_mut().zip(other.counters) {
            *mine = theirs.max(*mine);
        }
    }

    /// How this vector stands to the other, component by component: it dominates when every
    /// component is at least as large and one is larger.
    pub fn relation_to(&self, other: &Self) -> Relation {
        let (mut ahead, mut behind) = (false, false);
        for (mine, theirs) in self.counters.iter().zip(&other.counters) {
            match mine.cmp(theirs) {
                Ordering::Greater => ahead = true,
                Ordering::Less => behind = true,
                Ordering::Equal => {}
            }
        }
        match (ahead, behind) {
            (false, false) => Relation::Equal,
            (true, false) => Relation::Newer,
            (false, true) => Relation::Older,
            (true, true) => Relation::Concurrent,
        }
    }

    /// The components above 0, in the order of the replicas.
    pub fn components(&self) -> impl Iterator<Item = (ReplicaId, u32)> {
        ReplicaId::all()
            .map(|replica| (replica, self.get(replica)))
            .filter(|(_, counter)| *counter > 0)
    }
}

impl FromIterator<(ReplicaId, u32)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (ReplicaId, u32)>>(components: I) -> Self {
        let mut vector = Self::default();
        for (replica, counter) in components {
            vector.counters[replica.index()] = counter;
        }
        vector
    }
}

/// As the field writes it: `{A: 2, B: 1}`, components of 0 left out.
impl fmt::Display for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (position, (replica, counter)) in self.components().enumerate() {
            let comma = if position == 0 { "" } else { ", " };
            write!(f, "{comma}{replica}: {counter}")?;
        }
        f.write_str("}")
    }
}

impl fmt::Debug for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for VersionVector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (replica, counter) in self.components() {
            map.serialize_entry(&replica, &counter)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(counters: [u32; 3]) -> VersionVector {
        ReplicaId::all().zip(counters).collect()
    }

    /// Every vector over three replicas with components up to 2.
    fn small() -> Vec<VersionVector> {
        (0..27).map(|n| vector([n % 3, n / 3 % 3, n / 9])).collect()
    }

    #[test]
    fn dominance_needs_one_larger_component_not_all() {
        let check = |mine, theirs, expected| {
            assert_eq!(
                vector(mine).relation_to(&vector(theirs)),
                expected,
                "{mine:?} {theirs:?}"
            );
        };
        check([2, 0, 0], [1, 0, 0], Relation::Newer);
        check([2, 0, 0], [1, 1, 0], Relation::Concurrent);
        check([1, 1, 0], [1, 1, 0], Relation::Equal);
        check([0, 1, 0], [1, 1, 0], Relation::Older);
    }

    #[test]
    fn the_relation_agrees_with_the_sets_of_updates() {
        for mine in small() {
            for theirs in small() {
                let dots = |v: &VersionVector| -> std::collections::BTreeSet<Dot> {
                    v.components()
                        .flat_map(|(replica, n)| {
                            (1..=n).map(move |counter| Dot { replica, counter })
                        })
                        .collect()
                };
                let (ours, others) = (dots(&mine), dots(&theirs));
                let expected = match (others.is_subset(&ours), ours.is_subset(&others)) {
                    (true, true) => Relation::Equal,
                    (true, false) => Relation::Newer,
                    (false, true) => Relation::Older,
                    (false, false) => Relation::Concurrent,
                };
                assert_eq!(mine.relation_to(&theirs), expected);
                let mut joined = mine.clone();
                joined.join(&theirs);
                assert_eq!(dots(&joined), &ours | &others);
            }
        }
    }

    #[test]
    fn an_advance_after_a_join_is_newer_than_both() {
        let (a, b) = (vector([2, 0, 0]), vector([1, 1, 0]));
        let mut resolved = a.clone();
        resolved.join(&b);
        let replica = ReplicaId::new(1).expect("B");
        assert_eq!(
            resolved.advance(replica),
            Dot {
                replica,
                counter: 2
            }
        );
        assert_eq!(resolved.to_string(), "{A: 2, B: 2}");
        assert_eq!(resolved.relation_to(&a), Relation::Newer);
        assert_eq!(resolved.relation_to(&b), Relation::Newer);
    }
}
