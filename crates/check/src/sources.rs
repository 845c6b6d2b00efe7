//! What an operation can have read from.

use crate::history::{History, OpId, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

/// The most explanations that are looked at for one operation.
const MOST: usize = 64;

/// Which updates may have happened at any moment.
type Free<'a> = &'a dyn Fn(OpId) -> bool;

/// The sets of updates that an operation can have read from. Each alone explains what it found,
/// as far as it goes: the updates that must have been there.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Explanations {
    /// The sets.
    pub(crate) sets: Vec<Vec<OpId>>,
    /// Whether there may be more.
    pub(crate) more: bool,
}

/// What an operation can have read from; none where it says nothing about the state. Of its own
/// session it can have read from what it does not precede, or what is free.
pub(crate) fn explanations(history: &History, id: OpId, free: Free) -> Option<Explanations> {
    let operation = history.operation(id);
    let key = &history.keys[operation.key];
    let found = match (&operation.action, operation.returned()) {
        (Action::CompareAndSet(from, _), Some(_)) => from,
        _ => operation.answer().filter(|_| operation.is_observation())?,
    };
    let updates = history.operations().filter(|(other, update)| {
        let later = operation.precedes_in_session(update) && !free(*other);
        update.key == operation.key && update.is_update() && *other != id && !later
    });
    let updates: Vec<(OpId, &Operation)> = updates.collect();
    let mut found_in = Finder {
        updates: &updates,
        sets: Vec::new(),
        more: false,
        steps: 0,
    };
    match key.object {
        Object::Register => found_in.register(key.object, &key.initial, found),
        Object::Counter => found_in.counter(&key.initial, found),
        Object::Set => found_in.set(&key.initial, found),
        Object::List => found_in.list(&key.initial, found),
    }
    Some(Explanations {
        sets: found_in.sets,
        more: found_in.more,
    })
}

/// The one set of updates that an operation must have read from, where it is certain.
pub(crate) fn certain(history: &History, id: OpId) -> Vec<OpId> {
    match explanations(history, id, &|_| false) {
        Some(Explanations { sets, more: false }) if sets.len() == 1 => sets[0].clone(),
        _ => Vec::new(),
    }
}

struct Finder<'a> {
    updates: &'a [(OpId, &'a Operation)],
    sets: Vec<Vec<OpId>>,
    more: bool,
    steps: usize,
}

impl Finder<'_> {
    /// One more set; false when there are enough.
    fn add(&mut self, mut set: Vec<OpId>) -> bool {
        set.sort_unstable();
        if !self.sets.contains(&set) {
            if self.sets.len() == MOST {
                self.more = true;
                return false;
            }
            self.sets.push(set);
        }
        true
    }

    /// Takes a step of a search, which looks at all updates; false when it has gone on long enough.
    fn step(&mut self) -> bool {
        self.steps += 1;
        let updates = self.updates.len().max(MOST);
        self.more |= self.steps * updates > MOST * MOST * MOST;
        !self.more
    }

    fn makers(&self, makes: impl Fn(&Action) -> bool) -> Vec<OpId> {
        let makers = self.updates.iter();
        let makers = makers.filter(|(_, operation)| makes(&operation.action));
        makers.map(|(id, _)| *id).collect()
    }

    fn register(&mut self, object: Object, initial: &Value, found: &Value) {
        if self
            .makers(|action| matches!(action, Action::Append(_)))
            .is_empty()
        {
            let makers = self.makers(|action| match action {
                Action::Write(value) | Action::CompareAndSet(_, value) => {
                    object.reads_as(value, found)
                }
                Action::Delete => object.reads_as(&Value::Nothing, found),
                _ => false,
            });
            // The latest first: most reads return something recent.
            for maker in makers.into_iter().rev() {
                if !self.add(vec![maker]) {
                    return;
                }
            }
            if object.reads_as(initial, found) {
                self.add(Vec::new());
            }
            return;
        }
        let text = text_or_empty(found);
        self.pieces(&text, &text_or_empty(initial), &mut Vec::new());
        for (id, operation) in self.updates {
            let begins = match &operation.action {
                Action::Write(value) => text_or_empty(value),
                Action::CompareAndSet(_, value) => text_or_empty(value),
                Action::Delete => String::new(),
                _ => continue,
            };
            self.pieces(&text, &begins, &mut vec![*id]);
        }
    }

    /// All ways to make up a text of appended pieces after its beginning.
    fn pieces(&mut self, text: &str, begins: &str, used: &mut Vec<OpId>) {
        let Some(rest) = text.strip_prefix(begins) else {
            return;
        };
        if !self.step() {
            return;
        }
        if rest.is_empty() {
            self.add(used.clone());
            return;
        }
        for (id, operation) in self.updates {
            if let Action::Append(value) = &operation.action {
                let piece = text_or_empty(value);
                if !piece.is_empty() && !used.contains(id) {
                    used.push(*id);
                    self.pieces(rest, &piece, used);
                    used.pop();
                }
            }
        }
    }

    fn counter(&mut self, initial: &Value, found: &Value) {
        let (Value::Integer(initial), Value::Integer(found)) = (initial, found) else {
            return;
        };
        let amounts = self
            .updates
            .iter()
            .map(|(id, operation)| match operation.action {
                Action::Add(by) => (*id, by),
                _ => (*id, 0),
            });
        let amounts: Vec<(OpId, i64)> = amounts.collect();
        self.sums(&amounts, found.saturating_sub(*initial), &mut Vec::new());
    }

    /// All choices of amounts with this sum.
    fn sums(&mut self, amounts: &[(OpId, i64)], sum: i64, used: &mut Vec<OpId>) {
        if !self.step() {
            return;
        }
        let Some(((id, by), rest)) = amounts.split_first() else {
            if sum == 0 {
                self.add(used.clone());
            }
            return;
        };
        let (least, most) = amounts
            .iter()
            .fold((0_i64, 0_i64), |(least, most), (_, by)| {
                (
                    least.saturating_add((*by).min(0)),
                    most.saturating_add((*by).max(0)),
                )
            });
        if sum < least || sum > most {
            return;
        }
        used.push(*id);
        self.sums(rest, sum.saturating_sub(*by), used);
        used.pop();
        self.sums(rest, sum, used);
    }

    fn set(&mut self, initial: &Value, found: &Value) {
        let (before, now) = (initial.elements(), found.elements());
        let put = now.iter().filter(|one| !before.contains(one));
        let put = put.map(|one| self.makers(|action| *action == Action::Insert(one.clone())));
        let taken = before.iter().filter(|one| !now.contains(one));
        let taken = taken.map(|one| self.makers(|action| *action == Action::Remove(one.clone())));
        let choices: Vec<Vec<OpId>> = put.chain(taken).collect();
        self.choices(&choices, &mut Vec::new());
    }

    fn list(&mut self, initial: &Value, found: &Value) {
        let Some(grown) = found.elements().strip_prefix(initial.elements()) else {
            return;
        };
        let choices = grown.iter();
        let choices =
            choices.map(|one| self.makers(|action| *action == Action::Append(one.clone())));
        let choices: Vec<Vec<OpId>> = choices.collect();
        self.choices(&choices, &mut Vec::new());
    }

    /// One of each, none twice.
    fn choices(&mut self, choices: &[Vec<OpId>], used: &mut Vec<OpId>) {
        if !self.step() {
            return;
        }
        let Some((first, rest)) = choices.split_first() else {
            self.add(used.clone());
            return;
        };
        for id in first {
            if !used.contains(id) {
                used.push(*id);
                self.choices(rest, used);
                used.pop();
            }
        }
    }
}

fn text_or_empty(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        value => value.to_string(),
    }
}
