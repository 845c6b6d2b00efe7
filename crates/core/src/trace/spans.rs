//! Things that last, to be found by when they last.

use crate::time::Micros;

/// So many neighbours are skipped together when the longest-lasting of them is over.
const BLOCK: usize = 64;

/// Things that last, in the order of their beginnings.
#[derive(Debug)]
pub(super) struct Spans<T> {
    all: Vec<(Micros, Micros, T)>,
    /// For each block of neighbours, when the last of them is over.
    over: Vec<Micros>,
}

impl<T: Copy> Spans<T> {
    /// Of things with their beginnings and their ends, in any order.
    pub(super) fn of(things: impl Iterator<Item = (Micros, Micros, T)>) -> Self {
        let mut all: Vec<_> = things.collect();
        all.sort_by_key(|(from, ..)| *from);
        let over = all.chunks(BLOCK).map(|block| {
            let ends = block.iter().map(|(_, to, _)| *to);
            ends.max().unwrap_or_default()
        });
        Self {
            over: over.collect(),
            all,
        }
    }

    /// Those that last at some moment of a stretch of time, both ends included.
    pub(super) fn during(
        &self,
        from: Micros,
        to: Micros,
    ) -> impl Iterator<Item = &(Micros, Micros, T)> {
        let begun = self.all.partition_point(|(begins, ..)| *begins <= to);
        let blocks = self.all[..begun].chunks(BLOCK).zip(&self.over);
        blocks
            .filter(move |(_, over)| **over >= from)
            .flat_map(|(block, _)| block)
            .filter(move |(_, over, _)| *over >= from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_found_as_by_looking_at_all() {
        // Short ones, and now and then one that outlasts many others.
        let thing = |n: u64| {
            let from = n * 10;
            let length = if n.is_multiple_of(97) { 5_000 } else { n % 23 };
            (Micros(from), Micros(from + length), n)
        };
        let all: Vec<_> = (0..500).map(thing).collect();
        let spans = Spans::of(all.iter().rev().copied());
        for from in (0..6_000).step_by(7) {
            for length in [0, 1, 40, 900] {
                let (from, to) = (Micros(from), Micros(from + length));
                let lasts = |one: &&(Micros, Micros, u64)| one.0 <= to && from <= one.1;
                assert!(
                    all.iter().filter(lasts).eq(spans.during(from, to)),
                    "{from}"
                );
            }
        }
    }
}
