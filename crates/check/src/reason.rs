//! What a violation is called, and why its operations would have to be in an impossible order.

use crate::history::{History, OpId};
use crate::model::Model;
use crate::search::chain;
use crate::sources;
use crate::verdict::{Because, Reason, Violation, Why};

/// A violation of which only the operations are known.
pub(crate) fn explain(history: &History, operations: Vec<OpId>, model: Model) -> Violation {
    let because = because(history, &operations, model == Model::Linearizable);
    let reason = classify(history, &operations, model == Model::Linearizable);
    Violation {
        operations,
        reason,
        because,
    }
}

/// A violation that has a name already.
pub(crate) fn named(history: &History, mut operations: Vec<OpId>, reason: Reason) -> Violation {
    operations.sort_unstable();
    operations.dedup();
    Violation {
        because: because(history, &operations, false),
        reason,
        operations,
    }
}

/// What orders the operations: real time or their sessions, and what was read.
fn because(history: &History, operations: &[OpId], real_time: bool) -> Vec<Because> {
    let places: Vec<usize> = operations.iter().map(|id| id.0).collect();
    let mut because = Vec::new();
    if real_time {
        for (from, to) in chain(&places, |place| &history.operations[place]) {
            because.push((from, to, Why::RealTime));
        }
    }
    for process in 0..history.processes.len() {
        let of_session = |place: &usize| history.operations[*place].process == process;
        let session: Vec<usize> = places.iter().copied().filter(of_session).collect();
        for (from, to) in chain(&session, |place| &history.operations[place]) {
            because.retain(|(one, other, _)| (*one, *other) != (from, to));
            because.push((from, to, Why::Session));
        }
    }
    for to in &places {
        let made_it = sources::certain(history, OpId(*to));
        because.extend(made_it.iter().map(|from| (from.0, *to, Why::ReadsFrom)));
    }
    let because = because.into_iter().map(|(from, to, why)| Because {
        from: OpId(from),
        to: OpId(to),
        why,
    });
    because.collect()
}

/// The name of what is broken, where it has one.
fn classify(history: &History, operations: &[OpId], real_time: bool) -> Reason {
    let of = |id: OpId| history.operation(id);
    let precedes = |one: OpId, other: OpId| {
        of(one).precedes_in_session(of(other)) || (real_time && of(one).precedes(of(other)))
    };
    let (updates, reads): (Vec<OpId>, Vec<OpId>) = operations
        .iter()
        .partition(|id| of(**id).action.is_update());
    let sources = |id: OpId| sources::certain(history, id);
    let from_the_future = reads.iter().find_map(|read| {
        let later = sources(*read)
            .into_iter()
            .find(|update| precedes(*read, *update));
        later.map(|update| (*read, update))
    });
    let no_place = no_place(history, operations);
    match (&reads[..], &updates[..]) {
        ([read], []) => Reason::OutOfThinAir { read: *read },
        _ if from_the_future.is_some() => match from_the_future {
            Some((read, update)) => Reason::FromTheFuture { read, update },
            None => no_place,
        },
        ([read], updates) => missed(history, *read, updates, precedes),
        ([.., earlier, later], _) => {
            let same_key = of(*earlier).key == of(*later).key;
            let backwards = reads.len() == 2 && same_key && precedes(*earlier, *later);
            let backwards = backwards.then_some(Reason::Backwards {
                earlier: *earlier,
                later: *later,
            });
            let chained = chained(history, operations, *later);
            chained.or(backwards).unwrap_or(no_place)
        }
        _ => no_place,
    }
}

pub(crate) fn no_place(history: &History, operations: &[OpId]) -> Reason {
    let last = operations
        .iter()
        .max_by_key(|id| history.operation(**id).returned());
    Reason::NoPlace {
        last: last.copied().unwrap_or(OpId(0)),
    }
}

/// The last of the updates that a read should have found.
fn missed(
    history: &History,
    read: OpId,
    updates: &[OpId],
    precedes: impl Fn(OpId, OpId) -> bool,
) -> Reason {
    let sources = sources::certain(history, read);
    let key = history.operation(read).key;
    let missed = updates.iter().rev().find(|update| {
        history.operation(**update).key == key
            && precedes(**update, read)
            && !sources.contains(update)
    });
    let Some(update) = missed.copied() else {
        return Reason::NoPlace { last: read };
    };
    if history.operation(update).process == history.operation(read).process {
        return Reason::OwnUpdateMissing { update, read };
    }
    Reason::Stale { update, read }
}

/// A session saw an update, and later not what its author had done or seen before.
fn chained(history: &History, operations: &[OpId], read: OpId) -> Option<Reason> {
    let of = |id: OpId| history.operation(id);
    let seen = operations
        .iter()
        .filter(|id| of(**id).precedes_in_session(of(read)));
    let effects = seen.flat_map(|id| sources::certain(history, *id));
    let of_other_key = |id: &OpId| of(*id).key != of(read).key;
    for effect in effects.filter(|id| operations.contains(id) && of_other_key(id)) {
        let before = operations
            .iter()
            .filter(|id| of(**id).precedes_in_session(of(effect)));
        for one in before {
            if of(*one).action.is_update() && of(*one).key == of(read).key {
                return Some(Reason::Overtaken {
                    first: *one,
                    second: effect,
                    read,
                });
            }
            let causes = sources::certain(history, *one);
            let cause = causes
                .into_iter()
                .find(|cause| of(*cause).key == of(read).key);
            if let Some(cause) = cause.filter(|_| !of(*one).action.is_update()) {
                return Some(Reason::EffectBeforeCause {
                    cause,
                    effect,
                    read,
                });
            }
        }
    }
    None
}
