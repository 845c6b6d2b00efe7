//! Whether an algorithm mixed what two replicas typed at one place while they did not see
//! each other.
//!
//! Two characters that somebody typed side by side, with nothing between them and without hearing
//! of anybody in the meantime, belong together. A character between them whose author had seen
//! neither was put there by the algorithm alone
//! (Kleppmann et al. 2019; Weidner and Kleppmann 2023).

use std::collections::{BTreeMap, BTreeSet};

use super::id::CharId;
use super::run::{Algorithm, TextRun};
use crate::ids::ReplicaId;

/// Two characters that were typed side by side, and what stands between them now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    /// The one on the left.
    pub left: CharId,
    /// The one on the right.
    pub right: CharId,
    /// Characters of others who had not seen the two.
    pub between: Vec<CharId>,
}

/// Every pair that the algorithm split in the text that the replicas online share.
pub fn splits(run: &TextRun, algorithm: Algorithm) -> Vec<Split> {
    let text = run.shared(algorithm).unwrap_or_default();
    let names = text.iter().enumerate();
    let places: BTreeMap<CharId, usize> = names.map(|(place, glyph)| (glyph.id, place)).collect();
    let pairs = run.side_by_side.iter().filter_map(|(left, right)| {
        let (from, to) = (*places.get(left)?, *places.get(right)?);
        let inner = text.get(from + 1..to)?.iter().map(|glyph| glyph.id);
        let between: Vec<_> = inner
            .filter(|id| unaware(run, *id, *left, *right))
            .collect();
        (!between.is_empty()).then_some(Split {
            left: *left,
            right: *right,
            between,
        })
    });
    pairs.collect()
}

/// Whether the author of `id` had seen neither of the two when typing it.
fn unaware(run: &TextRun, id: CharId, left: CharId, right: CharId) -> bool {
    let seen = run.seen_by_author.get(&id);
    let seen = seen.map_or(0, |seen| seen.get(left.replica));
    seen < left.clock.min(right.clock)
}

/// The replicas whose typing is mixed.
pub fn mixed(splits: &[Split]) -> BTreeSet<ReplicaId> {
    let names = splits
        .iter()
        .flat_map(|split| split.between.iter().chain([&split.left]));
    names.map(|id| id.replica).collect()
}
