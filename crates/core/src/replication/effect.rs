//! What a handler asks the world to do or to write down.

use std::sync::Arc;

use super::Alarm;
use crate::clock::{Dot, Relation, VersionVector};
use crate::crdt::Refused;
use crate::ids::{Place, ReplicaId, StepId};
use crate::message::{Payload, Request, Term, Update};
use crate::record::Record;
use crate::time::Micros;

/// Why a replica no longer holds a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dropping {
    /// Its time to live is over.
    Expired,
    /// It was a tombstone, and old enough to be forgotten.
    Collected,
}

/// What a handler asks the world to do or to write down, in order.
pub(crate) enum Effect {
    Applied {
        step: StepId,
        key: usize,
        dot: Dot,
        context: Option<Box<VersionVector>>,
        before: Arc<Record>,
        after: Arc<Record>,
    },
    Answered {
        step: StepId,
        key: usize,
        record: Arc<Record>,
    },
    /// An update that what this replica holds does not take.
    Refused {
        step: StepId,
        why: Refused,
    },
    /// A read that this replica cannot answer yet: it lacks what the session insists on.
    Held(Box<Request>),
    Merged {
        key: usize,
        before: Arc<Record>,
        incoming: Arc<Record>,
        after: Arc<Record>,
        relation: Relation,
    },
    Replaced {
        key: usize,
        before: Arc<Record>,
        after: Arc<Record>,
    },
    Followed {
        update: Arc<Update>,
        before: Arc<Record>,
        after: Arc<Record>,
    },
    Dropped {
        key: usize,
        before: Arc<Record>,
        after: Arc<Record>,
        why: Dropping,
    },
    Leads(Term),
    Follows(Term),
    Keeps {
        key: usize,
        record: Arc<Record>,
        keep_for: ReplicaId,
    },
    HandedOver {
        key: usize,
        keep_for: ReplicaId,
    },
    HeldBack {
        update: Arc<Update>,
        waits_for: Vec<(usize, VersionVector)>,
    },
    Send {
        to: Place,
        purpose: &'static str,
        payload: Payload,
    },
    Alarm {
        after: Micros,
        alarm: Alarm,
    },
}
