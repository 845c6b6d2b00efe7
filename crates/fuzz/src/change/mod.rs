//! How inputs are made: a sample, changed a few times by chance.
//!
//! The same seed gives the same input as long as the samples stay the same.

pub mod json;
pub mod text;

use oorandom::Rand64;

/// Numbers at which something may overflow, round or be out of bounds.
pub(crate) const NUMBERS: [&str; 20] = [
    "0",
    "-1",
    "1",
    "2",
    "7",
    "26",
    "27",
    "255",
    "256",
    "1000",
    "65536",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
];

/// The longest input that is made, in bytes, give or take what one change adds.
pub(crate) const LONGEST: usize = 64 * 1024;

/// Draws from a seed.
pub struct Chance(Rand64);

impl Chance {
    /// The draws of a seed.
    pub fn of(seed: u64) -> Self {
        Self(Rand64::new(seed.into()))
    }

    /// A number below the bound; 0 where there is none below it.
    pub fn below(&mut self, bound: usize) -> usize {
        match bound {
            0 => 0,
            _ => usize::try_from(self.0.rand_range(0..bound as u64)).unwrap_or(0),
        }
    }

    /// Whether the one case in so many comes.
    pub fn one_in(&mut self, cases: usize) -> bool {
        self.below(cases) == 0
    }

    /// One of some things.
    ///
    /// # Panics
    /// When there is none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// One of some words; none where there is none.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        words.get(self.below(words.len())).copied().unwrap_or("")
    }

    /// How often: once in half of the cases, and seldom as often as at most.
    pub fn times(&mut self, most: usize) -> usize {
        let mut times = 1;
        while times < most && self.one_in(2) {
            times *= 2;
        }
        times.min(most)
    }

    /// How large: of every order of magnitude, small ones more often.
    pub fn size(&mut self, most: usize) -> usize {
        let mut size = 1;
        while size < most && !self.one_in(4) {
            size *= 2;
        }
        size.min(most)
    }
}
