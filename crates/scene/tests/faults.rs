//! Pictures and sentences of faults, waits, leaders and of what strategies do by themselves.

use std::rc::Rc;

use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Lab, Micros, Place, Trace, run};
use replicascope_scene::cluster::Cluster;
use replicascope_scene::telling::sentence;
use replicascope_scene::timeline::{Frame, MarkKind, Timeline, leads_at};
use replicascope_scene::{Inspection, Scale};

/// A run of three replicas and two clients under this strategy, with this script and these faults.
fn trace(replication: &str, script: &str, faults: &str) -> Trace {
    let lab = format!(
        r#"{{
            "version": 1, "title": "t", "duration_us": 300000, "seed": 1,
            "replicas": ["A", "B", "C"], "clients": ["c1", "c2"],
            "keys": [{{ "name": "X", "type": {{ "lww_register": {{ "initial": 1 }} }} }}],
            "replication": {replication},
            "network": {{
                "between_replicas": {{ "latency": {{ "constant_us": 10000 }} }},
                "to_clients": {{ "latency": {{ "constant_us": 4000 }} }}
            }},
            "script": [{script}], "faults": [{faults}]
        }}"#
    );
    run(&Rc::new(Lab::from_json(&lab).expect("a valid document")))
}

fn write(id: u32, at: u64, client: &str, replica: &str, value: u32) -> String {
    call(
        id,
        at,
        client,
        replica,
        &format!(r#"{{ "write": {value} }}"#),
    )
}

fn call(id: u32, at: u64, client: &str, replica: &str, op: &str) -> String {
    format!(
        r#"{{ "id": {id}, "at_us": {at}000, "act": {{ "call": {{
            "client": "{client}", "replica": "{replica}", "key": "X", "op": {op} }} }} }}"#
    )
}

fn fault(id: u32, from: u64, to: u64, kind: &str) -> String {
    format!(r#"{{ "id": {id}, "from_us": {from}000, "to_us": {to}000, "kind": {kind} }}"#)
}

fn picture(trace: &Trace) -> Timeline {
    let scale = Scale::fitting(trace.lab.duration, 100.0, 1200.0);
    let width = 1220.0;
    Timeline::of(
        trace,
        Frame {
            width,
            scale,
            key: 0,
        },
    )
}

/// What is said about every event, in order.
fn told(trace: &Trace) -> Vec<String> {
    trace.events().map(|(id, _)| sentence(trace, id)).collect()
}

#[track_caller]
fn says(trace: &Trace, expected: &str) {
    let told = told(trace);
    assert!(told.iter().any(|one| one == expected), "{told:#?}");
}

const EAGER: &str = r#"{ "eager": {} }"#;
const FAILOVER: &str =
    r#"{ "single_leader": { "heartbeat_us": 20000, "failover_after_us": 50000 } }"#;

#[test]
fn each_fault_is_drawn_once_for_its_interval_and_named() {
    let kinds = [
        (
            r#"{ "crash": { "replica": "B", "loses_disk": true } }"#,
            "down, disk lost",
        ),
        (
            r#"{ "slow_replica": { "replica": "A", "by_us": 20000 } }"#,
            "slow +20 ms",
        ),
        (
            r#"{ "clock": { "replica": "C", "ahead_us": -5000 } }"#,
            "clock 5 ms behind",
        ),
        (r#"{ "offline": { "client": "c2" } }"#, "offline"),
        (
            r#"{ "partition": { "between": ["A"], "and": ["B"], "one_way": true } }"#,
            "One-way partition from A to B",
        ),
        (
            r#"{ "loss": { "per_mille": 125 } }"#,
            "Loss of 12.5 % of messages everywhere",
        ),
        (
            r#"{ "duplication": { "per_mille": 500 } }"#,
            "Duplication of 50 % of messages everywhere",
        ),
        (
            r#"{ "reordering": { "up_to_us": 9000 } }"#,
            "Reordering everywhere, by up to 9 ms",
        ),
        (
            r#"{ "slow_link": { "on": { "between": ["A"], "and": ["C"] }, "by_us": 7000 } }"#,
            "Delay between A and C, by 7 ms",
        ),
    ];
    for (kind, label) in kinds {
        let trace = trace(EAGER, "", &fault(1, 50, 250, kind));
        let picture = picture(&trace);
        let holes = picture
            .holes
            .iter()
            .map(|one| (one.from, one.to, &one.label));
        let strips = picture
            .strips
            .iter()
            .map(|one| (one.from, one.to, &one.label));
        let walls = picture
            .walls
            .iter()
            .map(|one| (one.from, one.to, &one.label));
        let all: Vec<_> = holes.chain(strips).chain(walls).collect();
        let (from, to) = (
            picture.scale.x(Micros::from_millis(50)),
            picture.scale.x(Micros::from_millis(250)),
        );
        assert!(all.iter().all(|one| (one.0, one.1) == (from, to)), "{kind}");
        let labels: Vec<_> = all.iter().filter_map(|one| one.2.as_deref()).collect();
        assert_eq!(labels, [label], "{kind}");
    }
}

#[test]
fn faults_of_links_lie_between_the_lanes_that_they_concern() {
    let count = |kind: &str| {
        picture(&trace(EAGER, "", &fault(1, 50, 250, kind)))
            .walls
            .len()
    };
    assert_eq!(count(r#"{ "loss": { "per_mille": 1 } }"#), 2);
    assert_eq!(
        count(r#"{ "loss": { "per_mille": 1, "on": { "between": ["B"], "and": ["C"] } } }"#),
        1
    );
    // No two neighbours: below the upper one.
    assert_eq!(
        count(r#"{ "partition": { "between": ["A"], "and": ["C"] } }"#),
        1
    );
}

#[test]
fn an_operation_that_waits_for_others_is_drawn_waiting_as_long_as_it_does() {
    let synchronous = r#"{ "single_leader": { "acknowledge": "all", "heartbeat_us": 20000 } }"#;
    let trace = trace(synchronous, &write(1, 10, "c1", "A", 2), "");
    let picture = picture(&trace);
    let [wait] = picture.waits.as_slice() else {
        panic!("{:?}", picture.waits);
    };
    // It arrives at 14 ms; both followers answer at 34 ms.
    assert_eq!(picture.scale.time(wait.from), Micros::from_millis(14));
    assert_eq!(picture.scale.time(wait.to), Micros::from_millis(34));
    assert_eq!(wait.label.as_deref(), Some("waits 20 ms"));
    assert_eq!(wait.sentence, "At A, client 1's write X = 2 waits 20 ms.");
}

#[test]
fn nothing_waits_where_answers_are_given_at_once() {
    let trace = trace(EAGER, &write(1, 10, "c1", "A", 2), "");
    assert_eq!(picture(&trace).waits, []);
}

#[test]
fn a_failover_shows_two_leaders_until_the_old_one_hears_of_it() {
    let script = [write(1, 60, "c1", "A", 2), write(2, 170, "c2", "B", 3)].join(",");
    let cut = r#"{ "partition": { "between": ["A"], "and": ["B", "C"] } }"#;
    let trace = trace(FAILOVER, &script, &fault(1, 50, 220, cut));
    let [a, b] = ["A", "B"].map(|name| name.parse().expect("a replica"));
    let during = Micros::from_millis(150);
    assert!(leads_at(&trace, a, during) && leads_at(&trace, b, during));
    let cluster = Cluster::of(&trace, 0, during);
    let leaders: Vec<bool> = cluster.nodes.iter().map(|node| node.leads).collect();
    assert_eq!(leaders, [true, true, false]);
    let end = trace.lab.duration.since(Micros(1));
    assert!(!leads_at(&trace, a, end) && leads_at(&trace, b, end));

    let picture = picture(&trace);
    let replaced = picture
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Replace);
    assert_eq!(replaced.count(), 1);
    let noted = |event: &EventKind| {
        matches!(
            event,
            EventKind::Noted {
                note: Note::Leads(_) | Note::Follows(_),
                ..
            }
        )
    };
    let notes = trace
        .events
        .iter()
        .filter(|event| noted(&event.kind))
        .count();
    assert_eq!(picture.notes.len(), notes);
    says(&trace, "B leads from now on, in term 2.");
    says(&trace, "A follows B from now on, in term 2.");
    says(
        &trace,
        "A gives up X = 2 for X = 3 of B and discards client 1's write X = 2.",
    );
}

#[test]
fn a_failure_says_what_the_client_learns_and_what_has_happened() {
    let quorum = r#"{ "leaderless": { "n": 3, "w": 2, "r": 2, "timeout_us": 60000 } }"#;
    let cut = r#"{ "partition": { "between": ["A"], "and": ["B", "C"] } }"#;
    let script = write(1, 10, "c1", "A", 2);
    let failed = trace(quorum, &script, &fault(1, 1, 300, cut));
    says(
        &failed,
        "Client 1: write X = 2 fails, 1 of 2 replicas answered in time. A has carried it out all the same.",
    );
    let [bar] = &picture(&failed).calls[..] else {
        panic!("one call")
    };
    assert!(bar.failed && !bar.returned);
    assert_eq!(bar.label, "write X = 2, failed");
}

#[test]
fn offline_clients_keep_what_they_do_for_later() {
    let offline = fault(1, 1, 100, r#"{ "offline": { "client": "c1" } }"#);
    let trace = trace(EAGER, &write(1, 10, "c1", "A", 2), &offline);
    says(&trace, "Client 1 goes offline.");
    says(
        &trace,
        "Client 1 is offline and keeps this for later: write X = 2.",
    );
    says(&trace, "Client 1 is online again.");
    let bar = &picture(&trace).calls[0];
    assert_eq!(bar.label, "write X = 2");
}

#[test]
fn a_cache_shows_no_value_before_it_fetches_and_after_it_expires() {
    let cache = r#"{ "ttl_cache": { "ttl_us": 60000 } }"#;
    let trace = trace(cache, &call(1, 50, "c1", "B", r#""read""#), "");
    let picture = picture(&trace);
    let [b, c] = ["B", "C"].map(|name| name.parse().expect("a replica"));
    let bands: Vec<_> = picture
        .bands
        .iter()
        .filter(|band| band.replica == b)
        .collect();
    // The request is there at 54 ms, the entry at 74 ms, and expires 60 ms later.
    let times = [bands[0].from, bands[0].to].map(|x| picture.scale.time(x));
    assert_eq!(
        (bands.len(), times),
        (1, [74, 134].map(Micros::from_millis))
    );
    assert!(picture.bands.iter().all(|band| band.replica != c));
    says(&trace, "B's copy of X expires.");
    let holds = |at| Cluster::of(&trace, 0, Micros::from_millis(at)).nodes[1].holds;
    assert_eq!([holds(60), holds(80), holds(140)], [false, true, false]);
}

#[test]
fn every_event_is_told_in_a_sentence_and_can_be_inspected() {
    let crash = fault(
        1,
        100,
        160,
        r#"{ "crash": { "replica": "C", "loses_disk": true } }"#,
    );
    let script = [
        write(1, 10, "c1", "A", 2),
        call(2, 60, "c2", "B", r#""read""#),
        call(3, 200, "c1", "A", r#""delete""#),
    ]
    .join(",");
    let quorum = r#"{ "leaderless": { "n": 3, "w": 2, "r": 2, "timeout_us": 40000,
        "hinted_handoff": true, "anti_entropy": { "merkle": { "every_us": 30000 } } } }"#;
    let gossip = r#"{ "gossip": { "ship": "operations", "fan_out": 1, "round_us": 25000 } }"#;
    for replication in [EAGER, FAILOVER, quorum, gossip] {
        let trace = trace(replication, &script, &crash);
        for (id, event) in trace.events() {
            let sentence = sentence(&trace, id);
            assert!(sentence.ends_with('.') && sentence.len() > 8, "{sentence}");
            assert!(
                !sentence.contains("op1") && !sentence.contains("fault1"),
                "{sentence}"
            );
            let inspection = Inspection::of(&trace, id);
            assert_eq!(inspection.facts[0], ("time", event.at.to_string()));
            assert_eq!(inspection.sentence, sentence);
        }
    }
    let trace = trace(EAGER, &script, &crash);
    says(&trace, "C is back, with an empty disk.");
    let place = Place::Replica("C".parse().expect("a replica"));
    assert!(trace.events.iter().any(|event| event.place == Some(place)));
}
