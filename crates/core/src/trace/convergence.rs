//! When replicas disagreed about a key, and when a read of it could have been stale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::{EventKind, Note, Trace};
use crate::clock::{Dot, VersionVector};
use crate::ids::{Key, Place, ReplicaId};
use crate::record::Record;
use crate::replication::Holding;
use crate::time::{Interval, Micros};

/// How far the replicas agreed about one key in the course of a run.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Convergence {
    /// The key.
    pub key: Key,
    /// When replicas that keep the key held different records, crashed ones included.
    pub disagreements: Vec<Interval>,
    /// The moment from which all replicas agree until the end; none: they never do.
    #[serde(rename = "agreed_at_us")]
    pub agreed_at: Option<Micros>,
    /// For each replica that holds the key, when it was up but lacked an update that had been
    /// acknowledged to its client and that another replica held: a read answered from it alone
    /// would be stale then.
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
            let replica = event.place.and_then(Place::replica);
            match (&event.kind, replica) {
                (
                    EventKind::Applied { key, after, .. }
                    | EventKind::Merged { key, after, .. }
                    | EventKind::Replaced { key, after, .. },
                    Some(replica),
                ) => watches[*key].holds(event.at, replica, after),
                (EventKind::Followed { update, after, .. }, Some(replica)) => {
                    watches[update.key].holds(event.at, replica, after);
                }
                (
                    EventKind::Noted {
                        note: Note::Expired { key, .. } | Note::Collected { key, .. },
                        ..
                    },
                    Some(replica),
                ) => watches[*key].drops(event.at, replica, trace.initial_record(*key)),
                (EventKind::Returned { step, .. }, _) => {
                    let operation = trace.operation(*step);
                    if let Some((key, dot)) = operation.and_then(|one| Some((one.key, one.dot?))) {
                        watches[key].acknowledged(event.at, dot);
                    }
                }
                (EventKind::Crashed { .. }, Some(replica)) => {
                    watches
                        .iter_mut()
                        .for_each(|watch| watch.up(event.at, replica, false));
                }
                (EventKind::Recovered { lost_disk, .. }, Some(replica)) => {
                    for (key, watch) in watches.iter_mut().enumerate() {
                        if *lost_disk {
                            watch.drops(event.at, replica, trace.initial_record(key));
                        }
                        watch.up(event.at, replica, true);
                    }
                }
                _ => {}
            }
        }
        let end = match trace.ending {
            super::Ending::Complete => trace.lab.duration,
            super::Ending::TooManyEvents { at } | super::Ending::TooMuchHeld { at } => at,
        };
        watches.into_iter().map(|watch| watch.finish(end)).collect()
    }
}

/// One key while the events go by.
struct Watch {
    key: Key,
    holders: Vec<Holder>,
    /// What any replica holds: the rest is lost, not late.
    held: VersionVector,
    acknowledged: BTreeSet<Dot>,
    /// The last of these of each actor.
    last: VersionVector,
    disagreements: Stretches,
    anywhere_stale: Stretches,
}

struct Holder {
    replica: ReplicaId,
    record: Arc<Record>,
    holding: Holding,
    /// Whether it holds a copy now; a cache does from a fetch until it expires.
    counts: bool,
    up: bool,
    stale: Stretches,
}

impl Watch {
    fn new(trace: &Trace, key: usize) -> Self {
        let replicas = &trace.lab.replicas;
        let holder = |replica: ReplicaId| {
            let holding = trace.lab.replication.holding(replicas, replica, key);
            Holder {
                replica,
                record: Arc::clone(trace.initial_record(key)),
                holding,
                counts: holding == Holding::Copy,
                up: true,
                stale: Stretches::default(),
            }
        };
        Self {
            key: trace.lab.keys[key].name.clone(),
            holders: replicas.iter().map(|one| holder(*one)).collect(),
            held: VersionVector::default(),
            acknowledged: BTreeSet::new(),
            last: VersionVector::default(),
            disagreements: Stretches::default(),
            anywhere_stale: Stretches::default(),
        }
    }

    fn holder(&mut self, replica: ReplicaId) -> Option<&mut Holder> {
        self.holders.iter_mut().find(|one| one.replica == replica)
    }

    fn holds(&mut self, at: Micros, replica: ReplicaId, record: &Arc<Record>) {
        let Some(holder) = self.holder(replica) else {
            return;
        };
        let counts = holder.holding != Holding::Nothing;
        if Arc::ptr_eq(&holder.record, record) && holder.counts == counts {
            return;
        }
        let before = std::mem::replace(&mut holder.record, Arc::clone(record));
        holder.counts = counts;
        if record.version.covers_all(&before.version) {
            self.held.join(&record.version);
        } else {
            self.see_what_is_held();
        }
        self.look(at);
    }

    /// The replica forgets what it held; a cache holds nothing then.
    fn drops(&mut self, at: Micros, replica: ReplicaId, initial: &Arc<Record>) {
        if let Some(holder) = self.holder(replica) {
            holder.record = Arc::clone(initial);
            holder.counts = holder.holding == Holding::Copy;
        }
        self.see_what_is_held();
        self.look(at);
    }

    fn acknowledged(&mut self, at: Micros, dot: Dot) {
        self.acknowledged.insert(dot);
        self.last.include(dot);
        self.look(at);
    }

    fn up(&mut self, at: Micros, replica: ReplicaId, up: bool) {
        if let Some(holder) = self.holder(replica) {
            holder.up = up;
        }
        self.look(at);
    }

    /// The last acknowledged update of each actor that is held: whoever lacks an acknowledged one
    /// that is held lacks one of these, since what comes before an update is held with it.
    fn due(&self) -> VersionVector {
        if self.held.covers_all(&self.last) {
            return self.last.clone();
        }
        let last = self.held.components().filter_map(|(actor, counter)| {
            let from = Dot { actor, counter: 0 };
            let mut acknowledged = self.acknowledged.range(from..=Dot { actor, counter });
            acknowledged.next_back().map(|dot| (dot.actor, dot.counter))
        });
        last.collect()
    }

    /// Replicas may hold less than before.
    fn see_what_is_held(&mut self) {
        self.held = VersionVector::default();
        for holder in &self.holders {
            self.held.join(&holder.record.version);
        }
    }

    fn look(&mut self, at: Micros) {
        let due = self.due();
        let mut any_stale = false;
        for holder in &mut self.holders {
            let stale = holder.counts && holder.up && !holder.record.version.covers_all(&due);
            holder.stale.set(at, stale);
            any_stale |= stale;
        }
        self.anywhere_stale.set(at, any_stale);
        let holders = self.holders.iter().filter(|holder| holder.counts);
        let mut records = holders.map(|holder| &holder.record);
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
        let stale = self.holders.into_iter();
        Convergence {
            key: self.key,
            agreed_at: agree.then_some(last),
            disagreements,
            stale: stale
                .map(|holder| (holder.replica, holder.stale.close(end)))
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
