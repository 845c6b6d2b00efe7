//! What is to be brought about in a run, and whether it is.

use replicascope_core::clock::{Relation, VersionVector};
use replicascope_core::trace::{EventKind, Operation};
use replicascope_core::{Answer, Lab, Trace};

use crate::probe::Found;

/// Something to bring about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// A read that misses an update acknowledged before it began.
    StaleRead,
    /// No such read, while replicas still lag, and with all that the exercise began with.
    FreshReads,
    /// How long some replica lacked an acknowledged update, said by the learner.
    Window,
    /// Two acknowledged updates at two replicas, neither of which includes the other.
    Concurrent,
    /// A read that returned several values.
    Siblings,
    /// All replicas agree on one value, made by somebody who had seen concurrent ones; nothing
    /// acknowledged is lost.
    Resolved,
}

/// Which goals have been reached: each counts only once those before it have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Goals {
    reached: usize,
}

impl Goals {
    /// How many have been reached.
    pub fn reached(&self) -> usize {
        self.reached
    }

    /// After a run of a document that began as `start`, and what the learner typed last: one goal
    /// more, where it is reached, or those that it reaches at once.
    #[must_use]
    pub fn after(&self, goals: &[Goal], start: &Lab, trace: &Trace, typed: &str) -> Self {
        let open = goals.iter().skip(self.reached);
        let reached = open.take_while(|goal| goal.is_met(start, trace, typed));
        Self {
            reached: self.reached + reached.count(),
        }
    }
}

impl Goal {
    /// Whether a run shows it.
    pub fn is_met(self, start: &Lab, trace: &Trace, typed: &str) -> bool {
        match self {
            Self::StaleRead => stale_reads(trace) > 0,
            Self::FreshReads => {
                stale_reads(trace) == 0 && keeps_all(start, trace) && window(trace) > 0
            }
            Self::Window => {
                let window = replicascope_core::Micros(window(trace));
                !typed.trim().is_empty() && Found::Time(window).accepts(typed)
            }
            Self::Concurrent => !concurrent(trace).is_empty(),
            Self::Siblings => answers(trace).any(|answer| match answer {
                Answer::Siblings(values) => values.len() > 1,
                _ => false,
            }),
            Self::Resolved => is_resolved(trace),
        }
    }
}

fn stale_reads(trace: &Trace) -> usize {
    let is_stale = |kind: &EventKind| match kind {
        EventKind::Returned { misses, .. } => !misses.is_empty(),
        _ => false,
    };
    trace
        .events
        .iter()
        .filter(|one| is_stale(&one.kind))
        .count()
}

fn answers(trace: &Trace) -> impl Iterator<Item = &Answer> {
    trace.events.iter().filter_map(|event| match &event.kind {
        EventKind::Returned { answer, .. } => answer.as_deref(),
        _ => None,
    })
}

/// How long some replica lacked an acknowledged update of the first key.
fn window(trace: &Trace) -> u64 {
    trace
        .convergence
        .first()
        .map_or(0, |first| first.stale_for.0)
}

/// Whether every operation that the exercise began with is still there, and has returned.
fn keeps_all(start: &Lab, trace: &Trace) -> bool {
    start.script.iter().all(|step| {
        let operation = trace.operation(step.id);
        operation.is_some_and(|one| {
            one.returned.is_some()
                && start
                    .call(step.id)
                    .is_some_and(|call| call.op == one.call.op)
        })
    })
}

/// An acknowledged update with the version that it made.
fn updates(trace: &Trace) -> Vec<(&Operation, &VersionVector)> {
    let made = trace.events.iter().filter_map(|event| match &event.kind {
        EventKind::Applied { step, after, .. } => Some((trace.operation(*step)?, &after.version)),
        _ => None,
    });
    made.filter(|(one, _)| one.returned.is_some()).collect()
}

/// The pairs of acknowledged updates of one key that do not know of each other.
fn concurrent(trace: &Trace) -> Vec<[&VersionVector; 2]> {
    let all = updates(trace);
    let mut pairs = Vec::new();
    for (place, (one, version)) in all.iter().enumerate() {
        for (other, theirs) in &all[..place] {
            let apart = one.key == other.key && one.asked != other.asked;
            if apart && version.relation_to(theirs) == Relation::Concurrent {
                pairs.push([*version, *theirs]);
            }
        }
    }
    pairs
}

fn is_resolved(trace: &Trace) -> bool {
    let conflicts = concurrent(trace);
    let all = updates(trace);
    let seen = |pair: &[&VersionVector; 2]| {
        let mut resolving = all.iter();
        resolving.any(|(_, version)| {
            pair.iter()
                .all(|one| version.relation_to(one) == Relation::Newer)
        })
    };
    let end = trace.lab.duration;
    let one_value = trace.lab.replicas.iter().all(|replica| {
        let record = trace.record_at(*replica, 0, end);
        matches!(record.state.read(), Answer::Value(_))
    });
    let agreed = trace.convergence.iter().all(|one| one.agreed_at.is_some());
    !conflicts.is_empty()
        && conflicts.iter().all(seen)
        && one_value
        && agreed
        && trace.lost.is_empty()
}
