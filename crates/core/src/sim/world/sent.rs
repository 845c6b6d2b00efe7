//! How many messages of each occasion have been sent.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::ids::Place;
use crate::message::{Cause, Occasion};

/// The numbers of messages by occasion. Nearly every message has one of its own; those of one cause
/// are few, are sent about the same time, and are kept near each other for that.
#[derive(Default)]
pub(super) struct Sent {
    /// The purposes so far: a handful.
    purposes: Vec<&'static str>,
    counts: Vec<Count>,
    /// For each cause, the place after its newest count.
    newest: FxHashMap<(usize, u32), u32>,
}

/// How many messages of one occasion have been sent.
struct Count {
    /// Its ends and purpose, as one number: no two have the same.
    of: u32,
    count: u32,
    /// The place after the count of the same cause that is older than this; 0: there is none.
    older: u32,
}

impl Sent {
    /// With room for so many messages of so many causes.
    pub(super) fn with_capacity(messages: usize, causes: usize) -> Self {
        Self {
            purposes: Vec::new(),
            counts: Vec::with_capacity(messages),
            newest: FxHashMap::with_capacity_and_hasher(causes, FxBuildHasher),
        }
    }

    /// Counts one more message, and says how many there were before.
    pub(super) fn count(&mut self, (cause, from, to, purpose): Occasion) -> u32 {
        let of = (self.purpose(purpose) * Place::COUNT + from.index()) * Place::COUNT + to.index();
        let of = u32::try_from(of).unwrap_or(u32::MAX);
        let cause = match cause {
            Cause::Step(step) => (0, step.0),
            Cause::Timer { replica, number } => (1 + replica.index(), number),
        };
        let newest = self.newest.entry(cause).or_insert(0);
        let mut place = *newest;
        while let Some(before) = place.checked_sub(1) {
            let count = &mut self.counts[before as usize];
            if count.of == of {
                count.count += 1;
                return count.count - 1;
            }
            place = count.older;
        }
        let older = *newest;
        self.counts.push(Count {
            of,
            count: 1,
            older,
        });
        *newest = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        0
    }

    /// The place of a purpose. Nearly always it is the very same text.
    fn purpose(&mut self, purpose: &'static str) -> usize {
        let mut known = self.purposes.iter();
        let known = known
            .position(|one| std::ptr::eq(*one, purpose))
            .or_else(|| self.purposes.iter().position(|one| *one == purpose));
        known.unwrap_or_else(|| {
            self.purposes.push(purpose);
            self.purposes.len() - 1
        })
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
