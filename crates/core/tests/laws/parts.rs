//! The part of a state that has changed, and single operations, where they may be merged or carried
//! out, make what whole states make.

use proptest::prelude::*;
use replicascope_core::clock::Dot;
use replicascope_core::crdt::DataType;
use replicascope_core::{Micros, Record};

use super::cluster::Cluster;
use super::random::{Step, steps};
use super::subject::merged;
use super::support::breaches::Breaches;
use super::support::spec::{Dots, Update};
use super::types::{data_types, goes_by_clocks, initial, updates};

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
            prop_assert!(breaches.0.is_empty(), "{:?} breaks\n{}", data_type, breaches);
        }
    }
}
