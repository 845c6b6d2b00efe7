//! Every history of a few updates and every cluster in it: states are told apart by the ways that
//! lead to them, so that different ways to the same updates are seen to make the same states.

use std::collections::{BTreeMap, VecDeque};

use replicascope_core::Micros;
use replicascope_core::crdt::DataType;

use super::REPLICAS;
use super::cluster::Cluster;
use super::subject::{self, Subject};
use super::support::breaches::Breaches;
use super::support::spec::Dots;
use super::types::{data_types, depends_on_knowledge, few_updates, initial};

/// So many updates in all, so many at each replica, that the walk ends before the lecture does.
fn limits(data_type: &DataType) -> (usize, usize) {
    match data_type {
        DataType::GSet(_) => (6, 4),
        DataType::TwoPhaseSet(_) => (4, 4),
        // One write at most at each.
        DataType::FwwRegister(_) => (3, 1),
        DataType::OrMap(_) => (2, 2),
        _ => (3, 2),
    }
}

/// What each replica does, one update after the other: its place among the operations, which also
/// sets the wall clock, and what its author had seen. The first wins over no other by its time, and
/// any two may have equal times.
type History = [Vec<(usize, Dots)>; REPLICAS];

/// What tells two states of a cluster apart if its value is a function of what was seen.
type Situation = (History, Vec<Dots>);

pub struct Reach {
    pub clusters: usize,
    pub states: usize,
    pub triples: usize,
}

/// Walks through every state that three replicas reach by at most `most` updates, at most `each`
/// each, and by any merges between them; checks each against the specification, and the laws on
/// all states that occur in one history.
pub fn explore<S: Subject>(
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
        subject::check(states.values().copied(), breaches);
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
        breaches.none(format_args!("{data_type:?}"));
    }
}
