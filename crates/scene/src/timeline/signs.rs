//! What the signs of the diagram mean: those that occur in a run.

use std::collections::BTreeSet;

use replicascope_core::clock::Relation;
use replicascope_core::lab::FaultKind;
use replicascope_core::trace::{Event, EventKind};
use replicascope_core::{ReplicaId, Trace};

use super::has_waits;

/// A sign of the diagram.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sign {
    /// An update.
    Update,
    /// A merge with something newer.
    Newer,
    /// A merge with something older.
    Older,
    /// A merge with the same.
    Equal,
    /// A merge with something concurrent.
    Concurrent,
    /// A replica gives up what it held.
    Replaced,
    /// An operation of another replica is carried out.
    Followed,
    /// A read is answered.
    Answer,
    /// A read would be stale.
    Stale,
    /// An operation waits at a replica.
    Waits,
    /// A replica leads.
    Leads,
    /// A message is lost.
    Lost,
    /// Nothing passes a link.
    Partition,
    /// A replica is down.
    Crash,
    /// Another fault.
    Trouble,
}

impl Sign {
    /// What it means, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Newer => "merge: newer arrives",
            Self::Older => "merge: older arrives",
            Self::Equal => "merge: equal",
            Self::Concurrent => "merge: concurrent",
            Self::Replaced => "gives up what it held for the leader's",
            Self::Followed => "carries out an operation that arrives",
            Self::Answer => "read answered",
            Self::Stale => "lacks an acknowledged update",
            Self::Waits => "an operation waits here",
            Self::Leads => "leads, by what it knows",
            Self::Lost => "message lost",
            Self::Partition => "partition",
            Self::Crash => "replica down",
            Self::Trouble => "another fault",
        }
    }
}

/// The signs of a run that is looked at for one of its keys.
pub fn signs(trace: &Trace, key: usize) -> BTreeSet<Sign> {
    let lab = &trace.lab;
    let mut signs: BTreeSet<Sign> = trace.events.iter().filter_map(of_event).collect();
    signs.extend(lab.faults.iter().map(|fault| match fault.kind {
        FaultKind::Partition { .. } => Sign::Partition,
        FaultKind::Crash { .. } => Sign::Crash,
        _ => Sign::Trouble,
    }));
    if trace.convergence[key].stale_for.0 > 0 {
        signs.insert(Sign::Stale);
    }
    let leads = |replica: &ReplicaId| lab.replication.leads_at_first(&lab.replicas, *replica);
    if lab.replicas.iter().any(leads) {
        signs.insert(Sign::Leads);
    }
    if has_waits(trace) {
        signs.insert(Sign::Waits);
    }
    signs
}

fn of_event(event: &Event) -> Option<Sign> {
    match event.kind {
        EventKind::Applied { .. } => Some(Sign::Update),
        EventKind::Merged { relation, .. } => Some(match relation {
            Relation::Newer => Sign::Newer,
            Relation::Older => Sign::Older,
            Relation::Equal => Sign::Equal,
            Relation::Concurrent => Sign::Concurrent,
        }),
        EventKind::Replaced { .. } => Some(Sign::Replaced),
        EventKind::Followed { .. } => Some(Sign::Followed),
        EventKind::Answered { .. } => Some(Sign::Answer),
        EventKind::Dropped { .. } => Some(Sign::Lost),
        _ => None,
    }
}
