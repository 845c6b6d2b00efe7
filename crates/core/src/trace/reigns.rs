//! Who leads, by what it knows, and when.

use std::collections::BTreeMap;

use super::{EventKind, Note, Trace};
use crate::ids::{Place, ReplicaId};
use crate::lab::FaultKind;
use crate::time::{Interval, Micros};

/// For each replica, the stretches during which it takes itself for a leader: until it follows
/// another one or loses its disk; while it is down it leads nobody.
pub(super) fn reigns(trace: &Trace) -> BTreeMap<ReplicaId, Vec<Interval>> {
    let lab = &trace.lab;
    let mut since: BTreeMap<ReplicaId, Micros> = BTreeMap::new();
    let mut reigns: BTreeMap<ReplicaId, Vec<Interval>> = BTreeMap::new();
    let at_first = |one: &&ReplicaId| lab.replication.leads_at_first(&lab.replicas, **one);
    for replica in lab.replicas.iter().filter(at_first) {
        since.insert(*replica, Micros::ZERO);
    }
    for event in &trace.events {
        let Some(replica) = event.place.and_then(Place::replica) else {
            continue;
        };
        match &event.kind {
            EventKind::Noted {
                note: Note::Leads(_),
                ..
            } => {
                since.entry(replica).or_insert(event.at);
            }
            EventKind::Noted {
                note: Note::Follows(_),
                ..
            }
            | EventKind::Recovered {
                lost_disk: true, ..
            } => {
                if let Some(from) = since.remove(&replica) {
                    let to = event.at;
                    reigns
                        .entry(replica)
                        .or_default()
                        .push(Interval { from, to });
                }
            }
            _ => {}
        }
    }
    for (replica, from) in since {
        let to = lab.duration;
        reigns
            .entry(replica)
            .or_default()
            .push(Interval { from, to });
    }
    for (replica, stretches) in &mut reigns {
        *stretches = without_crashes(trace, *replica, std::mem::take(stretches));
    }
    reigns
}

fn without_crashes(
    trace: &Trace,
    replica: ReplicaId,
    mut stretches: Vec<Interval>,
) -> Vec<Interval> {
    for fault in &trace.lab.faults {
        if matches!(fault.kind, FaultKind::Crash { replica: down, .. } if down == replica) {
            let around = |one: Interval| {
                let before = Interval {
                    to: one.to.min(fault.from),
                    ..one
                };
                let after = Interval {
                    from: one.from.max(fault.to),
                    ..one
                };
                [before, after]
            };
            stretches = stretches.into_iter().flat_map(around).collect();
            stretches.retain(|one| one.from < one.to);
        }
    }
    stretches
}
