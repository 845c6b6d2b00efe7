//! Clusters of three replicas that make up to four updates each, with any merges between them; what
//! was covered is printed.
//!
//! States are told apart, not the ways to them: each different state has a number, and what an update
//! or a merge makes of numbered states is worked out once. A cluster is what its three replicas hold.
//! It comes with one of the histories that lead to it, by which each new result is compared with the
//! specification. Messages that arrive late need no clusters of their own: what a replica held before
//! is included in whatever includes a later update of it, and otherwise the later update may wait.

use std::time::Instant;

use indexmap::IndexSet;
use replicascope_core::clock::{Actor, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Micros, ReplicaId, Value};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::REPLICAS;
use super::pasts::is_a_function_of_its_past;
use super::subject::{Breaches, Subject, merged};
use super::support::spec::{self, Update};
use super::types::{data_types, few_updates, initial};

/// The most updates at each replica.
const EACH: usize = 4;

/// A state, by its number.
type Held = u32;
/// How many updates of each replica somebody has seen.
type Seen = [u8; REPLICAS];

/// What each replica holds and has seen, by one of the histories that lead to it.
#[derive(Clone, Copy)]
struct Cluster {
    holds: [Held; REPLICAS],
    seen: [Seen; REPLICAS],
    /// Each replica's updates: which of the operations, and what it had seen.
    made: [[(u8, Seen); EACH]; REPLICAS],
}

impl Cluster {
    fn key(&self) -> u64 {
        let [a, b, c] = self.holds.map(u64::from);
        a | b << 21 | c << 42
    }

    fn made_by(&self, at: usize) -> usize {
        usize::from(self.seen[at][at])
    }
}

fn join(one: Seen, other: Seen) -> Seen {
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

/// What was covered.
pub struct Covered {
    /// Up to so many updates of all together, every cluster.
    all_up_to: usize,
    /// Up to so many, some.
    up_to: usize,
    clusters: usize,
    states: usize,
    /// Pairs of states that were merged.
    pairs: usize,
}

struct Walk<'a, S> {
    data_type: &'a DataType,
    ops: Vec<Op>,
    states: IndexSet<S, FxBuildHasher>,
    /// What an update makes of a state, by place and choice; none: it is refused.
    updated: FxHashMap<u64, Option<Held>>,
    merged: FxHashMap<u64, Held>,
    breaches: &'a mut Breaches,
}

impl<S: Subject> Walk<'_, S> {
    fn number(&mut self, state: S) -> Held {
        let (number, is_new) = self.states.insert_full(state);
        if is_new {
            let state = &self.states[number];
            self.breaches
                .same("idempotent", &merged(state, state), state);
        }
        Held::try_from(number).expect("fewer states")
    }

    fn state(&self, held: Held) -> &S {
        &self.states[held as usize]
    }

    /// What merging makes of two states of which these updates have been seen.
    fn merge(&mut self, one: Held, other: Held, cluster: &Cluster, seen: Seen) -> Held {
        if one == other {
            return one;
        }
        let (low, high) = (one.min(other), one.max(other));
        let pair = u64::from(low) << 32 | u64::from(high);
        if let Some(known) = self.merged.get(&pair) {
            return *known;
        }
        let (low, high) = (self.state(low), self.state(high));
        let result = merged(low, high);
        let again = merged(high, low);
        self.breaches.same("commutative", &result, &again);
        self.specified(&result, cluster, seen);
        let result = self.number(result);
        self.merged.insert(pair, result);
        result
    }

    fn specified(&mut self, state: &S, cluster: &Cluster, seen: Seen) {
        let updates = self.updates(cluster, seen);
        let value = spec::value(self.data_type, updates.iter());
        self.breaches.same("specified", &state.read(), &value);
    }

    /// The updates of a history that have been seen, in an order in which each comes after what its
    /// author had seen.
    fn updates(&self, cluster: &Cluster, seen: Seen) -> Vec<Update> {
        let mut all: Vec<Update> = Vec::new();
        let mut done: Seen = [0; REPLICAS];
        while done != seen {
            let next = (0..REPLICAS).find(|at| {
                let ready = |known: Seen| (0..REPLICAS).all(|of| known[of] <= done[of]);
                done[*at] < seen[*at] && ready(cluster.made[*at][usize::from(done[*at])].1)
            });
            let at = next.expect("causes come first");
            let made = usize::from(done[at]);
            let (choice, known) = cluster.made[at][made];
            let known = all.iter().filter(|update| {
                let of = update.dot.actor.replica.index();
                update.dot.counter <= u32::from(known[of])
            });
            let op = asked(&self.ops[usize::from(choice)], at, made);
            let counter = u32::from(done[at]) + 1;
            let (actor, clock) = (actor(at), clock(choice.into()));
            let dot = Dot { actor, counter };
            let update = Update::new(self.data_type, dot, &op, clock, false, known);
            all.push(update);
            done[at] += 1;
        }
        all
    }

    /// The cluster after one more update; none: it is refused.
    fn update(&mut self, cluster: &Cluster, at: usize, choice: usize) -> Option<Cluster> {
        let (held, made) = (cluster.holds[at], cluster.made_by(at));
        let question = (u64::from(held) * REPLICAS as u64 + at as u64) << 8 | choice as u64;
        let mut next = *cluster;
        next.made[at][made] = (u8::try_from(choice).expect("few"), cluster.seen[at]);
        next.seen[at][at] += 1;
        next.holds[at] = match self.updated.get(&question) {
            Some(known) => (*known)?,
            None => {
                let result = self.updated_anew(cluster, &next, at, choice);
                self.updated.insert(question, result);
                result?
            }
        };
        Some(next)
    }

    fn updated_anew(
        &mut self,
        before: &Cluster,
        after: &Cluster,
        at: usize,
        choice: usize,
    ) -> Option<Held> {
        let op = asked(&self.ops[choice], at, before.made_by(at));
        let old = self.state(before.holds[at]).clone();
        let seen = self.updates(before, before.seen[at]);
        let refuses = spec::refuses(self.data_type, &op, actor(at), seen.iter());
        let refused = old.refuses(&op, actor(at)).unwrap_or(refuses);
        self.breaches.same("refusing", &refused, &refuses);
        if refuses {
            return None;
        }
        let mut new = old.clone();
        new.update(&op, actor(at), clock(choice));
        self.breaches.same("inflating", &merged(&old, &new), &new);
        self.specified(&new, after, after.seen[at]);
        Some(self.number(new))
    }

    /// The laws on the three states of a cluster; what comes of one merge in it.
    fn merges(&mut self, cluster: &Cluster) -> [Cluster; REPLICAS * 2] {
        let mut all = [*cluster; REPLICAS * 2];
        let mut both = [0; REPLICAS];
        let everything = cluster.seen.into_iter().reduce(join).expect("replicas");
        for at in 0..REPLICAS {
            let from = (at + 1) % REPLICAS;
            let seen = join(cluster.seen[at], cluster.seen[from]);
            both[at] = self.merge(cluster.holds[at], cluster.holds[from], cluster, seen);
            for (place, to) in [(2 * at, at), (2 * at + 1, from)] {
                all[place].holds[to] = both[at];
                all[place].seen[to] = seen;
            }
        }
        let three = [0, 1, 2].map(|at| {
            let third = cluster.holds[(at + 2) % REPLICAS];
            self.merge(both[at], third, cluster, everything)
        });
        if three[0] != three[1] || three[1] != three[2] {
            let [a, b, c] = three.map(|held| self.state(held).clone());
            self.breaches.same("associative", &a, &b);
            self.breaches.same("associative", &b, &c);
        }
        all
    }
}

impl<S: Subject> Walk<'_, S> {
    /// The clusters that merging reaches from these, without any update.
    fn spread(&mut self, mut ahead: Vec<Cluster>) -> Vec<Cluster> {
        let mut met: FxHashSet<u64> = ahead.iter().map(Cluster::key).collect();
        let mut all = Vec::new();
        while let Some(cluster) = ahead.pop() {
            for next in self.merges(&cluster) {
                if met.insert(next.key()) {
                    ahead.push(next);
                }
            }
            all.push(cluster);
        }
        all
    }

    /// The clusters after one more update anywhere, each once.
    fn updates_of(&mut self, clusters: &[Cluster]) -> Vec<Cluster> {
        let (mut met, mut all) = (FxHashSet::<u64>::default(), Vec::new());
        for cluster in clusters {
            for at in (0..REPLICAS).filter(|at| cluster.made_by(*at) < EACH) {
                for choice in 0..self.ops.len() {
                    let next = self.update(cluster, at, choice);
                    all.extend(next.filter(|next| met.insert(next.key())));
                }
            }
        }
        all
    }
}

/// Visits clusters by the number of their updates. Where there are more than `most` with one number, the
/// walk goes on from about `some`, equally spaced ones.
pub fn visit<S: Subject>(
    data_type: &DataType,
    initial: &S,
    (most, some): (usize, usize),
    breaches: &mut Breaches,
) -> Covered {
    let mut walk = Walk {
        data_type,
        ops: few_updates(data_type),
        states: IndexSet::default(),
        updated: FxHashMap::default(),
        merged: FxHashMap::default(),
        breaches,
    };
    let mut ahead = vec![Cluster {
        holds: [walk.number(initial.clone()); REPLICAS],
        seen: [[0; REPLICAS]; REPLICAS],
        made: [[(0, [0; REPLICAS]); EACH]; REPLICAS],
    }];
    let (mut clusters, mut all_up_to, mut stride) = (0, 0, 1);
    let mut levels = 0;
    while !ahead.is_empty() {
        let level = walk.spread(ahead);
        clusters += level.len();
        if stride == 1 {
            all_up_to = levels;
        }
        // Once not all are walked on from, few will do.
        if level.len() > most || stride > 1 {
            stride = level.len().div_ceil(some).max(2);
        }
        let spaced: Vec<Cluster> = level.into_iter().step_by(stride).collect();
        ahead = walk.updates_of(&spaced);
        levels += 1;
    }
    Covered {
        all_up_to,
        up_to: levels - 1,
        clusters,
        states: walk.states.len(),
        pairs: walk.merged.len(),
    }
}

/// So many clusters with one number of updates are walked on from, and fewer with unusual settings.
const MANY: usize = 4_000_000;
const FEWER: usize = 100_000;
/// So many where that is not all of them.
const SOME: usize = 10_000;

fn check(types: impl Fn(&DataType) -> bool) {
    let walked = |one: &&DataType| !is_a_function_of_its_past(one) && types(one);
    let usual = DataType::all();
    for data_type in data_types().iter().filter(walked) {
        let most = if usual.contains(data_type) {
            MANY
        } else {
            FEWER
        };
        let (mut breaches, began) = (Breaches::default(), Instant::now());
        let covered = visit(data_type, &initial(data_type), (most, SOME), &mut breaches);
        let sampled = if covered.all_up_to == covered.up_to {
            String::new()
        } else {
            format!(
                " up to {} in all, then equally spaced ones",
                covered.all_up_to
            )
        };
        println!(
            "{data_type:?}: up to {EACH} updates at each of {REPLICAS} replicas, {} in all, any merges: \
             every cluster{sampled}; {} clusters, {} different states, {} pairs merged, {:?}",
            covered.up_to,
            covered.clusters,
            covered.states,
            covered.pairs,
            began.elapsed(),
        );
        assert!(breaches.0.is_empty(), "{data_type:?}: {breaches:#?}");
        // One write at most is ever accepted by those that keep the first.
        let first = matches!(data_type, DataType::FwwRegister(_));
        assert_eq!(
            covered.up_to,
            if first { REPLICAS } else { REPLICAS * EACH }
        );
        let is_map = matches!(data_type, DataType::OrMap(_));
        assert!(
            is_map || covered.all_up_to >= covered.up_to.min(5),
            "{data_type:?}"
        );
    }
}

fn is_flag(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::EnableWinsFlag(_) | DataType::DisableWinsFlag(_)
    )
}

/// Two tests, so that two cores share them.
#[test]
fn clusters_of_registers_and_flags_with_up_to_four_updates_each_keep_the_laws() {
    check(|one| is_flag(one) || one.accepts(&Op::Delete));
}

#[test]
fn clusters_of_sets_and_maps_with_up_to_four_updates_each_keep_the_laws() {
    check(|one| !is_flag(one) && !one.accepts(&Op::Delete));
}
