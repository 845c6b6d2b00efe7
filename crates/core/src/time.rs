//! Simulated time: whole microseconds since the start of the run.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// Bytes of a timestamp in a compact encoding.
pub(crate) const TIMESTAMP_BYTES: usize = 8;

/// A moment, or a length of time, in microseconds. Whole numbers, so that every machine agrees.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Micros(pub u64);

impl Micros {
    /// The start of every run.
    pub const ZERO: Self = Self(0);

    /// So many whole milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1000)
    }

    /// From here to an earlier moment; zero when that moment is not earlier.
    pub fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }

    /// Moved by a signed number of microseconds, never before the start.
    pub fn shifted(self, by: i64) -> Self {
        Self(self.0.saturating_add_signed(by))
    }
}

impl Add for Micros {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Micros {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.since(other)
    }
}

/// In milliseconds, as a learner reads it: `20 ms`, `20.5 ms`, `0.001 ms`.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        if rest == 0 {
            return write!(f, "{whole} ms");
        }
        let digits = format!("{rest:03}");
        write!(f, "{whole}.{} ms", digits.trim_end_matches('0'))
    }
}

/// A stretch of time: `from` belongs to it, `to` no longer does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Interval {
    /// The first moment.
    #[serde(rename = "from_us")]
    pub from: Micros,
    /// The first moment after it.
    #[serde(rename = "to_us")]
    pub to: Micros,
}

impl Interval {
    /// How long it is.
    pub fn length(self) -> Micros {
        self.to.since(self.from)
    }

    /// Whether the moment lies in it.
    pub fn contains(self, at: Micros) -> bool {
        self.from <= at && at < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_written_without_needless_zeros() {
        for (micros, text) in [
            (0, "0 ms"),
            (20_000, "20 ms"),
            (20_500, "20.5 ms"),
            (1, "0.001 ms"),
        ] {
            assert_eq!(Micros(micros).to_string(), text);
        }
    }
}
