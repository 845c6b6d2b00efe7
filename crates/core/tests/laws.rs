//! The laws of every registered data type: merging is associative, commutative and idempotent,
//! updates only move a state up, and the value is what the set of updates seen makes it.
//!
//! Checked on every state that three replicas reach in a few operations, and on long random
//! runs with old messages delivered late and twice, disks lost and orders decided by one replica;
//! there, too, that the part of a state that has changed and single operations, where they may be
//! merged or carried out, make what whole states make. Types that break a law on purpose have to
//! be caught by the same checks.

mod support;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use replicascope_core::clock::{Actor, Dot, VersionVector};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Answer, Micros, Record, ReplicaId, Value};
use support::model::{self, Dots, Update};

/// Something that replicas hold, update and merge.
trait Subject: Clone + PartialEq + Debug {
    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot;
    fn merge(&mut self, incoming: &Self);
    fn read(&self) -> Answer;
}

impl Subject for Record {
    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        Self::update(self, op, actor, clock, false)
    }

    fn merge(&mut self, incoming: &Self) {
        Self::merge(self, incoming);
    }

    fn read(&self) -> Answer {
        self.state.read()
    }
}

/// The laws that were broken, each with its first example.
#[derive(Default, Debug)]
struct Breaches(BTreeMap<&'static str, String>);

impl Breaches {
    fn same<T: PartialEq + Debug>(&mut self, law: &'static str, left: &T, right: &T) {
        if left != right {
            let example = || format!("{left:?} and {right:?}");
            self.0.entry(law).or_insert_with(example);
        }
    }

    /// The laws of merging, on all the states that occur in one history.
    fn check<'a, S: Subject + 'a>(&mut self, states: impl Iterator<Item = &'a S> + Clone) {
        for a in states.clone() {
            self.same("idempotent", &merged(a, a), a);
            for b in states.clone() {
                let ab = merged(a, b);
                self.same("commutative", &ab, &merged(b, a));
                for c in states.clone() {
                    self.same("associative", &merged(&ab, c), &merged(a, &merged(b, c)));
                }
            }
        }
    }
}

fn merged<S: Subject>(one: &S, other: &S) -> S {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}

/// What each replica of a cluster holds, beside what it has seen.
#[derive(Clone)]
struct Cluster<S> {
    holds: Vec<S>,
    seen: Vec<Dots>,
    /// How often each has lost its disk.
    lives: Vec<u16>,
    updates: BTreeMap<Dot, Update>,
}

impl<S: Subject> Cluster<S> {
    fn new(replicas: usize, initial: &S) -> Self {
        Self {
            holds: vec![initial.clone(); replicas],
            seen: vec![Dots::new(); replicas],
            lives: vec![0; replicas],
            updates: BTreeMap::new(),
        }
    }

    fn actor(&self, at: usize) -> Actor {
        let replica = ReplicaId::new(at).expect("a replica");
        let life = self.lives[at];
        Actor { replica, life }
    }

    /// No two writes write the same, so that the value tells which of them won.
    fn distinct(&self, op: &Op, actor: Actor) -> Op {
        match op {
            Op::Write(_) => {
                let own = self.updates.keys().filter(|dot| dot.actor == actor);
                Op::Write(Value::Text(format!("{actor}{}", own.count()).into()))
            }
            other => other.clone(),
        }
    }

    /// What was there before an update is in what is there after it.
    fn update(&mut self, at: usize, op: &Op, clock: Micros, breaches: &mut Breaches) {
        let actor = self.actor(at);
        let op = self.distinct(op, actor);
        let old = self.holds[at].clone();
        let dot = self.holds[at].update(&op, actor, clock);
        self.take_in(at, Update { dot, clock, op }, &old, breaches);
    }

    fn take_in(&mut self, at: usize, update: Update, old: &S, breaches: &mut Breaches) {
        self.seen[at].insert(update.dot);
        self.updates.insert(update.dot, update);
        let new = &self.holds[at];
        breaches.same("inflating", &merged(old, new), new);
    }

    /// A replica comes back with nothing, under its next life.
    fn lose_disk(&mut self, at: usize, initial: &S) {
        self.holds[at] = initial.clone();
        self.seen[at].clear();
        self.lives[at] += 1;
    }

    fn merge(&mut self, at: usize, record: &S, seen: &Dots) {
        self.holds[at].merge(record);
        self.seen[at].extend(seen);
    }

    /// Every replica shows what the updates that it has seen make.
    fn compare(&self, data_type: &DataType, breaches: &mut Breaches) {
        for (record, seen) in self.holds.iter().zip(&self.seen) {
            let seen = seen.iter().map(|dot| &self.updates[dot]);
            breaches.same("specified", &record.read(), &model::value(data_type, seen));
        }
    }
}

/// The updates that a type takes, out of some of every kind.
fn updates(data_type: &DataType) -> Vec<Op> {
    let write = |number| Op::Write(Value::Integer(number));
    let some = [
        write(7),
        Op::Increment(1),
        Op::Delete,
        write(8),
        Op::Increment(3),
    ];
    let taken: Vec<_> = some
        .into_iter()
        .filter(|op| data_type.accepts(op))
        .collect();
    assert!(taken.len() > 1, "no updates here for {data_type:?}");
    taken
}

/// Every type, once as usual and once with something before the first update.
fn data_types() -> Vec<DataType> {
    let mut types = DataType::all();
    types.extend(DataType::all().into_iter().map(|mut data_type| {
        match &mut data_type {
            DataType::LwwRegister(options) => options.initial = Some(Value::Integer(1)),
            DataType::GCounter(options) => {
                options.initial = ReplicaId::all().zip([3, 0]).collect();
            }
        }
        data_type
    }));
    types
}

fn initial(data_type: &DataType) -> Record {
    Record::initial(data_type.initial())
}

// Every state within reach.

const REPLICAS: usize = 3;
const UPDATES_EACH: usize = 2;

/// The choices of one update: its place among the operations, which also sets the wall clock.
/// The first wins over no other by its time, and any two may have equal times.
type Choices = [Vec<usize>; REPLICAS];

/// What tells two states of a cluster apart if its value is a function of what was seen.
type Situation = (Choices, Vec<Dots>);

struct Reach {
    clusters: usize,
    states: usize,
    triples: usize,
}

/// Walks through every state that three replicas reach by at most `most` updates, at most two
/// each, and by any merges between them; checks each against the specification, and the laws on
/// all states that occur in one history.
fn explore<S: Subject>(
    data_type: &DataType,
    initial: &S,
    most: usize,
    breaches: &mut Breaches,
) -> Reach {
    let ops = updates(data_type);
    let mut met: BTreeMap<Situation, Vec<S>> = BTreeMap::new();
    let mut ahead = VecDeque::from([(Choices::default(), Cluster::new(REPLICAS, initial))]);
    while let Some((choices, cluster)) = ahead.pop_front() {
        let situation = (choices.clone(), cluster.seen.clone());
        if let Some(before) = met.get(&situation) {
            // Whichever way the same updates came, they make the same states.
            breaches.same("convergent", before, &cluster.holds);
            continue;
        }
        cluster.compare(data_type, breaches);
        met.insert(situation, cluster.holds.clone());
        for at in 0..REPLICAS {
            if choices[at].len() < UPDATES_EACH && made(&choices) < most {
                for (choice, op) in ops.iter().enumerate() {
                    let (mut choices, mut cluster) = (choices.clone(), cluster.clone());
                    choices[at].push(choice);
                    cluster.update(at, op, Micros(choice as u64), breaches);
                    ahead.push_back((choices, cluster));
                }
            }
            for from in (0..REPLICAS).filter(|from| *from != at) {
                let mut next = cluster.clone();
                next.merge(at, &cluster.holds[from], &cluster.seen[from]);
                ahead.push_back((choices.clone(), next));
            }
        }
    }

    // The states of each whole history, those of its beginnings included: messages may be old.
    let whole = met.keys().filter(|(choices, _)| made(choices) == most);
    let mut histories: BTreeMap<&Choices, BTreeMap<&Dots, &S>> = whole
        .map(|(choices, _)| (choices, BTreeMap::new()))
        .collect();
    for ((begun, seen), holds) in &met {
        for (whole, states) in &mut histories {
            if begun
                .iter()
                .zip(*whole)
                .all(|(one, all)| all.starts_with(one))
            {
                states.extend(seen.iter().zip(holds));
            }
        }
    }
    let mut reach = Reach {
        clusters: met.len(),
        states: 0,
        triples: 0,
    };
    for states in histories.values() {
        breaches.check(states.values().copied());
        reach.states += states.len();
        reach.triples += states.len().pow(3);
    }
    reach
}

fn made(choices: &Choices) -> usize {
    choices.iter().map(Vec::len).sum()
}

#[test]
fn every_type_keeps_the_laws_on_every_state_within_reach() {
    for data_type in data_types() {
        let mut breaches = Breaches::default();
        let reach = explore(&data_type, &initial(&data_type), 4, &mut breaches);
        println!(
            "{data_type:?}: {} clusters, {} states, {} triples",
            reach.clusters, reach.states, reach.triples
        );
        assert!(breaches.0.is_empty(), "{data_type:?}: {breaches:#?}");
        // Fewer would mean that the walk stops early.
        assert!(reach.clusters > 10_000 && reach.triples > 100_000);
    }
}

// Long random runs.

#[derive(Clone, Debug)]
enum Step {
    /// An update, by a wall clock that may run backwards.
    Update { at: usize, op: usize, clock: u64 },
    /// A replica loses its disk.
    LoseDisk { at: usize },
    /// A replica sends what it holds; messages are kept.
    Send { from: usize },
    /// One of the messages sent so far arrives, be it old or a second time.
    Deliver { message: usize, at: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        1 => (0..9usize).prop_map(|at| Step::LoseDisk { at }),
        6 => (0..9usize, 0..9usize, 0..4u64).prop_map(|(at, op, clock)| Step::Update { at, op, clock }),
        6 => (0..9usize).prop_map(|from| Step::Send { from }),
        6 => (0..99usize, 0..9usize).prop_map(|(message, at)| Step::Deliver { message, at }),
    ];
    prop::collection::vec(step, 1..40)
}

/// Runs the steps, checks the specification after each, and the laws on states of the run.
fn random_run<S: Subject>(
    data_type: &DataType,
    initial: &S,
    replicas: usize,
    steps: &[Step],
) -> Breaches {
    let ops = updates(data_type);
    let mut breaches = Breaches::default();
    let mut cluster = Cluster::new(replicas, initial);
    let mut sent = vec![(initial.clone(), Dots::new())];
    for step in steps {
        match *step {
            Step::Update { at, op, clock } => {
                let op = &ops[op % ops.len()];
                cluster.update(at % replicas, op, Micros(clock), &mut breaches);
            }
            Step::LoseDisk { at } => cluster.lose_disk(at % replicas, initial),
            Step::Send { from } => {
                let from = from % replicas;
                sent.push((cluster.holds[from].clone(), cluster.seen[from].clone()));
            }
            Step::Deliver { message, at } => {
                let (record, seen) = &sent[message % sent.len()];
                cluster.merge(at % replicas, record, seen);
            }
        }
        cluster.compare(data_type, &mut breaches);
    }
    let last_sent = sent.iter().rev().take(4).map(|(record, _)| record);
    breaches.check(cluster.holds.iter().chain(last_sent));

    // Having exchanged everything, in whatever order, all hold the same.
    let (holds, seen) = (cluster.holds.clone(), cluster.seen.clone());
    for at in 0..replicas {
        for from in (0..replicas).map(|place| (at + place) % replicas) {
            cluster.merge(at, &holds[from], &seen[from]);
        }
        breaches.same("convergent", &cluster.holds[0], &cluster.holds[at]);
    }
    cluster.compare(data_type, &mut breaches);
    breaches
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn every_type_keeps_the_laws_in_random_runs(replicas in 2..6usize, steps in steps()) {
        for data_type in data_types() {
            let breaches = random_run(&data_type, &initial(&data_type), replicas, &steps);
            prop_assert!(breaches.0.is_empty(), "{:?}: {:#?}", data_type, breaches);
        }
    }
}

/// As [`random_run`], of records alone: a replica may decide the order of updates whatever its
/// clock shows, and what is sent may be a part or an operation.
fn random_run_of_parts(data_type: &DataType, replicas: usize, steps: &[Step]) -> Breaches {
    let ops = updates(data_type);
    let mut breaches = Breaches::default();
    let mut cluster = Cluster::new(replicas, &initial(data_type));
    let mut met = vec![initial(data_type)];
    for (number, step) in steps.iter().enumerate() {
        match *step {
            Step::Update { at, op, clock } => {
                let (at, actor) = (at % replicas, cluster.actor(at % replicas));
                let op = cluster.distinct(&ops[op % ops.len()], actor);
                let seen = cluster.seen[at].iter().map(|dot| &cluster.updates[dot]);
                let last = model::last_write(seen).map(|last| last.clock + Micros(1));
                let overwrites = number % 2 == 0;
                let stamp = Micros(clock).max(last.filter(|_| overwrites).unwrap_or_default());
                let old = cluster.holds[at].clone();
                let dot = cluster.holds[at].update(&op, actor, Micros(clock), overwrites);
                let update = Update {
                    dot,
                    clock: stamp,
                    op,
                };
                cluster.take_in(at, update, &old, &mut breaches);
                if overwrites {
                    // What is decided last is what shows.
                    breaches.same("decided", &cluster.holds[at].shows(dot), &true);
                }
            }
            Step::LoseDisk { at } => cluster.lose_disk(at % replicas, &initial(data_type)),
            Step::Send { from } => met.push(cluster.holds[from % replicas].clone()),
            Step::Deliver { message, at } => {
                let (at, from) = (at % replicas, message % replicas);
                let (theirs, seen) = (cluster.holds[from].clone(), cluster.seen[from].clone());
                if number % 2 == 0 {
                    cluster.merge(at, &theirs, &seen);
                } else {
                    cluster.follow_all(at, &seen);
                }
            }
        }
        cluster.compare(data_type, &mut breaches);
        let now = cluster.holds[number % replicas].clone();
        check_parts(&now, &met, &mut breaches);
    }
    breaches
}

impl Cluster<Record> {
    /// Carries out what is new of these updates, each actor's in its own order.
    fn follow_all(&mut self, at: usize, seen: &Dots) {
        for dot in seen {
            if self.seen[at].insert(*dot) {
                let update = &self.updates[dot];
                self.holds[at].follow(&update.op, *dot, update.clock);
            }
        }
    }
}

/// Wherever what a part builds upon is held, merging the part is merging the whole.
fn check_parts(now: &Record, met: &[Record], breaches: &mut Breaches) {
    for since in met
        .iter()
        .filter(|since| now.version.covers_all(&since.version))
    {
        let part = now.delta(since);
        breaches.same("a part is enough", &merged(since, &part), now);
        let holders = met.iter();
        for holder in holders.filter(|holder| holder.version.covers_all(&since.version)) {
            breaches.same(
                "a part is enough",
                &merged(holder, &part),
                &merged(holder, now),
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn parts_and_operations_make_what_whole_states_make(replicas in 2..6usize, steps in steps()) {
        for data_type in data_types() {
            let breaches = random_run_of_parts(&data_type, replicas, &steps);
            prop_assert!(breaches.0.is_empty(), "{:?}: {:#?}", data_type, breaches);
        }
    }
}

// Types that break a law.

/// A type put together from an update and a merge of which one is wrong.
#[derive(Clone)]
struct Broken<H> {
    version: VersionVector,
    held: H,
    update: fn(&mut H, &Op, Dot, Micros),
    merge: fn(&mut H, &H),
}

impl<H: PartialEq> PartialEq for Broken<H> {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.held == other.held
    }
}

impl<H: Debug> Debug for Broken<H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.version, self.held)
    }
}

impl<H: Clone + PartialEq + Debug + Shown> Subject for Broken<H> {
    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        let dot = self.version.advance(actor);
        (self.update)(&mut self.held, op, dot, clock);
        dot
    }

    fn merge(&mut self, incoming: &Self) {
        (self.merge)(&mut self.held, &incoming.held);
        self.version.join(&incoming.version);
    }

    fn read(&self) -> Answer {
        self.held.read()
    }
}

trait Shown {
    fn read(&self) -> Answer;
}

type Counts = BTreeMap<Actor, i64>;
type Write = Option<(Micros, Dot, Option<Value>)>;

impl Shown for Counts {
    fn read(&self) -> Answer {
        Answer::Value(Value::Integer(self.values().sum()))
    }
}

impl Shown for Write {
    fn read(&self) -> Answer {
        self.clone()
            .and_then(|(_, _, value)| value)
            .map_or(Answer::Nothing, Answer::Value)
    }
}

fn count(held: &mut Counts, op: &Op, dot: Dot, _: Micros) {
    if let Op::Increment(by) = op {
        *held.entry(dot.actor).or_default() += i64::from(*by);
    }
}

/// Wrong: one entry for all, so concurrent increments hide each other.
fn count_together(held: &mut Counts, op: &Op, dot: Dot, clock: Micros) {
    let actor = support::labs::replica('A').into();
    count(held, op, Dot { actor, ..dot }, clock);
}

/// Wrong: forgets what the replica has counted before.
fn count_anew(held: &mut Counts, op: &Op, dot: Dot, clock: Micros) {
    held.remove(&dot.actor);
    count(held, op, dot, clock);
}

fn larger(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine).max(*count);
    }
}

/// Wrong: what is delivered twice counts twice.
fn add_up(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        *held.entry(*actor).or_default() += count;
    }
}

/// Wrong: half-way between both.
fn average(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine + count + 1) / 2;
    }
}

fn write(held: &mut Write, op: &Op, dot: Dot, clock: Micros) {
    let value = match op {
        Op::Write(value) => Some(value.clone()),
        _ => None,
    };
    later(held, &Some((clock, dot, value)));
}

/// Wrong: takes what is written last here, even by a clock that is behind.
fn write_hastily(held: &mut Write, op: &Op, dot: Dot, clock: Micros) {
    *held = None;
    write(held, op, dot, clock);
}

fn later(held: &mut Write, incoming: &Write) {
    let stamp = |write: &Write| write.as_ref().map(|(clock, dot, _)| (*clock, *dot));
    if stamp(held) < stamp(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: a delete leaves nothing behind.
fn write_without_tombstone(held: &mut Write, op: &Op, dot: Dot, clock: Micros) {
    match op {
        Op::Delete => *held = None,
        _ => write(held, op, dot, clock),
    }
}

/// Wrong: keeps its own when the clocks say the same.
fn later_or_mine(held: &mut Write, incoming: &Write) {
    let clock = |write: &Write| write.as_ref().map(|(clock, ..)| *clock);
    if clock(held) < clock(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: believes whatever arrives.
fn theirs(held: &mut Write, incoming: &Write) {
    if incoming.is_some() {
        held.clone_from(incoming);
    }
}

/// The laws that a broken type breaks within reach of three replicas; random runs meet one too.
fn broken<H: Clone + PartialEq + Debug + Default + Shown>(
    data_type: &DataType,
    update: fn(&mut H, &Op, Dot, Micros),
    merge: fn(&mut H, &H),
) -> Vec<&'static str> {
    let initial = Broken {
        version: VersionVector::default(),
        held: H::default(),
        update,
        merge,
    };
    let mut breaches = Breaches::default();
    explore(data_type, &initial, 3, &mut breaches);

    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(200)
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let random = TestRunner::new_with_rng(config, rng).run(&steps(), |steps| {
        let breaches = random_run(data_type, &initial, 3, &steps);
        prop_assert!(breaches.0.is_empty());
        Ok(())
    });
    assert!(random.is_err() != breaches.0.is_empty(), "{breaches:#?}");
    breaches.0.into_keys().collect()
}

#[test]
fn types_that_break_a_law_are_caught() {
    let counter = DataType::GCounter(Default::default());
    let register = DataType::LwwRegister(Default::default());
    let check = |broken: Vec<&str>, expected: &str| assert_eq!(broken.join(", "), expected);
    check(broken(&counter, count, larger), "");
    check(
        broken(&counter, count, add_up),
        "convergent, idempotent, inflating, specified",
    );
    check(
        broken(&counter, count, average),
        "associative, commutative, convergent, inflating, specified",
    );
    check(
        broken(&counter, count_together, larger),
        "convergent, specified",
    );
    check(
        broken(&counter, count_anew, larger),
        "convergent, inflating, specified",
    );
    check(broken(&register, write, later), "");
    check(
        broken(&register, write, later_or_mine),
        "commutative, convergent, inflating, specified",
    );
    check(
        broken(&register, write, theirs),
        "commutative, convergent, specified",
    );
    check(
        broken(&register, write_without_tombstone, later),
        "convergent, inflating, specified",
    );
    check(
        broken(&register, write_hastily, later),
        "convergent, inflating, specified",
    );
}
