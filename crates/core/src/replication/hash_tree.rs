//! A hash tree over keys: two replicas compare one hash for all keys, and only where it differs
//! those of the halves, down to the keys that differ.
//!
//! Merkle, *A Digital Signature Based on a Conventional Encryption Function*, CRYPTO 1987; used
//! for anti-entropy by DeCandia et al., *Dynamo: Amazon's Highly Available Key-value Store*,
//! SOSP 2007, section 4.7.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::record::Record;

/// The hashes of all nodes: the root at 1, the children of node `n` at `2n` and `2n + 1`.
pub(super) struct HashTree {
    nodes: Vec<u64>,
    leaves: usize,
}

impl HashTree {
    /// The root.
    pub(super) const ROOT: usize = 1;

    /// The tree over these records, in their order.
    pub(super) fn over<'a>(records: impl ExactSizeIterator<Item = &'a Record>) -> Self {
        let leaves = records.len().next_power_of_two();
        let mut nodes = vec![0; 2 * leaves];
        for (place, record) in records.enumerate() {
            nodes[leaves + place] = hash_of(record);
        }
        for node in (1..leaves).rev() {
            let mut hasher = SipHasher13::new();
            hasher.write_u64(nodes[2 * node]);
            hasher.write_u64(nodes[2 * node + 1]);
            nodes[node] = hasher.finish();
        }
        Self { nodes, leaves }
    }

    /// The hash of a node; none: there is no such node.
    pub(super) fn hash(&self, node: usize) -> Option<u64> {
        self.nodes.get(node).copied().filter(|_| node > 0)
    }

    /// The place of the record below a node, where that is a leaf.
    pub(super) fn leaf(&self, node: usize) -> Option<usize> {
        node.checked_sub(self.leaves)
    }

    /// The children of an inner node with their hashes.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = (usize, u64)> {
        let children = [2 * node, 2 * node + 1].into_iter();
        children.filter_map(|child| self.hash(child).map(|hash| (child, hash)))
    }
}

fn hash_of(record: &Record) -> u64 {
    let mut hasher = SipHasher13::new();
    // Serialising plain data into memory cannot fail; the bytes are the same everywhere.
    hasher.write(&serde_json::to_vec(record).unwrap_or_default());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crdt::{DataType, Op};
    use crate::ids::ReplicaId;

    #[test]
    fn following_differing_hashes_finds_just_the_records_that_differ() {
        let initial = |data_type: &DataType| Record::initial(data_type.initial());
        let records = vec![initial(&DataType::all()[0]); 5];
        let mut changed = records.clone();
        let replica = ReplicaId::all().next().expect("A");
        let _ = changed[3].update(&Op::Delete, replica.into(), crate::Micros(7), false);
        let (one, other) = (
            HashTree::over(records.iter()),
            HashTree::over(changed.iter()),
        );
        let mut differing = Vec::new();
        let mut open = vec![HashTree::ROOT];
        let mut compared = 0;
        while let Some(node) = open.pop() {
            compared += 1;
            if one.hash(node) == other.hash(node) {
                continue;
            }
            match one.leaf(node) {
                Some(leaf) => differing.push(leaf),
                None => open.extend(one.children(node).map(|(child, _)| child)),
            }
        }
        assert_eq!((differing, compared), (vec![3], 7));
    }
}
