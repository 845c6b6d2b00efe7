//! What names a character: its replica and a number larger than any that the replica had seen.
//!
//! The number is a Lamport clock (Lamport, *Time, Clocks, and the Ordering of Events in a
//! Distributed System*, CACM 21(7), 1978): if one character was typed by somebody who had seen
//! another, its number is the larger of the two. Every character has an id of its own; a word of
//! five letters has five.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::ids::ReplicaId;

/// The name of a character, written `A3`: the replica that typed it, and its clock.
///
/// Ids have two total orders here. [`Ord`] is that of RGA, by clock and then by replica;
/// [`CharId::by_replica`] is that of Fugue. Each makes all replicas agree.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CharId {
    /// The replica that typed the character.
    pub replica: ReplicaId,
    /// The replica's Lamport clock, from 1.
    pub clock: u32,
}

impl CharId {
    /// By replica first, then by clock.
    pub fn by_replica(&self, other: &Self) -> Ordering {
        (self.replica, self.clock).cmp(&(other.replica, other.clock))
    }
}

impl Ord for CharId {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.clock, self.replica).cmp(&(other.clock, other.replica))
    }
}

impl PartialOrd for CharId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for CharId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.replica, self.clock)
    }
}

impl FromStr for CharId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (replica, clock) = text.split_at_checked(1)?;
            let clock: u32 = clock.parse().ok().filter(|clock| *clock > 0)?;
            let id = Self {
                replica: replica.parse().ok()?,
                clock,
            };
            // One way to write it: no `A03`, no `A+3`.
            (id.to_string() == text).then_some(id)
        };
        parse().ok_or_else(|| {
            let start: String = text.chars().take(20).collect();
            format!("`{start}` is not the id of a character: use a replica and a number, as in A3")
        })
    }
}

impl Serialize for CharId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CharId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for text in ["A1", "I4294967295", "C30"] {
            assert_eq!(
                text.parse::<CharId>().map(|id| id.to_string()),
                Ok(text.into())
            );
        }
        for nonsense in [
            "",
            "A",
            "A0",
            "A-1",
            "A+1",
            "A01",
            "J1",
            "é1",
            "A4294967296",
        ] {
            assert!(nonsense.parse::<CharId>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn the_two_orders_weigh_clock_and_replica_differently() {
        let id = |text: &str| text.parse::<CharId>().expect("an id");
        assert!(id("A1") < id("B1") && id("B1") < id("A2"));
        assert_eq!(id("A2").by_replica(&id("B1")), Ordering::Less);
        assert_eq!(id("A2").by_replica(&id("A1")), Ordering::Greater);
    }
}
