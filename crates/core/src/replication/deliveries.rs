//! What other replicas are known to hold, so that what they lack can be sent again until they
//! confirm it.

use std::collections::BTreeMap;

use super::{Context, Start};
use crate::clock::VersionVector;
use crate::ids::ReplicaId;
use crate::message::Parcel;

/// For each replica and key, the version that it last said it holds; and who still has to hear
/// that this replica has lost its disk.
#[derive(Default)]
pub(super) struct Deliveries {
    confirmed: BTreeMap<(ReplicaId, usize), VersionVector>,
    unheard: Vec<ReplicaId>,
}

impl Deliveries {
    /// At the start of the run nobody holds any update, and everybody knows. After a crash nothing
    /// is known; after the loss of its disk the replica tells the others.
    pub(super) fn new(at: &Context, start: Start) -> Self {
        let pairs = at.peers().into_iter();
        let pairs = pairs.flat_map(|peer| (0..at.keys()).map(move |key| (peer, key)));
        match start {
            Start::First => Self {
                confirmed: pairs.map(|pair| (pair, VersionVector::default())).collect(),
                unheard: Vec::new(),
            },
            Start::Again => Self::default(),
            Start::Blank => Self {
                confirmed: BTreeMap::new(),
                unheard: at.peers(),
            },
        }
    }

    /// A replica says what it holds.
    pub(super) fn confirm(&mut self, by: ReplicaId, versions: &[(usize, VersionVector)]) {
        for (key, version) in versions {
            self.confirmed.insert((by, *key), version.clone());
        }
    }

    /// Whether a replica has confirmed to hold this version of a key.
    pub(super) fn has(&self, replica: ReplicaId, key: usize, version: &VersionVector) -> bool {
        let confirmed = self.confirmed.get(&(replica, key));
        confirmed.is_some_and(|confirmed| confirmed.covers_all(version))
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

    /// Tells whoever has not confirmed it that this replica has lost its disk, and what it holds.
    pub(super) fn announce(&self, at: &mut Context) {
        for peer in &self.unheard {
            let versions = at.versions(0..at.keys());
            let parcel = Parcel {
                versions,
                ..Parcel::default()
            };
            at.send(*peer, "blank", parcel);
        }
    }

    /// Deals with parcels about losses and confirmations; false: it was another parcel.
    pub(super) fn receive(
        &mut self,
        at: &mut Context,
        from: ReplicaId,
        purpose: &str,
        parcel: &Parcel,
    ) -> bool {
        match purpose {
            "blank" => {
                self.confirm(from, &parcel.versions);
                at.send(from, "noted", Parcel::default());
            }
            "noted" => self.unheard.retain(|one| *one != from),
            "confirm" => self.confirm(from, &parcel.versions),
            _ => return false,
        }
        true
    }

    /// Says what this replica now holds of what has arrived.
    pub(super) fn reply(at: &mut Context, to: ReplicaId, keys: impl Iterator<Item = usize>) {
        let mut keys: Vec<usize> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            return;
        }
        let versions = at.versions(keys);
        let parcel = Parcel {
            versions,
            ..Parcel::default()
        };
        at.send(to, "confirm", parcel);
    }
}
