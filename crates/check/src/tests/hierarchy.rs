//! What the models imply of each other, on many random histories.

use super::generate::{Dice, Shape, history};
use super::{compare, holds};
use crate::history::History;
use crate::model::{Model, check, check_all};
use crate::object::Object;
use crate::verdict::Verdict;

/// Random histories of all kinds.
fn histories(count: u64) -> impl Iterator<Item = History> {
    (0..count).map(|seed| {
        let mut dice = Dice::new(seed);
        let shape = Shape {
            operations: 3 + dice.below(6),
            clients: 1 + dice.below(4),
            keys: 1 + dice.below(2),
            object: Object::ALL[[0, 0, 0, 1, 2, 3][dice.below(6)]],
            values: 2 + dice.below(6),
        };
        history(&mut dice, shape)
    })
}

/// Where a stronger model holds, no weaker one is violated.
pub(super) fn compare_models(history: &History) -> Result<(), String> {
    const STEPS: u64 = 20_000;
    let verdicts: Vec<(Model, Verdict)> = Model::ALL
        .iter()
        .map(|model| (*model, check(history, *model, STEPS)))
        .collect();
    for (stronger, holds) in &verdicts {
        for (weaker, violated) in &verdicts {
            let implied = stronger.is_at_least(*weaker);
            let breaks = matches!((holds, violated), (Verdict::Holds(_), Verdict::Violated(_)));
            if implied && breaks {
                return Err(format!("{stronger:?} holds, {weaker:?} not: {history:#?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn a_model_implies_those_below_it() {
    for history in histories(100_000) {
        compare_models(&history).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn checking_all_at_once_finds_the_same() {
    for history in histories(2_000) {
        for (model, verdict) in check_all(&history, 100_000) {
            let found = match verdict {
                Verdict::Holds(_) => true,
                Verdict::Violated(_) => false,
                Verdict::Unknown { .. } => continue,
            };
            assert_eq!(found, holds(&history, model), "{model:?}: {history:#?}");
        }
    }
}

/// Random histories of a few operations, mostly on registers, with failures and pending operations.
pub(super) fn compare_random(count: u64) -> Result<(), String> {
    for seed in 0..count {
        let mut dice = Dice::new(seed);
        let shape = Shape {
            operations: 2 + dice.below(5),
            clients: 1 + dice.below(3),
            keys: 1 + dice.below(2),
            object: Object::ALL[[0, 0, 0, 1, 2, 3][dice.below(6)]],
            values: 1 + dice.below(4),
        };
        compare(&history(&mut dice, shape))?;
    }
    Ok(())
}

#[test]
fn random_histories_of_up_to_six_operations() {
    compare_random(5_000).unwrap_or_else(|error| panic!("{error}"));
}
