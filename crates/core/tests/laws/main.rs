//! The laws of every registered data type: merging is associative, commutative and idempotent,
//! updates only move a state up, and the value is what the set of updates seen makes it.
//!
//! Checked on every state that three replicas reach in a few operations, and on long random
//! runs with old messages delivered late and twice, disks lost and orders decided by one replica;
//! there, too, that the part of a state that has changed and single operations, where they may be
//! merged or carried out, make what whole states make. Types that break a law on purpose have to
//! be caught by the same checks.

mod broken;
mod clusters;
mod pasts;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Debug;
use std::sync::Arc;

use proptest::prelude::*;
use replicascope_core::clock::{Actor, Clock, Dot};
use replicascope_core::crdt::{Author, DataType, Op};
use replicascope_core::resolve::Resolution;
use replicascope_core::{Answer, Micros, Record, ReplicaId, Value};
use support::spec::{self, Dots, Update};

/// Something that replicas hold, update and merge.
trait Subject: Clone + PartialEq + Debug {
    /// The updates that it is tried with.
    fn updates(data_type: &DataType) -> Vec<Op>;
    /// Whether it takes an update; none: as the specification says.
    fn refuses(&self, op: &Op, actor: Actor) -> Option<bool>;
    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot;
    fn merge(&mut self, incoming: &Self);
    fn read(&self) -> Answer;
}

impl Subject for Record {
    fn updates(data_type: &DataType) -> Vec<Op> {
        updates(data_type)
    }

    fn refuses(&self, op: &Op, actor: Actor) -> Option<bool> {
        Some(Self::refuses(self, op, actor).is_some())
    }

    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        Self::update(self, op, actor, clock, false).1.dot
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
    updates: BTreeMap<Dot, Arc<Update>>,
    /// Of updates that are carried out elsewhere as operations.
    authors: BTreeMap<Dot, Author>,
}

impl<S: Subject> Cluster<S> {
    fn new(replicas: usize, initial: &S) -> Self {
        Self {
            holds: vec![initial.clone(); replicas],
            seen: vec![Dots::new(); replicas],
            lives: vec![0; replicas],
            updates: BTreeMap::new(),
            authors: BTreeMap::new(),
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

    /// What was there before an update is in what is there after it; false: it is refused.
    fn update(
        &mut self,
        data_type: &DataType,
        at: usize,
        op: &Op,
        clock: Micros,
        breaches: &mut Breaches,
    ) -> bool {
        let actor = self.actor(at);
        let op = self.distinct(op, actor);
        let seen = self.seen_at(at);
        let refuses = spec::refuses(data_type, &op, actor, seen);
        let refused = self.holds[at].refuses(&op, actor).unwrap_or(refuses);
        breaches.same("refusing", &refused, &refuses);
        if refuses {
            return false;
        }
        let old = self.holds[at].clone();
        let dot = self.holds[at].update(&op, actor, clock);
        let update = Update::new(data_type, dot, &op, clock, false, self.seen_at(at));
        self.take_in(at, update, &old, breaches);
        true
    }

    fn seen_at(&self, at: usize) -> impl Iterator<Item = &Update> + Clone {
        self.seen[at].iter().map(|dot| &*self.updates[dot])
    }

    fn take_in(&mut self, at: usize, update: Update, old: &S, breaches: &mut Breaches) {
        self.seen[at].insert(update.dot);
        self.updates.insert(update.dot, Arc::new(update));
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
        for (at, record) in self.holds.iter().enumerate() {
            let value = spec::value(data_type, self.seen_at(at));
            breaches.same("specified", &record.read(), &value);
            if let (DataType::BoundedCounter(_), Answer::Value(Value::Integer(left))) =
                (data_type, record.read())
            {
                breaches.same("bounded", &left.min(0), &0);
            }
        }
    }
}

/// Updates of every kind that a type takes; of those with a value or an amount, two.
fn updates(data_type: &DataType) -> Vec<Op> {
    let all = data_type.examples();
    let others = all.iter().filter_map(other_like);
    all.iter().cloned().chain(others).collect()
}

/// The same with another value or amount.
fn other_like(op: &Op) -> Option<Op> {
    let two = Value::Integer(2);
    match op {
        Op::Write(_) => Some(Op::Write(two)),
        Op::Add(_) => Some(Op::Add(two)),
        Op::Increment(_) => Some(Op::Increment(3)),
        Op::Within { entry, op } => Some(Op::Within {
            entry: entry.clone(),
            op: Box::new(other_like(op)?),
        }),
        _ => None,
    }
}

/// Every type as usual, and with each of its settings.
fn data_types() -> Vec<DataType> {
    let mut types = DataType::all();
    let mut change = |change: &dyn Fn(&mut DataType) -> bool| {
        for mut data_type in DataType::all() {
            if change(&mut data_type) {
                types.push(data_type);
            }
        }
    };
    change(&|data_type| match data_type {
        DataType::GCounter(options)
        | DataType::PnCounter(options)
        | DataType::BoundedCounter(options) => {
            options.initial = ReplicaId::all().zip([3, 0]).collect();
            true
        }
        DataType::LwwRegister(options) => {
            options.initial = Some(Value::Integer(1));
            true
        }
        DataType::MvRegister(options) => {
            options.initial = Some(Value::Integer(1));
            options.resolve = Resolution::Union;
            true
        }
        DataType::OrMap(options) => {
            *options.of = DataType::Orswot(Default::default());
            true
        }
        _ => false,
    });
    for clock in [Clock::Lamport, Clock::Hybrid] {
        change(&|data_type| match data_type {
            DataType::LwwRegister(options) => {
                options.clock = clock;
                true
            }
            DataType::LwwElementSet(options) => {
                options.clock = clock;
                true
            }
            _ => false,
        });
    }
    change(&|data_type| match data_type {
        DataType::MvRegister(options) => {
            options.resolve = Resolution::Max;
            true
        }
        _ => false,
    });
    types
}

fn initial(data_type: &DataType) -> Record {
    Record::initial(data_type.initial())
}

// Every state within reach.

const REPLICAS: usize = 3;

/// One update of each kind, without those by way of reading and writing; where clocks decide, one
/// again by another clock.
fn few_updates(data_type: &DataType) -> Vec<Op> {
    let mut some = data_type.examples();
    if data_type.accepts(&Op::Write(Value::Integer(1))) {
        some.retain(|op| matches!(op, Op::Write(_) | Op::Delete));
    }
    if goes_by_clocks(data_type) || matches!(data_type, DataType::FwwRegister(_)) {
        some.push(some[0].clone());
    }
    if let [Op::Increment(_)] = some[..] {
        some.push(Op::Increment(3));
    }
    some
}

/// So many updates in all, so many at each replica, that the walk ends before the lecture does.
fn limits(data_type: &DataType) -> (usize, usize) {
    match data_type {
        DataType::GSet(_) => (6, 4),
        DataType::TwoPhaseSet(_) => (4, 4),
        DataType::LwwElementSet(_) => (3, 2),
        // One write at most at each.
        DataType::FwwRegister(_) => (3, 1),
        _ if depends_on_knowledge(data_type) => (3, 3),
        _ => (4, 2),
    }
}

/// Whether what an update does depends on what its author had seen.
fn depends_on_knowledge(data_type: &DataType) -> bool {
    let clock = match data_type {
        DataType::LwwRegister(options) => options.clock,
        DataType::LwwElementSet(options) => options.clock,
        _ => Clock::Wall,
    };
    data_type.observes() || clock != Clock::Wall
}

/// What each replica does, one update after the other: its place among the operations, which also
/// sets the wall clock, and what its author had seen. The first wins over no other by its time, and
/// any two may have equal times.
type History = [Vec<(usize, Dots)>; REPLICAS];

/// What tells two states of a cluster apart if its value is a function of what was seen.
type Situation = (History, Vec<Dots>);

struct Reach {
    clusters: usize,
    states: usize,
    triples: usize,
}

/// Walks through every state that three replicas reach by at most `most` updates, at most `each`
/// each, and by any merges between them; checks each against the specification, and the laws on
/// all states that occur in one history.
fn explore<S: Subject>(
    data_type: &DataType,
    initial: &S,
    (most, each): (usize, usize),
    breaches: &mut Breaches,
) -> Reach {
    let ops = few_updates(data_type);
    let mut met: BTreeMap<Situation, Vec<S>> = BTreeMap::new();
    let mut ahead = VecDeque::from([(History::default(), Cluster::new(REPLICAS, initial))]);
    while let Some((history, cluster)) = ahead.pop_front() {
        let situation = (history.clone(), cluster.seen.clone());
        if let Some(before) = met.get(&situation) {
            // Whichever way the same updates came, they make the same states.
            breaches.same("convergent", before, &cluster.holds);
            continue;
        }
        cluster.compare(data_type, breaches);
        met.insert(situation, cluster.holds.clone());
        for at in 0..REPLICAS {
            if history[at].len() < each && made(&history) < most {
                for (choice, op) in ops.iter().enumerate() {
                    let (mut history, mut cluster) = (history.clone(), cluster.clone());
                    history[at].push((choice, known(data_type, &cluster.seen[at])));
                    if cluster.update(data_type, at, op, Micros(choice as u64 / 2), breaches) {
                        ahead.push_back((history, cluster));
                    }
                }
            }
            for from in (0..REPLICAS).filter(|from| *from != at) {
                let mut next = cluster.clone();
                next.merge(at, &cluster.holds[from], &cluster.seen[from]);
                ahead.push_back((history.clone(), next));
            }
        }
    }

    // The states of each whole history, those of its beginnings included: messages may be old.
    let whole = met.keys().filter(|(history, _)| made(history) == most);
    let mut histories: BTreeMap<&History, BTreeMap<&Dots, &S>> = whole
        .map(|(history, _)| (history, BTreeMap::new()))
        .collect();
    for (whole, states) in &mut histories {
        for begun in beginnings(whole) {
            let all = met.range((begun.clone(), Vec::new())..);
            for ((_, seen), holds) in all.take_while(|((history, _), _)| *history == begun) {
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

/// What has to be known of what an author had seen: nothing where it makes no difference.
fn known(data_type: &DataType, seen: &Dots) -> Dots {
    if depends_on_knowledge(data_type) {
        seen.clone()
    } else {
        Dots::new()
    }
}

fn made(history: &History) -> usize {
    history.iter().map(Vec::len).sum()
}

/// A history and all that it began as, some of which no cluster ever was in.
fn beginnings(whole: &History) -> Vec<History> {
    let mut all = vec![History::default()];
    for at in 0..REPLICAS {
        let shorter = std::mem::take(&mut all);
        for count in 0..=whole[at].len() {
            let longer = shorter.iter().cloned().map(|mut history| {
                history[at] = whole[at][..count].to_vec();
                history
            });
            all.extend(longer);
        }
    }
    all
}

#[test]
fn every_type_keeps_the_laws_on_every_state_within_reach() {
    for data_type in data_types() {
        let mut breaches = Breaches::default();
        let began = std::time::Instant::now();
        let limits = limits(&data_type);
        let reach = explore(&data_type, &initial(&data_type), limits, &mut breaches);
        println!(
            "{data_type:?}: {} clusters, {} states, {} triples {:?}",
            reach.clusters,
            reach.states,
            reach.triples,
            began.elapsed()
        );
        assert!(breaches.0.is_empty(), "{data_type:?}: {breaches:#?}");
        // Fewer would mean that the walk stops early.
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
    let ops = S::updates(data_type);
    let mut breaches = Breaches::default();
    let mut cluster = Cluster::new(replicas, initial);
    let mut sent = vec![(initial.clone(), Dots::new())];
    for step in steps {
        match *step {
            Step::Update { at, op, clock } => {
                let op = &ops[op % ops.len()];
                cluster.update(data_type, at % replicas, op, Micros(clock), &mut breaches);
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
                let asked = cluster.distinct(&ops[op % ops.len()], actor);
                if cluster.holds[at].refuses(&asked, actor).is_some() {
                    continue;
                }
                let decides = number % 2 == 0;
                let wall = Micros(clock);
                let old = cluster.holds[at].clone();
                let (op, author) = cluster.holds[at].update(&asked, actor, wall, decides);
                let seen = cluster.seen_at(at);
                let update = Update::new(data_type, author.dot, &asked, wall, decides, seen);
                breaches.same("prepared", &op, &update.op);
                cluster.authors.insert(author.dot, author.clone());
                cluster.take_in(at, update, &old, &mut breaches);
                if decides && goes_by_clocks(data_type) {
                    // What is decided last is what shows.
                    let shows = cluster.holds[at].shows(author.dot, &asked);
                    breaches.same("decided", &shows, &true);
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
    /// Carries out what is new of these updates, each after all that its author had seen.
    fn follow_all(&mut self, at: usize, seen: &Dots) {
        let mut new: Vec<Dot> = seen.difference(&self.seen[at]).copied().collect();
        new.sort_by_key(|dot| (self.updates[dot].known.len(), *dot));
        for dot in new {
            self.seen[at].insert(dot);
            self.holds[at].follow(&self.updates[&dot].op, &self.authors[&dot]);
        }
    }
}

fn goes_by_clocks(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::LwwRegister(_) | DataType::LwwElementSet(_)
    )
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
