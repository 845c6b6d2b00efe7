//! What events know: which events led to them, as vector clocks; and which updates of a key are in
//! what they carry, as version vectors.

use super::{EventId, EventKind, MessageId, Note, Trace};
use crate::clock::{Actor, VectorClock, VersionVector};
use crate::ids::{Place, ReplicaId};
use crate::message::{Outcome, Payload};

impl Trace {
    /// The vector clock of an event. What happens in the network is no process's event: it knows
    /// what its sending knew.
    pub fn vector_clock(&self, id: EventId) -> VectorClock {
        let mut clocks: Vec<VectorClock> = Vec::with_capacity(id.index() + 1);
        for event in &self.events[..=id.index()] {
            let mut clock = VectorClock::default();
            for cause in &event.causes {
                clock.join(&clocks[cause.index()]);
            }
            if let Some(place) = event.place {
                clock.advance(place);
            }
            clocks.push(clock);
        }
        clocks.pop().unwrap_or_default()
    }

    /// The versions of keys, by their places in the document, that an event is about: what a
    /// replica holds after it, what was read, what a message carries.
    pub fn versions_at(&self, id: EventId) -> Vec<(usize, &VersionVector)> {
        let event = self.event(id);
        match &event.kind {
            EventKind::Applied { key, after, .. }
            | EventKind::Merged { key, after, .. }
            | EventKind::Replaced { key, after, .. } => vec![(*key, &after.version)],
            EventKind::Followed { update, after, .. } => vec![(update.key, &after.version)],
            EventKind::Answered { key, record, .. } => vec![(*key, &record.version)],
            EventKind::Noted {
                note: Note::Keeps { key, record, .. },
                ..
            } => vec![(*key, &record.version)],
            EventKind::Sent { message }
            | EventKind::Delivered { message, .. }
            | EventKind::Dropped { message, .. } => self.versions_in(*message),
            EventKind::Returned { .. } => {
                let reply = event.causes.iter().find_map(|cause| {
                    let EventKind::Delivered { message, .. } = self.event(*cause).kind else {
                        return None;
                    };
                    Some(self.versions_in(message))
                });
                reply.unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn versions_in(&self, message: MessageId) -> Vec<(usize, &VersionVector)> {
        match &self.message(message).payload {
            Payload::Parcel(parcel) => {
                let records = parcel.records.iter();
                let held = records.map(|(key, record)| (*key, &record.version));
                let named = parcel.versions.iter().map(|(key, version)| (*key, version));
                held.chain(named).collect()
            }
            Payload::Reply { step, outcome } => {
                let version = match outcome {
                    Outcome::Done(record) | Outcome::Read(record) => &record.version,
                    Outcome::Failed(_) => return Vec::new(),
                };
                let operation = self.operation(*step);
                operation
                    .map(|one| (one.key, version))
                    .into_iter()
                    .collect()
            }
            Payload::Request(_) => Vec::new(),
        }
    }

    /// Under which of its lives a replica counts its updates at an event.
    pub fn actor_at(&self, replica: ReplicaId, id: EventId) -> Actor {
        let mut actor = Actor::from(replica);
        let here = Some(Place::Replica(replica));
        for event in self.events[..=id.index()]
            .iter()
            .filter(|one| one.place == here)
        {
            let next_life = match &event.kind {
                EventKind::Recovered { lost_disk, .. } => *lost_disk,
                EventKind::Replaced { before, after, .. } => {
                    before.version.get(actor) > after.version.get(actor)
                }
                EventKind::Noted { note, .. } => matches!(note, Note::Collected { .. }),
                _ => false,
            };
            actor.life += u16::from(next_life);
        }
        actor
    }
}
