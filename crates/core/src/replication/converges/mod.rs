//! What [`repairs`](Strategy::repairs) promises, tried on random documents: once faults are over
//! and updates stop, all replicas that keep a key come to hold the same record.
//!
//! A failure prints the document, made smaller, as JSON and as a link to open it with.

#[path = "../../../tests/support/dice.rs"]
#[allow(dead_code, reason = "shared with the tests of the crate")]
mod dice;
mod documents;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use documents::lab;

use super::*;
use crate::clock::VersionVector;
use crate::lab::{Lab, SharedLab};
use crate::record::Record;
use crate::sim::World;
use crate::trace::{Ending, Trace};

/// How many documents are tried.
const SCHEDULES: u64 = 102_400;

/// Gives each replica of a document what it runs.
type Driver = dyn Fn(&Rc<Lab>) -> World + Sync;

/// What is wrong at the end of a run.
fn wrong(trace: &Trace) -> Option<String> {
    if trace.ending != Ending::Complete {
        return Some("the run was stopped".into());
    }
    let lab = &trace.lab;
    for (key, convergence) in trace.convergence.iter().enumerate() {
        let keeps =
            |one: &&ReplicaId| lab.replication.holding(&lab.replicas, **one, key) == Holding::Copy;
        let held: Vec<&Record> = lab
            .replicas
            .iter()
            .filter(keeps)
            .map(|one| &**trace.record_at(*one, key, lab.duration))
            .collect();
        if convergence.agreed_at.is_none() || held.iter().any(|record| *record != held[0]) {
            return Some(format!("{} differs: {held:?}", convergence.key));
        }
    }
    None
}

fn failure(driver: &Driver, lab: &Lab) -> Option<String> {
    let run = || wrong(&driver(&Rc::new(lab.clone())).run());
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Some("a panic".into()))
}

/// Drops steps and faults as long as it still fails.
fn smaller(driver: &Driver, mut lab: Lab) -> Lab {
    let mut place = 0;
    while place < lab.script.len() + lab.faults.len() {
        let mut without = lab.clone();
        match place.checked_sub(lab.script.len()) {
            Some(fault) => drop(without.faults.remove(fault)),
            None => drop(without.script.remove(place)),
        }
        if failure(driver, &without).is_some() {
            lab = without;
        } else {
            place += 1;
        }
    }
    lab
}

/// Tries so many documents, on all cores, until one fails.
fn first_failure(driver: &Driver, schedules: u64) -> Option<String> {
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let search = || {
        while !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= schedules {
                return None;
            }
            if failure(driver, &lab(seed)).is_some() {
                stop.store(true, Ordering::Relaxed);
                return Some(seed);
            }
        }
        None
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let found = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(search)).collect();
        let mut found = threads.into_iter().flat_map(|one| one.join());
        found.find_map(|failure| failure)
    });
    found.map(|seed| {
        let lab = smaller(driver, lab(seed));
        let why = failure(driver, &lab).unwrap_or_default();
        let json = lab.to_json();
        let playhead = Micros::ZERO;
        let link = SharedLab { playhead, lab }.to_link();
        format!("seed {seed}: {why}\n{json}\n#{link}")
    })
}

#[test]
fn replicas_agree_once_faults_are_over_and_updates_stop() {
    let schedules = std::env::var("SCHEDULES").ok();
    let schedules = schedules.and_then(|count| count.parse().ok());
    let failure = first_failure(&World::new, schedules.unwrap_or(SCHEDULES));
    if let Some(failure) = failure {
        panic!("{failure}");
    }
}

#[test]
fn the_documents_are_valid_and_their_strategies_repair() {
    for seed in 0..1_000 {
        let lab = lab(seed);
        assert_eq!(lab.validate(), Ok(()), "{seed}");
        assert!(lab.replication.repairs(), "{seed}");
    }
}

/// Anti-entropy with a mistake: it remembers how much each peer was sent and never sends it again,
/// as if nothing were ever lost.
#[derive(Clone)]
struct Trusting {
    period: Micros,
    sent: BTreeMap<(ReplicaId, usize), VersionVector>,
}

impl Protocol for Trusting {
    fn start(&mut self, at: &mut Context, _: Start) {
        at.set_alarm(self.period, Alarm::Round("exchange", 0));
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        at.apply(request);
        at.acknowledge(request);
    }

    fn alarm(&mut self, at: &mut Context, alarm: Alarm) {
        for peer in at.peers() {
            for key in 0..at.keys() {
                let version = at.record(key).version.clone();
                if self.sent.insert((peer, key), version.clone()) != Some(version) {
                    at.send(peer, "push", Parcel::of(at.records(&[key])));
                }
            }
        }
        if let Alarm::Round(name, round) = alarm {
            at.set_alarm(self.period, Alarm::Round(name, round + 1));
        }
    }
}

#[test]
fn a_strategy_that_repairs_only_what_is_not_lost_is_caught_with_a_document_to_open() {
    let trusting = |lab: &Rc<Lab>| {
        let new = || -> Box<dyn Protocol> {
            Box::new(Trusting {
                period: Micros::from_millis(3),
                sent: BTreeMap::new(),
            })
        };
        World::with(lab, Rc::new(new))
    };
    let failure = first_failure(&trusting, 2_000).expect("it is caught");
    let mut lines = failure.lines();
    let why = lines.next().unwrap_or_default();
    assert!(why.contains("differs"), "{why}");
    let small = Lab::from_json(lines.next().unwrap_or_default()).expect("a document");
    let faults_and_steps = small.faults.len() + small.script.len();
    assert!(faults_and_steps <= 3, "{}", small.to_json());
    let link = lines.next().and_then(|link| link.strip_prefix('#'));
    let opened = SharedLab::from_link(link.unwrap_or_default()).expect("a link");
    assert_eq!(opened.lab, small);
}
