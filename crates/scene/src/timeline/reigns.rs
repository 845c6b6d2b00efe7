//! Who takes itself for a leader, and when.

use replicascope_core::lab::FaultKind;
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Micros, Place, ReplicaId, Trace};
use replicascope_words::say;

use crate::words;

use super::{BAND_HALF, View};

/// A stretch of a lane during which its replica leads, by what it knows.
#[derive(Clone, PartialEq, Debug)]
pub struct Reign {
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its line: just above the band.
    pub y: f64,
    /// What it is, in a sentence.
    pub sentence: String,
}

/// Whether a replica leads at a moment, by what it knows.
pub fn leads_at(trace: &Trace, replica: ReplicaId, at: Micros) -> bool {
    let mut leading = of(trace, replica).into_iter();
    leading.any(|(from, to)| from <= at && at < to)
}

pub(super) fn reigns(view: &View) -> Vec<Reign> {
    let replicas = view.trace.lab.replicas.iter();
    let all = replicas.flat_map(|replica| {
        let stretches = of(view.trace, *replica).into_iter();
        stretches.map(move |(from, to)| (*replica, from, to))
    });
    all.filter(|(_, from, to)| view.overlaps(*from, *to))
        .filter_map(|(replica, from, to)| {
            let lane = view.lanes.of_place(Place::Replica(replica))?;
            Some(Reign {
                replica,
                from: view.clipped(view.x(from)),
                to: view.clipped(view.x(to)),
                y: lane.y - BAND_HALF - 2.0,
                sentence: say::timeline::reign(&replica, &words::time(from), &words::time(to)),
            })
        })
        .collect()
}

/// From when to when a replica leads: until it follows another one or loses its disk.
fn of(trace: &Trace, replica: ReplicaId) -> Vec<(Micros, Micros)> {
    let lab = &trace.lab;
    let at_first = lab.replication.leads_at_first(&lab.replicas, replica);
    let mut since = at_first.then_some(Micros::ZERO);
    let mut stretches = Vec::new();
    let here =
        |event: &&replicascope_core::trace::Event| event.place == Some(Place::Replica(replica));
    for event in trace.events.iter().filter(here) {
        match &event.kind {
            EventKind::Noted {
                note: Note::Leads(_),
                ..
            } => since = since.or(Some(event.at)),
            EventKind::Noted {
                note: Note::Follows(_),
                ..
            }
            | EventKind::Recovered {
                lost_disk: true, ..
            } => stretches.extend(since.take().map(|from| (from, event.at))),
            _ => {}
        }
    }
    stretches.extend(since.map(|from| (from, lab.duration)));
    // Down, it leads nobody.
    for fault in &lab.faults {
        if matches!(fault.kind, FaultKind::Crash { replica: down, .. } if down == replica) {
            stretches = stretches
                .into_iter()
                .flat_map(|(from, to)| [(from, to.min(fault.from)), (from.max(fault.to), to)])
                .filter(|(from, to)| from < to)
                .collect();
        }
    }
    stretches
}
