//! A set of dots, gaps and all: a version vector and the dots beyond it.
//!
//! Almeida, Shoker and Baquero, *Delta State Replicated Data Types*, Journal of Parallel and
//! Distributed Computing 111, 2018, section 7.2. What a replica has seen has no gaps; a part of it,
//! as deltas carry it, may.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{DOT_BYTES, Dot, VersionVector};

/// A set of dots.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Context {
    /// All dots up to these.
    vector: VersionVector,
    /// Single dots beyond; none of them is next in line.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    beyond: BTreeSet<Dot>,
}

impl Context {
    /// Whether the dot is included.
    pub fn covers(&self, dot: Dot) -> bool {
        self.vector.covers(dot) || self.beyond.contains(&dot)
    }

    /// Includes one dot.
    pub fn include(&mut self, dot: Dot) {
        if self.covers(dot) {
            return;
        }
        if dot.counter != self.vector.get(dot.actor) + 1 {
            self.beyond.insert(dot);
            return;
        }
        self.vector.include(dot);
        self.absorb(dot);
    }

    /// Dots that are next in line now become part of the vector.
    fn absorb(&mut self, mut last: Dot) {
        loop {
            last.counter += 1;
            if !self.beyond.remove(&last) {
                return;
            }
            self.vector.include(last);
        }
    }

    /// Takes in all that the other includes.
    pub fn join(&mut self, other: &Self) {
        self.vector.join(&other.vector);
        self.beyond.extend(&other.beyond);
        if self.beyond.is_empty() {
            return;
        }
        let vector = &self.vector;
        self.beyond.retain(|dot| !vector.covers(*dot));
        let ends: Vec<(_, u32)> = self.vector.components().collect();
        for (actor, counter) in ends {
            self.absorb(Dot { actor, counter });
        }
        let firsts = self.beyond.iter().filter(|dot| dot.counter == 1);
        for first in firsts.copied().collect::<Vec<_>>() {
            self.beyond.remove(&first);
            self.vector.include(first);
            self.absorb(first);
        }
    }

    /// The dots that are included here and not there.
    pub fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Dot> + 'a {
        let known = |actor| other.vector.get(actor);
        let in_line = self.vector.components().flat_map(move |(actor, last)| {
            (known(actor) + 1..=last).map(move |counter| Dot { actor, counter })
        });
        let all = in_line.chain(self.beyond.iter().copied());
        all.filter(|dot| !other.covers(*dot))
    }

    /// How many bytes a compact encoding takes.
    pub fn bytes(&self) -> usize {
        self.vector.bytes() + self.beyond.len() * DOT_BYTES
    }
}

impl FromIterator<Dot> for Context {
    fn from_iter<I: IntoIterator<Item = Dot>>(dots: I) -> Self {
        let mut context = Self::default();
        dots.into_iter().for_each(|dot| context.include(dot));
        context
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ReplicaId;

    /// All sets of up to three dots of each of two actors, against plain sets.
    #[test]
    fn it_is_a_set_of_dots_in_one_form_only() {
        let dot = |place: usize| {
            let actor = ReplicaId::new(place / 3).expect("A or B").into();
            let counter = u32::try_from(place % 3).expect("small") + 1;
            Dot { actor, counter }
        };
        let set = |bits: usize| -> BTreeSet<Dot> {
            (0..6)
                .filter(|place| bits >> place & 1 == 1)
                .map(dot)
                .collect()
        };
        for mine in 0..64 {
            let forwards: Context = set(mine).into_iter().collect();
            let backwards: Context = set(mine).into_iter().rev().collect();
            assert_eq!(forwards, backwards);
            assert!(
                (0..6).all(|place| forwards.covers(dot(place)) == set(mine).contains(&dot(place)))
            );
            for theirs in 0..64 {
                let other: Context = set(theirs).into_iter().collect();
                let mut joined = forwards.clone();
                joined.join(&other);
                assert_eq!(joined, (&set(mine) | &set(theirs)).into_iter().collect());
                let more: BTreeSet<Dot> = forwards.beyond(&other).collect();
                assert_eq!(more, &set(mine) - &set(theirs));
            }
        }
    }
}
