//! Every cluster of three replicas that make up to four updates each, as far as memory and time
//! allow; what was covered is printed.
//!
//! States are told apart, not the ways to them: each different state has a number, and what merging
//! makes of two numbered states is looked up. A cluster is what its three replicas hold, and how many
//! updates each has made; the laws are checked on that. How many updates all of them make together is
//! what limits the walk.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::pasts::is_a_function_of_its_past;
use super::*;

/// The most updates at each replica.
const EACH: usize = 4;
/// About so many clusters of one type are visited.
const CLUSTERS: usize = 60_000;

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
pub struct Covered {
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
pub fn visit<S: Subject>(
    data_type: &DataType,
    initial: &S,
    clusters: usize,
    breaches: &mut Breaches,
) -> Covered {
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
        if walk.met.len() * growth > clusters {
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
        let covered = visit(data_type, &initial(data_type), CLUSTERS, &mut breaches);
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
