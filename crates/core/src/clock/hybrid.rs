//! Hybrid logical clocks: as close to the wall clock as causes allow.
//!
//! Kulkarni, Demirbas, Madappa, Avva and Leone, *Logical Physical Clocks*, OPODIS 2014, figure 5.
//! The first part is the largest wall clock heard of, the second counts events while that does not
//! grow. If one event led to another its reading is smaller, as with Lamport's clocks, and the
//! first part is never behind the own wall clock. It runs ahead only with a clock that runs ahead.

use std::fmt;

use serde::Serialize;

use crate::time::Micros;

/// A reading of a hybrid logical clock. Packed, so that with its kind it takes no more than 16 bytes:
/// there is a timestamp in nearly every record.
#[repr(Rust, packed(4))]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Hybrid {
    /// The largest wall clock heard of.
    #[serde(rename = "clock_us")]
    pub clock: Micros,
    /// How many events there were since that was heard of.
    pub count: u32,
}

impl Hybrid {
    /// The reading for the next event, a sending included, when the wall clock shows this.
    #[must_use]
    pub fn next(self, wall: Micros) -> Self {
        let Self { clock: held, count } = self;
        let clock = held.max(wall);
        let count = if clock == held { count + 1 } else { 0 };
        Self { clock, count }
    }

    /// The reading for the arrival of a message with this one.
    #[must_use]
    pub fn receive(self, message: Self, wall: Micros) -> Self {
        self.max(message).next(wall)
    }
}

impl fmt::Display for Hybrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { clock, count } = *self;
        match count {
            0 => write!(f, "{clock}"),
            count => write!(f, "{clock} +{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hybrid(clock: u64, count: u32) -> Hybrid {
        Hybrid {
            clock: Micros(clock),
            count,
        }
    }

    /// Node 0's clock is at 10, the others are behind.
    #[test]
    fn a_message_from_a_fast_clock_carries_its_time_along() {
        let zero = hybrid(0, 0).next(Micros(10));
        assert_eq!(zero, hybrid(10, 0));
        let one = hybrid(0, 0).receive(zero, Micros(1));
        assert_eq!(one, hybrid(10, 1));
        let two = hybrid(0, 0).receive(one.next(Micros(2)), Micros(2));
        assert_eq!(two, hybrid(10, 3));
        // Once the own wall clock is beyond that, it counts again.
        assert_eq!(two.next(Micros(13)), hybrid(13, 0));
    }

    /// The four cases of figure 5's receive event, written out.
    #[test]
    fn arrivals_are_those_of_the_paper() {
        for mine in 0..4_u64 {
            for theirs in 0..4_u64 {
                for wall in 0..4_u64 {
                    let (c, m) = (5, 7);
                    let clock = mine.max(theirs).max(wall);
                    let count = if clock == mine && clock == theirs {
                        c.max(m) + 1
                    } else if clock == mine {
                        c + 1
                    } else if clock == theirs {
                        m + 1
                    } else {
                        0
                    };
                    let received = hybrid(mine, c).receive(hybrid(theirs, m), Micros(wall));
                    assert_eq!(received, hybrid(clock, count));
                }
            }
        }
    }
}
