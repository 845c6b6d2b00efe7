//! A client in the course of a run: where its route leads, and what its session insists on.

use crate::chance::Chance;
use crate::clock::VersionVector;
use crate::crdt::Op;
use crate::ids::{ClientId, ReplicaId, StepId};
use crate::lab::{Call, Lab, Route, Session, WriteContext};
use crate::message::Outcome;

/// One client.
#[derive(Clone)]
pub(super) struct Client {
    pub(super) session: Session,
    /// How many faults keep it offline now.
    pub(super) offline: u32,
    /// What it did while it was offline, in order.
    pub(super) queue: Vec<StepId>,
    /// For each key, what its reads insist on.
    tokens: Vec<VersionVector>,
    /// For each key, the version of what it read last.
    last_read: Vec<VersionVector>,
    /// Where a sticky route leads.
    sticks_to: Option<ReplicaId>,
}

impl Client {
    pub(super) fn new(lab: &Lab, id: ClientId) -> Self {
        Self {
            session: lab.session(id),
            offline: 0,
            queue: Vec::new(),
            tokens: vec![VersionVector::default(); lab.keys.len()],
            last_read: vec![VersionVector::default(); lab.keys.len()],
            sticks_to: None,
        }
    }

    /// The replica that an operation is sent to.
    pub(super) fn route(
        &mut self,
        lab: &Lab,
        chance: Chance,
        step: StepId,
        call: &Call,
    ) -> ReplicaId {
        match self.session.route {
            Route::AsWritten => call.replica,
            Route::Fixed(replica) => replica,
            Route::Nearest => lab.nearest(call.client),
            Route::Random => {
                let name = step.to_string();
                let drawn = chance.below(lab.replicas.len() as u64, name.as_bytes(), "route");
                lab.replicas[usize::try_from(drawn).unwrap_or(0)]
            }
            Route::Sticky => *self.sticks_to.get_or_insert(call.replica),
        }
    }

    /// The replica did not answer: a sticky route leads to the next one from now on.
    pub(super) fn turn_away_from(&mut self, asked: ReplicaId, replicas: &[ReplicaId]) {
        if self.sticks_to == Some(asked) {
            let place = replicas.iter().position(|one| *one == asked).unwrap_or(0);
            self.sticks_to = Some(replicas[(place + 1) % replicas.len()]);
        }
    }

    /// What an operation insists on.
    pub(super) fn token(&self, op: &Op, key: usize) -> Option<VersionVector> {
        let token = &self.tokens[key];
        let insists = !op.is_update() && *token != VersionVector::default();
        insists.then(|| token.clone())
    }

    /// What an update overwrites, where that is not what the replica holds.
    pub(super) fn context(&self, op: &Op, key: usize) -> Option<VersionVector> {
        let own = op.is_update() && self.session.context == WriteContext::LastRead;
        own.then(|| self.last_read[key].clone())
    }

    /// What an answer adds to what later reads insist on.
    pub(super) fn learns(&mut self, key: usize, outcome: &Outcome) {
        if let Outcome::Read(record) = outcome {
            self.last_read[key].clone_from(&record.version);
        }
        match outcome {
            Outcome::Done(record) if self.session.token.has_writes() => {
                self.tokens[key].join(&record.version);
            }
            Outcome::Read(record) if self.session.token.has_reads() => {
                self.tokens[key].join(&record.version);
            }
            _ => {}
        }
    }
}
