//! Broadcast of operations, on generated documents: nothing is carried out before what it depends
//! on, and nothing waits any longer than that.

mod support;

use std::collections::BTreeMap;

use replicascope_core::clock::Dot;
use replicascope_core::lab::Override;
use replicascope_core::replication::{BroadcastOptions, Duplicates, Order, Replication};
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Micros, Place, ReplicaId};
use support::lab;
use support::model::{self, Dots, Replay, run};

const SEEDS: std::ops::Range<u64> = 0..300;

fn broadcast(order: Order) -> Replication {
    Replication::Broadcast(BroadcastOptions {
        order,
        duplicates: Duplicates::Ignored,
    })
}

/// What has to come before an operation, key by key: what its sender had carried out when it
/// accepted it, or of that only what it had itself accepted.
type Before = BTreeMap<usize, Dots>;

fn check(order: Order) -> (usize, usize) {
    let (mut carried_out, mut held) = (0, 0);
    for seed in SEEDS {
        println!("seed {seed}");
        let mut lab = lab(seed);
        lab.replication = broadcast(order);
        let trace = run(lab);
        let mut replay = Replay::new(&trace);
        let mut before: BTreeMap<(usize, Dot), Before> = BTreeMap::new();
        let mut waiting: BTreeMap<(ReplicaId, usize, Dot), Before> = BTreeMap::new();
        for (id, event) in trace.events() {
            let at = event.place.and_then(Place::replica);
            match (&event.kind, at) {
                (EventKind::Applied { key, dot, .. }, Some(at)) => {
                    let needed = |of: usize| {
                        let seen = replay.seen(at, of).iter().copied();
                        let own =
                            seen.filter(|one| order == Order::Causal || one.actor == dot.actor);
                        (of, own.collect())
                    };
                    let needed = (0..trace.lab.keys.len()).map(needed).collect();
                    before.insert((*key, *dot), needed);
                }
                (EventKind::Followed { update, .. }, Some(at)) => {
                    let name = (update.key, update.dot);
                    for (key, needed) in &before[&name] {
                        assert!(
                            needed.is_subset(replay.seen(at, *key)),
                            "{} is too early",
                            update.dot
                        );
                    }
                    waiting.remove(&(at, name.0, name.1));
                    carried_out += 1;
                }
                (
                    EventKind::Noted {
                        note: Note::HeldBack { update, waits_for },
                        ..
                    },
                    Some(at),
                ) => {
                    let name = (update.key, update.dot);
                    let missing = before[&name]
                        .iter()
                        .filter(|(key, needed)| !needed.is_subset(replay.seen(at, **key)));
                    let missing: Vec<usize> = missing.map(|(key, _)| *key).collect();
                    let told: Vec<usize> = waits_for.iter().map(|(key, _)| *key).collect();
                    assert_eq!(told, missing);
                    waiting.insert((at, name.0, name.1), before[&name].clone());
                    held += 1;
                }
                (EventKind::Crashed { .. }, Some(at)) => {
                    waiting.retain(|(replica, ..), _| *replica != at);
                }
                _ => {}
            }
            replay.take(id);
        }
        // What still waits at the end waits for something, unless a hand has brought that since.
        let hands = trace
            .messages
            .iter()
            .any(|message| message.purpose == "hand");
        for ((at, key, dot), needed) in waiting {
            let is_there = |(key, needed): (&usize, &Dots)| needed.is_subset(replay.seen(at, *key));
            let ready = needed.iter().all(is_there);
            assert!(hands || !ready, "{at} still holds {dot} of key {key} back");
        }
    }
    (carried_out, held)
}

#[test]
fn in_causal_order_nothing_is_carried_out_before_what_its_sender_knew() {
    let (carried_out, held) = check(Order::Causal);
    assert!(carried_out > 2_000 && held > 100, "{carried_out}, {held}");
}

#[test]
fn in_the_senders_order_nothing_is_carried_out_before_what_its_sender_accepted() {
    let (carried_out, held) = check(Order::Sender);
    assert!(carried_out > 2_000 && held > 50, "{carried_out}, {held}");
}

/// Each copy of an operation counts once more, and only where copies are carried out.
#[test]
fn a_copy_counts_again_only_where_copies_are_carried_out() {
    let value = |duplicates: Duplicates| {
        let json = r#"{
            "version": 1, "title": "", "duration_us": 100000, "seed": 1,
            "replicas": ["A", "B"], "clients": ["c1"],
            "keys": [{"name": "N", "type": {"pn_counter": {}}}],
            "replication": {"broadcast": {}},
            "network": {
                "between_replicas": {"latency": {"constant_us": 1000}},
                "to_clients": {"latency": {"constant_us": 1000}}
            },
            "script": [{"id": 1, "at_us": 0, "act": {"call":
                {"client": "c1", "replica": "A", "key": "N", "op": {"decrement": 2}}}}]
        }"#;
        let mut lab = replicascope_core::Lab::from_json(json).expect("valid");
        let order = Order::Causal;
        lab.replication = Replication::Broadcast(BroadcastOptions { order, duplicates });
        lab.overrides.push(Override {
            message: "op1:A>B/operation".into(),
            after_us: vec![Micros(5_000), Micros(9_000), Micros(9_000)],
        });
        let trace = model::run(lab);
        let b = "B".parse().expect("a replica");
        trace
            .record_at(b, 0, trace.lab.duration)
            .state
            .read()
            .to_string()
    };
    assert_eq!(value(Duplicates::Ignored), "-2");
    assert_eq!(value(Duplicates::CarriedOut), "-6");
}
