//! Read your writes, and monotonic reads.

use super::view::{View, is_explicable, reads_of};
use crate::bugs::{Bug, planted};
use crate::history::{History, OpId};
use crate::reason;
use crate::search::{Budget, Outcome};
use crate::verdict::{Certificate, Order, Reason, Verdict, Viewer};

/// Each read finds all updates that its session made before, or what others made of them.
pub(crate) fn read_your_writes(history: &History, budget: &mut Budget) -> Verdict {
    let mut orders = Vec::new();
    let mut unclear = false;
    for process in 0..history.processes.len() {
        for read in reads_of(history, process) {
            let own = own_updates_before(history, read);
            if own.is_empty() {
                continue;
            }
            match finding(history, read, &own, budget) {
                Outcome::Order(operations) => orders.push(Order {
                    of: Viewer::Read(read),
                    operations,
                }),
                Outcome::OutOfBudget => unclear = true,
                Outcome::None if !is_explicable(history, read, budget) => {}
                Outcome::None => {
                    let missing = smallest_missing(history, read, &own, budget);
                    let update = missing[missing.len() - 1];
                    let reason = Reason::OwnUpdateMissing { update, read };
                    let operations = missing.into_iter().chain([read]).collect();
                    return Verdict::Violated(reason::named(history, operations, reason));
                }
            }
        }
    }
    verdict(orders, unclear, budget)
}

pub(super) fn verdict(orders: Vec<Order>, unclear: bool, budget: &Budget) -> Verdict {
    if unclear {
        return Verdict::Unknown {
            spent: budget.spent(),
        };
    }
    Verdict::Holds(Certificate { orders })
}

fn own_updates_before(history: &History, read: OpId) -> Vec<OpId> {
    let of = history.operation(read);
    let own = history.operations().filter(|(_, update)| {
        update.key == of.key && update.is_update() && update.precedes_in_session(of)
    });
    own.map(|(id, _)| id).collect()
}

/// A copy that includes these updates, in their order, and gives the answer.
fn finding(history: &History, read: OpId, included: &[OpId], budget: &mut Budget) -> Outcome {
    budget.charge(history.operations.len() * (1 + included.len() / 64));
    if budget.is_spent() {
        return Outcome::OutOfBudget;
    }
    let mut view = View::new(history, &[read]);
    view.keep_write_order();
    if planted(Bug::OwnWritesOnly) {
        let process = history.operation(read).process;
        view.problem
            .drop_updates(|id| history.operation(id).process != process);
    }
    for place in 1..view.problem.items.len() {
        if included.contains(&view.problem.items[place].id) {
            view.problem.items[place].required = true;
            view.problem.need(place, 0);
        }
    }
    view.solve(budget)
}

/// One update that is missing by itself, else all that are missing together.
fn smallest_missing(history: &History, read: OpId, own: &[OpId], budget: &mut Budget) -> Vec<OpId> {
    let mut latest_first = own.iter().rev();
    let alone = latest_first.find(|id| finding(history, read, &[**id], budget) == Outcome::None);
    alone.map_or_else(|| own.to_vec(), |id| vec![*id])
}

/// The copies behind a session's reads of a key only ever grow.
pub(crate) fn monotonic_reads(history: &History, budget: &mut Budget) -> Verdict {
    let mut orders = Vec::new();
    let mut unclear = false;
    for process in 0..history.processes.len() {
        let reads = explicable_reads(history, process, budget);
        for key in 0..history.keys.len() {
            let of_key = |read: &OpId| {
                history.operation(*read).key == key || planted(Bug::MonotonicAcrossKeys)
            };
            let reads: Vec<OpId> = reads.iter().copied().filter(of_key).collect();
            match growing(history, &reads, budget) {
                Outcome::Order(operations) if !reads.is_empty() => orders.push(Order {
                    of: Viewer::SessionOfKey(process, key),
                    operations,
                }),
                Outcome::Order(_) => {}
                Outcome::OutOfBudget => unclear = true,
                Outcome::None => {
                    let (earlier, later) = backwards(history, &reads, budget);
                    let reason = Reason::Backwards { earlier, later };
                    let operations = vec![earlier, later];
                    return Verdict::Violated(reason::named(history, operations, reason));
                }
            }
        }
    }
    verdict(orders, unclear, budget)
}

fn explicable_reads(history: &History, process: usize, budget: &mut Budget) -> Vec<OpId> {
    let mut reads = reads_of(history, process);
    reads.retain(|read| is_explicable(history, *read, budget));
    reads
}

/// One copy that grows from read to read.
fn growing(history: &History, reads: &[OpId], budget: &mut Budget) -> Outcome {
    budget.charge(history.operations.len() * (1 + reads.len()));
    if budget.is_spent() {
        return Outcome::OutOfBudget;
    }
    let mut view = View::new(history, reads);
    view.keep_write_order();
    view.solve(budget)
}

/// The keys of which a session's reads are monotonic, and its reads of those keys.
pub(super) fn monotonic_part(history: &History, process: usize, budget: &mut Budget) -> Vec<OpId> {
    let reads = explicable_reads(history, process, budget);
    let mut part = Vec::new();
    for key in 0..history.keys.len() {
        let of_key = |read: &OpId| history.operation(*read).key == key;
        let reads: Vec<OpId> = reads.iter().copied().filter(of_key).collect();
        if growing(history, &reads, budget) != Outcome::None {
            part.extend(reads);
        }
    }
    part.sort_unstable();
    part
}

/// The first read that goes back, and the last one before it that it goes back behind.
fn backwards(history: &History, reads: &[OpId], budget: &mut Budget) -> (OpId, OpId) {
    let last = (1..=reads.len())
        .find(|count| growing(history, &reads[..*count], budget) == Outcome::None)
        .unwrap_or(reads.len());
    let later = reads[last - 1];
    let mut before = reads[..last - 1].iter().rev();
    let pair = before.clone();
    let mut pair = pair.filter(|read| growing(history, &[**read, later], budget) == Outcome::None);
    let answer = |id: OpId| history.operation(id).answer();
    let earlier = pair.next().or_else(|| {
        // There and back again: neither pair alone is out of order.
        before.find(|read| answer(**read) != answer(later))
    });
    (earlier.copied().unwrap_or(later), later)
}
