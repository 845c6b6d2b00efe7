//! The laws of every registered data type: merging is associative, commutative and idempotent,
//! updates only move a state up, and the value is what the set of updates seen makes it.
//!
//! Checked on every state that three replicas reach in up to four operations each, and on long random
//! runs with old messages delivered late and twice, disks lost and orders decided by one replica;
//! there, too, that the part of a state that has changed and single operations, where they may be
//! merged or carried out, make what whole states make. Types that break a law on purpose have to
//! be caught by the same checks.
//!
//! Two kinds of states are more than can be visited. Those of a map of counters are told apart up to
//! what the authors of its changes had seen (`maps.rs`). Of a map of sets, where that counts, every
//! cluster of up to three updates in all is visited, then equally spaced ones.

mod broken;
mod cluster;
mod counted;
mod histories;
mod maps;
mod parts;
mod pasts;
mod random;
mod states;
mod subject;
#[path = "../support/mod.rs"]
mod support;
mod triples;
mod types;
mod walk;
mod walks;

/// As many replicas as are walked through exhaustively.
const REPLICAS: usize = 3;
