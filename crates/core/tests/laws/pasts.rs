//! Every past of up to four updates at each of three replicas, where an update does the same whatever
//! its author had seen; what was covered is printed.
//!
//! A state then is a function of its past: so many of each replica's updates. All such pasts are made,
//! and the states of two pasts of one history merged. If that always is the state of the united past,
//! the laws hold for all triples, since uniting keeps them.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use replicascope_core::clock::{Actor, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Micros, ReplicaId, Value};
use rustc_hash::FxHashMap;

use super::REPLICAS;
use super::subject::{Subject, merged};
use super::support::breaches::Breaches;
use super::support::spec::{self, Update};
use super::types::{data_types, depends_on_knowledge, few_updates, initial};

/// The most updates at each replica.
const EACH: usize = 4;
/// About so many pairs of pasts are merged of a type with unusual settings.
const SOME_PAIRS: usize = 500_000;
/// Whether an update does the same whatever its author had seen, and whoever has seen more is not
/// refused more: a bounded counter observes only which lives there are, of which here is one.
pub fn is_a_function_of_its_past(data_type: &DataType) -> bool {
    let refuses_later = matches!(
        data_type,
        DataType::TwoPhaseSet(_) | DataType::FwwRegister(_)
    );
    let is_bounded = matches!(data_type, DataType::BoundedCounter(_));
    is_bounded || !refuses_later && !depends_on_knowledge(data_type)
}

/// What one replica's own updates can come to.
struct Own<S> {
    /// How many updates, and what they alone make.
    states: Vec<(usize, S)>,
    /// Updates: from which place, which of the operations, to which place.
    steps: Vec<(usize, usize, usize)>,
    /// The later one of each two of one history.
    later: BTreeMap<(usize, usize), usize>,
}

/// The operation that a replica makes next, and when.
fn next_op(ops: &[Op], choice: usize, actor: Actor, made: usize) -> (Op, Micros) {
    let op = match &ops[choice] {
        Op::Write(_) => Op::Write(Value::Text(format!("{actor}{made}").into())),
        other => other.clone(),
    };
    (op, Micros(choice as u64 / 2))
}

impl<S: Subject> Own<S> {
    fn of(ops: &[Op], initial: &S, actor: Actor) -> Self {
        let mut own = Self {
            states: vec![(0, initial.clone())],
            steps: Vec::new(),
            later: BTreeMap::new(),
        };
        let mut from = 0;
        while from < own.states.len() {
            let (made, state) = own.states[from].clone();
            for choice in (0..ops.len()).filter(|_| made < EACH) {
                let (op, clock) = next_op(ops, choice, actor, made);
                let mut state = state.clone();
                state.update(&op, actor, clock);
                let known = own.states.iter().position(|one| one.1 == state);
                let to = known.unwrap_or(own.states.len());
                if known.is_none() {
                    own.states.push((made + 1, state));
                }
                own.steps.push((from, choice, to));
            }
            from += 1;
        }
        for place in 0..own.states.len() {
            let mut after = vec![place];
            while let Some(one) = after.pop() {
                if own.later.insert((place, one), one).is_none() {
                    own.later.insert((one, place), one);
                    let next = own.steps.iter().filter(|(from, ..)| *from == one);
                    after.extend(next.map(|(.., to)| *to));
                }
            }
        }
        own
    }
}

/// All pasts of up to four updates each, by their places, with the states that they make.
fn pasts<S: Subject>(
    data_type: &DataType,
    ops: &[Op],
    initial: &S,
    owns: &[Own<S>; REPLICAS],
    breaches: &mut Breaches,
) -> FxHashMap<[usize; REPLICAS], S> {
    let mut all = FxHashMap::from_iter([([0; REPLICAS], initial.clone())]);
    let mut ahead = VecDeque::from([[0; REPLICAS]]);
    while let Some(past) = ahead.pop_front() {
        for at in 0..REPLICAS {
            let actor = Actor::from(ReplicaId::new(at).expect("a replica"));
            let made = owns[at].states[past[at]].0;
            for (_, choice, to) in owns[at].steps.iter().filter(|(from, ..)| *from == past[at]) {
                let (op, clock) = next_op(ops, *choice, actor, made);
                let mut state = all[&past].clone();
                let seen = updates_of(data_type, ops, owns, &past);
                let refuses = spec::refuses(data_type, &op, actor, seen.iter());
                let refused = state.refuses(&op, actor).unwrap_or(refuses);
                breaches.same("refusing", &refused, &refuses);
                if refuses {
                    continue;
                }
                state.update(&op, actor, clock);
                let both = merged(&all[&past], &state);
                breaches.same("inflating", &both, &state);
                let mut next = past;
                next[at] = *to;
                match all.get(&next) {
                    // In whatever order updates are made, they make one state.
                    Some(known) => breaches.same("convergent", known, &state),
                    None => {
                        all.insert(next, state);
                        ahead.push_back(next);
                    }
                }
            }
        }
    }
    all
}

/// What was covered.
pub struct Merged {
    pasts: usize,
    /// How many pairs of pasts.
    pairs: usize,
    /// Whether these are all of one history.
    all: bool,
}

/// Merges any two pasts of one history; of too many, equally spaced ones.
pub fn merge_pasts<S: Subject>(
    data_type: &DataType,
    initial: &S,
    most: usize,
    breaches: &mut Breaches,
) -> Merged {
    let ops = few_updates(data_type);
    let actor = |at| Actor::from(ReplicaId::new(at).expect("a replica"));
    let owns = [0, 1, 2].map(|at| Own::of(&ops, initial, actor(at)));
    let all = pasts(data_type, &ops, initial, &owns, breaches);
    for (past, state) in &all {
        let seen = updates_of(data_type, &ops, &owns, past);
        let value = spec::value(data_type, seen.iter());
        breaches.same("specified", &state.read(), &value);
    }
    let mut covered = Merged {
        pasts: all.len(),
        pairs: 0,
        all: true,
    };
    let [a, b, c] = owns
        .each_ref()
        .map(|own| own.later.iter().collect::<Vec<_>>());
    let number = a.len() * b.len() * c.len();
    // No divisor of the numbers of pairs at one replica is skipped with it.
    let stride = (number / most + 1) | 1;
    for pair in (0..number).step_by(stride) {
        let at = [
            a[pair % a.len()],
            b[pair / a.len() % b.len()],
            c[pair / a.len() / b.len()],
        ];
        // Not every past is reached where updates are refused.
        let (one, other) = (at.map(|pair| pair.0.0), at.map(|pair| pair.0.1));
        if let (Some(one), Some(other)) = (all.get(&one), all.get(&other)) {
            let union = &all[&at.map(|pair| *pair.1)];
            breaches.same("united", &merged(one, other), union);
            covered.pairs += 1;
        }
    }
    covered.all = stride == 1;
    covered
}

/// The updates of a past, in one of their orders.
fn updates_of<S: Subject>(
    data_type: &DataType,
    ops: &[Op],
    owns: &[Own<S>; REPLICAS],
    past: &[usize; REPLICAS],
) -> Vec<Update> {
    let mut updates: Vec<Update> = Vec::new();
    for (at, own) in owns.iter().enumerate() {
        let actor = Actor::from(ReplicaId::new(at).expect("a replica"));
        let mut choices = Vec::new();
        let mut place = past[at];
        while let Some((from, choice, _)) = own.steps.iter().find(|(.., to)| *to == place) {
            choices.push(*choice);
            place = *from;
        }
        for (made, choice) in choices.into_iter().rev().enumerate() {
            let (op, clock) = next_op(ops, choice, actor, made);
            let counter = u32::try_from(made).expect("small") + 1;
            let dot = Dot { actor, counter };
            let update = Update::new(data_type, dot, &op, clock, false, updates.iter());
            updates.push(update);
        }
    }
    updates
}

#[test]
fn any_two_pasts_of_up_to_four_updates_each_merge_into_their_union() {
    let usual = DataType::all();
    for data_type in data_types()
        .iter()
        .filter(|one| is_a_function_of_its_past(one))
    {
        let (mut breaches, began) = (Breaches::default(), Instant::now());
        let most = if usual.contains(data_type) {
            usize::MAX
        } else {
            SOME_PAIRS
        };
        let covered = merge_pasts(data_type, &initial(data_type), most, &mut breaches);
        println!(
            "{data_type:?}: up to {EACH} updates at each of {REPLICAS} replicas, all {} pasts with different \
             states, {} {} pairs of one history merged, {:?}",
            covered.pasts,
            if covered.all { "all" } else { "equally spaced" },
            covered.pairs,
            began.elapsed(),
        );
        breaches.none(format_args!("{data_type:?}"));
        assert!(covered.pasts >= 125, "{data_type:?}");
    }
}
