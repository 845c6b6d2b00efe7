//! Different states, each with a number, and what updates and merges make of them.
//!
//! What an update or a merge makes of numbered states is worked out once. It is compared with the
//! specification by one of the histories in which it happens.

use indexmap::IndexSet;
use replicascope_core::clock::{Actor, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Micros, ReplicaId, Value};
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::REPLICAS;
use super::subject::{Subject, merged};
use super::support::breaches::Breaches;
use super::support::spec::{self, Update};
use super::types::walked_updates;

/// The most updates at each replica.
pub const EACH: usize = 4;

/// A state, by its number.
pub type Held = u32;
/// How many updates of each replica somebody has seen.
pub type Seen = [u8; REPLICAS];
/// Each replica's updates: which of the operations, and what it had seen.
pub type History = [[(u8, Seen); EACH]; REPLICAS];

pub struct States<'a, S> {
    data_type: &'a DataType,
    ops: Vec<Op>,
    all: IndexSet<S, FxBuildHasher>,
    /// One of the histories that lead to each, and how much of it was seen.
    pasts: Vec<(History, Seen)>,
    /// What an update makes of a state, by place and choice; none: it is refused.
    updated: FxHashMap<u64, Option<Held>>,
    merged: FxHashMap<u64, Held>,
    pub breaches: &'a mut Breaches,
}

pub fn join(one: Seen, other: Seen) -> Seen {
    std::array::from_fn(|at| one[at].max(other[at]))
}

fn actor(at: usize) -> Actor {
    ReplicaId::new(at).expect("a replica").into()
}

/// No two writes write the same, so that the value tells which of them won.
fn asked(op: &Op, at: usize, made: usize) -> Op {
    match op {
        Op::Write(_) => Op::Write(Value::Text(format!("{}{made}", actor(at)).into())),
        other => other.clone(),
    }
}

fn clock(choice: usize) -> Micros {
    Micros(choice as u64 / 2)
}

impl<'a, S: Subject> States<'a, S> {
    /// The initial state alone; its number is 0.
    pub fn new(data_type: &'a DataType, initial: &S, breaches: &'a mut Breaches) -> Self {
        let mut states = Self {
            data_type,
            ops: walked_updates(data_type),
            all: IndexSet::default(),
            pasts: Vec::new(),
            updated: FxHashMap::default(),
            merged: FxHashMap::default(),
            breaches,
        };
        states.number(initial.clone(), &History::default(), Seen::default());
        states
    }

    pub fn choices(&self) -> usize {
        self.ops.len()
    }

    /// The updates that are made, as text.
    pub fn choices_told(&self) -> String {
        let told: IndexSet<String> = self.ops.iter().map(Op::to_string).collect();
        Vec::from_iter(told).join(" or ")
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// How many pairs were merged.
    pub fn pairs(&self) -> usize {
        self.merged.len()
    }

    pub fn get(&self, held: Held) -> &S {
        &self.all[held as usize]
    }

    pub fn find(&self, state: &S) -> Option<Held> {
        self.all.get_index_of(state).map(held)
    }

    fn number(&mut self, state: S, history: &History, seen: Seen) -> Held {
        let (number, is_new) = self.all.insert_full(state);
        if is_new {
            self.pasts.push((*history, seen));
            let state = &self.all[number];
            self.breaches
                .same("idempotent", &merged(state, state), state);
        }
        held(number)
    }

    /// What merging makes of two states of one history, of which these updates have been seen.
    pub fn merge(&mut self, one: Held, other: Held, history: &History, seen: Seen) -> Held {
        if one == other {
            return one;
        }
        let (low, high) = (one.min(other), one.max(other));
        let pair = u64::from(low) << 32 | u64::from(high);
        if let Some(known) = self.merged.get(&pair) {
            return *known;
        }
        let (low, high) = (self.get(low), self.get(high));
        let result = merged(low, high);
        let again = merged(high, low);
        self.same("commutative", (&result, &again), history, seen);
        self.specified(&result, history, seen);
        let result = self.number(result, history, seen);
        self.merged.insert(pair, result);
        result
    }

    /// What one more update makes of a state of which these updates have been seen, with the history
    /// that it is then of; none: it is refused.
    pub fn update(
        &mut self,
        before: Held,
        (history, seen): (&History, Seen),
        at: usize,
        choice: usize,
    ) -> Option<(Held, History)> {
        let made = usize::from(seen[at]);
        let mut longer = *history;
        longer[at][made] = (u8::try_from(choice).expect("few"), seen);
        let question = (u64::from(before) * REPLICAS as u64 + at as u64) << 8 | choice as u64;
        let after = match self.updated.get(&question) {
            Some(known) => *known,
            None => {
                let result = self.updated_anew(before, (&longer, seen), at, choice);
                self.updated.insert(question, result);
                result
            }
        };
        Some((after?, longer))
    }

    /// Makes every update everywhere by somebody who has seen all that is in a state, and of what comes
    /// of that again.
    pub fn update_all(&mut self) {
        let mut before = 0;
        while before < self.count() {
            let (history, seen) = self.pasts[before];
            for at in (0..REPLICAS).filter(|at| usize::from(seen[*at]) < EACH) {
                for choice in 0..self.choices() {
                    self.update(held(before), (&history, seen), at, choice);
                }
            }
            before += 1;
        }
    }

    fn updated_anew(
        &mut self,
        before: Held,
        (history, seen): (&History, Seen),
        at: usize,
        choice: usize,
    ) -> Option<Held> {
        let op = asked(&self.ops[choice], at, usize::from(seen[at]));
        let old = self.get(before).clone();
        let updates = updates(self.data_type, &self.ops, history, seen);
        let refuses = spec::refuses(self.data_type, &op, actor(at), updates.iter());
        let refused = old.refuses(&op, actor(at)).unwrap_or(refuses);
        self.breaches.same("refusing", &refused, &refuses);
        if refuses {
            return None;
        }
        let mut new = old.clone();
        new.update(&op, actor(at), clock(choice));
        let mut seen = seen;
        seen[at] += 1;
        self.same("inflating", (&merged(&old, &new), &new), history, seen);
        self.specified(&new, history, seen);
        Some(self.number(new, history, seen))
    }

    /// A law on two states that came of the same updates.
    pub fn same(
        &mut self,
        law: &'static str,
        (one, other): (&S, &S),
        history: &History,
        seen: Seen,
    ) {
        let updates = || told(&updates(self.data_type, &self.ops, history, seen));
        self.breaches.same_after(law, one, other, updates);
    }

    fn specified(&mut self, state: &S, history: &History, seen: Seen) {
        let updates = updates(self.data_type, &self.ops, history, seen);
        let value = spec::value(self.data_type, updates.iter());
        let updates = || told(&updates);
        self.breaches
            .same_after("specified", &state.read(), &value, updates);
    }
}

/// The updates of a history that have been seen, in an order in which each comes after what its
/// author had seen.
fn updates(data_type: &DataType, ops: &[Op], history: &History, seen: Seen) -> Vec<Update> {
    let mut all: Vec<Update> = Vec::new();
    let mut done: Seen = [0; REPLICAS];
    while done != seen {
        let next = (0..REPLICAS).find(|at| {
            let ready = |known: Seen| (0..REPLICAS).all(|of| known[of] <= done[of]);
            done[*at] < seen[*at] && ready(history[*at][usize::from(done[*at])].1)
        });
        let at = next.expect("causes come first");
        let made = usize::from(done[at]);
        let (choice, known) = history[at][made];
        let known = all.iter().filter(|update| {
            let of = update.dot.actor.replica.index();
            update.dot.counter <= u32::from(known[of])
        });
        let op = asked(&ops[usize::from(choice)], at, made);
        let counter = u32::from(done[at]) + 1;
        let (actor, clock) = (actor(at), clock(choice.into()));
        let dot = Dot { actor, counter };
        let update = Update::new(data_type, dot, &op, clock, false, known);
        all.push(update);
        done[at] += 1;
    }
    all
}

/// These updates, a line each.
fn told(updates: &[Update]) -> String {
    let line = |update: &Update| {
        let seen: Vec<String> = update.known.iter().map(Dot::to_string).collect();
        let (dot, seen) = (update.dot, seen.join(", "));
        format!(
            "    after {dot}: {}, having seen {{{seen}}}\n",
            update.asked
        )
    };
    updates.iter().map(line).collect()
}

/// Of the first so many states.
pub fn numbers(count: usize) -> impl Iterator<Item = Held> {
    (0..count).map(held)
}

fn held(number: usize) -> Held {
    Held::try_from(number).expect("fewer states")
}
