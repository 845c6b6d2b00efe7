//! When replicas disagree about a key, and when a read of it could be stale, while the events go by.

use std::ops::Range;
use std::rc::Rc;

use super::acknowledged::Acknowledged;
use super::stretches::Stretches;
use crate::clock::{Dot, VersionVector};
use crate::ids::{Key, Place, ReplicaId, StepId};
use crate::record::Record;
use crate::replication::Holding;
use crate::time::Micros;
use crate::trace::{Convergence, Event, EventId, EventKind, Note, Trace};

/// Every key of a document.
pub(super) struct Watches(Vec<Watch>);

impl Watches {
    /// Before anything has happened.
    pub(super) fn new(trace: &Trace) -> Self {
        let keys = 0..trace.lab.keys.len();
        Self(keys.map(|key| Watch::new(trace, key)).collect())
    }

    /// Takes in an event of a trace.
    pub(super) fn see(&mut self, trace: &Trace, id: EventId) {
        let Event {
            at, place, kind, ..
        } = trace.event(id);
        let (at, replica) = (*at, place.and_then(Place::replica));
        match (kind, replica) {
            (
                EventKind::Applied { key, after, .. }
                | EventKind::Merged { key, after, .. }
                | EventKind::Replaced { key, after, .. },
                Some(replica),
            ) => self.0[*key].holds(at, replica, after),
            (EventKind::Followed { update, after, .. }, Some(replica)) => {
                self.0[update.key].holds(at, replica, after);
            }
            (EventKind::Noted { note, .. }, Some(replica)) => self.note(trace, at, replica, note),
            (EventKind::Returned { step, .. }, _) => {
                let operation = trace.operation(*step);
                if let Some((key, dot)) = operation.and_then(|one| Some((one.key, one.dot?))) {
                    self.0[key].acknowledged(at, dot, id, *step);
                }
            }
            (EventKind::Crashed { .. }, Some(replica)) => {
                let watches = self.0.iter_mut();
                watches.for_each(|watch| watch.up(at, replica, false));
            }
            (EventKind::Recovered { lost_disk, .. }, Some(replica)) => {
                for (key, watch) in self.0.iter_mut().enumerate() {
                    if *lost_disk {
                        watch.drops(at, replica, trace.initial_record(key));
                    }
                    watch.up(at, replica, true);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, trace: &Trace, at: Micros, replica: ReplicaId, note: &Note) {
        let key = match note {
            Note::Expired { key, .. } => *key,
            Note::Collected { key, before } => {
                self.0[*key].collected.join(&before.version);
                *key
            }
            _ => return,
        };
        self.0[key].drops(at, replica, trace.initial_record(key));
    }

    /// The updates of a key that were acknowledged before an event and that a record does not include,
    /// in the order of their acknowledgements.
    pub(super) fn missed(&self, key: usize, before: EventId, record: &Record) -> Vec<StepId> {
        self.0[key].acknowledged.missed(before, record)
    }

    /// What tombstones of a key that were forgotten had included.
    pub(super) fn collected(&self, key: usize) -> &VersionVector {
        &self.0[key].collected
    }

    /// What came of it until the end of the run.
    pub(super) fn finish(self, end: Micros) -> Vec<Convergence> {
        self.0.into_iter().map(|watch| watch.finish(end)).collect()
    }
}

/// One key while the events go by.
struct Watch {
    key: Key,
    holders: Vec<Holder>,
    /// What any replica holds: the rest is lost, not late.
    held: VersionVector,
    acknowledged: Acknowledged,
    /// The last of these of each actor.
    last: VersionVector,
    /// The last of each actor that is held: whoever lacks an acknowledged one that is held lacks one of
    /// these, since what comes before an update is held with it.
    due: VersionVector,
    /// Whether all that are acknowledged are held, so that the two are the same.
    all_held: bool,
    /// What tombstones that were forgotten had included.
    collected: VersionVector,
    disagreements: Stretches,
    anywhere_stale: Stretches,
}

struct Holder {
    replica: ReplicaId,
    record: Rc<Record>,
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
                record: Rc::clone(trace.initial_record(key)),
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
            acknowledged: Acknowledged::default(),
            last: VersionVector::default(),
            due: VersionVector::default(),
            all_held: true,
            collected: VersionVector::default(),
            disagreements: Stretches::default(),
            anywhere_stale: Stretches::default(),
        }
    }

    fn place(&self, replica: ReplicaId) -> Option<usize> {
        self.holders.iter().position(|one| one.replica == replica)
    }

    fn holds(&mut self, at: Micros, replica: ReplicaId, record: &Rc<Record>) {
        let Some(place) = self.place(replica) else {
            return;
        };
        let holder = &mut self.holders[place];
        let counts = holder.holding != Holding::Nothing;
        if Rc::ptr_eq(&holder.record, record) && holder.counts == counts {
            return;
        }
        let before = std::mem::replace(&mut holder.record, Rc::clone(record));
        holder.counts = counts;
        let grows = record.version.covers_all(&before.version);
        if grows {
            self.held.join(&record.version);
        } else {
            self.see_what_is_held();
        }
        if grows && self.all_held {
            self.see_who_is_stale(at, place..place + 1);
        } else {
            self.see_what_is_due();
            self.see_who_is_stale(at, 0..self.holders.len());
        }
        self.see_who_disagrees(at);
    }

    /// The replica forgets what it held; a cache holds nothing then.
    fn drops(&mut self, at: Micros, replica: ReplicaId, initial: &Rc<Record>) {
        if let Some(place) = self.place(replica) {
            let holder = &mut self.holders[place];
            holder.record = Rc::clone(initial);
            holder.counts = holder.holding == Holding::Copy;
        }
        self.see_what_is_held();
        self.see_what_is_due();
        self.see_who_is_stale(at, 0..self.holders.len());
        self.see_who_disagrees(at);
    }

    fn acknowledged(&mut self, at: Micros, dot: Dot, returned: EventId, step: StepId) {
        self.acknowledged.add(dot, returned, step);
        self.last.include(dot);
        if self.all_held && self.held.covers(dot) {
            self.due.include(dot);
        } else {
            self.see_what_is_due();
        }
        self.see_who_is_stale(at, 0..self.holders.len());
    }

    fn up(&mut self, at: Micros, replica: ReplicaId, up: bool) {
        if let Some(place) = self.place(replica) {
            self.holders[place].up = up;
            self.see_who_is_stale(at, place..place + 1);
        }
    }

    /// Replicas may hold less than before.
    fn see_what_is_held(&mut self) {
        self.held = VersionVector::default();
        for holder in &self.holders {
            self.held.join(&holder.record.version);
        }
    }

    fn see_what_is_due(&mut self) {
        self.all_held = self.held.covers_all(&self.last);
        self.due = if self.all_held {
            self.last.clone()
        } else {
            self.acknowledged.last_within(&self.held)
        };
    }

    /// Looks again at some of the holders.
    fn see_who_is_stale(&mut self, at: Micros, places: Range<usize>) {
        for holder in &mut self.holders[places] {
            let stale = holder.counts && holder.up && !holder.record.version.covers_all(&self.due);
            holder.stale.set(at, stale);
        }
        let any = self.holders.iter().any(|holder| holder.stale.is_open());
        self.anywhere_stale.set(at, any);
    }

    fn see_who_disagrees(&mut self, at: Micros) {
        let holders = self.holders.iter().filter(|holder| holder.counts);
        let mut records = holders.map(|holder| &holder.record);
        let first = records.next();
        let differs = |other: &Rc<Record>| {
            first.is_some_and(|first| !Rc::ptr_eq(first, other) && first != other)
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
