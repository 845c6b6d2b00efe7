//! PRAM: each session has an order of its own of all updates and its reads, which keeps the order
//! of every session.
//!
//! Lipton and Sandberg, *PRAM: A Scalable Shared Memory*, Princeton CS-TR-180-88, 1988.

use crate::history::History;
use crate::model::Model;
use crate::reason;
use crate::search::{Budget, Item, Outcome, Problem};
use crate::shrink::{self, Kept};
use crate::verdict::{Certificate, Order, Verdict, Viewer};

/// Whether a history is PRAM consistent.
pub(crate) fn check(history: &History, budget: &mut Budget) -> Verdict {
    let everything = Kept::everything(history);
    let mut orders = Vec::new();
    let mut unclear = false;
    for process in 0..history.processes.len() {
        budget.charge(history.operations.len());
        if budget.is_spent() {
            unclear = true;
            break;
        }
        match view(history, process, &everything).solve(budget) {
            Outcome::Order(operations) => orders.push(Order {
                of: Viewer::Session(process),
                operations,
            }),
            Outcome::None => {
                let operations = shrink::smallest(history, None, |kept, budget| {
                    view(history, process, kept).solve(budget) == Outcome::None
                });
                let violation = reason::explain(history, operations, Model::Pram);
                return Verdict::Violated(violation);
            }
            Outcome::OutOfBudget => unclear = true,
        }
    }
    if unclear {
        return Verdict::Unknown {
            spent: budget.spent(),
        };
    }
    Verdict::Holds(Certificate { orders })
}

/// What one session may have seen: its reads, and the updates of the keys that it says something
/// about. What others' compare-and-sets found is theirs to judge.
fn view(history: &History, process: usize, kept: &Kept) -> Problem {
    let observed = observed_keys(history, process, kept);
    let relevant = history.relevant();
    let items = relevant.filter(|(id, operation)| {
        let update = operation.action.is_update();
        let own = operation.process == process && kept.keeps(*id);
        observed[operation.key] && (update || own)
    });
    let items = items.map(|(id, operation)| Item {
        id,
        required: operation.returned().is_some() && kept.keeps(id),
        answers: operation.process == process && kept.keeps(id),
    });
    let mut problem = Problem::new(history, items.collect());
    problem.need_sessions(history, |id| kept.keeps(id));
    problem
}

/// For each key, whether the session says something about its state.
pub(crate) fn observed_keys(history: &History, process: usize, kept: &Kept) -> Vec<bool> {
    let mut observed = vec![false; history.keys.len()];
    for (id, operation) in history.operations() {
        if operation.process == process && kept.keeps(id) && operation.says_what_it_found() {
            observed[operation.key] = true;
        }
    }
    observed
}
