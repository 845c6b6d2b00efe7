//! Who makes an update, and why a state may not take it.

use serde::Serialize;

use crate::clock::{Dot, Timestamp, VersionVector};

/// Who makes an update, when, and knowing what. All of it travels with an operation, so that the
/// update does the same wherever it is carried out.
#[derive(Clone, PartialEq, Debug)]
pub struct Author {
    /// The name of the update; its replica is the one that accepts it.
    pub dot: Dot,
    /// Its timestamp, by the clock that the type goes by.
    pub time: Timestamp,
    /// The updates of the key that its author had seen.
    pub seen: VersionVector,
}

/// Why a state does not take an update that its type has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The replica has not enough rights left.
    NoRights,
    /// What is to be removed is not there.
    NotThere,
    /// It is written already.
    Written,
}

/// The author of an update who had seen nothing, for the tests of the types.
#[cfg(test)]
pub(super) fn author(replica: char, counter: u32, clock: u64) -> Author {
    let replica: crate::ReplicaId = replica.to_string().parse().expect("a replica");
    let actor = replica.into();
    Author {
        dot: Dot { actor, counter },
        time: Timestamp::Wall {
            clock: crate::Micros(clock),
        },
        seen: VersionVector::default(),
    }
}

/// The author of an update who had seen so many of each replica's.
#[cfg(test)]
pub(super) fn author_having_seen(replica: char, counter: u32, seen: &[(char, u32)]) -> Author {
    let component = |(letter, count): &(char, u32)| {
        let replica: crate::ReplicaId = letter.to_string().parse().expect("a replica");
        (replica, *count)
    };
    Author {
        seen: seen.iter().map(component).collect(),
        ..author(replica, counter, 0)
    }
}
