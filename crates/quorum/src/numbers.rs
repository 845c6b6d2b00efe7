//! N, W and R.

use std::fmt;

use replicascope_core::MAX_REPLICAS;

use crate::Refusal;

/// The most replicas that are looked at.
#[expect(clippy::cast_possible_truncation, reason = "nine")]
pub const MAX_N: u8 = MAX_REPLICAS as u8;

/// How many replicas keep a key, and how many of them a write and a read wait for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Quorum {
    n: u8,
    w: u8,
    r: u8,
}

impl Quorum {
    /// N from 1 to [`MAX_N`], W and R from 1 to N.
    ///
    /// # Errors
    /// Names the number that is out of bounds.
    pub fn new(n: u8, w: u8, r: u8) -> Result<Self, Refusal> {
        for (name, value, most) in [("N", n, MAX_N), ("W", w, n), ("R", r, n)] {
            if value == 0 || value > most {
                let reason = format!("{value} is out of bounds: 1 to {most}");
                return Err(Refusal::new(name, reason));
            }
        }
        Ok(Self { n, w, r })
    }

    /// The nearest choice within bounds.
    pub fn clamped(n: u8, w: u8, r: u8) -> Self {
        let n = n.clamp(1, MAX_N);
        let (w, r) = (w.clamp(1, n), r.clamp(1, n));
        Self { n, w, r }
    }

    /// Every W and R for an N within bounds, W first.
    pub fn all_of(n: u8) -> impl Iterator<Item = Self> {
        let n = n.clamp(1, MAX_N);
        (1..=n).flat_map(move |w| (1..=n).map(move |r| Self { n, w, r }))
    }

    /// How many replicas keep each key.
    pub fn n(self) -> u8 {
        self.n
    }

    /// How many have to store a write before it is acknowledged.
    pub fn w(self) -> u8 {
        self.w
    }

    /// How many have to answer a read.
    pub fn r(self) -> u8 {
        self.r
    }
}

/// As it is written everywhere: `N=3 W=2 R=2`.
impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "N={} W={} R={}", self.n, self.w, self.r)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_bounds_are_named() {
        for ((n, w, r), message) in [
            ((0, 1, 1), "N: 0 is out of bounds: 1 to 9"),
            ((10, 1, 1), "N: 10 is out of bounds: 1 to 9"),
            ((3, 4, 1), "W: 4 is out of bounds: 1 to 3"),
            ((3, 1, 0), "R: 0 is out of bounds: 1 to 3"),
        ] {
            let refused = Quorum::new(n, w, r).expect_err("out of bounds");
            assert_eq!(refused.to_string(), message);
        }
        assert_eq!(Quorum::clamped(12, 0, 20), Quorum { n: 9, w: 1, r: 9 });
    }
}
