//! Which sets of replicas meet.
//!
//! A write is known to be at the W replicas of some set, a read asks the R replicas of some set.
//! Whatever the two sets are, they share at least W + R − N replicas (and never fewer than none);
//! how many pairs share how many follows from counting: C(N,W) write sets, and for each
//! C(W,k) · C(N−W,R−k) read sets that share exactly k replicas with it.

use crate::{MAX_N, Quorum};

/// Some of the replicas: those whose bit is set, the first replica's the lowest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Set(u16);

impl Set {
    /// The first `count` replicas.
    pub fn first(count: u8) -> Self {
        Self((1 << count.min(MAX_N)) - 1)
    }

    /// Whether a replica, counted from 0, is in it.
    pub fn contains(self, replica: u8) -> bool {
        self.0 >> replica & 1 == 1
    }

    /// How many replicas are in it.
    pub fn size(self) -> u8 {
        u8::try_from(self.0.count_ones()).unwrap_or(MAX_N)
    }

    /// The replicas that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The same with one replica, counted from 0, put in or taken out.
    #[must_use]
    pub fn toggled(self, replica: u8) -> Self {
        Self(self.0 ^ 1 << replica.min(MAX_N - 1))
    }

    /// Those of the first `n` replicas that are in it, counted from 0.
    pub fn members(self, n: u8) -> impl Iterator<Item = u8> {
        (0..n).filter(move |replica| self.contains(*replica))
    }

    /// Of `n` replicas so many that share as few as possible with it, from the right.
    #[must_use]
    pub fn farthest(self, n: u8, size: u8) -> Self {
        let mut others: Vec<u8> = (0..n).rev().collect();
        others.sort_by_key(|one| self.contains(*one));
        let nearest = others.into_iter().take(size.into());
        nearest.fold(Self::default(), Self::toggled)
    }

    /// The same among `n` replicas counted from the other end.
    fn mirrored(self, n: u8) -> Self {
        Self(self.members(n).map(|one| 1 << (n - 1 - one)).sum())
    }
}

/// A write set and a read set; or two write sets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Pair {
    /// Where the write is known to be.
    pub first: Set,
    /// What the read, or the other write, asks.
    pub second: Set,
}

impl Pair {
    /// What both share.
    pub fn shared(self) -> Set {
        self.first.and(self.second)
    }
}

/// Two sizes of sets among `n` replicas: a write's and a read's, or two writes'.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Sizes {
    n: u8,
    first: u8,
    second: u8,
}

impl Sizes {
    /// A write set against a read set.
    pub fn write_and_read(of: Quorum) -> Self {
        Self {
            n: of.n(),
            first: of.w(),
            second: of.r(),
        }
    }

    /// A write set against another write's.
    pub fn two_writes(of: Quorum) -> Self {
        Self {
            n: of.n(),
            first: of.w(),
            second: of.w(),
        }
    }

    /// How many replicas any two such sets share at least.
    pub fn smallest(self) -> u8 {
        (self.first + self.second).saturating_sub(self.n)
    }

    /// How many replicas two such sets share at most.
    pub fn largest(self) -> u8 {
        self.first.min(self.second)
    }

    /// How many pairs of sets there are.
    pub fn pairs(self) -> u32 {
        choose(self.n, self.first) * choose(self.n, self.second)
    }

    /// How many of them share exactly so many replicas.
    pub fn sharing(self, shared: u8) -> u32 {
        if shared > self.largest() || shared < self.smallest() {
            return 0;
        }
        let of_each =
            choose(self.first, shared) * choose(self.n - self.first, self.second - shared);
        choose(self.n, self.first) * of_each
    }

    /// How many of them share a replica at all.
    pub fn meeting(self) -> u32 {
        self.pairs() - self.sharing(0)
    }

    /// Every pair, the ones that share least first: 15,876 at most. Among those that share
    /// equally many, first sets go from left to right, second sets from right to left.
    pub fn in_order(self) -> Vec<Pair> {
        let all = |size| {
            (0..1 << self.n)
                .map(Set)
                .filter(move |set| set.size() == size)
        };
        let mut pairs: Vec<Pair> = all(self.first)
            .flat_map(|first| {
                all(self.second).map(move |second| {
                    let second = second.mirrored(self.n);
                    Pair { first, second }
                })
            })
            .collect();
        // Stable: those that share equally many stay in the order in which they were made.
        pairs.sort_by_key(|pair| pair.shared().size());
        pairs
    }
}

/// How many ways there are to choose `k` of `n`.
pub fn choose(n: u8, k: u8) -> u32 {
    if k > n {
        return 0;
    }
    (0..u32::from(k)).fold(1, |ways, taken| ways * (u32::from(n) - taken) / (taken + 1))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// All sets of a size, by recursion: in no way like what is tested.
    fn subsets(n: u8, size: u8) -> Vec<Vec<u8>> {
        match (n, size) {
            (_, 0) => vec![vec![]],
            (0, _) => vec![],
            _ => {
                let mut with = subsets(n - 1, size - 1);
                for set in &mut with {
                    set.push(n - 1);
                }
                with.extend(subsets(n - 1, size));
                with
            }
        }
    }

    #[test]
    fn counts_agree_with_brute_force_for_every_n_w_r() {
        for n in 1..=MAX_N {
            for quorum in Quorum::all_of(n) {
                let sizes = Sizes::write_and_read(quorum);
                let mut sharing = [0; 10];
                for write in subsets(n, quorum.w()) {
                    for read in subsets(n, quorum.r()) {
                        let shared = write.iter().filter(|one| read.contains(one)).count();
                        sharing[shared] += 1;
                    }
                }
                for (shared, count) in (0..).zip(sharing) {
                    assert_eq!(sizes.sharing(shared), count, "{quorum}, {shared} shared");
                }
                let least = sharing.iter().position(|count| *count > 0);
                assert_eq!(Some(sizes.smallest().into()), least, "{quorum}");
                assert_eq!(sizes.pairs(), sharing.iter().sum::<u32>(), "{quorum}");
                assert_eq!(
                    sizes.meeting(),
                    sharing[1..].iter().sum::<u32>(),
                    "{quorum}"
                );
            }
        }
    }

    #[test]
    fn every_pair_comes_once_and_the_worst_first() {
        for n in 1..=7 {
            for quorum in Quorum::all_of(n) {
                let sizes = Sizes::write_and_read(quorum);
                let pairs = sizes.in_order();
                assert_eq!(u32::try_from(pairs.len()), Ok(sizes.pairs()));
                let different: HashSet<_> = pairs.iter().collect();
                assert_eq!(different.len(), pairs.len());
                let shared = pairs.iter().map(|pair| pair.shared().size());
                assert!(shared.is_sorted());
                assert_eq!(pairs[0].first, Set::first(quorum.w()));
                assert_eq!(pairs[0].shared().size(), sizes.smallest());
                let sizes_fit = |pair: &Pair| {
                    pair.first.size() == quorum.w() && pair.second.size() == quorum.r()
                };
                assert!(pairs.iter().all(sizes_fit));
            }
        }
    }

    #[test]
    fn the_farthest_set_shares_as_few_as_any() {
        for n in 1..=6 {
            for quorum in Quorum::all_of(n) {
                let sizes = Sizes::write_and_read(quorum);
                for pair in sizes.in_order() {
                    let second = pair.first.farthest(n, quorum.r());
                    assert_eq!(second.size(), quorum.r());
                    assert_eq!(pair.first.and(second).size(), sizes.smallest());
                }
            }
        }
    }

    #[test]
    fn the_worst_case_of_two_of_three_is_one_in_the_middle() {
        let quorum = Quorum::new(3, 2, 2).expect("within bounds");
        let worst = Sizes::write_and_read(quorum).in_order()[0];
        assert_eq!(worst.first.members(3).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(worst.second.members(3).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(worst.first.toggled(0).members(3).collect::<Vec<_>>(), [1]);
    }
}
