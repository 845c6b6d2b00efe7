//! What breaks, from when to when.

use serde::{Deserialize, Serialize};

use crate::ids::{ClientId, FaultId, Place, ReplicaId};
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
    /// No message passes these links; one that is under way when the partition begins is lost.
    /// Clients reach every replica.
    Partition(Links),
    /// The replica stops: it receives nothing, answers nothing and sends nothing, and forgets
    /// whatever it had not written to its disk.
    Crash {
        /// Which one.
        replica: ReplicaId,
        /// Whether it comes back with an empty disk, under its next life, instead of with what
        /// it held.
        #[serde(default, skip_serializing_if = "is_false")]
        loses_disk: bool,
    },
    /// Whatever reaches the replica is dealt with later.
    SlowReplica {
        /// Which one.
        replica: ReplicaId,
        /// By how much.
        #[serde(rename = "by_us")]
        by: Micros,
    },
    /// Messages sent over these links arrive later.
    SlowLink {
        /// Which ones; absent: every link between replicas.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Links>,
        /// By how much.
        #[serde(rename = "by_us")]
        by: Micros,
    },
    /// Messages are lost by chance.
    Loss {
        /// On which links; absent: on every link between replicas.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Links>,
        /// How many of a thousand.
        per_mille: u16,
    },
    /// Messages arrive twice by chance.
    Duplication {
        /// On which links; absent: on every link between replicas.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Links>,
        /// How many of a thousand.
        per_mille: u16,
    },
    /// Each message takes longer by its own drawn time, so that later ones overtake earlier ones.
    Reordering {
        /// On which links; absent: on every link between replicas.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Links>,
        /// The most that is added.
        #[serde(rename = "up_to_us")]
        up_to: Micros,
    },
    /// The replica's wall clock is wrong. Afterwards it is right again.
    Clock {
        /// Whose.
        replica: ReplicaId,
        /// How far it is ahead when the fault begins; negative: behind.
        #[serde(default, rename = "ahead_us")]
        ahead: i64,
        /// How many microseconds it gains in each second; negative: loses. Parts per million.
        #[serde(default)]
        drift_ppm: i32,
    },
    /// The client reaches nobody. What it does is kept and sent when it is back; answers that
    /// arrive meanwhile are lost.
    Offline {
        /// Which one.
        client: ClientId,
    },
}

/// The links between two groups of replicas.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// One group.
    pub between: Vec<ReplicaId>,
    /// The other group.
    pub and: Vec<ReplicaId>,
    /// Whether only the direction from the first group to the second is meant.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_way: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Links {
    /// Both directions between two groups.
    pub fn new(between: Vec<ReplicaId>, and: Vec<ReplicaId>) -> Self {
        Self {
            between,
            and,
            one_way: false,
        }
    }

    /// Whether a message from one replica to another passes one of them.
    pub fn carry(&self, from: ReplicaId, to: ReplicaId) -> bool {
        let forth = self.between.contains(&from) && self.and.contains(&to);
        let back = self.between.contains(&to) && self.and.contains(&from);
        forth || (back && !self.one_way)
    }
}

impl FaultKind {
    /// The links that it names.
    pub fn links(&self) -> Option<&Links> {
        match self {
            Self::Partition(links) => Some(links),
            Self::SlowLink { on, .. }
            | Self::Loss { on, .. }
            | Self::Duplication { on, .. }
            | Self::Reordering { on, .. } => on.as_ref(),
            _ => None,
        }
    }

    pub(super) fn links_mut(&mut self) -> Option<&mut Links> {
        match self {
            Self::Partition(links) => Some(links),
            Self::SlowLink { on, .. }
            | Self::Loss { on, .. }
            | Self::Duplication { on, .. }
            | Self::Reordering { on, .. } => on.as_mut(),
            _ => None,
        }
    }

    /// Where it happens: on one lane, or in the network.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Crash { replica, .. }
            | Self::SlowReplica { replica, .. }
            | Self::Clock { replica, .. } => Some(Place::Replica(*replica)),
            Self::Offline { client } => Some(Place::Client(*client)),
            _ => None,
        }
    }
}

impl Fault {
    /// From when to when.
    pub fn interval(&self) -> Interval {
        Interval {
            from: self.from,
            to: self.to,
        }
    }

    /// Whether it stops messages from one place to another.
    pub fn cuts(&self, from: Place, to: Place) -> bool {
        match (&self.kind, from, to) {
            (FaultKind::Partition(links), Place::Replica(from), Place::Replica(to)) => {
                links.carry(from, to)
            }
            _ => false,
        }
    }

    /// Whether it affects messages sent from one place to another at a moment: its links, if it
    /// names any, otherwise all links between replicas.
    pub(crate) fn affects(&self, from: Place, to: Place, sent: Micros) -> bool {
        let (Place::Replica(from), Place::Replica(to)) = (from, to) else {
            return false;
        };
        self.interval().contains(sent)
            && self.kind.links().is_none_or(|links| links.carry(from, to))
    }

    /// Whether it keeps the replica down.
    pub fn is_crash_of(&self, replica: ReplicaId) -> bool {
        matches!(self.kind, FaultKind::Crash { replica: crashed, .. } if crashed == replica)
    }
}
