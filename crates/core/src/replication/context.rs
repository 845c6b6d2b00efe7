//! What a replication strategy sees and may do: one replica, and an outbox.

use std::sync::Arc;

use crate::chance::Chance;
use crate::clock::{Dot, Relation};
use crate::ids::{Place, ReplicaId, StepId};
use crate::message::{Cause, Payload, Request};
use crate::record::Record;
use crate::time::Micros;
use crate::value::Answer;

/// One replica: its name and what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Replica {
    pub(crate) id: ReplicaId,
    /// One record for each key of the document, in its order.
    pub(crate) records: Vec<Arc<Record>>,
}

/// What a handler asks the world to do or to write down, in order.
pub(crate) enum Effect {
    Applied {
        step: StepId,
        key: usize,
        dot: Dot,
        before: Arc<Record>,
        after: Arc<Record>,
    },
    Answered {
        step: StepId,
        key: usize,
        record: Arc<Record>,
    },
    Merged {
        key: usize,
        before: Arc<Record>,
        incoming: Arc<Record>,
        after: Arc<Record>,
        relation: Relation,
    },
    Send {
        to: Place,
        purpose: &'static str,
        payload: Payload,
    },
    Timer {
        after: Micros,
        number: u32,
    },
}

/// One replica in the hands of its strategy.
pub(crate) struct Context<'a> {
    pub(crate) replica: &'a mut Replica,
    pub(crate) outbox: &'a mut Vec<Effect>,
    pub(crate) replicas: &'a [ReplicaId],
    pub(crate) now: Micros,
    pub(crate) chance: Chance,
    pub(crate) cause: Cause,
}

impl Context<'_> {
    /// The name of this replica.
    pub(crate) fn id(&self) -> ReplicaId {
        self.replica.id
    }

    /// The other replicas, in order; there is at least one.
    pub(crate) fn peers(&self) -> Vec<ReplicaId> {
        self.replicas
            .iter()
            .copied()
            .filter(|one| *one != self.replica.id)
            .collect()
    }

    /// How many keys there are.
    pub(crate) fn keys(&self) -> usize {
        self.replica.records.len()
    }

    /// What this replica holds for a key.
    pub(crate) fn record(&self, key: usize) -> &Record {
        &self.replica.records[key]
    }

    /// A number below `end`, drawn for what this handler was called for.
    pub(crate) fn choose(&self, end: usize) -> usize {
        let name = self.cause.to_string();
        usize::try_from(self.chance.below(end as u64, &name, "choice")).unwrap_or(0)
    }

    /// Carries out an update here and confirms it to the client.
    pub(crate) fn apply(&mut self, request: &Request) {
        let before = Arc::clone(&self.replica.records[request.key]);
        let mut record = Record::clone(&before);
        let dot = record.update(&request.op, self.replica.id, self.now);
        let after = Arc::new(record);
        self.replica.records[request.key] = Arc::clone(&after);
        let (step, key) = (request.step, request.key);
        self.outbox.push(Effect::Applied {
            step,
            key,
            dot,
            before,
            after,
        });
        self.reply(request, None);
    }

    /// Answers a read with what this replica holds.
    pub(crate) fn answer(&mut self, request: &Request) {
        let record = Arc::clone(&self.replica.records[request.key]);
        let (step, key) = (request.step, request.key);
        self.outbox.push(Effect::Answered {
            step,
            key,
            record: Arc::clone(&record),
        });
        self.reply(request, Some((record.state.read(), record)));
    }

    fn reply(&mut self, request: &Request, read: Option<(Answer, Arc<Record>)>) {
        let payload = Payload::Reply {
            step: request.step,
            read,
        };
        self.send(Place::Client(request.client), "reply", payload);
    }

    /// Takes in every record of the payload.
    pub(crate) fn merge_all(&mut self, payload: &Payload) {
        let Payload::Records(records) = payload else {
            return;
        };
        for (key, incoming) in records {
            let before = Arc::clone(&self.replica.records[*key]);
            let mut record = Record::clone(&before);
            let relation = record.merge(incoming);
            // Nothing new: the record stays shared.
            let after = if record == *before {
                Arc::clone(&before)
            } else {
                Arc::new(record)
            };
            self.replica.records[*key] = Arc::clone(&after);
            let incoming = Arc::clone(incoming);
            self.outbox.push(Effect::Merged {
                key: *key,
                before,
                incoming,
                after,
                relation,
            });
        }
    }

    /// Sends what this replica holds for one key.
    pub(crate) fn send_record(&mut self, to: ReplicaId, purpose: &'static str, key: usize) {
        self.send_records(to, purpose, &[key]);
    }

    /// Sends what this replica holds for these keys, in one message.
    pub(crate) fn send_records(&mut self, to: ReplicaId, purpose: &'static str, keys: &[usize]) {
        let records = keys
            .iter()
            .map(|key| (*key, Arc::clone(&self.replica.records[*key])));
        let payload = Payload::Records(records.collect());
        self.send(Place::Replica(to), purpose, payload);
    }

    fn send(&mut self, to: Place, purpose: &'static str, payload: Payload) {
        self.outbox.push(Effect::Send {
            to,
            purpose,
            payload,
        });
    }

    /// Asks to be called again under this number.
    pub(crate) fn set_timer(&mut self, after: Micros, number: u32) {
        self.outbox.push(Effect::Timer { after, number });
    }
}
