//! The checkers against brute force, against each other, and against mistakes planted in them.

mod brute;
mod bugs;
mod cases;
mod enumerate;
mod generate;
mod hierarchy;
mod objects;
mod witnesses;

use crate::history::History;
use crate::model::{BUDGET, Model, check};
use crate::object::Object;
use crate::verdict::Verdict;

/// What a checker finds: true where the model holds.
fn holds(history: &History, model: Model) -> bool {
    match check(history, model, BUDGET) {
        Verdict::Holds(_) => true,
        Verdict::Violated(_) => false,
        Verdict::Unknown { spent } => {
            panic!("{model:?} is unknown after {spent} steps: {history:#?}")
        }
    }
}

/// Says where a checker and brute force differ.
fn compare(history: &History) -> Result<(), String> {
    for model in Model::ALL {
        // Brute force knows what reads from what only of registers.
        let of_registers = matches!(model, Model::Causal | Model::WritesFollowReads);
        if of_registers
            && history
                .keys
                .iter()
                .any(|key| key.object != Object::Register)
        {
            continue;
        }
        let (found, expected) = (holds(history, model), brute::holds(history, model));
        if found != expected {
            let operations = history.operations.iter().map(|one| format!("{one:?}"));
            let operations: Vec<String> = operations.collect();
            return Err(format!(
                "{model:?} holds: {expected}, found: {found}\n{}",
                operations.join("\n")
            ));
        }
    }
    Ok(())
}
