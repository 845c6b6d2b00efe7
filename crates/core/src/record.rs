//! What a replica holds for one key.

use serde::Serialize;

use crate::clock::{Actor, Dot, Relation, VersionVector};
use crate::crdt::{Author, Op, Refused, State};
use crate::time::Micros;

/// A state together with the updates that went into it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
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

    /// Why this record does not take an update accepted by `actor`.
    pub fn refuses(&self, op: &Op, actor: Actor) -> Option<Refused> {
        self.state.refuses(op, actor)
    }

    /// Carries out an update accepted by `actor` when its wall clock shows `wall`, and returns it as
    /// it can be carried out elsewhere. `decides`: one leader decides the order, whatever the clocks
    /// say; otherwise a replica whose clock is behind may lose at once. The actor's own component
    /// advances, so an update made after a merge is newer than both sides.
    pub fn update(&mut self, op: &Op, actor: Actor, wall: Micros, decides: bool) -> (Op, Author) {
        let seen = self.version.clone();
        self.carry_out(op, actor, wall, decides, seen)
    }

    /// The same by somebody who has seen something else than this record: a part of what it
    /// includes, or also what has not arrived here yet, which the update overwrites all the same.
    pub fn update_having_seen(
        &mut self,
        op: &Op,
        actor: Actor,
        wall: Micros,
        decides: bool,
        seen: VersionVector,
    ) -> (Op, Author) {
        if !self.version.covers_all(&seen) {
            self.version.join(&seen);
            self.state.learn(&seen);
        }
        self.carry_out(op, actor, wall, decides, seen)
    }

    fn carry_out(
        &mut self,
        op: &Op,
        actor: Actor,
        wall: Micros,
        decides: bool,
        seen: VersionVector,
    ) -> (Op, Author) {
        let op = self.state.prepared(op);
        let time = self.state.time(&op, wall, decides);
        let dot = self.version.advance(actor);
        let author = Author { dot, time, seen };
        self.state.update(&op, &author);
        (op, author)
    }

    /// Carries out an update that another replica accepted, sent as an operation. It must be the
    /// next one of its actor, and where the type [observes](State::observes), all that its author
    /// had seen must be included.
    pub fn follow(&mut self, op: &Op, author: &Author) {
        self.version.include(author.dot);
        self.state.update(op, author);
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

    /// Whether the effect of the update still shows in the value, as its client asked for it.
    pub fn shows(&self, dot: Dot, op: &Op) -> bool {
        self.version.covers(dot) && self.state.keeps(dot, op)
    }
}
