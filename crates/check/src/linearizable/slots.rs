//! Small sets of numbers.

/// Numbers from 0 to 64·N − 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Slots<const N: usize>([u64; N]);

impl<const N: usize> Slots<N> {
    pub(super) const EMPTY: Self = Self([0; N]);

    pub(super) fn has(&self, slot: usize) -> bool {
        self.0[slot / 64] >> (slot % 64) & 1 == 1
    }

    pub(super) fn add(&mut self, slot: usize) {
        self.0[slot / 64] |= 1 << (slot % 64);
    }

    pub(super) fn remove(&mut self, slot: usize) {
        self.0[slot / 64] &= !(1 << (slot % 64));
    }

    pub(super) fn without(&self, other: &Self) -> Self {
        let mut rest = *self;
        for (word, others) in rest.0.iter_mut().zip(&other.0) {
            *word &= !others;
        }
        rest
    }

    pub(super) fn within(&self, other: &Self) -> Self {
        self.without(&self.without(other))
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.without(other) == Self::EMPTY
    }
}
