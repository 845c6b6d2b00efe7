//! What N, W and R promise, as data. Each promise is about *completed* writes, while no clock is
//! wrong; what they do not promise, [`counterexample`](crate::counterexample) shows.

use crate::Quorum;
use crate::overlap::Sizes;

/// What N, W and R promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guarantees {
    /// How many replicas a read shares with every completed write, at least.
    pub read_overlap: u8,
    /// How many replicas two writes share, at least.
    pub write_overlap: u8,
    /// How many replicas may be down while reads are still answered.
    pub reads_survive: u8,
    /// How many replicas may be down while writes are still acknowledged.
    pub writes_survive: u8,
    /// How many disks may be lost right after a write was acknowledged, without losing the write.
    pub disks_survive: u8,
    /// What a sloppy quorum voids.
    pub sloppy_voids: SloppyVoids,
}

/// What of it no longer holds when other replicas may stand in for those that do not answer: a
/// write may then be acknowledged without having reached any of its N homes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SloppyVoids {
    /// That reads see every completed write.
    pub read_overlap: bool,
    /// That writes see each other.
    pub write_overlap: bool,
}

impl Guarantees {
    /// What these numbers promise.
    pub fn of(quorum: Quorum) -> Self {
        let read_overlap = Sizes::write_and_read(quorum).smallest();
        let write_overlap = Sizes::two_writes(quorum).smallest();
        Self {
            read_overlap,
            write_overlap,
            reads_survive: quorum.n() - quorum.r(),
            writes_survive: quorum.n() - quorum.w(),
            disks_survive: quorum.w() - 1,
            sloppy_voids: SloppyVoids {
                read_overlap: read_overlap > 0,
                write_overlap: write_overlap > 0,
            },
        }
    }

    /// Whether every read sees every write that was completed before it began: W + R > N.
    pub fn reads_see_completed_writes(&self) -> bool {
        self.read_overlap > 0
    }

    /// Whether any two writes share a replica: 2W > N.
    pub fn writes_see_each_other(&self) -> bool {
        self.write_overlap > 0
    }

    /// Whether one crash that takes a disk can lose an acknowledged write.
    pub fn one_crash_can_lose_a_write(&self) -> bool {
        self.disks_survive == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quiz 5 of the module and its two loose statements: N, W, R; what they give.
    #[test]
    fn what_a_few_choices_give() {
        for ((n, w, r), reads_see, writes_see, survive, can_lose) in [
            ((3, 2, 2), true, true, (1, 1), false),
            ((3, 1, 1), false, false, (2, 2), true),
            ((3, 1, 3), true, false, (0, 2), true),
            ((3, 3, 1), true, true, (2, 0), false),
            ((5, 3, 3), true, true, (2, 2), false),
            ((5, 1, 5), true, false, (0, 4), true),
            ((5, 2, 3), false, false, (2, 3), false),
            ((4, 2, 3), true, false, (1, 2), false),
            ((1, 1, 1), true, true, (0, 0), true),
        ] {
            let given = Guarantees::of(Quorum::new(n, w, r).expect("within bounds"));
            let name = (n, w, r);
            assert_eq!(given.reads_see_completed_writes(), reads_see, "{name:?}");
            assert_eq!(given.writes_see_each_other(), writes_see, "{name:?}");
            assert_eq!(
                (given.reads_survive, given.writes_survive),
                survive,
                "{name:?}"
            );
            assert_eq!(given.one_crash_can_lose_a_write(), can_lose, "{name:?}");
            assert_eq!(given.sloppy_voids.read_overlap, reads_see, "{name:?}");
        }
    }
}
