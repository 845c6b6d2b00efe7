//! When replicas disagreed about a key, and when a read of it could have been stale.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{EventKind, Trace};
use crate::clock::VersionVector;
use crate::ids::{Key, Place, ReplicaId};
use crate::record::Record;
use crate::time::{Interval, Micros};

/// How far the replicas agreed about one key in the course of a run.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Convergence {
    /// The key.
    pub key: Key,
    /// When replicas held different records, crashed ones included.
    pub disagreements: Vec<Interval>,
    /// The moment from which all replicas agree until the end; none: they never do.
    #[serde(rename = "agreed_at_us")]
    pub agreed_at: Option<Micros>,
    /// For each replica, when it was up but lacked an update that had been acknowledged to its
    /// client: a read answered by it then would be stale.
    pub stale: BTreeMap<ReplicaId, Vec<Interval>>,
    /// How long at least one replica was stale.
    #[serde(rename = "stale_for_us")]
    pub stale_for: Micros,
}

impl Convergence {
    /// One for each key of the document.
    pub(crate) fn of(trace: &Trace) -> Vec<Self> {
        let mut watches: Vec<_> = (0..trace.lab.keys.len())
            .map(|key| Watch::new(trace, key))
            .collect();
        for event in &trace.events {
            match (&event.kind, event.place) {
                (
                    EventKind::Applied { key, after, .. } | EventKind::Merged { key, after, .. },
                    Some(Place::Replica(replica)),
                ) => watches[*key].holds(event.at, replica, after),
                (EventKind::Returned { step, .. }, _) => {
                    let operation = trace.operation(*step);
                    if let Some((key, dot)) = operation.and_then(|one| Some((one.key, one.dot?))) {
                        watches[key].acknowledged(event.at, dot);
                    }
                }
                (EventKind::Crashed { .. }, Some(Place::Replica(replica))) => {
                    watches
                        .iter_mut()
                        .for_each(|watch| watch.up(event.at, replica, false));
                }
                (EventKind::Recovered { .. }, Some(Place::Replica(replica))) => {
                    watches
                        .iter_mut()
                        .for_each(|watch| watch.up(event.at, replica, true));
                }
                _ => {}
            }
        }
        let end = match trace.ending {
            super::Ending::Complete => trace.lab.duration,
            super::Ending::TooManyEvents { at } => at,
        };
        watches.into_iter().map(|watch| watch.finish(end)).collect()
    }
}

/// One key while the events go by.
struct Watch {
    key: Key,
    replicas: BTreeMap<ReplicaId, Holder>,
    acknowledged: VersionVector,
    disagreements: Stretches,
    anywhere_stale: Stretches,
}

struct Holder {
    record: Arc<Record>,
    up: bool,
    stale: Stretches,
}

impl Watch {
    fn new(trace: &Trace, key: usize) -> Self {
        let holder = || Holder {
            record: Arc::clone(trace.initial_record(key)),
            up: true,
            stale: Stretches::default(),
        };
        Self {
            key: trace.lab.keys[key].name.clone(),
            replicas: trace
                .lab
                .replicas
                .iter()
                .map(|replica| (*replica, holder()))
                .collect(),
            acknowledged: VersionVector::default(),
            disagreements: Stretches::default(),
            anywhere_stale: Stretches::default(),
        }
    }

    fn holds(&mut self, at: Micros, replica: ReplicaId, record: &Arc<Record>) {
        if let Some(holder) = self.replicas.get_mut(&replica) {
            holder.record = Arc::clone(record);
        }
        self.look(at);
    }

    fn acknowledged(&mut self, at: Micros, dot: crate::clock::Dot) {
        self.acknowledged
            .join(&[(dot.replica, dot.counter)].into_iter().collect());
        self.look(at);
    }

    fn up(&mut self, at: Micros, replica: ReplicaId, up: bool) {
        if let Some(holder) = self.replicas.get_mut(&replica) {
            holder.up = up;
        }
        self.look(at);
    }

    fn look(&mut self, at: Micros) {
        let mut acknowledged_and_more = VersionVector::default();
        let mut any_stale = false;
        for holder in self.replicas.values_mut() {
            acknowledged_and_more.clone_from(&holder.record.version);
            acknowledged_and_more.join(&self.acknowledged);
            let stale = holder.up && acknowledged_and_more != holder.record.version;
            holder.stale.set(at, stale);
            any_stale |= stale;
        }
        self.anywhere_stale.set(at, any_stale);
        let mut records = self.replicas.values().map(|holder| &holder.record);
        let first = records.next();
        let differs = |other: &Arc<Record>| {
            first.is_some_and(|first| !Arc::ptr_eq(first, other) && first != other)
        };
        let disagree = records.any(differs);
        self.disagreements.set(at, disagree);
    }

    fn finish(self, end: Micros) -> Convergence {
        let agree = !self.disagreements.is_open();
        let disagreements = self.disagreements.close(end);
        let last = disagreements
            .last()
            .map_or(Micros::ZERO, |interval| interval.to);
        let stale = self.replicas.into_iter();
        Convergence {
            key: self.key,
            agreed_at: agree.then_some(last),
            disagreements,
            stale: stale
                .map(|(replica, holder)| (replica, holder.stale.close(end)))
                .collect(),
            stale_for: Micros(
                self.anywhere_stale
                    .close(end)
                    .iter()
                    .map(|interval| interval.length().0)
                    .sum(),
            ),
        }
    }
}

/// Collects the stretches of time during which something holds.
#[derive(Default)]
struct Stretches {
    done: Vec<Interval>,
    since: Option<Micros>,
}

impl Stretches {
    fn set(&mut self, at: Micros, holds: bool) {
        match (holds, self.since) {
            (true, None) => {
                // It held until this very moment: one stretch, not two.
                let resumed = self.done.pop_if(|last| last.to == at);
                self.since = Some(resumed.map_or(at, |interval| interval.from));
            }
            (false, Some(from)) => {
                self.since = None;
                if from < at {
                    self.done.push(Interval { from, to: at });
                }
            }
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        self.since.is_some()
    }

    fn close(mut self, end: Micros) -> Vec<Interval> {
        self.set(end, false);
        self.done
    }
}
