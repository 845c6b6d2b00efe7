//! Every state that three replicas reach in up to four updates each, as far as memory and time
//! allow; what was covered is printed.
//!
//! States are told apart, not the ways to them: each different state has a number, and what merging
//! makes of two numbered states is looked up. That leaves two walks:
//!
//! - Where an update does the same whatever its author had seen, a state is a function of its past:
//!   so many of each replica's updates. All pasts of up to four updates each are made, and the states
//!   of any two pasts of one history are merged. If that always is the state of the united past, the
//!   laws hold for all triples, since uniting keeps them.
//! - Otherwise clusters are visited, told apart by the states of their replicas, and the laws are
//!   checked on what their three replicas hold. Each replica makes up to four updates; how many all
//!   of them make together, is printed.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::*;

/// The most updates at each replica.
const EACH: usize = 4;
/// About so many clusters of one type are visited, and so many pairs of pasts merged.
const CLUSTERS: usize = 60_000;
const PAIRS: usize = 2_000_000;

/// Different states, by their numbers.
struct States<S> {
    all: Vec<S>,
    numbers: HashMap<String, usize>,
    merged: HashMap<(usize, usize), usize>,
}

impl<S: Subject> States<S> {
    fn new(initial: &S) -> Self {
        let mut states = Self {
            all: Vec::new(),
            numbers: HashMap::new(),
            merged: HashMap::new(),
        };
        states.number(initial.clone());
        states
    }

    fn number(&mut self, state: S) -> usize {
        let next = self.all.len();
        let number = *self.numbers.entry(format!("{state:?}")).or_insert(next);
        if number == next {
            self.all.push(state);
        }
        number
    }

    fn merge(&mut self, one: usize, other: usize) -> usize {
        if let Some(known) = self.merged.get(&(one, other)) {
            return *known;
        }
        let result = merged(&self.all[one], &self.all[other]);
        let result = self.number(result);
        self.merged.insert((one, other), result);
        result
    }
}

/// What each replica holds and has seen, by one of the ways that lead to it.
#[derive(Clone)]
struct Way {
    holds: [usize; REPLICAS],
    made: [usize; REPLICAS],
    seen: [Rc<BTreeMap<Dot, Arc<Update>>>; REPLICAS],
}

/// What was covered.
struct Covered {
    /// The most updates in all.
    most: usize,
    clusters: usize,
    states: usize,
    triples: usize,
}

struct Walk<'a, S> {
    data_type: &'a DataType,
    ops: Vec<Op>,
    states: States<S>,
    met: HashSet<([usize; REPLICAS], [usize; REPLICAS])>,
    specified: HashSet<usize>,
    triples: HashSet<[usize; REPLICAS]>,
    breaches: &'a mut Breaches,
}

impl<S: Subject> Walk<'_, S> {
    /// All clusters that merging reaches from these, without any update.
    fn spread(&mut self, mut ahead: Vec<Way>) -> Vec<Way> {
        let mut all = Vec::new();
        while let Some(way) = ahead.pop() {
            if !self.met.insert((way.holds, way.made)) {
                continue;
            }
            self.check(&way);
            for at in 0..REPLICAS {
                for from in (0..REPLICAS).filter(|from| *from != at) {
                    let result = self.states.merge(way.holds[at], way.holds[from]);
                    let mut next = way.clone();
                    next.holds[at] = result;
                    if !self.met.contains(&(next.holds, next.made)) {
                        let theirs = Rc::clone(&way.seen[from]);
                        Rc::make_mut(&mut next.seen[at])
                            .extend(theirs.iter().map(|(dot, one)| (*dot, Arc::clone(one))));
                        ahead.push(next);
                    }
                }
            }
            all.push(way);
        }
        all
    }

    fn check(&mut self, way: &Way) {
        for (number, seen) in way.holds.iter().zip(&way.seen) {
            if self.specified.insert(*number) {
                let value = spec::value(self.data_type, seen.values().map(|one| &**one));
                let read = self.states.all[*number].read();
                self.breaches.same("specified", &read, &value);
            }
        }
        let mut triple = way.holds;
        triple.sort_unstable();
        if !self.triples.insert(triple) {
            return;
        }
        let [a, b, c] = triple;
        for (a, b, c) in [(a, b, c), (b, c, a), (c, a, b)] {
            let (ab, bc) = (self.states.merge(a, b), self.states.merge(b, c));
            let (left, right) = (self.states.merge(ab, c), self.states.merge(a, bc));
            let ba = self.states.merge(b, a);
            let aa = self.states.merge(a, a);
            let states = &self.states.all;
            self.breaches
                .same("associative", &states[left], &states[right]);
            self.breaches.same("commutative", &states[ab], &states[ba]);
            self.breaches.same("idempotent", &states[aa], &states[a]);
        }
    }

    /// What comes of one more update anywhere.
    fn updated(&mut self, way: &Way) -> Vec<Way> {
        let mut all = Vec::new();
        for at in (0..REPLICAS).filter(|at| way.made[*at] < EACH) {
            let actor = Actor::from(ReplicaId::new(at).expect("a replica"));
            for (choice, op) in self.ops.iter().enumerate() {
                let op = match op {
                    Op::Write(_) => {
                        Op::Write(Value::Text(format!("{actor}{}", way.made[at]).into()))
                    }
                    other => other.clone(),
                };
                let clock = Micros(choice as u64 / 2);
                let seen = way.seen[at].values().map(|one| &**one);
                let refuses = spec::refuses(self.data_type, &op, actor, seen.clone());
                let old = way.holds[at];
                let mut state = self.states.all[old].clone();
                let refused = state.refuses(&op, actor).unwrap_or(refuses);
                self.breaches.same("refusing", &refused, &refuses);
                if refuses {
                    continue;
                }
                let dot = state.update(&op, actor, clock);
                let update = Update::new(self.data_type, dot, &op, clock, false, seen);
                let new = self.states.number(state);
                let both = self.states.merge(old, new);
                self.breaches
                    .same("inflating", &self.states.all[both], &self.states.all[new]);
                let mut next = way.clone();
                next.holds[at] = new;
                next.made[at] += 1;
                Rc::make_mut(&mut next.seen[at]).insert(dot, Arc::new(update));
                all.push(next);
            }
        }
        all
    }
}

/// Visits clusters, one update more at a time, until there would be too many.
fn visit<S: Subject>(data_type: &DataType, initial: &S, breaches: &mut Breaches) -> Covered {
    let mut walk = Walk {
        data_type,
        ops: few_updates(data_type),
        states: States::new(initial),
        met: HashSet::new(),
        specified: HashSet::new(),
        triples: HashSet::new(),
        breaches,
    };
    let first = Way {
        holds: [0; REPLICAS],
        made: [0; REPLICAS],
        seen: [const { BTreeMap::new() }; REPLICAS].map(Rc::new),
    };
    let mut level = walk.spread(vec![first]);
    let mut most = 0;
    loop {
        let before = walk.met.len();
        let mut next = Vec::new();
        for way in &level {
            next.extend(walk.updated(way));
        }
        if next.is_empty() {
            break;
        }
        level = walk.spread(next);
        most += 1;
        // The next level is to this one as this one is to all before.
        let growth = walk.met.len().div_ceil(before);
        if walk.met.len() * growth > CLUSTERS {
            break;
        }
    }
    Covered {
        most,
        clusters: walk.met.len(),
        states: walk.specified.len(),
        triples: walk.triples.len(),
    }
}

#[test]
fn clusters_that_make_up_to_four_updates_each_keep_the_laws() {
    for data_type in data_types()
        .iter()
        .filter(|one| !is_a_function_of_its_past(one))
    {
        let (mut breaches, began) = (Breaches::default(), std::time::Instant::now());
        let covered = visit(data_type, &initial(data_type), &mut breaches);
        println!(
            "{data_type:?}: up to {EACH} updates at each of {REPLICAS} replicas and {} in all, any merges: \
             {} clusters, {} different states, the laws on all {} triples of states held at once, {:?}",
            covered.most,
            covered.clusters,
            covered.states,
            covered.triples,
            began.elapsed(),
        );
        assert!(breaches.0.is_empty(), "{data_type:?}: {breaches:#?}");
        assert!(covered.most >= 3, "{data_type:?}");
    }
}

/// Whether an update does the same whatever its author had seen, and is never refused.
fn is_a_function_of_its_past(data_type: &DataType) -> bool {
    let refuses = matches!(
        data_type,
        DataType::TwoPhaseSet(_) | DataType::BoundedCounter(_) | DataType::FwwRegister(_)
    );
    !refuses && !depends_on_knowledge(data_type)
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
    ops: &[Op],
    initial: &S,
    owns: &[Own<S>; REPLICAS],
    breaches: &mut Breaches,
) -> HashMap<[usize; REPLICAS], S> {
    let mut all = HashMap::from([([0; REPLICAS], initial.clone())]);
    let mut ahead = VecDeque::from([[0; REPLICAS]]);
    while let Some(past) = ahead.pop_front() {
        for at in 0..REPLICAS {
            let actor = Actor::from(ReplicaId::new(at).expect("a replica"));
            let made = owns[at].states[past[at]].0;
            for (_, choice, to) in owns[at].steps.iter().filter(|(from, ..)| *from == past[at]) {
                let (op, clock) = next_op(ops, *choice, actor, made);
                let mut state = all[&past].clone();
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

/// What was covered, and how many pairs there are.
struct Merged {
    pasts: usize,
    pairs: usize,
    tried: usize,
}

/// Merges any two pasts of one history; of too many, equally spaced ones.
fn merge_pasts<S: Subject>(data_type: &DataType, initial: &S, breaches: &mut Breaches) -> Merged {
    let ops = few_updates(data_type);
    let actor = |at| Actor::from(ReplicaId::new(at).expect("a replica"));
    let owns = [0, 1, 2].map(|at| Own::of(&ops, initial, actor(at)));
    let all = pasts(&ops, initial, &owns, breaches);
    for (past, state) in &all {
        let value = spec_of(data_type, &ops, &owns, past);
        breaches.same("specified", &state.read(), &value);
    }
    let [a, b, c] = owns
        .each_ref()
        .map(|own| own.later.iter().collect::<Vec<_>>());
    let pairs = a.len() * b.len() * c.len();
    // No divisor of the numbers of pairs at one replica is skipped with it.
    let stride = (pairs / PAIRS + 1) | 1;
    let mut tried = 0;
    for pair in (0..pairs).step_by(stride) {
        let at = [
            a[pair % a.len()],
            b[pair / a.len() % b.len()],
            c[pair / a.len() / b.len()],
        ];
        let (one, other) = (at.map(|pair| pair.0.0), at.map(|pair| pair.0.1));
        let union = at.map(|pair| *pair.1);
        breaches.same("united", &merged(&all[&one], &all[&other]), &all[&union]);
        tried += 1;
    }
    Merged {
        pasts: all.len(),
        pairs,
        tried,
    }
}

/// What the specification says of a past.
fn spec_of<S: Subject>(
    data_type: &DataType,
    ops: &[Op],
    owns: &[Own<S>; REPLICAS],
    past: &[usize; REPLICAS],
) -> Answer {
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
    spec::value(data_type, updates.iter())
}

#[test]
fn any_two_pasts_of_up_to_four_updates_each_merge_into_their_union() {
    for data_type in data_types()
        .iter()
        .filter(|one| is_a_function_of_its_past(one))
    {
        let (mut breaches, began) = (Breaches::default(), std::time::Instant::now());
        let merged = merge_pasts(data_type, &initial(data_type), &mut breaches);
        let part = if merged.tried == merged.pairs {
            "all"
        } else {
            "equally spaced"
        };
        println!(
            "{data_type:?}: up to {EACH} updates at each of {REPLICAS} replicas, all {} pasts with different \
             states, {} of the {} pairs of one history merged ({part}), {:?}",
            merged.pasts,
            merged.tried,
            merged.pairs,
            began.elapsed(),
        );
        assert!(breaches.0.is_empty(), "{data_type:?}: {breaches:#?}");
        assert!(merged.pasts >= 125, "{data_type:?}");
    }
}
