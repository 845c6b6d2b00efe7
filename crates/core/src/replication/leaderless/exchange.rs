//! Anti-entropy: from time to time a replica compares what it keeps with another one, either by
//! sending it all or by going down a hash tree to what differs.
//!
//! DeCandia et al. 2007, section 4.7.

use super::super::Context;
use super::super::hash_tree::HashTree;
use super::{AntiEntropy, Leaderless};
use crate::ids::ReplicaId;
use crate::message::Parcel;
use crate::time::Micros;

impl Leaderless {
    /// Spreads the first exchanges evenly over a period, so that replicas take turns.
    pub(super) fn first_exchange(&mut self, at: &mut Context) {
        if let Some(every) = self.options.anti_entropy.every() {
            let turn = at.replicas().iter().filter(|one| **one <= at.id()).count() as u64;
            let after = Micros(every.0 * turn / at.replicas().len() as u64);
            self.set_round(at, after, "exchange");
        }
    }

    pub(super) fn begin_exchange(&mut self, at: &mut Context) {
        let mut peers = at.peers();
        peers.retain(|peer| !self.common_keys(at, *peer).is_empty());
        if !peers.is_empty() {
            let peer = peers[at.choose(peers.len())];
            let keys = self.common_keys(at, peer);
            if matches!(self.options.anti_entropy, AntiEntropy::Merkle { .. }) {
                let hash = tree(at, &keys).hash(HashTree::ROOT).unwrap_or(0);
                send_hashes(at, peer, vec![(HashTree::ROOT, hash)]);
            } else {
                at.send(peer, "push", Parcel::of(at.records(&keys)));
            }
        }
        if let Some(every) = self.options.anti_entropy.every() {
            self.set_round(at, every, "exchange");
        }
    }

    /// Goes down where the hashes differ; at the leaves, sends the records.
    pub(super) fn compare(&mut self, at: &mut Context, from: ReplicaId, parcel: &Parcel) {
        let keys = self.common_keys(at, from);
        let tree = tree(at, &keys);
        let differing = parcel.hashes.iter();
        let differing = differing.filter(|(node, hash)| tree.hash(*node) != Some(*hash));
        let (mut hashes, mut records) = (Vec::new(), Vec::new());
        for (node, _) in differing {
            match tree.leaf(*node) {
                Some(leaf) => records.extend(keys.get(leaf).copied()),
                None => hashes.extend(tree.children(*node)),
            }
        }
        if !records.is_empty() {
            at.send(from, "push", Parcel::of(at.records(&records)));
        }
        if !hashes.is_empty() {
            send_hashes(at, from, hashes);
        }
    }

    /// The keys that this replica and another one both keep.
    fn common_keys(&self, at: &Context, other: ReplicaId) -> Vec<usize> {
        let both = |key: &usize| {
            let homes = self.homes(at, *key);
            homes.contains(&at.id()) && homes.contains(&other)
        };
        (0..at.keys()).filter(both).collect()
    }
}

fn tree(at: &Context, keys: &[usize]) -> HashTree {
    HashTree::over(keys.iter().map(|key| &**at.record(*key)))
}

fn send_hashes(at: &mut Context, to: ReplicaId, hashes: Vec<(usize, u64)>) {
    let parcel = Parcel {
        hashes,
        ..Parcel::default()
    };
    at.send(to, "hashes", parcel);
}
