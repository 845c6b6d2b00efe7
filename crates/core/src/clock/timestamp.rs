//! Timestamps: by which clock an order of updates is decided.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Hybrid, Lamport};
use crate::time::{Micros, TIMESTAMP_BYTES};

/// A kind of clock.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The replica's own wall clock, right or wrong.
    #[default]
    Wall,
    /// A Lamport clock.
    Lamport,
    /// A hybrid logical clock.
    Hybrid,
}

/// A reading of one kind of clock; readings of one kind are compared, never of two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Timestamp {
    /// What a wall clock showed.
    Wall {
        /// When.
        #[serde(rename = "clock_us")]
        clock: Micros,
    },
    /// What a Lamport clock showed.
    Lamport {
        /// The number.
        lamport: Lamport,
    },
    /// What a hybrid logical clock showed.
    Hybrid {
        /// Both its parts.
        hybrid: Hybrid,
    },
}

impl Clock {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Wall, Self::Lamport, Self::Hybrid];

    /// Whether it is the one that documents leave out.
    pub(crate) fn is_usual(&self) -> bool {
        *self == Self::Wall
    }

    /// The timestamp of an update made by somebody who holds something with the timestamp `held`,
    /// when the wall clock shows this. A logical clock is always beyond what is held; a wall clock
    /// is where somebody decides the order, and otherwise may be behind.
    pub(crate) fn stamp(self, wall: Micros, held: Option<Timestamp>, decides: bool) -> Timestamp {
        match (self, held) {
            (Self::Wall, Some(Timestamp::Wall { clock: held })) if decides => Timestamp::Wall {
                clock: wall.max(held + Micros(1)),
            },
            (Self::Wall, _) => Timestamp::Wall { clock: wall },
            (Self::Lamport, Some(Timestamp::Lamport { lamport })) => Timestamp::Lamport {
                lamport: lamport.next(),
            },
            (Self::Lamport, _) => Timestamp::Lamport {
                lamport: Lamport::default().next(),
            },
            (Self::Hybrid, Some(Timestamp::Hybrid { hybrid })) => Timestamp::Hybrid {
                hybrid: hybrid.next(wall),
            },
            (Self::Hybrid, _) => Timestamp::Hybrid {
                hybrid: Hybrid {
                    clock: wall,
                    count: 0,
                },
            },
        }
    }
}

impl Timestamp {
    /// What a wall clock showed, where one is part of it.
    pub fn wall(self) -> Option<Micros> {
        match self {
            Self::Wall { clock } => Some(clock),
            Self::Hybrid { hybrid } => Some(hybrid.clock),
            Self::Lamport { .. } => None,
        }
    }

    /// How many bytes a compact encoding takes.
    pub fn bytes(self) -> usize {
        match self {
            Self::Wall { .. } => TIMESTAMP_BYTES,
            Self::Lamport { .. } => size_of::<u32>(),
            Self::Hybrid { .. } => TIMESTAMP_BYTES + size_of::<u32>(),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wall { clock } => clock.fmt(f),
            Self::Lamport { lamport } => lamport.fmt(f),
            Self::Hybrid { hybrid } => hybrid.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logical_clock_is_beyond_what_is_held_and_a_wall_clock_may_be_behind() {
        let check = |clock: Clock, decides, expected: &str| {
            let first = clock.stamp(Micros::from_millis(9), None, decides);
            let second = clock.stamp(Micros::from_millis(4), Some(first), decides);
            assert_eq!(format!("{first}, {second}"), expected);
        };
        check(Clock::Wall, false, "9 ms, 4 ms");
        check(Clock::Wall, true, "9 ms, 9.001 ms");
        check(Clock::Lamport, false, "L1, L2");
        check(Clock::Hybrid, false, "9 ms, 9 ms +1");
    }
}
