//! What a replica holds for one key.

use serde::Serialize;

use crate::clock::{Actor, Dot, Relation, VersionVector};
use crate::crdt::{Author, Op, State};
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

    /// Carries out an update accepted by `actor` when its wall clock shows `clock`; see
    /// [`Author::overwrites`]. The actor's own component advances, so an update made after a merge
    /// is newer than both sides.
    pub fn update(&mut self, op: &Op, actor: Actor, clock: Micros, overwrites: bool) -> Dot {
        let dot = self.version.advance(actor);
        let author = Author {
            dot,
            clock,
            overwrites,
        };
        self.state.update(op, &author);
        dot
    }

    /// Carries out an update that another replica accepted, sent as an operation. It must be the
    /// next one of its actor.
    pub fn follow(&mut self, op: &Op, dot: Dot, clock: Micros) {
        self.version.include(dot);
        let overwrites = false;
        let author = Author {
            dot,
            clock,
            overwrites,
        };
        self.state.update(op, &author);
    }

    /// Takes in another replica's record and says how *that* record stood to this one.
    pub fn merge(&mut self, incoming: &Self) -> Relation {
        let relation = incoming.version.relation_to(&self.version);
        self.state.merge(&incoming.state);
        self.version.join(&incoming.version);
        relation
    }

    /// The least that must be merged into `since`, an earlier record, to give this one. It claims
    /// this record's version, so it may only be merged where `since` is included.
    pub fn delta(&self, since: &Self) -> Self {
        Self {
            version: self.version.clone(),
            state: self.state.delta(&since.state),
        }
    }

    /// How many bytes a compact encoding takes.
    pub fn bytes(&self) -> usize {
        self.version.bytes() + self.state.bytes()
    }

    /// Whether the effect of the update still shows in the value.
    pub fn shows(&self, dot: Dot) -> bool {
        self.version.covers(dot) && self.state.keeps(dot)
    }
}
