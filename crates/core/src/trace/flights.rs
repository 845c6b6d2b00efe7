//! What becomes of the copies of a message: nearly always there is one.

use std::ops::{Deref, DerefMut};

use super::Flight;

/// The flights of a message, a slice of at least one; one alone is kept without a heap, since there
/// is one of these for every message of a run.
#[derive(Clone, PartialEq, Debug)]
pub enum Flights {
    /// One copy.
    One(Flight),
    /// Several.
    Several(Box<[Flight]>),
}

impl Deref for Flights {
    type Target = [Flight];

    fn deref(&self) -> &[Flight] {
        match self {
            Self::One(flight) => std::slice::from_ref(flight),
            Self::Several(flights) => flights,
        }
    }
}

impl DerefMut for Flights {
    fn deref_mut(&mut self) -> &mut [Flight] {
        match self {
            Self::One(flight) => std::slice::from_mut(flight),
            Self::Several(flights) => flights,
        }
    }
}

impl<'a> IntoIterator for &'a Flights {
    type Item = &'a Flight;
    type IntoIter = std::slice::Iter<'a, Flight>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
