//! When replicas disagreed about a key, and when a read of it could have been stale.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ids::{Key, ReplicaId};
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
