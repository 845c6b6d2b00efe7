//! Version vectors: how many updates of each replica a state includes.
//!
//! Parker et al., *Detection of Mutual Inconsistency in Distributed Systems*, IEEE Transactions
//! on Software Engineering 9(3), 1983, section III. A component that is absent counts as 0.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::ids::{MAX_REPLICAS, ReplicaId};

/// Bytes of an actor in a compact encoding: a letter and a life.
pub const ACTOR_BYTES: usize = 2;
/// Bytes of a dot, or of one component of a vector, in a compact encoding.
pub const DOT_BYTES: usize = ACTOR_BYTES + size_of::<u32>();

/// Who counts updates: a replica in one of its lives. A replica that loses updates which it had
/// counted itself, with its disk or by giving way to a new leader, goes on under its next life, so
/// that no two updates ever bear one name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Actor {
    /// The replica.
    pub replica: ReplicaId,
    /// Which of its lives, counted from 0.
    pub life: u16,
}

impl Actor {
    /// Its place in the order of actors: by replica, then by life. One number is compared where
    /// counters and vectors look for an actor, which is most of what an update costs.
    fn rank(self) -> usize {
        (self.replica.index() << u16::BITS) + usize::from(self.life)
    }
}

impl Ord for Actor {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Actor {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<ReplicaId> for Actor {
    /// The replica in its first life.
    fn from(replica: ReplicaId) -> Self {
        Self { replica, life: 0 }
    }
}

/// The replica, with a prime for each life before this one: `A`, `A′`, `A″`; then `A′4`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.life {
            0 => write!(f, "{}", self.replica),
            1 => write!(f, "{}′", self.replica),
            2 => write!(f, "{}″", self.replica),
            more => write!(f, "{}′{more}", self.replica),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The name of one update: the `counter`-th that `actor` accepted, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Dot {
    /// Who accepted the update.
    pub actor: Actor,
    /// Its place in the actor's own order.
    pub counter: u32,
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}·{}", self.actor, self.counter)
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

/// For each actor, how many of its updates are included.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct VersionVector {
    /// First lives, by replica: nearly always all that there is.
    counters: [u32; MAX_REPLICAS],
    /// Later lives, in order; none is 0.
    #[expect(
        clippy::box_collection,
        reason = "hardly ever there: one word, not three"
    )]
    later: Option<Box<Vec<(Actor, u32)>>>,
}

impl VersionVector {
    fn later(&self) -> &[(Actor, u32)] {
        self.later.as_ref().map_or(&[], |later| later)
    }

    /// The component of one actor; 0 when it has none.
    #[inline]
    pub fn get(&self, actor: impl Into<Actor>) -> u32 {
        let actor = actor.into();
        if actor.life == 0 {
            return self.counters[actor.replica.index()];
        }
        let found = self.later().iter().find(|(one, _)| *one == actor);
        found.map_or(0, |(_, counter)| *counter)
    }

    /// Counts one more update of the actor and names it.
    #[inline]
    pub fn advance(&mut self, actor: impl Into<Actor>) -> Dot {
        let actor = actor.into();
        let counter = self.get(actor) + 1;
        self.include(Dot { actor, counter });
        Dot { actor, counter }
    }

    /// Whether the update is included.
    #[inline]
    pub fn covers(&self, dot: Dot) -> bool {
        self.get(dot.actor) >= dot.counter
    }

    /// Whether everything that the other includes is included.
    pub fn covers_all(&self, other: &Self) -> bool {
        let first = self.counters.iter().zip(&other.counters);
        let mut later = other.later().iter();
        // All at once is quicker than to stop at the first.
        first.fold(true, |all, (mine, theirs)| all & (mine >= theirs))
            && later.all(|(actor, theirs)| self.get(*actor) >= *theirs)
    }

    /// Includes an update, and with it all earlier ones of its actor.
    #[inline]
    pub fn include(&mut self, dot: Dot) {
        if dot.actor.life == 0 {
            let counter = &mut self.counters[dot.actor.replica.index()];
            *counter = dot.counter.max(*counter);
            return;
        }
        if dot.counter == 0 {
            return;
        }
        let later = self.later.get_or_insert_default();
        match later.binary_search_by_key(&dot.actor, |one| one.0) {
            Ok(place) => later[place].1 = dot.counter.max(later[place].1),
            Err(place) => later.insert(place, (dot.actor, dot.counter)),
        }
    }

    /// Takes in all that the other includes: the larger of each pair of components.
    pub fn join(&mut self, other: &Self) {
        for (mine, theirs) in self.counters.iter_mut().zip(other.counters) {
            *mine = theirs.max(*mine);
        }
        for (actor, counter) in other.later() {
            let (actor, counter) = (*actor, *counter);
            self.include(Dot { actor, counter });
        }
    }

    /// What both include: the smaller of each pair of components.
    pub fn meet(&self, other: &Self) -> Self {
        let smaller = |(actor, counter): (Actor, u32)| (actor, counter.min(other.get(actor)));
        self.components().map(smaller).collect()
    }

    /// How this vector stands to the other, component by component: it dominates when every
    /// component is at least as large and one is larger.
    pub fn relation_to(&self, other: &Self) -> Relation {
        let (mut ahead, mut behind) = (false, false);
        let mut compare = |mine: u32, theirs: u32| {
            ahead |= mine > theirs;
            behind |= mine < theirs;
        };
        for (mine, theirs) in self.counters.iter().zip(&other.counters) {
            compare(*mine, *theirs);
        }
        for (actor, mine) in self.later() {
            compare(*mine, other.get(*actor));
        }
        for (actor, theirs) in other.later() {
            compare(self.get(*actor), *theirs);
        }
        match (ahead, behind) {
            (false, false) => Relation::Equal,
            (true, false) => Relation::Newer,
            (false, true) => Relation::Older,
            (true, true) => Relation::Concurrent,
        }
    }

    /// How many bytes a compact encoding takes.
    pub fn bytes(&self) -> usize {
        let first = self.counters.iter().filter(|counter| **counter > 0);
        (first.count() + self.later().len()) * DOT_BYTES
    }

    /// The components above 0: first lives in the order of the replicas, then later ones.
    pub fn components(&self) -> impl Iterator<Item = (Actor, u32)> {
        let first = ReplicaId::all().map(|replica| (replica.into(), self.get(replica)));
        first
            .filter(|(_, counter)| *counter > 0)
            .chain(self.later().iter().copied())
    }
}

impl<A: Into<Actor>> FromIterator<(A, u32)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (A, u32)>>(components: I) -> Self {
        let mut vector = Self::default();
        for (actor, counter) in components {
            let actor = actor.into();
            vector.include(Dot { actor, counter });
        }
        vector
    }
}

/// As the field writes it: `{A: 2, B: 1}`, components of 0 left out.
impl fmt::Display for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (position, (actor, counter)) in self.components().enumerate() {
            let comma = if position == 0 { "" } else { ", " };
            write!(f, "{comma}{actor}: {counter}")?;
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
        for (actor, counter) in self.components() {
            map.serialize_entry(&actor, &counter)?;
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
                        .flat_map(|(actor, n)| (1..=n).map(move |counter| Dot { actor, counter }))
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
                actor: replica.into(),
                counter: 2
            }
        );
        assert_eq!(resolved.to_string(), "{A: 2, B: 2}");
        assert_eq!(resolved.relation_to(&a), Relation::Newer);
        assert_eq!(resolved.relation_to(&b), Relation::Newer);
    }
}
