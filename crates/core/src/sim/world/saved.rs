//! What is the case at a moment between actions, to be taken up again.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::agenda::{Agenda, CameUp};
use super::sent::Sent;
use super::{Node, USUAL_EFFECTS, World, document};
use crate::chance::Chance;
use crate::ids::{ClientId, ReplicaId};
use crate::lab::Lab;
use crate::sim::client::Client;
use crate::sim::network::Network;
use crate::sim::recorder::{self, Recorder, usual_messages};
use crate::time::Micros;
use crate::trace::Trace;

/// Everything but what the document says and what the trace has.
pub(crate) struct Saved {
    now: Micros,
    nodes: BTreeMap<ReplicaId, Node>,
    clients: BTreeMap<ClientId, Client>,
    came_up: CameUp,
    next_ticket: u64,
    applied: usize,
    recorder: recorder::Saved,
}

impl Saved {
    /// All that was due up to this moment has happened, and nothing later.
    pub(crate) fn now(&self) -> Micros {
        self.now
    }
}

impl World {
    /// What is the case, to be taken up again where nothing that is due now is left.
    pub(crate) fn save(&self) -> Saved {
        Saved {
            now: self.now,
            nodes: self.nodes.clone(),
            clients: self.clients.clone(),
            came_up: self.agenda.came_up().clone(),
            next_ticket: self.next_ticket,
            applied: self.applied,
            recorder: self.recorder.save(),
        }
    }

    /// Goes on from where a run was saved, under a document that says the same up to there; `trace` is
    /// that of the run.
    pub(crate) fn resume(lab: &Rc<Lab>, saved: &Saved, trace: &Trace) -> Self {
        let replication = lab.replication.clone();
        let mut sent = Sent::with_capacity(usual_messages(lab), lab.script.len());
        for message in &trace.messages[..saved.recorder.messages()] {
            let occasion = (message.cause, message.from, message.to, message.purpose);
            sent.count(occasion);
        }
        Self {
            lab: Rc::clone(lab),
            protocol: Rc::new(move || replication.protocol()),
            chance: Chance::new(lab.seed),
            network: Network::new(lab),
            now: saved.now,
            nodes: saved.nodes.clone(),
            clients: saved.clients.clone(),
            agenda: Agenda::new(document(lab, Some(saved.now)), saved.came_up.clone()),
            next_ticket: saved.next_ticket,
            applied: saved.applied,
            sent,
            recorder: Recorder::resume(lab, &saved.recorder, trace),
            outbox: Vec::with_capacity(USUAL_EFFECTS),
        }
    }
}
