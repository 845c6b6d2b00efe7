//! Linearizability: every operation takes effect at one moment between its beginning and its
//! return.
//!
//! Herlihy and Wing, *Linearizability: A Correctness Condition for Concurrent Objects*, ACM
//! TOPLAS 12(3), 1990. It is local (theorem 1 there): a history is linearizable if it is for each
//! key apart.

mod events;
mod frontier;
mod operation;
mod situation;
mod slots;

use crate::history::{History, OpId};
use crate::model::Model;
use crate::reason;
use crate::search::{Budget, Item, Outcome, Problem};
use crate::shrink::{self, Kept};
use crate::verdict::{Certificate, Order, Verdict, Viewer, Violation};

/// What following one key from beginning to end came to.
#[derive(Debug)]
enum Followed {
    /// There is an order.
    Order(Vec<OpId>),
    /// There is none for what had returned by this moment.
    FailsAt(usize),
    /// The budget was spent.
    OutOfBudget,
}

/// Whether a history is linearizable.
pub(crate) fn check(history: &History, budget: &mut Budget) -> Verdict {
    let mut orders = Vec::new();
    let mut unclear = false;
    for key in 0..history.keys.len() {
        let kept = Kept::everything(history);
        match follow(history, key, &kept, budget) {
            Followed::Order(operations) => orders.push(Order {
                of: Viewer::Key(key),
                operations,
            }),
            Followed::FailsAt(moment) => {
                return Verdict::Violated(witness(history, key, moment));
            }
            Followed::OutOfBudget => unclear = true,
        }
    }
    if unclear {
        return Verdict::Unknown {
            spent: budget.spent(),
        };
    }
    Verdict::Holds(Certificate {
        orders: together(history, orders),
    })
}

/// Follows all situations at once; where there are too many of them, one after the other.
fn follow(history: &History, key: usize, kept: &Kept, budget: &mut Budget) -> Followed {
    let operations = operation::of_key(history, key, kept);
    let half = budget.left() / 2;
    let mut left = half;
    let followed = frontier::follow(history, key, &operations, &mut left);
    budget.spend(half - left);
    if !matches!(followed, Followed::OutOfBudget) {
        return followed;
    }
    let items = operations.iter().map(|operation| Item {
        id: operation.id,
        required: operation.returns.is_some(),
        answers: true,
    });
    let mut problem = Problem::new(history, items.collect());
    let among: Vec<usize> = (0..problem.items.len())
        .filter(|place| kept.keeps(problem.items[*place].id))
        .collect();
    problem.need_preceding(history, &among);
    match problem.solve(budget) {
        Outcome::Order(order) => Followed::Order(order),
        Outcome::None => Followed::FailsAt(usize::MAX),
        Outcome::OutOfBudget => Followed::OutOfBudget,
    }
}

/// The smallest part that shows it.
fn witness(history: &History, key: usize, moment: usize) -> Violation {
    let begun = |id: OpId| {
        let operation = history.operation(id);
        operation.key == key && operation.invoked <= moment && history.is_relevant(id)
    };
    let first = Kept::those(history, begun);
    let operations = shrink::smallest(history, Some(first), |kept, budget| {
        matches!(follow(history, key, kept, budget), Followed::FailsAt(_))
    });
    reason::explain(history, operations, Model::Linearizable)
}

/// One order for all keys, by the moments at which operations can have taken effect.
fn together(history: &History, orders: Vec<Order>) -> Vec<Order> {
    let mut placed: Vec<(usize, usize, OpId)> = Vec::new();
    for (place, order) in orders.iter().enumerate() {
        let mut latest = 0;
        for id in &order.operations {
            latest = latest.max(history.operation(*id).invoked);
            placed.push((latest, place, *id));
        }
    }
    // Within a key the moments never go back, and a stable sort keeps its order.
    placed.sort_by_key(|(moment, place, _)| (*moment, *place));
    let operations = placed.into_iter().map(|(.., id)| id).collect();
    vec![Order {
        of: Viewer::All,
        operations,
    }]
}

/// For each operation of an order, the first moment at which it can have taken effect: it and all
/// before it have begun.
pub fn moments(history: &History, order: &[OpId]) -> Vec<(OpId, usize)> {
    let mut latest = 0;
    let moment = |id: &OpId| {
        latest = latest.max(history.operation(*id).invoked);
        (*id, latest)
    };
    order.iter().map(moment).collect()
}
