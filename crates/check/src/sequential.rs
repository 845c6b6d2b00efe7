//! Sequential consistency: one order for everybody that keeps the order of each session.
//!
//! Lamport, *How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs*,
//! IEEE Transactions on Computers C-28(9), 1979. It is not local: each key may be in order while
//! all together are not, so the keys are searched together.

use crate::bugs::{Bug, planted};
use crate::history::{History, OpId};
use crate::model::Model;
use crate::reason;
use crate::search::{Budget, Item, Outcome, Problem};
use crate::shrink::{self, Kept};
use crate::verdict::{Certificate, Order, Verdict, Viewer};

/// Whether a history is sequentially consistent.
pub(crate) fn check(history: &History, budget: &mut Budget) -> Verdict {
    let everything = Kept::everything(history);
    match solve(history, &everything, budget) {
        Outcome::Order(operations) => Verdict::Holds(Certificate {
            orders: vec![Order {
                of: Viewer::All,
                operations,
            }],
        }),
        Outcome::None => {
            let operations = shrink::smallest(history, None, |kept, budget| {
                solve(history, kept, budget) == Outcome::None
            });
            Verdict::Violated(reason::explain(history, operations, Model::Sequential))
        }
        Outcome::OutOfBudget => Verdict::Unknown {
            spent: budget.spent(),
        },
    }
}

fn solve(history: &History, kept: &Kept, budget: &mut Budget) -> Outcome {
    if !planted(Bug::SequentialByKey) {
        return problem(history, kept, |_| true).solve(budget);
    }
    let mut all = Vec::new();
    for key in 0..history.keys.len() {
        match problem(history, kept, |of| of == key).solve(budget) {
            Outcome::Order(order) => all.extend(order),
            other => return other,
        }
    }
    Outcome::Order(all)
}

/// All operations of some keys, each session in its order.
fn problem(history: &History, kept: &Kept, of: impl Fn(usize) -> bool) -> Problem {
    let relevant = history.relevant();
    let items = relevant.filter(|(id, operation)| {
        of(operation.key) && (kept.keeps(*id) || operation.action.is_update())
    });
    let items = items.map(|(id, operation)| Item {
        id,
        required: operation.returned().is_some() && kept.keeps(id),
        answers: true,
    });
    let mut problem = Problem::new(history, items.collect());
    problem.need_sessions(history, |id| kept.keeps(id));
    problem
}

impl Problem {
    /// Each of these operations needs those that precede it in its session.
    pub(crate) fn need_sessions(&mut self, history: &History, among: impl Fn(OpId) -> bool) {
        let mut sessions = vec![Vec::new(); history.processes.len()];
        for (place, item) in self.items.iter().enumerate() {
            if among(item.id) {
                sessions[history.operation(item.id).process].push(place);
            }
        }
        for places in sessions {
            self.need_preceding(history, &places);
        }
    }
}
