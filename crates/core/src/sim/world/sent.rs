//! How many messages of each occasion have been sent.

use rustc_hash::FxHashMap;

use crate::ids::Place;
use crate::message::{Cause, Occasion};

/// The numbers of messages by occasion. There is one occasion for nearly every message, so that each
/// is kept as one number.
#[derive(Default)]
pub(super) struct Sent {
    /// The purposes so far: a handful.
    purposes: Vec<&'static str>,
    counts: FxHashMap<u64, u32>,
}

impl Sent {
    /// With room for so many.
    pub(super) fn with_capacity(messages: usize) -> Self {
        let mut counts = FxHashMap::default();
        counts.reserve(messages);
        Self {
            purposes: Vec::new(),
            counts,
        }
    }

    /// Counts one more message, and says how many there were before.
    pub(super) fn count(&mut self, occasion: Occasion) -> u32 {
        let number = self.number(occasion);
        let count = self.counts.entry(number).or_insert(0);
        *count += 1;
        *count - 1
    }

    /// The occasion as one number: no two have the same.
    fn number(&mut self, (cause, from, to, purpose): Occasion) -> u64 {
        const PLACES: u64 = Place::COUNT as u64;
        let (place, number) = match cause {
            Cause::Step(step) => (0, step.0),
            Cause::Timer { replica, number } => (1 + replica.index(), number),
        };
        // Nearly always it is the very same text.
        let mut known = self.purposes.iter();
        let known = known
            .position(|one| std::ptr::eq(*one, purpose))
            .or_else(|| self.purposes.iter().position(|one| *one == purpose));
        let purpose = known.unwrap_or_else(|| {
            self.purposes.push(purpose);
            self.purposes.len() - 1
        });
        let mut all = purpose as u64;
        for part in [place, from.index(), to.index()] {
            all = all * PLACES + part as u64;
        }
        (all << u32::BITS) | u64::from(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ClientId, ReplicaId, StepId};

    #[test]
    fn each_occasion_is_counted_by_itself() {
        let replicas = ReplicaId::all().map(Place::Replica);
        let places: Vec<_> = replicas.chain(ClientId::all().map(Place::Client)).collect();
        let causes = [0, 1, u32::MAX].into_iter().flat_map(|number| {
            let timer = move |replica| Cause::Timer { replica, number };
            let step = Cause::Step(StepId(number));
            ReplicaId::all().map(timer).chain([step])
        });
        let causes: Vec<_> = causes.collect();
        let mut sent = Sent::default();
        for before in 0..2 {
            for purpose in ["update", "reply", "request"] {
                for cause in &causes {
                    for from in &places {
                        for to in &places {
                            assert_eq!(sent.count((*cause, *from, *to, purpose)), before);
                        }
                    }
                }
            }
        }
    }
}
