//! What the signs of the diagram mean: those that occur in a run.

use std::collections::BTreeSet;

use replicascope_core::clock::Relation;
use replicascope_core::lab::FaultKind;
use replicascope_core::trace::{Event, EventKind, Message};
use replicascope_core::{ReplicaId, StepId, Trace};
use replicascope_words::say;

use super::has_waits;

/// A sign of the diagram.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sign {
    /// An update.
    Update,
    /// An acknowledged update whose effect is lost.
    Discarded,
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
    /// A message without data.
    Control,
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
            Self::Update => say::signs::update(),
            Self::Discarded => say::signs::discarded(),
            Self::Newer => say::signs::newer(),
            Self::Older => say::signs::older(),
            Self::Equal => say::signs::equal(),
            Self::Concurrent => say::signs::concurrent(),
            Self::Replaced => say::signs::replaced(),
            Self::Followed => say::signs::followed(),
            Self::Answer => say::signs::answer(),
            Self::Stale => say::signs::stale(),
            Self::Waits => say::signs::waits(),
            Self::Leads => say::signs::leads(),
            Self::Control => say::signs::control(),
            Self::Lost => say::signs::lost(),
            Self::Partition => say::signs::partition(),
            Self::Crash => say::signs::crash(),
            Self::Trouble => say::signs::trouble(),
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
    let of_key = |step: &StepId| trace.operation(*step).is_some_and(|one| one.key == key);
    if trace.lost.iter().any(of_key) {
        signs.insert(Sign::Discarded);
    }
    if trace.messages.iter().any(Message::is_control) {
        signs.insert(Sign::Control);
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
