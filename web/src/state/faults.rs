//! Breaking things: a kind of fault, a place and a document make one fault.

use replicascope_core::lab::{FaultKind, Links};
use replicascope_core::{Edit, FaultId, Lab, Micros, Place, ReplicaId};
use replicascope_words::say;

/// What can be broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Breaking {
    /// A partition.
    #[default]
    Partition,
    /// A replica that stops.
    Crash,
    /// A replica that is late.
    SlowReplica,
    /// Links that are slow.
    SlowLinks,
    /// Messages that are lost.
    Loss,
    /// Messages that arrive twice.
    Duplication,
    /// Messages that overtake each other.
    Reordering,
    /// A clock that is wrong.
    Clock,
    /// A client that reaches nobody.
    Offline,
}

impl Breaking {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Partition,
        Self::Crash,
        Self::SlowReplica,
        Self::SlowLinks,
        Self::Loss,
        Self::Duplication,
        Self::Reordering,
        Self::Clock,
        Self::Offline,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Partition => say::faults::partition(),
            Self::Crash => say::faults::crash(),
            Self::SlowReplica => say::faults::slow_replica(),
            Self::SlowLinks => say::faults::slow_links(),
            Self::Loss => say::faults::loss(),
            Self::Duplication => say::faults::duplication(),
            Self::Reordering => say::faults::reordering(),
            Self::Clock => say::faults::clock(),
            Self::Offline => say::faults::offline(),
        }
    }

    /// What breaks when this is put on a lane: that replica, or its links to all others; on a
    /// client's lane, whatever was chosen, the client is offline. Without a lane the first of those
    /// concerned, and for what stops a replica the last, so that a leader is spared at first. None
    /// where nothing on the lane can break like this.
    pub fn on(self, lab: &Lab, lane: Option<Place>) -> Option<FaultKind> {
        if let Some(Place::Client(client)) = lane {
            return Some(FaultKind::Offline { client });
        }
        let named = lane.and_then(Place::replica);
        let last = named.or_else(|| lab.replicas.last().copied())?;
        let cut_off = named.or_else(|| lab.replicas.first().copied())?;
        let others = lab.replicas.iter().copied().filter(|one| *one != cut_off);
        let links = Links::new(vec![cut_off], others.collect());
        // Without a lane, troubles of links are everywhere.
        let on = named.map(|_| links.clone());
        let (by, per_mille) = (Micros::from_millis(20), 300);
        Some(match self {
            Self::Partition => FaultKind::Partition(links),
            Self::Crash => FaultKind::Crash {
                replica: last,
                loses_disk: false,
            },
            Self::SlowReplica => FaultKind::SlowReplica { replica: last, by },
            Self::SlowLinks => FaultKind::SlowLink { on, by },
            Self::Loss => FaultKind::Loss { on, per_mille },
            Self::Duplication => FaultKind::Duplication { on, per_mille },
            Self::Reordering => FaultKind::Reordering { on, up_to: by },
            Self::Clock => FaultKind::Clock {
                replica: last,
                ahead: 50_000,
                drift_ppm: 0,
            },
            Self::Offline if named.is_some() => return None,
            Self::Offline => FaultKind::Offline {
                client: *lab.clients.first()?,
            },
        })
    }

    /// Adds it on a lane between two moments, whichever of them is the earlier.
    pub fn added(self, lab: &Lab, lane: Option<Place>, one: Micros, other: Micros) -> Option<Edit> {
        let from = one.min(other).min(lab.duration.since(Micros(1)));
        let to = one.max(other).max(from + Micros(1));
        let kind = self.on(lab, lane)?;
        Some(Edit::AddFault { from, to, kind })
    }

    /// Adds it on a lane for the usual length.
    pub fn added_at(self, lab: &Lab, lane: Option<Place>, from: Micros) -> Option<Edit> {
        let from = from.min(lab.duration.since(Micros(1)));
        let usual = Micros((lab.duration.0 / 4).max(1));
        self.added(lab, lane, from, from + usual)
    }
}

/// The name that the next added fault gets.
pub fn next_fault(lab: &Lab) -> FaultId {
    let next = lab.faults.iter().map(|fault| fault.id.0 + 1).max();
    FaultId(next.unwrap_or(1))
}

/// The name of the event with which a fault begins.
pub fn beginning(fault: FaultId) -> String {
    format!("{fault}/begins")
}

/// Where a replica is in what some links connect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// In the first group.
    First,
    /// In the second group.
    Second,
    /// In neither.
    Neither,
}

/// The side on which a replica is.
pub fn side_of(links: &Links, replica: ReplicaId) -> Side {
    if links.between.contains(&replica) {
        Side::First
    } else if links.and.contains(&replica) {
        Side::Second
    } else {
        Side::Neither
    }
}

/// The links with a replica put on a side; none if that leaves a side empty.
pub fn put(links: &Links, replica: ReplicaId, side: Side) -> Option<Links> {
    let mut links = links.clone();
    links.between.retain(|one| *one != replica);
    links.and.retain(|one| *one != replica);
    match side {
        Side::First => links.between.push(replica),
        Side::Second => links.and.push(replica),
        Side::Neither => {}
    }
    links.between.sort();
    links.and.sort();
    (!links.between.is_empty() && !links.and.is_empty()).then_some(links)
}

/// Cuts the link between two replicas from a moment on until the end, or heals it there.
pub fn toggle_link(lab: &Lab, one: ReplicaId, other: ReplicaId, at: Micros) -> Vec<Edit> {
    let Some(fault) = lab.cut_between(one, other, at) else {
        let from = at.min(lab.duration.since(Micros(1)));
        let kind = FaultKind::Partition(Links::new(vec![one], vec![other]));
        return vec![Edit::AddFault {
            from,
            to: lab.duration,
            kind,
        }];
    };
    let FaultKind::Partition(links) = &fault.kind else {
        return Vec::new();
    };
    let mut edits = vec![if fault.from < at {
        Edit::MoveFault {
            fault: fault.id,
            from: fault.from,
            to: at,
        }
    } else {
        Edit::RemoveFault { fault: fault.id }
    }];
    // The other links of the same partition stay cut for the rest of it.
    let pairs = links
        .between
        .iter()
        .flat_map(|left| links.and.iter().map(move |right| (*left, *right)));
    let others = pairs.filter(|pair| *pair != (one, other) && *pair != (other, one));
    edits.extend(others.map(|(left, right)| Edit::AddFault {
        from: at.max(fault.from),
        to: fault.to,
        kind: FaultKind::Partition(Links {
            one_way: links.one_way,
            ..Links::new(vec![left], vec![right])
        }),
    }));
    edits
}

#[cfg(test)]
mod tests;
