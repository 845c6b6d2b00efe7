//! Vector clocks: how many events of each place led to an event, itself included.
//!
//! Fidge, *Timestamps in Message-Passing Systems That Preserve the Partial Ordering*, Australian
//! Computer Science Conference, 1988; Mattern, *Virtual Time and Global States of Distributed
//! Systems*, 1989. They count events where version vectors count updates: one event happened before
//! another exactly where the other's clock dominates.

use std::cmp::Ordering;
use std::fmt;

use super::Relation;
use crate::ids::{ClientId, MAX_CLIENTS, MAX_REPLICAS, Place, ReplicaId};

/// For each replica and each client, how many of its events are known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct VectorClock {
    replicas: [u32; MAX_REPLICAS],
    clients: [u32; MAX_CLIENTS],
}

impl VectorClock {
    /// The component of a place.
    pub fn get(&self, place: Place) -> u32 {
        match place {
            Place::Replica(replica) => self.replicas[replica.index()],
            Place::Client(client) => self.clients[client.index()],
        }
    }

    /// One more event at a place.
    pub fn advance(&mut self, place: Place) {
        match place {
            Place::Replica(replica) => self.replicas[replica.index()] += 1,
            Place::Client(client) => self.clients[client.index()] += 1,
        }
    }

    /// Takes in all that the other knows: the larger of each pair of components.
    pub fn join(&mut self, other: &Self) {
        let mine = self.replicas.iter_mut().chain(&mut self.clients);
        let theirs = other.replicas.iter().chain(&other.clients);
        for (mine, theirs) in mine.zip(theirs) {
            *mine = (*theirs).max(*mine);
        }
    }

    /// How this clock stands to the other, component by component: it dominates when every
    /// component is at least as large and one is larger.
    pub fn relation_to(&self, other: &Self) -> Relation {
        let mine = self.replicas.iter().chain(&self.clients);
        let theirs = other.replicas.iter().chain(&other.clients);
        let orders: Vec<Ordering> = mine.zip(theirs).map(|(mine, its)| mine.cmp(its)).collect();
        let ahead = orders.contains(&Ordering::Greater);
        match (ahead, orders.contains(&Ordering::Less)) {
            (false, false) => Relation::Equal,
            (true, false) => Relation::Newer,
            (false, true) => Relation::Older,
            (true, true) => Relation::Concurrent,
        }
    }

    /// The components above 0: replicas first, then clients.
    pub fn components(&self) -> impl Iterator<Item = (Place, u32)> {
        let replicas = ReplicaId::all().map(Place::Replica);
        let places = replicas.chain(ClientId::all().map(Place::Client));
        let all = places.map(|place| (place, self.get(place)));
        all.filter(|(_, count)| *count > 0)
    }
}

/// As the field writes it: `{A: 2, c1: 1}`, components of 0 left out.
impl fmt::Display for VectorClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let components = self.components();
        let all: Vec<String> = components
            .map(|(place, count)| format!("{place}: {count}"))
            .collect();
        write!(f, "{{{}}}", all.join(", "))
    }
}
