//! Every small history, and a part of those that are a little larger.

use super::compare;
use crate::history::{Ending, History, Key, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

/// Writes every history with so many operations, on two keys by three clients, that does not
/// merely rename the clients or keys of another: reads of nothing, 1 and 2, writes of 1 and 2, and
/// compare-and-sets, each of which returns or not.
struct Enumeration<F: FnMut(&History)> {
    operations: usize,
    visit: F,
}

impl<F: FnMut(&History)> Enumeration<F> {
    fn run(&mut self) {
        let key = |name: &str| Key {
            name: name.to_owned(),
            object: Object::Register,
            initial: Value::Nothing,
        };
        let mut history = History {
            processes: ["1", "2", "3"].map(str::to_owned).to_vec(),
            keys: vec![key("X"), key("Y")],
            operations: Vec::new(),
            left_out: Vec::new(),
            times: Vec::new(),
        };
        self.next(&mut history, &mut [None; 3]);
    }

    fn next(&mut self, history: &mut History, open: &mut [Option<usize>; 3]) {
        if history.operations.len() == self.operations {
            // Those still under way return in any order, or never: one after the other is enough,
            // since nothing begins any more.
            self.visit_ends(history, open, 0);
            return;
        }
        let used = history
            .operations
            .iter()
            .map(|one| one.process + 1)
            .max()
            .unwrap_or(0);
        for client in 0..3.min(used + 1) {
            if let Some(place) = open[client] {
                let at = history.times.len();
                let answer = answer_of(&history.operations[place].ending);
                let waiting = history.operations[place].ending.clone();
                history.operations[place].ending = Ending::Returned { at, answer };
                history.times.push(at as u64);
                open[client] = None;
                self.next(history, open);
                history.operations[place].ending = waiting;
                history.times.pop();
                open[client] = Some(place);
            } else {
                self.begin(history, open, client);
            }
        }
    }

    fn begin(&mut self, history: &mut History, open: &mut [Option<usize>; 3], client: usize) {
        let keys = history
            .operations
            .iter()
            .map(|one| one.key + 1)
            .max()
            .unwrap_or(0);
        for key in 0..2.min(keys + 1) {
            for (action, answer) in choices() {
                let at = history.times.len();
                history.times.push(at as u64);
                open[client] = Some(history.operations.len());
                history.operations.push(Operation {
                    name: String::new(),
                    at: None,
                    process: client,
                    key,
                    action,
                    invoked: at,
                    ending: Ending::Returned {
                        at: usize::MAX,
                        answer,
                    },
                });
                self.next(history, open);
                history.operations.pop();
                history.times.pop();
                open[client] = None;
            }
        }
    }

    fn visit_ends(&mut self, history: &mut History, open: &[Option<usize>; 3], client: usize) {
        let Some(place) = open.get(client).copied() else {
            (self.visit)(history);
            return;
        };
        let Some(place) = place else {
            self.visit_ends(history, open, client + 1);
            return;
        };
        let waiting = history.operations[place].ending.clone();
        let at = history.times.len();
        history.times.push(at as u64);
        let answer = answer_of(&waiting);
        history.operations[place].ending = Ending::Returned { at, answer };
        self.visit_ends(history, open, client + 1);
        history.times.pop();
        if history.operations[place].action.is_update() {
            history.operations[place].ending = Ending::Pending { given_up: None };
            self.visit_ends(history, open, client + 1);
        }
        history.operations[place].ending = waiting;
    }
}

fn answer_of(ending: &Ending) -> Option<Value> {
    match ending {
        Ending::Returned { answer, .. } => answer.clone(),
        _ => None,
    }
}

fn choices() -> Vec<(Action, Option<Value>)> {
    let number = |number: i64| Value::Integer(number);
    vec![
        (Action::Read, Some(Value::Nothing)),
        (Action::Read, Some(number(1))),
        (Action::Read, Some(number(2))),
        (Action::Write(number(1)), None),
        (Action::Write(number(2)), None),
        (Action::CompareAndSet(number(1), number(2)), None),
    ]
}

/// Compares every history of so many operations, or one of `each`, and says how many.
pub(super) fn compare_all(operations: usize, each: usize) -> Result<usize, String> {
    let (mut met, mut compared, mut outcome) = (0_usize, 0, Ok(()));
    Enumeration {
        operations,
        visit: |history: &History| {
            met += 1;
            if met.is_multiple_of(each) && outcome.is_ok() {
                compared += 1;
                outcome = compare(history);
            }
        },
    }
    .run();
    outcome.map(|()| compared)
}

#[test]
fn every_history_of_up_to_three_operations() {
    for operations in 1..=3 {
        let compared = compare_all(operations, 1).unwrap_or_else(|error| panic!("{error}"));
        println!("{operations} operations: {compared}");
    }
}

#[test]
fn some_histories_of_four_operations() {
    let compared = compare_all(4, 997).unwrap_or_else(|error| panic!("{error}"));
    println!("4 operations: {compared}");
}
