//! From a violation to the few operations that show it.
//!
//! An operation is spared by *freeing* it: a read is left out; an update may have happened at any
//! moment, before or after anything, or never. That only ever allows more, so what is violated
//! with some operations freed is violated by the others alone. (Leaving updates out instead would
//! make violations of its own: whoever read what they wrote would have read what nobody wrote.)

use crate::history::{History, OpId};
use crate::search::Budget;

/// How many steps each attempt to spare operations may take, and how many all of them: with few
/// operations enough to spare all that can be spared, with many enough for a good part.
const STEPS: u64 = 5_000;
const ALL_STEPS: u64 = 15_000;
const ALL_STEPS_OF_FEW: u64 = 100_000;
const FEW: usize = 24;
/// Of more operations than this none is spared.
const MOST: usize = 120;

/// Which operations are kept as they are; the others are free.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Kept(Vec<bool>);

impl Kept {
    pub(crate) fn everything(history: &History) -> Self {
        Self(vec![true; history.operations.len()])
    }

    pub(crate) fn those(history: &History, wanted: impl Fn(OpId) -> bool) -> Self {
        Self(
            (0..history.operations.len())
                .map(|place| wanted(OpId(place)))
                .collect(),
        )
    }

    pub(crate) fn keeps(&self, id: OpId) -> bool {
        self.0[id.0]
    }

    fn ids(&self) -> Vec<OpId> {
        let kept = self.0.iter().enumerate().filter(|(_, kept)| **kept);
        kept.map(|(place, _)| OpId(place)).collect()
    }

    fn only(&self, ids: &[OpId]) -> Self {
        let mut kept = vec![false; self.0.len()];
        ids.iter().for_each(|id| kept[id.0] = true);
        Self(kept)
    }
}

/// The fewest operations that are found to be violated by themselves; none of them can be spared.
/// `first` may be enough. `violated` is monotone: freeing more never violates more.
///
/// Zeller and Hildebrandt, *Simplifying and Isolating Failure-Inducing Input*, IEEE Transactions
/// on Software Engineering 28(2), 2002, tries halves first, too.
pub(crate) fn smallest(
    history: &History,
    first: Option<Kept>,
    mut violated: impl FnMut(&Kept, &mut Budget) -> bool,
) -> Vec<OpId> {
    let everything = Kept::those(history, |id| history.is_relevant(id));
    if let Some(first) = first.as_ref().filter(|first| first.ids().len() > MOST) {
        return first.ids();
    }
    let first = first.filter(|first| violated(first, &mut Budget::new(STEPS)));
    let first = first.unwrap_or(everything);
    let mut ids = first.ids();
    if ids.len() > MOST {
        return ids;
    }
    let few = ids.len() <= FEW;
    let mut all = Budget::new(if few { ALL_STEPS_OF_FEW } else { ALL_STEPS });
    let mut chunk = ids.len().div_ceil(2);
    while chunk > 0 {
        let mut from = 0;
        while from < ids.len() {
            let to = (from + chunk).min(ids.len());
            let rest: Vec<OpId> = ids[..from].iter().chain(&ids[to..]).copied().collect();
            let mut budget = Budget::new(STEPS.min(all.left()));
            if violated(&first.only(&rest), &mut budget) {
                ids = rest;
            } else {
                from = to;
            }
            all.spend(budget.spent() + 1 + ids.len() as u64);
        }
        chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
    }
    ids
}
