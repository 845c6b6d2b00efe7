//! Times counted in bins that are equally wide on a logarithmic scale: a bin is 1.1 to 1.6 % of
//! the times in it, and finding it takes the bits of the number alone, no logarithm.

use crate::staleness::Z;

/// Bins for each doubling.
const PER_DOUBLING: i64 = 64;
/// The bits of a double that count within its bin are dropped.
const SHIFT: u32 = 52 - PER_DOUBLING.trailing_zeros();
/// Times from 2^-10 ms (a microsecond) to 2^20 ms (seventeen minutes) are told apart.
const LEAST: f64 = 1.0 / 1024.0;
/// The place of `LEAST` before it is moved to 1: its exponent, 1023 − 10.
const BEGIN: i64 = (1023 - 10) * PER_DOUBLING;
/// The first bin is for all that is shorter, the last for all that is longer.
const BINS: usize = 30 * 64 + 2;
const LAST: i64 = BINS as i64 - 1;

/// How often times of each length occurred.
#[derive(Clone, PartialEq, Debug)]
pub struct Histogram {
    // Of a length that is known, so that no place need be checked.
    bins: Box<[u32; BINS]>,
}

/// A quantile, with its sampling error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quantile {
    /// The estimate.
    pub value: f64,
    /// The true one lies between these in 95 of 100 cases.
    pub between: (f64, f64),
}

impl Histogram {
    /// How many numbers [`counts`](Self::counts) are.
    pub const LENGTH: usize = BINS;

    pub(crate) fn new() -> Self {
        Self {
            bins: Box::new([0; BINS]),
        }
    }

    /// A histogram with these counts; none unless there are [`LENGTH`](Self::LENGTH).
    pub fn from_counts(counts: &[u32]) -> Option<Self> {
        let bins = Box::new(*counts.first_chunk()?);
        (counts.len() == BINS).then_some(Self { bins })
    }

    /// How many times there are in each bin.
    pub fn counts(&self) -> &[u32] {
        &*self.bins
    }

    /// Counts a time, in milliseconds; one below 0 as the shortest.
    #[inline]
    pub(crate) fn add(&mut self, time: f64) {
        // Positive doubles are ordered like their bits, and negative ones are below all of them.
        let place = (time.to_bits().cast_signed() >> SHIFT) - BEGIN + 1;
        #[expect(clippy::cast_sign_loss, reason = "it lies from 0 to LAST")]
        let place = place.clamp(0, LAST) as usize;
        self.bins[place] += 1;
    }

    /// How many times were counted.
    pub fn total(&self) -> u64 {
        self.bins.iter().map(|count| u64::from(*count)).sum()
    }

    /// How many times are at most so long; within a bin they are taken to be spread evenly.
    pub fn at_most(&self, time: f64) -> f64 {
        let mut below = 0.0;
        for (place, count) in (0..).zip(self.bins.iter()) {
            let (from, to) = edges(place);
            if to <= time {
                below += f64::from(*count);
                continue;
            }
            let part = ((time - from) / (to - from)).clamp(0.0, 1.0);
            return below + part * f64::from(*count);
        }
        below
    }

    /// The time that a share of all times do not exceed, with its sampling error: that of the
    /// order statistics about it, whose ranks are binomially distributed whatever the times are.
    pub fn quantile(&self, share: f64) -> Quantile {
        let total = self.total() as f64;
        let rank = share * total;
        let spread = Z * (total * share * (1.0 - share)).sqrt();
        Quantile {
            value: self.ranked(rank),
            between: (self.ranked(rank - spread), self.ranked(rank + spread)),
        }
    }

    /// The time with this rank; 0 is before the first.
    fn ranked(&self, rank: f64) -> f64 {
        let mut below = 0.0;
        let mut longest = 0.0;
        for (place, count) in (0..).zip(self.bins.iter()).filter(|(_, count)| **count > 0) {
            let count = f64::from(*count);
            let (from, to) = edges(place);
            if below + count >= rank {
                return from + (to - from) * ((rank - below) / count).clamp(0.0, 1.0);
            }
            below += count;
            longest = to;
        }
        longest
    }
}

/// Where a bin begins and ends.
fn edges(place: i64) -> (f64, f64) {
    let edge = |place: i64| f64::from_bits(((place - 1 + BEGIN) << SHIFT).cast_unsigned());
    match place {
        ..=0 => (0.0, LEAST),
        _ => (edge(place), edge(place + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_follow_each_other_without_gaps() {
        assert_eq!(edges(0), (0.0, LEAST));
        for place in 0..LAST {
            let ((from, to), next) = (edges(place), edges(place + 1));
            assert_eq!(to, next.0);
            assert!(place == 0 || to / from < 1.0 + 1.0 / 63.0);
            let mut histogram = Histogram::new();
            histogram.add(from);
            histogram.add(f64::midpoint(from, to));
            assert_eq!(
                histogram.counts()[usize::try_from(place).expect("small")],
                2
            );
        }
        assert_eq!(edges(LAST).0, f64::from(1 << 20));
    }

    #[test]
    fn times_out_of_range_are_counted_at_the_ends() {
        let mut histogram = Histogram::new();
        for time in [-1e9, -0.0, 0.0, 1e-9, f64::MIN_POSITIVE] {
            histogram.add(time);
        }
        histogram.add(1e300);
        assert_eq!(
            (histogram.counts()[0], histogram.counts()[BINS - 1]),
            (5, 1)
        );
        assert_eq!(histogram.total(), 6);
    }

    #[test]
    fn quantiles_and_shares_agree_with_what_was_counted() {
        let mut histogram = Histogram::new();
        for time in 1..=1_000_000 {
            histogram.add(f64::from(time) / 10_000.0);
        }
        for (share, exact) in [(0.5, 50.0), (0.99, 99.0), (0.999, 99.9), (0.01, 1.0)] {
            let found = histogram.quantile(share);
            assert!(
                (found.value / exact - 1.0).abs() < 0.004,
                "{share}: {found:?}"
            );
            assert!(found.between.0 <= found.value && found.value <= found.between.1);
            assert!((histogram.at_most(exact) - share * 1e6).abs() < 2_000.0);
        }
        assert_eq!(histogram.at_most(1e9), 1e6);
        assert_eq!(histogram.at_most(0.0), 0.0);
    }
}
