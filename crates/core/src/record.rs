//! What a replica holds for one key.

use serde::Serialize;

use crate::clock::{Dot, Relation, VersionVector};
use crate::crdt::{Op, State};
use crate::ids::ReplicaId;
use crate::time::Micros;

/// A state together with the updates that went into it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Record {
    /// The updates that this record includes: its causal past.
    pub version: VersionVector,
    /// What they made.
    pub state: State,
}

impl Record {
    /// The record that every replica starts with: no update yet.
    pub fn initial(state: State) -> Self {
        Self {
            version: VersionVector::default(),
            state,
        }
    }

    /// Carries out an update accepted by `replica` when its wall clock shows `clock`. The
    /// replica's own component advances, so an update made after a merge is newer than both sides.
    pub fn update(&mut self, op: &Op, replica: ReplicaId, clock: Micros) -> Dot {
        let dot = self.version.advance(replica);
        self.state.update(op, &crate::crdt::Author { dot, clock });
        dot
    }

    /// Takes in another replica's record and says how *that* record stood to this one.
    pub fn merge(&mut self, incoming: &Self) -> Relation {
        let relation = incoming.version.relation_to(&self.version);
        self.state.merge(&incoming.state);
        self.version.join(&incoming.version);
        relation
    }

    /// Whether the effect of the update still shows in the value.
    pub fn shows(&self, dot: Dot) -> bool {
        self.version.covers(dot) && self.state.keeps(dot)
    }
}
