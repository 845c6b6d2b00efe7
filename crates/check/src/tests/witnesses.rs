//! What comes with a verdict is true: orders are in order, witnesses suffice and none of their
//! operations can be spared.

use super::brute;
use super::cases;
use super::generate::{Dice, Shape, history};
use crate::history::{Ending, History, OpId};
use crate::model::{BUDGET, Model, check};
use crate::object::Object;
use crate::verdict::{Certificate, Reason, Verdict, Viewer, Violation};

/// The history with all but some operations free: updates may have happened at any moment or
/// never, reads are gone.
fn freed(history: &History, kept: &[OpId]) -> History {
    let mut freed = history.clone();
    for (place, operation) in freed.operations.iter_mut().enumerate() {
        if kept.contains(&OpId(place)) {
            continue;
        }
        if operation.is_update() {
            freed.processes.push(format!("of {place}"));
            operation.process = freed.processes.len() - 1;
            operation.invoked = 0;
            operation.ending = Ending::Pending { given_up: None };
        } else {
            operation.ending = Ending::Failed { at: usize::MAX };
        }
    }
    freed
}

/// Whether the model is one of whole orders, not of single pairs of operations.
fn is_whole(model: Model) -> bool {
    model <= Model::Pram
}

fn is_witness(history: &History, model: Model, violation: &Violation) -> Result<(), String> {
    if !is_whole(model) {
        return Ok(());
    }
    let kept = &violation.operations;
    if brute::holds(&freed(history, kept), model) {
        return Err(format!("{model:?} holds for {kept:?} alone: {history:#?}"));
    }
    for spared in kept {
        let rest: Vec<OpId> = kept.iter().copied().filter(|id| id != spared).collect();
        if !brute::holds(&freed(history, &rest), model) {
            return Err(format!(
                "{model:?}: {spared:?} of {kept:?} can be spared: {history:#?}"
            ));
        }
    }
    Ok(())
}

fn is_certificate(
    history: &History,
    model: Model,
    certificate: &Certificate,
) -> Result<(), String> {
    for order in &certificate.orders {
        let mut states: Vec<_> = history.keys.iter().map(|key| key.initial.clone()).collect();
        for id in &order.operations {
            let operation = history.operation(*id);
            let key = &history.keys[operation.key];
            let is_read = !operation.action.is_update();
            // Session guarantees speak of what sessions read, not of what systems compare with.
            let own = match order.of {
                Viewer::All | Viewer::Key(_) => true,
                Viewer::Session(process) | Viewer::SessionOfKey(process, _) => {
                    operation.process == process
                        && (is_read || (is_whole(model) && operation.returned().is_some()))
                }
                Viewer::Read(read) => read == *id,
            };
            let state = &mut states[operation.key];
            let right = match (
                operation.answer(),
                key.object.after(state, &operation.action),
            ) {
                (Some(answer), _) => key.object.reads_as(state, answer),
                (None, Some(after)) => {
                    *state = after;
                    true
                }
                (None, None) => !own,
            };
            if own && !right {
                return Err(format!("{order:?} is wrong at {id:?}: {history:#?}"));
            }
        }
        let of_all = order.of == Viewer::All;
        let lacks = |id: OpId| !order.operations.contains(&id);
        let mut relevant = history.relevant();
        if of_all && relevant.any(|(id, one)| one.returned().is_some() && lacks(id)) {
            return Err(format!("{order:?} lacks something: {history:#?}"));
        }
    }
    Ok(())
}

pub(super) fn compare_random(count: u64) -> Result<(), String> {
    for seed in 0..count {
        let mut dice = Dice::new(seed);
        let shape = Shape {
            operations: 2 + dice.below(4),
            clients: 1 + dice.below(3),
            keys: 1 + dice.below(2),
            object: Object::Register,
            values: 1 + dice.below(3),
        };
        let history = history(&mut dice, shape);
        for model in Model::ALL {
            match check(&history, model, BUDGET) {
                Verdict::Holds(certificate) => is_certificate(&history, model, &certificate)?,
                Verdict::Violated(violation) => is_witness(&history, model, &violation)?,
                Verdict::Unknown { .. } => return Err(format!("{model:?} is unknown")),
            }
        }
    }
    Ok(())
}

#[test]
fn certificates_are_in_order_and_witnesses_are_smallest() {
    compare_random(3_000).unwrap_or_else(|error| panic!("{error}"));
}

/// The history breaks the model: these operations show it, for this reason.
fn breaks(text: &str, model: Model, operations: &[usize], reason: Reason) {
    let history = cases::history(text);
    let Verdict::Violated(violation) = check(&history, model, BUDGET) else {
        panic!("{text}: {model:?} is not violated");
    };
    let operations: Vec<OpId> = operations.iter().copied().map(OpId).collect();
    let found = (violation.operations, violation.reason);
    assert_eq!(found, (operations, reason), "{text}");
}

#[test]
fn a_witness_of_two_operations_is_named() {
    let id = OpId;
    breaks(
        "1 w x 1; 1 w x 2; 2 r x 2; 2 r x 1",
        Model::MonotonicReads,
        &[2, 3],
        Reason::Backwards {
            earlier: id(2),
            later: id(3),
        },
    );
    breaks(
        "2 r x -; 1 w x 1; 2 r x -",
        Model::Linearizable,
        &[1, 2],
        Reason::Stale {
            update: id(1),
            read: id(2),
        },
    );
    breaks(
        "1 w x 1; 1 w y 1; 1 r x -; 1 r y 1",
        Model::Linearizable,
        &[0, 2],
        Reason::OwnUpdateMissing {
            update: id(0),
            read: id(2),
        },
    );
    breaks(
        "2 r x 1; 1 w x 1",
        Model::Linearizable,
        &[0, 1],
        Reason::FromTheFuture {
            read: id(0),
            update: id(1),
        },
    );
    let thin_air = Reason::OutOfThinAir { read: id(0) };
    breaks("1 r x 9", Model::Pram, &[0], thin_air);
}

#[test]
fn a_witness_of_several_operations_is_named() {
    let id = OpId;
    breaks(
        "1 w x 1; 1 w y 1; 2 r y 1; 2 r x -",
        Model::MonotonicWrites,
        &[0, 1, 2, 3],
        Reason::Overtaken {
            first: id(0),
            second: id(1),
            read: id(3),
        },
    );
    breaks(
        "1 w x 1; 2 r x 1; 2 w y 1; 3 r y 1; 3 r x -",
        Model::Causal,
        &[1, 2, 3, 4],
        Reason::EffectBeforeCause {
            cause: id(0),
            effect: id(2),
            read: id(4),
        },
    );
}
