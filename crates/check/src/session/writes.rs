//! Monotonic writes, and writes follow reads.

use super::reads::{monotonic_part, verdict};
use super::view::View;
use crate::bugs::{Bug, planted};
use crate::history::{History, OpId};
use crate::reason;
use crate::search::{Budget, Outcome, chain};
use crate::sources;
use crate::verdict::{Order, Reason, Verdict, Viewer};

/// A pair of updates: a copy that includes the second includes the first, before it.
type Pair = (OpId, OpId);

/// Copies include a session's updates in their order. Looked at where reads are monotonic: where
/// they are not, that is what is wrong.
pub(crate) fn monotonic_writes(history: &History, budget: &mut Budget) -> Verdict {
    let mut pairs = Vec::new();
    for process in 0..history.processes.len() {
        let updates = history.operations();
        let updates = updates.filter(|(_, one)| one.process == process && one.is_update());
        let updates: Vec<usize> = updates.map(|(id, _)| id.0).collect();
        let ordered = chain(&updates, |place| &history.operations[place]);
        pairs.extend(
            ordered
                .into_iter()
                .map(|(first, second)| (OpId(first), OpId(second))),
        );
    }
    let reason = |first, second, read| Reason::Overtaken {
        first,
        second,
        read,
    };
    including(history, &pairs, reason, budget)
}

/// Copies include with an update what its author had read before.
pub(crate) fn writes_follow_reads(history: &History, budget: &mut Budget) -> Verdict {
    let mut pairs = Vec::new();
    for (read, operation) in history.operations().filter(|(_, one)| one.is_observation()) {
        budget.charge(2 * history.operations.len());
        if budget.is_spent() {
            return verdict(Vec::new(), true, budget);
        }
        let causes = sources::certain(history, read);
        let later = history.operations().filter(|(_, update)| {
            let same = update.process == operation.process;
            let follows = operation.precedes_in_session(update);
            update.is_update() && (follows || (same && planted(Bug::WritesFollowLaterReads)))
        });
        for (effect, _) in later {
            let causes = causes.iter().filter(|cause| **cause != effect);
            pairs.extend(causes.map(|cause| (*cause, effect)));
        }
    }
    let reason = |cause, effect, read| Reason::EffectBeforeCause {
        cause,
        effect,
        read,
    };
    including(history, &pairs, reason, budget)
}

fn including(
    history: &History,
    pairs: &[Pair],
    reason: impl Fn(OpId, OpId, OpId) -> Reason,
    budget: &mut Budget,
) -> Verdict {
    let mut orders = Vec::new();
    let mut unclear = false;
    for process in 0..history.processes.len() {
        let reads = monotonic_part(history, process, budget);
        match solved(history, &reads, pairs, budget) {
            Outcome::Order(operations) if !reads.is_empty() => orders.push(Order {
                of: Viewer::Session(process),
                operations,
            }),
            Outcome::Order(_) => {}
            Outcome::OutOfBudget => unclear = true,
            Outcome::None => {
                let (operations, reason) = witness(history, reads, pairs.to_vec(), reason, budget);
                return Verdict::Violated(reason::named(history, operations, reason));
            }
        }
    }
    verdict(orders, unclear, budget)
}

/// Growing copies that keep the pairs.
fn solved(history: &History, reads: &[OpId], pairs: &[Pair], budget: &mut Budget) -> Outcome {
    // Closing the pairs may follow every one of them from every operation.
    budget.charge(history.operations.len() * (1 + reads.len() + pairs.len()));
    if budget.is_spent() {
        return Outcome::OutOfBudget;
    }
    with_pairs(history, reads, pairs).solve(budget)
}

/// Growing copies that include with the second of each pair the first. Pairs that go through
/// updates of other keys count, too.
fn with_pairs<'a>(history: &'a History, reads: &[OpId], pairs: &[Pair]) -> View<'a> {
    let mut view = View::new(history, reads);
    let mut place_of = vec![None; history.operations.len()];
    for (place, item) in view.problem.items.iter().enumerate() {
        place_of[item.id.0] = Some(place);
    }
    for (first, second) in closed(pairs, history.operations.len()) {
        if let (Some(first), Some(second)) = (place_of[first.0], place_of[second.0]) {
            view.problem.need(first, second);
        }
    }
    view
}

/// The pairs with those that follow from them.
fn closed(pairs: &[Pair], count: usize) -> Vec<Pair> {
    let mut before: Vec<Vec<OpId>> = vec![Vec::new(); count];
    for (first, second) in pairs {
        before[second.0].push(*first);
    }
    let mut all = Vec::new();
    for second in 0..count {
        let mut reached = vec![false; count];
        let mut open = before[second].clone();
        while let Some(first) = open.pop() {
            if !std::mem::replace(&mut reached[first.0], true) {
                all.push((first, OpId(second)));
                open.extend(&before[first.0]);
            }
        }
    }
    all
}

/// The fewest reads and pairs that cannot all be right.
fn witness(
    history: &History,
    mut reads: Vec<OpId>,
    mut pairs: Vec<Pair>,
    reason: impl Fn(OpId, OpId, OpId) -> Reason,
    budget: &mut Budget,
) -> (Vec<OpId>, Reason) {
    let fails = |reads: &[OpId], pairs: &[Pair], budget: &mut Budget| {
        solved(history, reads, pairs, budget) == Outcome::None
    };
    without(&mut reads, |reads| fails(reads, &pairs, budget));
    without(&mut pairs, |pairs| fails(&reads, pairs, budget));
    let last = reads[reads.len() - 1];
    let reason = match pairs[..] {
        [(first, second), ..] => reason(first, second, last),
        [] => Reason::NoPlace { last },
    };
    let of_pairs = pairs.iter().flat_map(|(first, second)| [*first, *second]);
    let mut operations: Vec<OpId> = of_pairs.chain(reads).collect();
    operations.sort_unstable();
    operations.dedup();
    (operations, reason)
}

/// Leaves out what can be left out: of many things many at once at first, then one after the other.
fn without<T: Copy>(things: &mut Vec<T>, mut still: impl FnMut(&[T]) -> bool) {
    const FEW: usize = 64;
    let mut part = if things.len() > FEW {
        things.len() / 2
    } else {
        1
    };
    while part > 0 {
        let mut end = things.len();
        while end > 0 {
            let begin = end.saturating_sub(part);
            let mut rest = things.clone();
            rest.drain(begin..end);
            if still(&rest) {
                *things = rest;
            }
            end = begin;
        }
        part /= 2;
    }
}
