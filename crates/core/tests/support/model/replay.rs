//! A trace carried out once more, in sets.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::clock::Dot;
use replicascope_core::replication::Replication;
use replicascope_core::trace::{EventId, EventKind, MessageId, Note};
use replicascope_core::{Answer, Micros, Place, Record, ReplicaId, StepId, Trace};

use super::super::spec::{Dots, Update, showing, value};
use super::{Keeps, carries_what_is_held, dots, keeps, one_decides, parcel, wall_clock};

/// A trace carried out once more, in sets.
#[derive(Clone)]
pub struct Replay<'a> {
    pub trace: &'a Trace,
    seen: BTreeMap<(ReplicaId, usize), Dots>,
    /// What has ever reached a replica or been accepted by it.
    heard: BTreeMap<(ReplicaId, usize), Dots>,
    updates: BTreeMap<(usize, Dot), Update>,
    /// What each message of records carried, by key.
    carried: BTreeMap<usize, BTreeMap<usize, Dots>>,
    /// What reads were answered from.
    answered: BTreeMap<StepId, Dots>,
    /// What replicas keep for others: by keeper, receiver and key.
    kept: BTreeMap<(ReplicaId, ReplicaId, usize), Dots>,
    /// For each key, what replicas forgot because it was deleted long enough ago.
    forgotten: BTreeMap<usize, Dots>,
    /// Caches that hold a copy now.
    cached: BTreeSet<(ReplicaId, usize)>,
    dot_of: BTreeMap<StepId, Dot>,
    /// When each operation began and returned.
    invoked: BTreeMap<StepId, EventId>,
    returned: BTreeMap<StepId, EventId>,
}

impl<'a> Replay<'a> {
    /// Before the first event.
    pub fn new(trace: &'a Trace) -> Self {
        Self {
            trace,
            seen: BTreeMap::new(),
            heard: BTreeMap::new(),
            updates: BTreeMap::new(),
            carried: BTreeMap::new(),
            answered: BTreeMap::new(),
            kept: BTreeMap::new(),
            forgotten: BTreeMap::new(),
            cached: BTreeSet::new(),
            dot_of: BTreeMap::new(),
            invoked: BTreeMap::new(),
            returned: BTreeMap::new(),
        }
    }

    /// After the last event.
    pub fn whole(trace: &'a Trace) -> Self {
        let mut replay = Self::new(trace);
        for (id, _) in trace.events() {
            replay.take(id);
        }
        replay
    }

    /// Carries out one event; to be called with each, in order.
    pub fn take(&mut self, id: EventId) {
        let event = self.trace.event(id);
        match (&event.kind, event.place.and_then(Place::replica)) {
            (EventKind::Invoked { step }, _) => {
                self.invoked.insert(*step, id);
            }
            (EventKind::Returned { step, .. }, _) => {
                self.returned.insert(*step, id);
            }
            (kind, Some(replica)) => self.take_at(replica, event.at, kind),
            _ => {}
        }
    }

    fn take_at(&mut self, replica: ReplicaId, at: Micros, kind: &EventKind) {
        match kind {
            EventKind::Sent { message } => self.send(*message, replica),
            EventKind::Delivered { message, .. } => {
                for (key, carried) in self
                    .carried
                    .get(&message.index())
                    .cloned()
                    .unwrap_or_default()
                {
                    self.heard
                        .entry((replica, key))
                        .or_default()
                        .extend(carried);
                }
            }
            EventKind::Applied { step, key, dot, .. } => {
                self.accept(replica, at, *step, *key, *dot)
            }
            EventKind::Merged { key, .. } => {
                let incoming = self.incoming(kind);
                self.see(replica, *key, incoming);
            }
            EventKind::Replaced { message, key, .. } => {
                let carried = self.carried(*message, *key).clone();
                self.seen.insert((replica, *key), carried);
            }
            EventKind::Followed { update, .. } => {
                self.see(replica, update.key, Dots::from([update.dot]));
            }
            EventKind::Answered { step, key, record } => {
                let seen = match &self.trace.lab.replication {
                    // Gathered from several replicas.
                    Replication::Leaderless(_) => self.named_by(record, replica, *key),
                    _ => self.seen(replica, *key).clone(),
                };
                self.answered.insert(*step, seen);
            }
            EventKind::Noted { note, .. } => self.take_note(replica, note),
            EventKind::Recovered {
                lost_disk: true, ..
            } => {
                self.seen.retain(|(at, _), _| *at != replica);
                self.heard.retain(|(at, _), _| *at != replica);
                self.kept.retain(|(at, ..), _| *at != replica);
                self.cached.retain(|(at, _)| *at != replica);
            }
            _ => {}
        }
    }

    fn accept(&mut self, replica: ReplicaId, at: Micros, step: StepId, key: usize, dot: Dot) {
        let lab = &self.trace.lab;
        let asked = &lab.call(step).expect("a call").op;
        let seen = self.updates_of(key, self.seen(replica, key));
        let update = Update::new(
            &lab.keys[key].data_type,
            dot,
            asked,
            wall_clock(lab, replica, at),
            one_decides(&lab.replication),
            seen,
        );
        self.updates.insert((key, dot), update);
        self.see(replica, key, Dots::from([dot]));
        self.dot_of.insert(step, dot);
    }

    fn take_note(&mut self, replica: ReplicaId, note: &Note) {
        match note {
            Note::Expired { key, .. } => {
                self.seen.remove(&(replica, *key));
                self.cached.remove(&(replica, *key));
            }
            Note::Collected { key, .. } => {
                let gone = self.seen.remove(&(replica, *key)).unwrap_or_default();
                self.forgotten.entry(*key).or_default().extend(gone);
            }
            Note::Keeps {
                key,
                record,
                keep_for,
            } => {
                let now = self.named_by(record, replica, *key);
                let before = self.kept.insert((replica, *keep_for, *key), now.clone());
                assert!(before.is_none_or(|before| before.is_subset(&now)));
            }
            Note::HandedOver { key, keep_for } => {
                let kept = self.kept.remove(&(replica, *keep_for, *key));
                assert!(kept.is_some(), "{keep_for} gets what nobody kept");
            }
            Note::HeldBack { update, .. } => {
                let held = self.seen(replica, update.key);
                assert!(
                    !held.contains(&update.dot),
                    "{} is there already",
                    update.dot
                );
            }
            Note::Leads(_) | Note::Follows(_) => {}
        }
    }

    fn see(&mut self, replica: ReplicaId, key: usize, dots: Dots) {
        let heard = self.heard.entry((replica, key)).or_default();
        heard.extend(dots.iter().copied());
        self.seen.entry((replica, key)).or_default().extend(dots);
        if keeps(&self.trace.lab, replica, key) == Keeps::ForATime {
            self.cached.insert((replica, key));
        }
    }

    fn send(&mut self, id: MessageId, from: ReplicaId) {
        let message = self.trace.message(id);
        let Some(parcel) = parcel(message) else {
            return;
        };
        let mut carried: BTreeMap<usize, Dots> = BTreeMap::new();
        for (key, record) in &parcel.records {
            let dots = if carries_what_is_held(message) {
                self.seen(from, *key).clone()
            } else {
                self.named_by(record, from, *key)
            };
            carried.insert(*key, dots);
        }
        for update in &parcel.updates {
            assert!(self.seen(from, update.key).contains(&update.dot));
            carried.entry(update.key).or_default().insert(update.dot);
        }
        self.carried.insert(id.index(), carried);
    }

    /// What a record says it includes, of which the replica must have heard.
    fn named_by(&self, record: &Record, replica: ReplicaId, key: usize) -> Dots {
        let named = dots(record);
        let heard = self.heard.get(&(replica, key));
        let known = |dot| heard.is_some_and(|heard| heard.contains(dot));
        assert!(
            named.iter().all(known),
            "{replica} has not heard of all in {record:?}"
        );
        named
    }

    /// What the record that is merged includes. It is the one that the message carried; a
    /// leaderless coordinator merges what it has gathered from several replicas.
    pub fn incoming(&self, merged: &EventKind) -> Dots {
        let EventKind::Merged {
            message,
            key,
            incoming,
            ..
        } = merged
        else {
            panic!("no merge")
        };
        let message_of = self.trace.message(*message);
        let records = message_of.payload.records();
        if records
            .iter()
            .any(|(of, record)| of == key && record == incoming)
        {
            return self.carried(*message, *key).clone();
        }
        let gathers = matches!(self.trace.lab.replication, Replication::Leaderless(_));
        assert!(
            gathers,
            "{} did not bring what is merged",
            message_of.name()
        );
        let at = message_of.to.replica().expect("a replica merges");
        self.named_by(incoming, at, *key)
    }

    /// The updates of a key that a replica has seen so far.
    pub fn seen(&self, replica: ReplicaId, key: usize) -> &Dots {
        const NONE: &Dots = &Dots::new();
        self.seen.get(&(replica, key)).unwrap_or(NONE)
    }

    /// Whether a replica holds a copy of a key now.
    pub fn holds_a_copy(&self, replica: ReplicaId, key: usize) -> bool {
        match keeps(&self.trace.lab, replica, key) {
            Keeps::Always => true,
            Keeps::ForATime => self.cached.contains(&(replica, key)),
            Keeps::Never => false,
        }
    }

    /// The updates of a key that some replica has seen and not forgotten.
    pub fn held_anywhere(&self, key: usize) -> Dots {
        let replicas = self.trace.lab.replicas.iter();
        replicas
            .flat_map(|replica| self.seen(*replica, key))
            .copied()
            .collect()
    }

    /// The updates of a key that a message carried.
    pub fn carried(&self, message: MessageId, key: usize) -> &Dots {
        &self.carried[&message.index()][&key]
    }

    /// What a replica that has seen these updates of a key returns to a reader.
    pub fn value(&self, key: usize, seen: &Dots) -> Answer {
        value(
            &self.trace.lab.keys[key].data_type,
            self.updates_of(key, seen),
        )
    }

    /// The updates among those seen that still show in the value.
    pub fn showing(&self, key: usize, seen: &Dots) -> Dots {
        showing(
            &self.trace.lab.keys[key].data_type,
            self.updates_of(key, seen),
        )
    }

    fn updates_of<'b>(
        &'b self,
        key: usize,
        seen: &'b Dots,
    ) -> impl Iterator<Item = &'b Update> + Clone {
        seen.iter().map(move |dot| &self.updates[&(key, *dot)])
    }

    /// The update of a key with this name.
    pub fn update(&self, key: usize, dot: Dot) -> &Update {
        &self.updates[&(key, dot)]
    }

    /// The updates of a key that replicas have accepted so far.
    pub fn accepted(&self, key: usize) -> Dots {
        let accepted = self.updates.keys().filter(|(of, _)| *of == key);
        accepted.map(|(_, dot)| *dot).collect()
    }

    /// The updates of a key that have been acknowledged so far.
    pub fn acknowledged(&self, key: usize) -> Dots {
        let acknowledged = self
            .returned
            .keys()
            .filter_map(|step| self.dot_of.get(step).map(|dot| (*step, *dot)));
        acknowledged
            .filter(|(step, _)| self.key_of(*step) == key)
            .map(|(_, dot)| dot)
            .collect()
    }

    fn key_of(&self, step: StepId) -> usize {
        let call = self.trace.lab.call(step).expect("a call");
        self.trace
            .lab
            .key_index(&call.key)
            .expect("a key of the lab")
    }

    /// What a read was answered from.
    pub fn answered(&self, read: StepId) -> &Dots {
        &self.answered[&read]
    }

    /// The updates that a read misses: acknowledged before it began, and not in its answer.
    pub fn missed_by(&self, read: StepId) -> BTreeSet<StepId> {
        let began = self.invoked[&read];
        let missed = self.dot_of.iter().filter(|(step, dot)| {
            self.key_of(**step) == self.key_of(read)
                && self
                    .returned
                    .get(step)
                    .is_some_and(|returned| *returned < began)
                && !self.answered[&read].contains(dot)
        });
        missed.map(|(step, _)| *step).collect()
    }

    /// The acknowledged updates that nobody replaced knowingly and no replica shows, be it for
    /// itself or for another one. Forgetting a delete loses it only if something that it had
    /// removed is back.
    pub fn lost(&self) -> BTreeSet<StepId> {
        let lost = self.dot_of.iter().filter(|(step, dot)| {
            let key = self.key_of(**step);
            let replicas = self.trace.lab.replicas.iter();
            let kept = self.kept.iter().filter(|((.., of), _)| *of == key);
            let ends: Vec<&Dots> = replicas
                .map(|replica| self.seen(*replica, key))
                .chain(kept.map(|(_, dots)| dots))
                .collect();
            let forgotten = self.forgotten.get(&key).cloned().unwrap_or_default();
            let shown = |dot: &Dot| ends.iter().any(|end| self.showing(key, end).contains(dot));
            let included =
                |dot: &Dot| forgotten.contains(dot) || ends.iter().any(|end| end.contains(dot));
            let replaced_knowingly = self
                .accepted(key)
                .iter()
                .any(|other| included(other) && self.updates[&(key, *other)].known.contains(dot));
            let back = || self.updates[&(key, **dot)].known.iter().any(shown);
            self.returned.contains_key(step)
                && !shown(dot)
                && !replaced_knowingly
                && (!forgotten.contains(dot) || back())
        });
        lost.map(|(step, _)| *step).collect()
    }
}
