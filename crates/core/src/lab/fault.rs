//! What breaks, from when to when.

use serde::{Deserialize, Serialize};

use crate::ids::{FaultId, Place, ReplicaId};
use crate::time::{Interval, Micros};

/// A fault: `from` belongs to it, `to` no longer does.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Its name, unique in the document.
    pub id: FaultId,
    /// When it begins.
    #[serde(rename = "from_us")]
    pub from: Micros,
    /// When it is over; may lie beyond the end of the run.
    #[serde(rename = "to_us")]
    pub to: Micros,
    /// What breaks.
    pub kind: FaultKind,
}

/// What breaks.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// No message passes between a replica of the first group and one of the second, either way;
    /// one that is under way when the partition begins is lost. Clients reach every replica.
    Partition {
        /// One side.
        between: Vec<ReplicaId>,
        /// The other side.
        and: Vec<ReplicaId>,
    },
    /// The replica stops: it receives nothing, answers nothing and sends nothing. Its disk
    /// survives, so it comes back with what it held.
    Crash {
        /// Which one.
        replica: ReplicaId,
    },
}

impl Fault {
    /// From when to when.
    pub fn interval(&self) -> Interval {
        Interval {
            from: self.from,
            to: self.to,
        }
    }

    /// Whether it stops messages between the two places.
    pub fn cuts(&self, one: Place, other: Place) -> bool {
        let FaultKind::Partition { between, and } = &self.kind else {
            return false;
        };
        let (Place::Replica(one), Place::Replica(other)) = (one, other) else {
            return false;
        };
        (between.contains(&one) && and.contains(&other))
            || (between.contains(&other) && and.contains(&one))
    }
}
