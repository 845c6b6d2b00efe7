//! What one key can be in.

use super::slots::Slots;
use crate::search::QuickMap;

/// What is the case: which operations under way have taken effect, and the state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Situation<const N: usize> {
    pub(super) done: Slots<N>,
    pub(super) state: u32,
}

/// Situations that have been met, without those that have used up more than others.
pub(super) struct Seen<const N: usize>(QuickMap<Situation<N>, Vec<Slots<N>>>);

impl<const N: usize> Default for Seen<N> {
    fn default() -> Self {
        Self(QuickMap::default())
    }
}

impl<const N: usize> Seen<N> {
    /// False if one has been met that has used up no more and is otherwise the same.
    pub(super) fn insert(&mut self, situation: &Situation<N>, optional: &Slots<N>) -> bool {
        let core = Situation {
            done: situation.done.without(optional),
            state: situation.state,
        };
        let used = situation.done.within(optional);
        let met = self.0.entry(core).or_default();
        if met.iter().any(|other| other.is_within(&used)) {
            return false;
        }
        met.push(used);
        true
    }
}
