//! Staleness in versions: how likely a read is at most k versions behind.
//!
//! Bailis et al., *Probabilistically Bounded Staleness for Practical Partial Quorums*, PVLDB 5(8),
//! 2012, section 3.1: a read misses one write with probability C(N−W,R) / C(N,R), and misses each
//! of the last k independently.

use crate::Quorum;
use crate::overlap::choose;

/// How likely a read returns one of the last `k` versions, when nothing but the W replicas of
/// each write's set has it.
pub fn within(quorum: Quorum, k: u32) -> f64 {
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let missed = f64::from(choose(n - w, r)) / f64::from(choose(n, r));
    // A product, and no power function, whose digits would differ between machines.
    1.0 - (0..k).fold(1.0, |all_missed, _| all_missed * missed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_figures_to_three_digits() {
        let quorum = Quorum::new(3, 1, 1).expect("within bounds");
        for (k, published) in [(2, ".556"), (3, ".704"), (5, ".868"), (10, ".983")] {
            let probability = format!("{:.3}", within(quorum, k));
            assert_eq!(probability.trim_start_matches('0'), published, "k = {k}");
        }
    }

    #[test]
    fn overlapping_sets_never_miss() {
        for n in 1..=9 {
            for quorum in Quorum::all_of(n) {
                let (always, meets) = (within(quorum, 1) >= 1.0, quorum.w() + quorum.r() > n);
                assert_eq!(always, meets, "{quorum}");
            }
        }
    }
}
