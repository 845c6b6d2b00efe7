//! The models by their definitions: every order of the operations is tried.

use crate::history::{History, OpId};
use crate::model::Model;
use crate::object::Action;
use crate::value::Value;

#[derive(Clone, Copy, PartialEq)]
struct Item {
    id: OpId,
    required: bool,
    answers: bool,
}

type Relation<'a> = &'a dyn Fn(OpId, OpId) -> bool;

/// A search for an order.
struct Search<'a> {
    history: &'a History,
    items: Vec<Item>,
    /// The first never comes after the second.
    order: Relation<'a>,
    /// The second comes only after the first.
    needs: Relation<'a>,
}

impl Search<'_> {
    fn exists(&self) -> bool {
        let states = self
            .history
            .keys
            .iter()
            .map(|key| key.initial.clone())
            .collect();
        self.extend(&mut Vec::new(), states)
    }

    fn extend(&self, placed: &mut Vec<Item>, states: Vec<Value>) -> bool {
        let rest: Vec<Item> = self
            .items
            .iter()
            .copied()
            .filter(|item| !placed.contains(item))
            .collect();
        if rest.iter().all(|item| !item.required) {
            return true;
        }
        rest.iter().any(|item| {
            let late = placed
                .iter()
                .any(|earlier| (self.order)(item.id, earlier.id));
            let early = rest
                .iter()
                .any(|other| other != item && (self.needs)(other.id, item.id));
            if late || early {
                return false;
            }
            let Some(states) = self.step(item, &states) else {
                return false;
            };
            placed.push(*item);
            let found = self.extend(placed, states);
            placed.pop();
            found
        })
    }

    fn step(&self, item: &Item, states: &[Value]) -> Option<Vec<Value>> {
        let operation = self.history.operation(item.id);
        let object = self.history.keys[operation.key].object;
        let mut states = states.to_vec();
        let state = &mut states[operation.key];
        match (&operation.action, operation.answer()) {
            (Action::Read, Some(answer)) if item.answers => {
                object.reads_as(state, answer).then_some(states)
            }
            (Action::Read, _) => Some(states),
            (action, _) => match object.after(state, action) {
                Some(after) => {
                    *state = after;
                    Some(states)
                }
                None => (!item.answers).then_some(states),
            },
        }
    }
}

fn never(_: OpId, _: OpId) -> bool {
    false
}

pub(super) fn holds(history: &History, model: Model) -> bool {
    let mut processes = 0..history.processes.len();
    let session = |a: OpId, b: OpId| {
        history
            .operation(a)
            .precedes_in_session(history.operation(b))
    };
    let real_time = |a: OpId, b: OpId| history.operation(a).precedes(history.operation(b));
    match model {
        Model::Linearizable => everybody(history, &real_time),
        Model::Sequential => everybody(history, &session),
        Model::Pram => processes.all(|process| pram(history, process, &session)),
        Model::Causal => causal(history, &mut Vec::new()),
        Model::ReadYourWrites => reads(history).all(|read| read_your_writes(history, read)),
        Model::MonotonicReads => processes.all(|process| {
            (0..history.keys.len())
                .all(|key| monotonic(history, &explicable(history, process, key)))
        }),
        Model::MonotonicWrites => processes.all(|process| {
            let pairs = |a: OpId, b: OpId| {
                let updates = [a, b].map(|id| history.operation(id).is_update());
                updates == [true, true] && session(a, b)
            };
            including(history, process, &pairs)
        }),
        Model::WritesFollowReads => processes.all(|process| {
            let pairs = |a: OpId, b: OpId| follows_read_of(history, a, b);
            including(history, process, &pairs)
        }),
    }
}

fn everybody(history: &History, order: Relation) -> bool {
    let items = history.relevant().map(|(id, operation)| Item {
        id,
        required: operation.returned().is_some(),
        answers: true,
    });
    let needs = |a: OpId, b: OpId| a != b && order(a, b);
    Search {
        history,
        items: items.collect(),
        order,
        needs: &needs,
    }
    .exists()
}

/// All updates and a session's reads.
fn view(history: &History, process: usize) -> Vec<Item> {
    let relevant = history
        .relevant()
        .filter(|(_, operation)| operation.is_update() || operation.process == process);
    let items = relevant.map(|(id, operation)| Item {
        id,
        required: operation.returned().is_some(),
        answers: operation.process == process,
    });
    items.collect()
}

fn pram(history: &History, process: usize, session: Relation) -> bool {
    Search {
        history,
        items: view(history, process),
        order: session,
        needs: session,
    }
    .exists()
}

/// Every choice of what the next operation that says what it found has read from.
fn causal(history: &History, from: &mut Vec<(OpId, Option<OpId>)>) -> bool {
    let mut finders = history
        .relevant()
        .filter(|(_, one)| one.says_what_it_found());
    let Some((finder, operation)) = finders.nth(from.len()) else {
        return causal_views(history, from);
    };
    let object = history.keys[operation.key].object;
    let found = match &operation.action {
        Action::CompareAndSet(expected, _) => expected,
        _ => operation.answer().expect("a read"),
    };
    let makes = |action: &Action| match action {
        Action::Write(value) | Action::CompareAndSet(_, value) => object.reads_as(value, found),
        Action::Delete => object.reads_as(&Value::Nothing, found),
        _ => false,
    };
    let makers = history.relevant().filter(|(id, update)| {
        *id != finder && update.key == operation.key && update.is_update() && makes(&update.action)
    });
    let initial = object.reads_as(&history.keys[operation.key].initial, found);
    let choices = makers
        .map(|(id, _)| Some(id))
        .chain(initial.then_some(None));
    let choices: Vec<Option<OpId>> = choices.collect();
    choices.into_iter().any(|choice| {
        from.push((finder, choice));
        let found = causal(history, from);
        from.pop();
        found
    })
}

fn causal_views(history: &History, from: &[(OpId, Option<OpId>)]) -> bool {
    let count = history.operations.len();
    let mut before = vec![vec![false; count]; count];
    for (a, earlier) in history.relevant() {
        for (b, later) in history.relevant() {
            before[a.0][b.0] = earlier.precedes_in_session(later) || from.contains(&(b, Some(a)));
        }
    }
    for middle in 0..count {
        for a in 0..count {
            for b in 0..count {
                before[a][b] |= before[a][middle] && before[middle][b];
            }
        }
    }
    if (0..count).any(|place| before[place][place]) {
        return false;
    }
    let causal = |a: OpId, b: OpId| before[a.0][b.0];
    (0..history.processes.len()).all(|process| {
        let mut items = view(history, process);
        // What somebody read has happened.
        for item in &mut items {
            item.required |= from.iter().any(|(_, source)| *source == Some(item.id));
        }
        Search {
            history,
            items,
            order: &causal,
            needs: &causal,
        }
        .exists()
    })
}

fn reads(history: &History) -> impl Iterator<Item = OpId> + '_ {
    let reads = history.operations().filter(|(_, one)| one.is_observation());
    reads.map(|(id, _)| id)
}

/// A growing copy: any updates in any order, in the order of each session or not.
fn copy(history: &History, reads: &[OpId], order: Relation, needs: Relation) -> bool {
    let updates = history.operations().filter(|(_, one)| one.is_update());
    let updates = updates.map(|(id, _)| Item {
        id,
        required: false,
        answers: false,
    });
    let reads_of_copy = reads.iter().map(|id| Item {
        id: *id,
        required: true,
        answers: true,
    });
    let both = |a: OpId, b: OpId| order(a, b) || needs(a, b);
    let read_order = |a: OpId, b: OpId| {
        let session = history
            .operation(a)
            .precedes_in_session(history.operation(b));
        // Nobody sees what it does only later.
        both(a, b) || (reads.contains(&a) && session)
    };
    Search {
        history,
        items: reads_of_copy.chain(updates).collect(),
        order: &read_order,
        needs,
    }
    .exists()
}

fn write_order(history: &History, a: OpId, b: OpId) -> bool {
    let (earlier, later) = (history.operation(a), history.operation(b));
    earlier.is_update() && later.is_update() && earlier.precedes_in_session(later)
}

fn read_your_writes(history: &History, read: OpId) -> bool {
    let order = |a: OpId, b: OpId| write_order(history, a, b);
    let own = |a: OpId, b: OpId| {
        let (update, of) = (history.operation(a), history.operation(b));
        b == read && update.is_update() && update.key == of.key && update.precedes_in_session(of)
    };
    copy(history, &[read], &order, &own) || !copy(history, &[read], &order, &never)
}

fn explicable(history: &History, process: usize, key: usize) -> Vec<OpId> {
    let order = |a: OpId, b: OpId| write_order(history, a, b);
    let of = |id: &OpId| {
        let operation = history.operation(*id);
        operation.process == process && operation.key == key
    };
    reads(history)
        .filter(of)
        .filter(|read| copy(history, &[*read], &order, &never))
        .collect()
}

fn monotonic(history: &History, reads: &[OpId]) -> bool {
    let order = |a: OpId, b: OpId| write_order(history, a, b);
    copy(history, reads, &order, &never)
}

fn including(history: &History, process: usize, pairs: Relation) -> bool {
    let keys = 0..history.keys.len();
    let of_keys = keys.map(|key| explicable(history, process, key));
    let reads: Vec<OpId> = of_keys
        .filter(|reads| monotonic(history, reads))
        .flatten()
        .collect();
    copy(history, &reads, &never, pairs)
}

/// Whether the author of `b` had certainly read `a` before, which was a write of a register.
fn follows_read_of(history: &History, a: OpId, b: OpId) -> bool {
    let (cause, effect) = (history.operation(a), history.operation(b));
    let makes = |action: &Action, found: &Value| match action {
        Action::Write(value) | Action::CompareAndSet(_, value) => value == found,
        Action::Delete => *found == Value::Nothing,
        _ => false,
    };
    a != b
        && cause.is_update()
        && effect.is_update()
        && reads(history).any(|read| {
            let read = history.operation(read);
            let found = read.answer().expect("a read");
            let others = history.operations().filter(|(_, one)| {
                one.key == read.key && one.is_update() && !read.precedes_in_session(one)
            });
            let makers: Vec<OpId> = others
                .filter(|(_, one)| makes(&one.action, found))
                .map(|(id, _)| id)
                .collect();
            makers == [a]
                && history.keys[read.key].initial != *found
                && read.precedes_in_session(effect)
        })
}
