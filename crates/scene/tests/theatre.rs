//! The stage of a merge, on small runs.

use std::rc::Rc;

use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, Micros, Trace, run};
use replicascope_scene::theatre::{Scene, Stands, Theatre};
use replicascope_scene::weight::weights;

/// Two replicas, an eager broadcast that takes 10 ms, and these operations at these milliseconds.
fn lab(data_type: &str, calls: &[(u64, &str, &str)]) -> Lab {
    let steps = calls.iter().enumerate().map(|(place, (at, replica, op))| {
        format!(
            r#"{{"id": {}, "at_us": {}, "act": {{"call": {{"client": "c1", "replica": "{replica}", "key": "X", "op": {op}}}}}}}"#,
            place + 1,
            at * 1000
        )
    });
    let steps: Vec<String> = steps.collect();
    let json = format!(
        r#"{{
        "version": 1, "title": "Stage", "duration_us": 200000, "seed": 1,
        "replicas": ["A", "B", "C"], "clients": ["c1"],
        "keys": [{{"name": "X", "type": {data_type}}}],
        "replication": {{"eager": {{}}}},
        "network": {{
            "between_replicas": {{"latency": {{"constant_us": 10000}}, "loss_per_mille": 0}},
            "to_clients": {{"latency": {{"constant_us": 1000}}}}
        }},
        "script": [{}]
    }}"#,
        steps.join(",")
    );
    Lab::from_json(&json).unwrap_or_else(|error| panic!("{error}"))
}

/// The merges of a run at one replica, in order.
fn merges(trace: &Trace, at: &str) -> Vec<Theatre> {
    let merges = trace.events().filter(|(_, event)| {
        let here = event.place.is_some_and(|place| place.to_string() == at);
        here && matches!(event.kind, EventKind::Merged { .. })
    });
    let stage = |id| Theatre::of(trace, Scene::Merge(id)).expect("a merge");
    merges.map(|(id, _)| stage(id)).collect()
}

fn reasons(theatre: &Theatre) -> Vec<String> {
    let told =
        |step: &replicascope_scene::theatre::Step| format!("{}: {}", step.entry, step.reason);
    theatre.steps.iter().map(told).collect()
}

#[test]
fn a_counter_is_told_entry_by_entry_with_its_numbers() {
    let counter = r#"{"g_counter": {"initial": {"A": 5, "B": 5}}}"#;
    let increments = [
        (10, "A", r#"{"increment": 1}"#),
        (10, "B", r#"{"increment": 1}"#),
    ];
    let trace = run(&Rc::new(lab(counter, &increments)));
    let stage = &merges(&trace, "A")[0];
    assert_eq!(reasons(stage), ["A: max(6, 5) = 6", "B: max(5, 6) = 6"]);
    assert_eq!(
        [&stage.left, &stage.right, &stage.result].map(|one| &*one.value),
        ["11", "11", "12"]
    );
    assert!(stage.laws.iter().all(|law| law.holds));
    // One number cannot know: added up it counts all that both had twice, and more each time.
    let [sum, larger] = &stage.naive[..] else {
        panic!("{:?}", stage.naive)
    };
    assert_eq!(
        (&*sum.once, &*sum.twice, sum.wrong),
        ("22", "33", Some("merging twice changes it"))
    );
    assert_eq!(
        (&*larger.once, larger.wrong),
        ("11", Some("it is not what was done"))
    );
    // The beginning, the two sides, and what is above both.
    let lattice = stage.lattice.as_ref().expect("few states");
    let stands = |wanted: Stands| {
        lattice
            .nodes
            .iter()
            .filter(|one| one.stands == wanted)
            .count()
    };
    assert_eq!(
        [Stands::Left, Stands::Right, Stands::Join].map(stands),
        [1, 1, 1]
    );
    assert_eq!((lattice.nodes.len(), lattice.edges.len()), (4, 4));
    let height = |wanted: Stands| {
        let node = lattice.nodes.iter().find(|one| one.stands == wanted);
        node.expect("it is there").y
    };
    assert!(height(Stands::Join) < height(Stands::Left));
}

#[test]
fn a_removed_tag_and_an_unseen_one_are_told_apart() {
    let ops = [
        (10, "A", r#"{"add": "apple"}"#),
        (40, "A", r#"{"remove": "apple"}"#),
        (40, "B", r#"{"add": "pear"}"#),
    ];
    let trace = run(&Rc::new(lab(r#"{"orswot": {}}"#, &ops)));
    let stage = &merges(&trace, "A")[0];
    assert_eq!(
        reasons(stage),
        [
            "apple, tag A·1: A has seen it and has it no more: A removed it, dropped",
            "pear, tag B·1: not yet seen by A: kept",
        ]
    );
    assert_eq!(stage.result.value, "{pear}");
    assert!(stage.steps[0].dropped && !stage.steps[1].dropped);
    let united = &stage.naive[0];
    assert_eq!(
        (&*united.once, united.wrong),
        ("{apple, pear}", Some("it is not what was done"))
    );
}

#[test]
fn two_replicas_are_merged_out_of_turn() {
    let ops = [
        (10, "A", r#"{"add": "apple"}"#),
        (10, "B", r#"{"add": "pear"}"#),
    ];
    let trace = run(&Rc::new(lab(r#"{"g_set": {}}"#, &ops)));
    let [left, right] = ["A", "B"].map(|name| name.parse().expect("a replica"));
    let at = Micros::from_millis(12);
    let scene = Scene::Between {
        key: 0,
        left,
        right,
        at,
    };
    let stage = Theatre::of(&trace, scene).expect("two replicas");
    assert_eq!(stage.result.value, "{apple, pear}");
    // Nothing was merged in the run: A still holds what it held.
    assert_eq!(
        trace.record_at(left, 0, at).state.read().to_string(),
        "{apple}"
    );
}

/// Adding and removing over and over: tombstones pile up, a vector does not.
#[test]
fn tombstones_weigh_more_and_more() {
    let ops = |place: u64| {
        let op = if place.is_multiple_of(2) {
            r#"{"add": "apple"}"#
        } else {
            r#"{"remove": "apple"}"#
        };
        (5 * (place + 1), "A", op)
    };
    let ops: Vec<_> = (0..20).map(ops).collect();
    let all = weights(
        &lab(r#"{"or_set": {}}"#, &ops),
        0,
        "A".parse().expect("a replica"),
    );
    assert!(all[0].own);
    let metadata = |title: &str| {
        let weight = all.iter().find(|one| one.title == title);
        weight.unwrap_or_else(|| panic!("no {title}")).last().1
    };
    assert_eq!(metadata("OR-Set with tombstones"), 10 * (5 + 6));
    assert_eq!(metadata("OR-Set without tombstones"), 6);
    assert!(metadata("LWW-Element-Set") < 40);
}
