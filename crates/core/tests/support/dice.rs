//! Chance for tests: the same everywhere, for ever. Natively and in wasm the same seed must give
//! the same document, so nothing here depends on the width of `usize` or on a library's version.

/// Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014
/// (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from the first to the last, both included.
    pub fn within(&mut self, first: u64, last: u64) -> u64 {
        first + self.bits() % (last - first + 1)
    }

    /// The place of one of so many things.
    pub fn index(&mut self, count: usize) -> usize {
        usize::try_from(self.within(0, count as u64 - 1)).expect("below the count")
    }

    /// A number from 0 to the last.
    pub fn small(&mut self, last: u8) -> u8 {
        let number = u8::try_from(self.within(0, last.into()));
        number.expect("at most the last")
    }

    pub fn one_in(&mut self, cases: u64) -> bool {
        self.within(1, cases) == 1
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.index(last + 1));
        }
    }

    /// So many of the items, in their order.
    pub fn some_of<T: Clone>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut places: Vec<usize> = (0..items.len()).collect();
        self.shuffle(&mut places);
        places.truncate(count);
        places.sort_unstable();
        places.iter().map(|place| items[*place].clone()).collect()
    }
}
