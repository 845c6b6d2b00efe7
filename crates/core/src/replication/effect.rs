//! What a handler asks the world to do or to write down.

use std::rc::Rc;

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
        before: Rc<Record>,
        after: Rc<Record>,
    },
    Answered {
        step: StepId,
        key: usize,
        record: Rc<Record>,
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
        before: Rc<Record>,
        incoming: Rc<Record>,
        after: Rc<Record>,
        relation: Relation,
    },
    Replaced {
        key: usize,
        before: Rc<Record>,
        after: Rc<Record>,
    },
    Followed {
        update: Rc<Update>,
        before: Rc<Record>,
        after: Rc<Record>,
    },
    Dropped {
        key: usize,
        before: Rc<Record>,
        after: Rc<Record>,
        why: Dropping,
    },
    Leads(Term),
    Follows(Term),
    Keeps {
        key: usize,
        record: Rc<Record>,
        keep_for: ReplicaId,
    },
    HandedOver {
        key: usize,
        keep_for: ReplicaId,
    },
    HeldBack {
        update: Rc<Update>,
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
