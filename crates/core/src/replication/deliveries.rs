//! What other replicas are known to hold, so that what they lack can be sent again until they
//! confirm it.
//!
//! What a replica confirmed is worth nothing once it has lost its disk. So whatever says what
//! somebody holds says in which of its lives; what is from an earlier life than the newest one
//! heard of came too late and does not count.

use std::collections::BTreeMap;

use super::{Context, Start};
use crate::clock::{Actor, VersionVector};
use crate::ids::ReplicaId;
use crate::message::Parcel;

/// For each replica and key, the version that it is known to hold; and who still has to hear that
/// this replica has lost its disk.
#[derive(Clone, Default)]
pub(super) struct Deliveries {
    confirmed: BTreeMap<(ReplicaId, usize), VersionVector>,
    /// On disk: the newest life of each other replica that this one has heard of.
    lives: BTreeMap<ReplicaId, u16>,
    unheard: Vec<ReplicaId>,
}

impl Deliveries {
    /// At the start of the run nobody holds any update, and everybody knows. After a crash nothing
    /// is known; after the loss of its disk the replica tells the others.
    pub(super) fn start(&mut self, at: &Context, start: Start) {
        self.forget();
        match start {
            Start::First => {
                for peer in at.peers() {
                    let nothing = |key| ((peer, key), VersionVector::default());
                    self.confirmed.extend((0..at.keys()).map(nothing));
                }
            }
            Start::Again => {}
            Start::Blank => self.unheard = at.peers(),
        }
    }

    /// From now on nothing is known of what others hold.
    pub(super) fn forget(&mut self) {
        self.confirmed.clear();
    }

    /// Takes down what a replica holds; false: it did so in an earlier life and may have lost it.
    pub(super) fn confirm<'a>(
        &mut self,
        by: Actor,
        holds: impl Iterator<Item = (usize, &'a VersionVector)>,
    ) -> bool {
        let life = self.lives.entry(by.replica).or_insert(by.life);
        if by.life < *life {
            return false;
        }
        if by.life > *life {
            *life = by.life;
            self.confirmed.retain(|(of, _), _| *of != by.replica);
        }
        for (key, version) in holds {
            let confirmed = self.confirmed.entry((by.replica, key));
            confirmed.or_default().join(version);
        }
        true
    }

    /// Takes down the versions that a parcel says somebody holds; see [`confirm`](Self::confirm).
    pub(super) fn confirm_versions(&mut self, parcel: &Parcel) -> bool {
        let versions = parcel.versions.iter();
        let versions = versions.map(|(key, version)| (*key, version));
        parcel.holder.is_some_and(|by| self.confirm(by, versions))
    }

    /// What a replica sent, it holds.
    pub(super) fn confirm_records(&mut self, parcel: &Parcel) {
        let records = parcel.records.iter();
        let records = records.map(|(key, record)| (*key, &record.version));
        if let Some(by) = parcel.holder {
            self.confirm(by, records);
        }
    }

    /// Whether a replica has confirmed to hold this version of a key.
    pub(super) fn has(&self, replica: ReplicaId, key: usize, version: &VersionVector) -> bool {
        let confirmed = self.confirmed.get(&(replica, key));
        confirmed.is_some_and(|confirmed| confirmed.covers_all(version))
    }

    /// The version of a key that a replica has confirmed to hold.
    pub(super) fn confirmed(&self, replica: ReplicaId, key: usize) -> VersionVector {
        let confirmed = self.confirmed.get(&(replica, key));
        confirmed.cloned().unwrap_or_default()
    }

    /// The keys of which a replica has not confirmed to hold what this one holds.
    pub(super) fn missing(&self, at: &Context, replica: ReplicaId) -> Vec<usize> {
        let lacks = |key: &usize| !self.has(replica, *key, &at.record(*key).version);
        (0..at.keys()).filter(lacks).collect()
    }

    /// Whether somebody still has to hear of the loss.
    pub(super) fn has_to_announce(&self) -> bool {
        !self.unheard.is_empty()
    }

    /// Tells whoever has not confirmed it that this replica has lost its disk.
    pub(super) fn announce(&self, at: &mut Context) {
        for peer in &self.unheard {
            at.send(*peer, "blank", held(at, []));
        }
    }

    /// Deals with parcels about losses; false: it was another parcel.
    pub(super) fn receive(
        &mut self,
        at: &mut Context,
        from: ReplicaId,
        purpose: &str,
        parcel: &Parcel,
    ) -> bool {
        match purpose {
            "blank" => {
                self.confirm_versions(parcel);
                let noted = Parcel {
                    holder: parcel.holder,
                    ..Parcel::default()
                };
                at.send(from, "noted", noted);
            }
            "noted" if parcel.holder == Some(at.actor()) => {
                self.unheard.retain(|one| *one != from);
            }
            "noted" => {}
            _ => return false,
        }
        true
    }

    /// Says what this replica now holds of what has arrived.
    pub(super) fn reply(at: &mut Context, to: ReplicaId, keys: impl Iterator<Item = usize>) {
        let mut keys: Vec<usize> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        if !keys.is_empty() {
            at.send(to, "confirm", held(at, keys));
        }
    }
}

/// What this replica holds of these keys, and in which life.
pub(super) fn held(at: &Context, keys: impl IntoIterator<Item = usize>) -> Parcel {
    Parcel {
        holder: Some(at.actor()),
        versions: at.versions(keys),
        ..Parcel::default()
    }
}
