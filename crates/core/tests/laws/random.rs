//! Long random runs, with old messages delivered late and twice, and disks lost.

use proptest::prelude::*;
use replicascope_core::Micros;
use replicascope_core::crdt::DataType;

use super::cluster::Cluster;
use super::subject::{self, Subject};
use super::support::breaches::Breaches;
use super::support::spec::Dots;
use super::types::{data_types, initial};

#[derive(Clone, Debug)]
pub enum Step {
    /// An update, by a wall clock that may run backwards.
    Update { at: usize, op: usize, clock: u64 },
    /// A replica loses its disk.
    LoseDisk { at: usize },
    /// A replica sends what it holds; messages are kept.
    Send { from: usize },
    /// One of the messages sent so far arrives, be it old or a second time.
    Deliver { message: usize, at: usize },
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        1 => (0..9usize).prop_map(|at| Step::LoseDisk { at }),
        6 => (0..9usize, 0..9usize, 0..4u64).prop_map(|(at, op, clock)| Step::Update { at, op, clock }),
        6 => (0..9usize).prop_map(|from| Step::Send { from }),
        6 => (0..99usize, 0..9usize).prop_map(|(message, at)| Step::Deliver { message, at }),
    ];
    prop::collection::vec(step, 1..40)
}

/// Runs the steps, checks the specification after each, and the laws on states of the run.
pub fn random_run<S: Subject>(
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
    subject::check(cluster.holds.iter().chain(last_sent), &mut breaches);

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
            prop_assert!(breaches.0.is_empty(), "{:?} breaks\n{}", data_type, breaches);
        }
    }
}
