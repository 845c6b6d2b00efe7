//! Bounded counter: one that never goes below zero, without asking others first.
//!
//! Balegas et al., *Extending Eventually Consistent Cloud Databases for Enforcing Numeric
//! Invariants*, SRDS 2015, section III. Whoever adds gets the right to take as much again; rights
//! can be handed over; a replica takes only what it has rights for, and is refused otherwise, even
//! where others have rights left. Who gave how many rights to whom, and how many each has used, are
//! counts that only their owner changes and that only grow, so merging takes the larger of each
//! pair, as in a G-Counter. A replica knows all that it has itself given away and used, and at
//! least a part of what it was given: it can underestimate its rights but not overestimate them.
//! Hence all together never take more than was added.

use serde::Serialize;

use super::counts::{Counts, Options};
use super::op::is_amount;
use super::{Answer, Author, Crdt, Decision, Entry, Op, Refused};
use crate::clock::{ACTOR_BYTES, Actor, Dot};
use crate::ids::ReplicaId;
use crate::refusal::LabError;

/// Rights given, and rights used.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct BoundedCounter {
    /// By giver and receiver; what a replica added itself is given by it to it.
    #[serde(serialize_with = "by_pair")]
    given: Counts<(Actor, Actor)>,
    used: Counts<Actor>,
}

fn by_pair<S: serde::Serializer>(
    counts: &Counts<(Actor, Actor)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let named = |((from, to), count): ((Actor, Actor), u64)| (format!("{from}>{to}"), count);
    serializer.collect_map(counts.iter().map(named))
}

impl BoundedCounter {
    /// How much an actor may still take.
    pub fn rights(&self, actor: impl Into<Actor>) -> u64 {
        let actor = actor.into();
        let given = self.given.iter();
        let (mut has, mut gave) = (0, self.used.get(actor));
        for ((from, to), count) in given {
            if to == actor {
                has += count;
            } else if from == actor {
                gave += count;
            }
        }
        has.saturating_sub(gave)
    }
}

/// The newest life of a replica that the author of an update has heard of: who gets what is handed
/// over must be the same wherever the update is carried out.
fn newest(replica: ReplicaId, author: &Author) -> Actor {
    let lives = author.seen.components().map(|(actor, _)| actor);
    let lives = lives.filter(|actor| actor.replica == replica);
    lives.max().unwrap_or(replica.into())
}

impl Crdt for BoundedCounter {
    type Options = Options;
    const NAME: &'static str = "bounded_counter";
    const TITLE: &'static str = "Bounded counter";
    const SUMMARY: &'static str =
        "A counter that never goes below zero: replicas take only what they have rights for.";
    const OBSERVES: bool = true;

    fn check(options: &Options, path: &str, replicas: &[ReplicaId]) -> Result<(), LabError> {
        options.check(path, replicas)
    }

    fn without(options: &mut Options, replica: ReplicaId) {
        options.initial.remove(&replica);
    }

    fn initial(options: &Options) -> Self {
        let own = options
            .counts()
            .map(|(actor, count)| ((actor, actor), count));
        Self {
            given: own.collect(),
            used: Counts::from_iter([]),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        let to = ReplicaId::all().nth(1);
        let transfer = to.map(|to| Op::Transfer { to, amount: 1 });
        let counted = [Op::Increment(1), Op::Decrement(1)].into_iter();
        counted.chain(transfer).collect()
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        match op {
            Op::Increment(amount) | Op::Decrement(amount) | Op::Transfer { amount, .. } => {
                is_amount(*amount)
            }
            _ => false,
        }
    }

    fn refuses(&self, op: &Op, actor: Actor) -> Option<Refused> {
        let (Op::Decrement(amount) | Op::Transfer { amount, .. }) = op else {
            return None;
        };
        (self.rights(actor) < u64::from(*amount)).then_some(Refused::NoRights)
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let actor = author.dot.actor;
        match op {
            Op::Increment(by) => self.given.add((actor, actor), *by),
            Op::Decrement(by) => self.used.add(actor, *by),
            // To oneself nothing changes hands.
            Op::Transfer { to, amount } if *to != actor.replica => {
                self.given.add((actor, newest(*to, author)), *amount);
            }
            _ => {}
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.given.merge(&theirs.given);
        self.used.merge(&theirs.used);
    }

    fn read(&self) -> Answer {
        let own = self.given.iter().filter(|((from, to), _)| from == to);
        let added: u64 = own.map(|(_, count)| count).sum();
        Answer::number(i128::from(added) - i128::from(self.used.sum()))
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let entry = |(from, to): (Actor, Actor)| {
            if from == to {
                Entry::Plus(from)
            } else {
                Entry::Rights(from, to)
            }
        };
        let mut decisions = self.given.explain(&theirs.given, entry);
        decisions.extend(self.used.explain(&theirs.used, Entry::Minus));
        decisions
    }

    /// What was added, handed over or taken is in the counts for good.
    fn keeps(&self, _: Dot, _: &Op) -> bool {
        true
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            given: self.given.delta(&since.given),
            used: self.used.delta(&since.used),
        }
    }

    fn bytes(&self) -> usize {
        self.given.bytes(2 * ACTOR_BYTES) + self.used.bytes(ACTOR_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    #[test]
    fn a_replica_takes_what_it_has_rights_for_and_no_more() {
        let [a, b]: [ReplicaId; 2] = ["A", "B"].map(|name| name.parse().expect("a replica"));
        let options = Options {
            initial: [(a, 3)].into(),
        };
        let mut at_a = BoundedCounter::initial(&options);
        let mut at_b = at_a.clone();
        assert_eq!([at_a.rights(a), at_b.rights(b)], [3, 0]);
        assert_eq!(
            at_b.refuses(&Op::Decrement(1), b.into()),
            Some(Refused::NoRights)
        );
        let hand = Op::Transfer { to: b, amount: 2 };
        assert_eq!(at_a.refuses(&hand, a.into()), None);
        at_a.update(&hand, &author('A', 1, 0));
        assert_eq!(
            at_a.refuses(&Op::Decrement(2), a.into()),
            Some(Refused::NoRights)
        );
        at_b.merge(&at_a);
        assert_eq!([at_b.rights(a), at_b.rights(b)], [1, 2]);
        assert_eq!(at_b.refuses(&Op::Decrement(2), b.into()), None);
        at_b.update(&Op::Decrement(2), &author('B', 1, 0));
        assert_eq!((at_b.rights(b), at_b.read()), (0, Answer::number(1)));
    }
}
