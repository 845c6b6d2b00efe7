//! Lamport clocks: numbers that grow along every chain of causes.
//!
//! Lamport, *Time, Clocks, and the Ordering of Events in a Distributed System*, Communications of
//! the ACM 21(7), 1978, rules IR1 and IR2. If one event led to another its number is smaller. The
//! converse does not hold: of two numbers the smaller says nothing about which came first.

use std::fmt;

use serde::Serialize;

/// A reading of a Lamport clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Lamport(pub u32);

impl Lamport {
    /// The reading for the next event at a place that has heard of this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The reading for the arrival of a message with this one.
    #[must_use]
    pub fn receive(self, message: Self) -> Self {
        self.max(message).next()
    }
}

impl fmt::Display for Lamport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "L{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_grows_along_every_chain_of_causes() {
        let sent = Lamport(3).next();
        assert_eq!(sent, Lamport(4));
        assert_eq!(Lamport(1).receive(sent), Lamport(5));
        assert_eq!(Lamport(9).receive(sent), Lamport(10));
    }
}
