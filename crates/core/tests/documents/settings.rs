//! What data types, sessions and strategies can be set to.

use replicascope_core::replication::Replication;
use serde_json::{Value as Json, json};

use super::bounds::whole_numbers;
use super::{refuses, refuses_document, takes, with};

#[test]
fn registers_and_counters_begin_within_bounds() {
    let check = |data_type: Json, path: &str, reason: &str| {
        let document = with("/keys/0/type", data_type);
        refuses_document(&document, &format!("$.keys[0].type.{path}"), reason);
    };
    let initial = |initial: Json| json!({"mv_register": {"initial": initial}});
    let many: Vec<u32> = (0..33).collect();
    let path = "mv_register.initial[32]";
    check(initial(json!(many)), path, "at most 32 elements");
    let path = "mv_register.initial[0]";
    let nested = initial(json!([[1]]));
    check(nested, path, "a set holds whole numbers and texts");
    check(initial(json!([""])), path, "not empty");
    let case = json!({"one": 1, "other": 2, "gives": 3});
    let table = json!({"cases": vec![case; 17], "otherwise": 0});
    check(
        json!({"mv_register": {"resolve": {"table": table}}}),
        "mv_register.resolve.table.cases",
        "17 is out of bounds: 0 to 16",
    );
    for counter in ["g_counter", "pn_counter", "bounded_counter"] {
        let begins = |replica: &str, at: u32| json!({counter: {"initial": {replica: at}}});
        let path = |replica: &str| format!("{counter}.initial.{replica}");
        check(begins("I", 1), &path("I"), "no I");
        check(begins("A", 1_000_001), &path("A"), "at most 1000000");
    }
}

#[test]
fn maps_are_of_few_types_and_not_deep() {
    let check = |data_type: Json, path: &str, reason: &str| {
        let document = with("/keys/0/type", data_type);
        refuses_document(&document, path, reason);
    };
    let map = |of: Json| json!({"or_map": {"of": of}});
    let of = "$.keys[0].type.or_map.of";
    check(
        map(json!({"bounded_counter": {}})),
        of,
        "would forget rights",
    );
    let initial = json!({"g_counter": {"initial": {"I": 1}}});
    check(map(initial), &format!("{of}.g_counter.initial.I"), "no I");
    let three_deep = map(map(map(json!({"g_set": {}}))));
    let op = "$.script[0].act.call.op";
    check(three_deep.clone(), op, "does not take `write new`");
    check(map(three_deep), of, "at most 3 deep");
}

#[test]
fn sessions_have_bounds() {
    whole_numbers("/sessions/c1/patience_us", 1, 600_000_000);
    for (place, known) in [
        ("/sessions/c1/route", "as_written nearest random sticky"),
        ("/sessions/c1/token", "none writes reads both"),
    ] {
        refuses(place, "quick", "unknown variant");
        known.split(' ').for_each(|known| takes(place, known));
    }
}

/// Bounds of a setting of a strategy, both as the one that is run and as one to compare with.
fn strategy(settings: Json, field: &str, inside: [Json; 2], outside: [Json; 2]) {
    let one = settings.as_object().and_then(|one| one.keys().next());
    let name = one.expect("one").clone();
    let with_setting = |value: Json| {
        let mut settings = settings.clone();
        settings[&name][field] = value;
        settings
    };
    for value in inside {
        takes("/replication", with_setting(value));
    }
    for value in outside {
        for place in ["/replication", "/compare/1"] {
            let document = with(place, with_setting(value.clone()));
            let path = format!("{}.{name}.{field}", super::path_of(place));
            refuses_document(&document, &path, "out of bounds");
        }
    }
}

/// The first and the last whole number that a setting may be.
fn number(settings: Json, field: &str, first: u32, last: u32) {
    let (inside, outside) = ([first, last], [first - 1, last + 1]);
    strategy(
        settings,
        field,
        inside.map(Json::from),
        outside.map(Json::from),
    );
}

#[test]
fn strategies_have_bounds() {
    let longest = 600_000_000;
    let single = || json!({"single_leader": {"heartbeat_us": 5000}});
    number(single(), "heartbeat_us", 1_000, longest);
    number(single(), "failover_after_us", 10_000, longest);
    let multi = || json!({"multi_leader": {"regions": 2, "sync_every_us": 5000}});
    number(multi(), "sync_every_us", 1_000, longest);
    number(multi(), "regions", 1, 9);
    let leaderless = || json!({"leaderless": {"n": 3, "w": 1, "r": 1, "timeout_us": 5000}});
    number(leaderless(), "n", 1, 9);
    number(leaderless(), "w", 1, 3);
    number(leaderless(), "r", 1, 3);
    number(leaderless(), "timeout_us", 1_000, longest);
    number(leaderless(), "collect_after_us", 1_000, longest);
    for kind in ["full", "merkle"] {
        let every = |time: u32| json!({kind: {"every_us": time}});
        let (inside, outside) = ([1_000, longest], [999, longest + 1]);
        let (inside, outside) = (inside.map(every), outside.map(every));
        strategy(leaderless(), "anti_entropy", inside, outside);
    }
    let gossip = || json!({"gossip": {"fan_out": 1, "round_us": 5000}});
    number(gossip(), "round_us", 1_000, longest);
    number(gossip(), "fan_out", 1, 8);
    let cache = json!({"ttl_cache": {"ttl_us": 5000}});
    number(cache, "ttl_us", 1_000, longest);
    let anti_entropy = json!({"anti_entropy": {"period_us": 5000}});
    number(anti_entropy, "period_us", 1_000, longest);
}

#[test]
fn every_strategy_that_has_bounds_is_tested_above() {
    let strategies: Vec<String> = Replication::all()
        .iter()
        .map(|one| serde_json::to_value(one).expect("JSON"))
        .filter_map(|one| one.as_object().and_then(|one| one.keys().next().cloned()))
        .collect();
    let known = "single_leader multi_leader leaderless eager broadcast anti_entropy gossip ttl_cache by_hand";
    assert_eq!(strategies.join(" "), known);
}
