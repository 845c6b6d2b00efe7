//! What is wrong with something from outside, and where.

use std::fmt;

/// A refusal: nothing was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    place: String,
    reason: String,
}

impl Refusal {
    /// `place` names the part that is wrong, such as `W` or `line 3`.
    pub(crate) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            reason: reason.into(),
        }
    }

    /// A table that is not even read.
    pub fn too_large(most: usize) -> Self {
        Self::new("table", format!("at most {most} bytes are read"))
    }

    /// The same of a part of something else.
    #[must_use]
    pub fn within(self, whole: &str) -> Self {
        Self::new(format!("{whole}, {}", self.place), self.reason)
    }

    /// The part that is wrong.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for Refusal {}
