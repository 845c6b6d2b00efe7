//! How large, how many and when: the first and the last that are taken, and what lies beyond them.

use replicascope_core::Lab;
use serde_json::{Value as Json, json};

use super::{path_of, refuses, refuses_document, takes, with};

/// What lies within the bounds, and what lies beyond them.
fn bounds(place: &str, inside: [Json; 2], outside: [Json; 2]) {
    inside.into_iter().for_each(|value| takes(place, value));
    for value in outside {
        refuses(place, value, "out of bounds");
    }
}

/// The first and last allowed, and those just beyond them.
pub fn whole_numbers(place: &str, first: i64, last: i64) {
    takes(place, first);
    takes(place, last);
    refuses(place, last + 1, "out of bounds");
    // A number below zero may be none of the right type.
    let least = with(place, first - 1).to_string();
    let error = Lab::from_json(&least).expect_err("refused");
    assert_eq!(error.path(), path_of(place), "{error}");
}

#[test]
fn a_document_has_a_few_replicas_and_clients() {
    let letters =
        |count: usize| -> Json { "ABCDEFGHIJ"[..count].chars().map(String::from).collect() };
    let clients = |count: usize| -> Json { (1..=count).map(|n| format!("c{n}")).collect() };
    refuses("/version", 2, "this build reads version 1");
    refuses("/replicas", letters(1), "1 is out of bounds: 2 to 9");
    takes("/replicas", letters(9));
    let ten = with("/replicas", letters(10));
    refuses_document(&ten, "$.replicas[9]", "`J` is not a replica");
    refuses("/clients", json!([]), "0 is out of bounds: 1 to 9");
    let ten = with("/clients", clients(10));
    refuses_document(&ten, "$.clients[9]", "`c10` is not a client");
    refuses("/keys", json!([]), "0 is out of bounds: 1 to 32");
    for side in ["and", "between"] {
        let place = format!("/faults/1/kind/partition/{side}");
        refuses(&place, json!([]), "0 is out of bounds: 1 to 9");
    }
}

#[test]
fn lists_have_bounds() {
    let check = |place: &str, bounds: &str, one: &dyn Fn(usize) -> Json| {
        let (_, most) = bounds.split_once(" to ").expect("two bounds");
        let many = most.parse::<usize>().expect("a number") + 1;
        let value: Json = (0..many).map(one).collect();
        refuses(place, value, &format!("{many} is out of bounds: {bounds}"));
    };
    check(
        "/keys",
        "1 to 32",
        &|n| json!({"name": format!("k{n}"), "type": {"g_counter": {}}}),
    );
    check(
        "/script",
        "0 to 10000",
        &|id| json!({"id": id, "at_us": 0, "act": {"send": {"from": "A", "to": "B", "key": "X"}}}),
    );
    check(
        "/faults",
        "0 to 100",
        &|id| json!({"id": id, "from_us": 0, "to_us": 1, "kind": {"crash": {"replica": "A"}}}),
    );
    check(
        "/network/links",
        "0 to 200",
        &|_| json!({"from": "A", "to": "B", "quality": {"latency": {"constant_us": 1}}}),
    );
    check(
        "/overrides",
        "0 to 10000",
        &|n| json!({"message": format!("{n}"), "after_us": []}),
    );
    check("/overrides/0/after_us", "0 to 4", &|_| json!(1));
    check("/compare", "0 to 3", &|_| json!({"eager": {}}));
}

#[test]
fn texts_have_bounds() {
    takes("/title", "é".repeat(120));
    let many = |letter: &str, count: usize| letter.repeat(count);
    refuses("/title", many("é", 121), "121 is out of bounds: 0 to 120");
    refuses("/prompt", many("p", 401), "401 is out of bounds: 0 to 400");
    refuses(
        "/notes",
        many("n", 4_001),
        "4001 is out of bounds: 0 to 4000",
    );
    let name = "/keys/0/name";
    refuses(name, "", "1 to 16 characters, this one has 0");
    refuses(name, many("k", 17), "this one has 17");
    bounds(
        "/overrides/0/message",
        [json!("m"), json!("m".repeat(80))],
        [json!(""), json!("m".repeat(81))],
    );
}

#[test]
fn values_have_bounds() {
    let value = "/script/0/act/call/op/write";
    refuses(value, "v".repeat(41), "at most 40 characters");
    refuses(value, "", "a value is not empty");
    let exact = "lies between -9007199254740991 and 9007199254740991";
    refuses(value, 1u64 << 53, exact);
    refuses(value, -(1i64 << 53), "lies between");
    refuses(value, u64::MAX, "lies between");
    let initial = "/keys/1/type/g_counter/initial/A";
    refuses(initial, 1_000_001, "at most 1000000");
}

#[test]
fn durations_have_bounds() {
    let longest = 600_000_000;
    bounds(
        "/duration_us",
        [json!(100_000), json!(longest)],
        [json!(999), json!(longest + 1)],
    );
    whole_numbers("/replication/anti_entropy/period_us", 1_000, longest);
    bounds(
        "/overrides/0/after_us",
        [json!([]), json!([1, 1, 1, longest])],
        [json!([0]), json!([longest + 1])],
    );
}

#[test]
fn links_have_bounds() {
    for quality in [
        "/network/between_replicas",
        "/network/to_clients",
        "/network/links/0/quality",
    ] {
        for rate in ["loss_per_mille", "duplicate_per_mille"] {
            let place = format!("{quality}/{rate}");
            refuses(&place, 1001, "1001 is out of bounds: 0 to 1000");
            takes(&place, 1000);
        }
        let place = format!("{quality}/latency");
        let constant = |time: u64| json!({"constant_us": time});
        bounds(
            &place,
            [constant(1), constant(600_000_000)],
            [constant(0), constant(600_000_001)],
        );
        let uniform = |least: u64, most: u64| json!({"uniform_us": [least, most]});
        bounds(
            &place,
            [uniform(1, 1), uniform(1, 600_000_000)],
            [uniform(0, 5), uniform(6, 5)],
        );
        let exponential = |least: u64, mean: u64| json!({"exponential_us": {"at_least": least, "mean_beyond": mean}});
        bounds(
            &place,
            [exponential(1, 1), exponential(600_000_000, 600_000_000)],
            [exponential(0, 1), exponential(1, 0)],
        );
    }
}

#[test]
fn faults_have_bounds() {
    let longest = 600_000_000;
    for (fault, first, last) in [
        ("4/kind/slow_replica/by_us", 1, longest),
        ("5/kind/slow_link/by_us", 1, longest),
        ("6/kind/loss/per_mille", 0, 1000),
        ("7/kind/duplication/per_mille", 0, 1000),
        ("8/kind/reordering/up_to_us", 1, longest),
        ("9/kind/clock/ahead_us", -longest, longest),
        ("9/kind/clock/drift_ppm", -900_000, 900_000),
    ] {
        whole_numbers(&format!("/faults/{fault}"), first, last);
    }
}

#[test]
fn times_lie_within_the_run() {
    let (step, from, to) = ("/script/0/at_us", "/faults/0/from_us", "/faults/0/to_us");
    let reason = "100001 µs is out of bounds: 0 to 100000 µs";
    refuses(step, 100_001, reason);
    refuses(step, u64::MAX, "out of bounds");
    takes(step, 100_000);
    refuses("/opens_at_us", 100_001, "out of bounds");
    refuses(from, 100_001, "out of bounds");
    refuses(to, 600_000_001, "out of bounds");
    takes(to, 600_000_000);
    for end in [10_000, 9_999] {
        refuses(to, end, "a fault ends after it begins");
    }
}
