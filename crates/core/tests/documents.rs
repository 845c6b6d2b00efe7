//! Documents as JSON: what is refused, where and why; what is written is read back.

mod support;

use replicascope_core::lab::{FaultKind, Links, Session};
use replicascope_core::replication::Replication;
use replicascope_core::{Lab, Micros};
use serde_json::{Value as Json, json};

/// A document with a bit of everything.
const DOCUMENT: &str = r#"{
    "version": 1, "title": "Everything", "prompt": "Try.", "notes": "Ask first.\nThen run.", "opens_at_us": 5000,
    "duration_us": 100000, "seed": 7,
    "replicas": ["A", "B", "C"], "clients": ["c1", "c2"],
    "sessions": {
        "c1": {"route": {"fixed": "B"}, "token": "both", "patience_us": 9000},
        "c2": {"route": "sticky"}
    },
    "keys": [
        {"name": "X", "type": {"lww_register": {"initial": 1}}},
        {"name": "N", "type": {"g_counter": {"initial": {"A": 3, "B": 2}}}}
    ],
    "replication": {"anti_entropy": {"period_us": 20000}},
    "compare": [
        {"single_leader": {"acknowledge": {"followers": 1}, "read_from": "leader",
            "heartbeat_us": 20000, "failover_after_us": 60000}},
        {"leaderless": {"n": 3, "w": 2, "r": 1, "read_repair": "before_answer",
            "hinted_handoff": true, "sloppy": true, "anti_entropy": {"merkle": {"every_us": 9000}},
            "timeout_us": 30000, "collect_after_us": 40000}},
        {"gossip": {"ship": "deltas", "fan_out": 2, "round_us": 20000}}
    ],
    "network": {
        "between_replicas": {"latency": {"uniform_us": [1000, 2000]}, "loss_per_mille": 10},
        "to_clients": {"latency": {"constant_us": 1000}},
        "links": [{"from": "A", "to": "c1", "quality":
            {"latency": {"exponential_us": {"at_least": 10, "mean_beyond": 20}}}}]
    },
    "script": [
        {"id": 1, "at_us": 1000, "act":
            {"call": {"client": "c1", "replica": "A", "key": "X", "op": {"write": "new"}}}},
        {"id": 2, "at_us": 2000, "act":
            {"call": {"client": "c2", "replica": "B", "key": "N", "op": {"increment": 2}}}},
        {"id": 3, "at_us": 3000, "act": {"send": {"from": "B", "to": "C", "key": "N"}}},
        {"id": 4, "at_us": 4000, "act":
            {"call": {"client": "c2", "replica": "C", "key": "X", "op": "read"}}},
        {"id": 5, "at_us": 5000, "act": {"promote": {"replica": "B"}}},
        {"id": 6, "at_us": 6000, "act":
            {"call": {"client": "c2", "replica": "C", "key": "X", "op": "delete"}}}
    ],
    "faults": [
        {"id": 1, "from_us": 10000, "to_us": 20000, "kind": {"crash": {"replica": "B"}}},
        {"id": 2, "from_us": 30000, "to_us": 40000, "kind":
            {"partition": {"between": ["A"], "and": ["B", "C"]}}},
        {"id": 3, "from_us": 0, "to_us": 1, "kind":
            {"partition": {"between": ["A"], "and": ["B"], "one_way": true}}},
        {"id": 4, "from_us": 0, "to_us": 1, "kind":
            {"crash": {"replica": "C", "loses_disk": true}}},
        {"id": 5, "from_us": 0, "to_us": 1, "kind":
            {"slow_replica": {"replica": "C", "by_us": 7}}},
        {"id": 6, "from_us": 0, "to_us": 1, "kind":
            {"slow_link": {"on": {"between": ["A"], "and": ["C"]}, "by_us": 7}}},
        {"id": 7, "from_us": 0, "to_us": 1, "kind":
            {"loss": {"on": {"between": ["A"], "and": ["C"]}, "per_mille": 7}}},
        {"id": 8, "from_us": 0, "to_us": 1, "kind":
            {"duplication": {"on": {"between": ["A"], "and": ["C"]}, "per_mille": 7}}},
        {"id": 9, "from_us": 0, "to_us": 1, "kind":
            {"reordering": {"on": {"between": ["A"], "and": ["C"]}, "up_to_us": 7}}},
        {"id": 10, "from_us": 0, "to_us": 1, "kind":
            {"clock": {"replica": "C", "ahead_us": -7, "drift_ppm": 7}}},
        {"id": 11, "from_us": 0, "to_us": 1, "kind": {"offline": {"client": "c2"}}}
    ],
    "overrides": [{"message": "op3:B>C/hand", "after_us": [5000, 6000]}]
}"#;

/// The kinds of faults by their place in the document.
const KINDS: [(usize, &str); 9] = [
    (0, "crash"),
    (1, "partition"),
    (4, "slow_replica"),
    (5, "slow_link"),
    (6, "loss"),
    (7, "duplication"),
    (8, "reordering"),
    (9, "clock"),
    (10, "offline"),
];
/// Those of them that may name links.
const ON: [(usize, &str); 4] = [
    (5, "slow_link"),
    (6, "loss"),
    (7, "duplication"),
    (8, "reordering"),
];

fn document() -> Json {
    serde_json::from_str(DOCUMENT).expect("JSON")
}

fn everything() -> Lab {
    Lab::from_json(DOCUMENT).expect("valid")
}

/// The document with another value at a place, written as a JSON pointer.
fn with(place: &str, value: Json) -> Json {
    let mut document = document();
    let (parent, last) = place.rsplit_once('/').expect("a pointer");
    match document.pointer_mut(parent).expect("it is there") {
        Json::Object(fields) => {
            fields.insert(last.into(), value);
        }
        Json::Array(items) => items[last.parse::<usize>().expect("an index")] = value,
        other => panic!("{other} has no parts"),
    }
    document
}

fn without(place: &str) -> Json {
    let mut document = document();
    let (parent, last) = place.rsplit_once('/').expect("a pointer");
    let fields = document.pointer_mut(parent).and_then(Json::as_object_mut);
    let removed = fields.and_then(|fields| fields.remove(last));
    assert!(removed.is_some(), "nothing at {place}");
    document
}

fn check_text(text: &str, path: &str, reason: &str) {
    let error = Lab::from_json(text).expect_err("refused");
    let shown: String = text.chars().take(200).collect();
    assert_eq!(error.path(), path, "{error} in {shown}");
    assert!(error.reason().contains(reason), "{error}, not {reason}");
}

fn refuses(document: &Json, path: &str, reason: &str) {
    check_text(&document.to_string(), path, reason);
}

#[test]
fn what_does_not_belong_in_a_document_is_refused_where_it_stands() {
    let check = |parent: &str, path: &str| {
        let document = with(&format!("{parent}/colour"), json!("red"));
        refuses(&document, path, "unknown field `colour`");
    };
    check("", "$.colour");
    check("/keys/0", "$.keys[0].colour");
    check(
        "/keys/0/type/lww_register",
        "$.keys[0].type.lww_register.colour",
    );
    check("/keys/1/type/g_counter", "$.keys[1].type.g_counter.colour");
    check(
        "/replication/anti_entropy",
        "$.replication.anti_entropy.colour",
    );
    check("/network", "$.network.colour");
    check("/network/to_clients", "$.network.to_clients.colour");
    check("/network/links/0", "$.network.links[0].colour");
    check(
        "/network/links/0/quality",
        "$.network.links[0].quality.colour",
    );
    check(
        "/network/links/0/quality/latency/exponential_us",
        "$.network.links[0].quality.latency.exponential_us.colour",
    );
    check("/script/0", "$.script[0].colour");
    check("/script/0/act/call", "$.script[0].act.call.colour");
    check("/script/2/act/send", "$.script[2].act.send.colour");
    check("/faults/0", "$.faults[0].colour");
    check("/faults/0/kind/crash", "$.faults[0].kind.crash.colour");
    check(
        "/faults/1/kind/partition",
        "$.faults[1].kind.partition.colour",
    );
    check("/overrides/0", "$.overrides[0].colour");
    check("/sessions/c1", "$.sessions.c1.colour");
    for (index, strategy) in ["single_leader", "leaderless", "gossip"].iter().enumerate() {
        check(
            &format!("/compare/{index}/{strategy}"),
            &format!("$.compare[{index}].{strategy}.colour"),
        );
    }
    let promote = "/script/4/act/promote";
    check(promote, "$.script[4].act.promote.colour");
    for (index, kind) in KINDS {
        let path = format!("$.faults[{index}].kind.{kind}.colour");
        check(&format!("/faults/{index}/kind/{kind}"), &path);
    }
    for (index, kind) in ON {
        let path = format!("$.faults[{index}].kind.{kind}.on.colour");
        check(&format!("/faults/{index}/kind/{kind}/on"), &path);
    }

    // A choice of two is no choice.
    let check = |parent: &str| {
        let error = Lab::from_json(&with(&format!("{parent}/colour"), json!({})).to_string());
        let error = error.expect_err(parent);
        assert!(error.path().len() > 1, "{error}");
    };
    check("/script/0/act");
    check("/script/0/act/call/op");
    check("/keys/0/type");
    check("/replication");
    check("/network/to_clients/latency");
    check("/faults/0/kind");
    check("/sessions/c1/route");
    check("/compare/0");
    check("/compare/0/single_leader/acknowledge");
    check("/compare/1/leaderless/anti_entropy");
}

#[test]
fn what_is_missing_is_named() {
    let check = |place: &str, path: &str| {
        let (_, field) = place.rsplit_once('/').expect("a pointer");
        refuses(&without(place), path, &format!("missing field `{field}`"));
    };
    for field in
        "version title duration_us seed replicas clients keys replication network".split(' ')
    {
        check(&format!("/{field}"), "$");
    }
    check("/keys/0/name", "$.keys[0]");
    check("/keys/0/type", "$.keys[0]");
    check(
        "/replication/anti_entropy/period_us",
        "$.replication.anti_entropy",
    );
    check("/network/between_replicas", "$.network");
    check("/network/to_clients/latency", "$.network.to_clients");
    check("/network/links/0/to", "$.network.links[0]");
    check("/script/0/id", "$.script[0]");
    check("/script/0/at_us", "$.script[0]");
    check("/script/0/act", "$.script[0]");
    check("/script/0/act/call/op", "$.script[0].act.call");
    check("/script/2/act/send/to", "$.script[2].act.send");
    check("/faults/0/to_us", "$.faults[0]");
    check("/faults/0/kind/crash/replica", "$.faults[0].kind.crash");
    check("/faults/1/kind/partition/and", "$.faults[1].kind.partition");
    check("/overrides/0/after_us", "$.overrides[0]");
    check("/script/4/act/promote/replica", "$.script[4].act.promote");
    check(
        "/compare/0/single_leader/heartbeat_us",
        "$.compare[0].single_leader",
    );
    for field in ["n", "w", "r", "timeout_us"] {
        let place = format!("/compare/1/leaderless/{field}");
        check(&place, "$.compare[1].leaderless");
    }
    for field in ["fan_out", "round_us"] {
        check(&format!("/compare/2/gossip/{field}"), "$.compare[2].gossip");
    }
    for (index, kind, field) in [
        (4, "slow_replica", "replica"),
        (4, "slow_replica", "by_us"),
        (5, "slow_link", "by_us"),
        (6, "loss", "per_mille"),
        (7, "duplication", "per_mille"),
        (8, "reordering", "up_to_us"),
        (9, "clock", "replica"),
        (10, "offline", "client"),
    ] {
        let path = format!("$.faults[{index}].kind.{kind}");
        check(&format!("/faults/{index}/kind/{kind}/{field}"), &path);
    }

    // What may be left out is what it is by default.
    let mut lab = everything();
    for (field, clear) in [
        ("prompt", (|lab| lab.prompt.clear()) as fn(&mut Lab)),
        ("notes", |lab| lab.notes.clear()),
        ("opens_at_us", |lab| lab.opens_at = Micros::ZERO),
        ("overrides", |lab| lab.overrides.clear()),
        ("faults", |lab| lab.faults.clear()),
        ("sessions", |lab| lab.sessions.clear()),
        ("compare", |lab| lab.compare.clear()),
        ("script", |lab| lab.script.clear()),
    ] {
        let read = Lab::from_json(&without(&format!("/{field}")).to_string()).expect("valid");
        let mut expected = everything();
        clear(&mut expected);
        assert_eq!(read, expected);
        clear(&mut lab);
    }
    assert_eq!(Lab::from_json(&lab.to_json()), Ok(lab));
}

#[test]
fn what_is_of_another_type_is_refused() {
    let check = |place: &str, value: Json, path: &str, reason: &str| {
        refuses(&with(place, value), path, reason);
    };
    check("/title", json!(1), "$.title", "expected a string");
    check("/version", json!("1"), "$.version", "expected u32");
    check("/seed", json!(-1), "$.seed", "expected u32");
    check("/seed", json!(1.5), "$.seed", "expected u32");
    check("/seed", json!(1u64 << 32), "$.seed", "expected u32");
    check("/duration_us", json!(1e5), "$.duration_us", "expected u64");
    check("/replicas", json!("A"), "$.replicas", "expected a sequence");
    check(
        "/replicas/0",
        json!(1),
        "$.replicas[0]",
        "expected a string",
    );
    check(
        "/keys/0/type",
        json!("map"),
        "$.keys[0].type",
        "unknown variant `map`",
    );
    check(
        "/keys/0/type/lww_register/initial",
        json!({}),
        "$.keys[0].type.lww_register.initial",
        "a whole number, a text or a list of these",
    );
    for compound in [json!({"a": 1}), json!({})] {
        check(
            "/keys/0/type/lww_register/initial",
            compound,
            "$.keys[0].type.lww_register.initial",
            "a whole number, a text or a list of these",
        );
    }
    check(
        "/keys/0/type/lww_register/initial",
        json!(1.5),
        "$.keys[0].type.lww_register.initial",
        "a whole number, a text or a list of these",
    );
    check(
        "/keys/0/type/lww_register/initial",
        json!(true),
        "$.keys[0].type.lww_register.initial",
        "a whole number, a text or a list of these",
    );
    check(
        "/replication",
        json!({"rumour": {}}),
        "$.replication",
        "unknown variant `rumour`",
    );
    check("/script", json!({}), "$.script", "expected a sequence");
    check(
        "/script/0/act/call/op",
        json!({"vanish": 1}),
        "$.script[0].act.call.op",
        "unknown variant `vanish`",
    );
    check(
        "/script/1/act/call/op/increment",
        json!(-1),
        "$.script[1].act.call.op.increment",
        "expected u32",
    );
    check(
        "/script/0/at_us",
        json!(null),
        "$.script[0].at_us",
        "expected u64",
    );
    check(
        "/faults/0/kind/crash",
        json!("B"),
        "$.faults[0].kind.crash",
        "expected struct variant",
    );
    check(
        "/overrides/0/after_us",
        json!(5000),
        "$.overrides[0].after_us",
        "expected a sequence",
    );
    check_text("", "$", "EOF");
    check_text("[]", "$", "invalid length 0");
    check_text("nothing", "$", "expected ident");
    let (begun, _) = DOCUMENT.split_once("\"loss_per").expect("it is there");
    check_text(begun, "$.network.between_replicas", "EOF");
}

#[test]
fn what_is_named_must_be_there() {
    let check = |place: &str, value: &str, path: &str, reason: &str| {
        refuses(&with(place, json!(value)), path, reason);
    };
    check(
        "/replicas/2",
        "J",
        "$.replicas[2]",
        "`J` is not a replica: use one letter from A to I",
    );
    check("/replicas/2", "a", "$.replicas[2]", "`a` is not a replica");
    check(
        "/clients/1",
        "c0",
        "$.clients[1]",
        "`c0` is not a client: use c1 to c9",
    );
    check("/clients/1", "c10", "$.clients[1]", "`c10` is not a client");
    check(
        "/script/0/act/call/replica",
        "D",
        "$.script[0].act.call.replica",
        "this lab has no D",
    );
    check(
        "/script/0/act/call/client",
        "c3",
        "$.script[0].act.call.client",
        "this lab has no c3",
    );
    check(
        "/script/0/act/call/key",
        "Y",
        "$.script[0].act.call.key",
        "this lab has no key Y",
    );
    check(
        "/script/2/act/send/from",
        "D",
        "$.script[2].act.send.from",
        "this lab has no D",
    );
    check(
        "/script/2/act/send/to",
        "D",
        "$.script[2].act.send.to",
        "this lab has no D",
    );
    check(
        "/script/2/act/send/to",
        "B",
        "$.script[2].act.send.to",
        "sends to another one",
    );
    check(
        "/script/2/act/send/key",
        "x",
        "$.script[2].act.send.key",
        "this lab has no key x",
    );
    check(
        "/network/links/0/from",
        "D",
        "$.network.links[0].from",
        "this lab has no D",
    );
    check(
        "/network/links/0/to",
        "c3",
        "$.network.links[0].to",
        "this lab has no c3",
    );
    check(
        "/network/links/0/to",
        "X",
        "$.network.links[0].to",
        "neither a replica (A to I) nor a client",
    );
    check(
        "/faults/0/kind/crash/replica",
        "D",
        "$.faults[0].kind.crash.replica",
        "this lab has no D",
    );
    check(
        "/faults/1/kind/partition/and/1",
        "D",
        "$.faults[1].kind.partition.and",
        "this lab has no D",
    );
    check(
        "/faults/1/kind/partition/and/1",
        "A",
        "$.faults[1].kind.partition.and",
        "A is on both sides",
    );
    let initial = with("/keys/1/type/g_counter/initial/D", json!(1));
    refuses(
        &initial,
        "$.keys[1].type.g_counter.initial.D",
        "this lab has no D",
    );
    check(
        "/sessions/c1/route/fixed",
        "D",
        "$.sessions.c1.route.fixed",
        "this lab has no D",
    );
    refuses(
        &with("/sessions/c3", json!({})),
        "$.sessions.c3",
        "this lab has no c3",
    );
    check(
        "/script/4/act/promote/replica",
        "D",
        "$.script[4].act.promote.replica",
        "this lab has no D",
    );
    for (index, kind) in [(3, "crash"), (4, "slow_replica"), (9, "clock")] {
        let path = format!("$.faults[{index}].kind.{kind}.replica");
        let place = format!("/faults/{index}/kind/{kind}/replica");
        check(&place, "D", &path, "this lab has no D");
    }
    check(
        "/faults/10/kind/offline/client",
        "c3",
        "$.faults[10].kind.offline.client",
        "this lab has no c3",
    );
    for (index, kind) in ON {
        for side in ["between", "and"] {
            let path = format!("$.faults[{index}].kind.{kind}.on.{side}");
            let place = format!("/faults/{index}/kind/{kind}/on/{side}");
            check(&format!("{place}/0"), "D", &path, "this lab has no D");
            let nobody = with(&place, json!([]));
            refuses(&nobody, &path, "0 is out of bounds: 1 to 9");
        }
        let place = format!("/faults/{index}/kind/{kind}/on/and/0");
        let path = format!("$.faults[{index}].kind.{kind}.on.and");
        check(&place, "A", &path, "A is on both sides");
    }
    let long = "x".repeat(1000);
    check(
        "/replicas/2",
        &long,
        "$.replicas[2]",
        "`xxxxxxxxxxxxxxxxxxxxxxxx…` is not",
    );
}

#[test]
fn an_operation_is_one_of_its_key() {
    let check = |step: usize, op: Json, reason: &str| {
        let document = with(&format!("/script/{step}/act/call/op"), op);
        refuses(&document, &format!("$.script[{step}].act.call.op"), reason);
    };
    check(0, json!("enable"), "key X does not take `enable`");
    check(0, json!({"add": [1]}), "key X does not take `add {1}`");
    let far = json!({"transfer": {"to": "B", "amount": 1}});
    check(0, far, "key X does not take `hand 1 to B`");
    let within = json!({"within": {"entry": "e", "op": {"increment": 1}}});
    check(1, within, "key N does not take `e: +1`");
    check(1, json!({"write": 1}), "key N does not take `write 1`");
    check(1, json!("delete"), "key N does not take `delete`");
    check(1, json!({"increment": 0}), "key N does not take `+0`");
    check(
        1,
        json!({"increment": 1_000_001}),
        "key N does not take `+1000001`",
    );
}

#[test]
fn settings_of_types_are_within_bounds() {
    let check = |data_type: Json, path: &str, reason: &str| {
        let document = with("/keys/0/type", data_type);
        refuses(&document, &format!("$.keys[0].type.{path}"), reason);
    };
    let initial = |initial: Json| json!({"mv_register": {"initial": initial}});
    let many: Vec<u32> = (0..33).collect();
    check(
        initial(json!(many)),
        "mv_register.initial[32]",
        "at most 32 elements",
    );
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
        let path = format!("{counter}.initial.I");
        check(json!({counter: {"initial": {"I": 1}}}), &path, "no I");
        let path = format!("{counter}.initial.A");
        check(
            json!({counter: {"initial": {"A": 1_000_001}}}),
            &path,
            "at most 1000000",
        );
    }
    let map = |of: Json| json!({"or_map": {"of": of}});
    check(
        map(json!({"bounded_counter": {}})),
        "or_map.of",
        "would forget rights",
    );
    let initial = json!({"g_counter": {"initial": {"I": 1}}});
    check(map(initial), "or_map.of.g_counter.initial.I", "no I");
    let three_deep = map(map(map(json!({"g_set": {}}))));
    let document = with("/keys/0/type", three_deep.clone());
    refuses(
        &document,
        "$.script[0].act.call.op",
        "does not take `write new`",
    );
    check(map(three_deep), "or_map.of", "at most 3 deep");
}

#[test]
fn a_transfer_goes_to_a_replica_of_the_lab() {
    let mut document = with("/keys/1/type", json!({"bounded_counter": {}}));
    let transfer = |to: &str| json!({"transfer": {"to": to, "amount": 2}});
    document["script"][1]["act"]["call"]["op"] = transfer("C");
    assert!(Lab::from_json(&document.to_string()).is_ok());
    document["script"][1]["act"]["call"]["op"] = transfer("I");
    refuses(&document, "$.script[1].act.call.op", "this lab has no I");
}

#[test]
fn names_occur_once_and_in_order() {
    let check = |place: &str, value: Json, path: &str, reason: &str| {
        refuses(&with(place, value), path, reason);
    };
    check(
        "/replicas",
        json!(["A", "C", "B"]),
        "$.replicas",
        "each once, in order",
    );
    check(
        "/replicas",
        json!(["A", "B", "B", "C"]),
        "$.replicas",
        "each once, in order",
    );
    check(
        "/clients",
        json!(["c2", "c1"]),
        "$.clients",
        "each once, in order",
    );
    check(
        "/keys/1/name",
        json!("X"),
        "$.keys[1].name",
        "key X appears twice",
    );
    check(
        "/script/1/id",
        json!(1),
        "$.script[1].id",
        "1 appears twice",
    );
    check(
        "/script/1/id",
        json!(1u32 << 31),
        "$.script[1].id",
        "at most 2147483647",
    );
    check(
        "/faults/1/id",
        json!(1),
        "$.faults[1].id",
        "1 appears twice",
    );
    let twice = json!([{"message": "m", "after_us": []}, {"message": "m", "after_us": [1]}]);
    check(
        "/overrides",
        twice,
        "$.overrides[1].message",
        "this message has an override already",
    );
}

#[test]
fn sizes_have_bounds() {
    let check = |place: &str, value: Json, path: &str, reason: &str| {
        refuses(&with(place, value), path, reason);
    };
    let bounds = |place: &str, inside: [Json; 2], outside: [Json; 2], path: &str| {
        for value in inside {
            let document = with(place, value);
            Lab::from_json(&document.to_string()).expect("within the bounds");
        }
        for value in outside {
            refuses(&with(place, value), path, "out of bounds");
        }
    };
    let letters =
        |count: usize| -> Json { "ABCDEFGHIJ"[..count].chars().map(String::from).collect() };
    let clients = |count: usize| -> Json { (1..=count).map(|n| format!("c{n}")).collect() };
    check(
        "/version",
        json!(2),
        "$.version",
        "this build reads version 1",
    );
    check(
        "/replicas",
        letters(1),
        "$.replicas",
        "1 is out of bounds: 2 to 9",
    );
    check(
        "/replicas",
        letters(10),
        "$.replicas[9]",
        "`J` is not a replica",
    );
    assert!(Lab::from_json(&with("/replicas", letters(9)).to_string()).is_ok());
    check(
        "/clients",
        json!([]),
        "$.clients",
        "0 is out of bounds: 1 to 9",
    );
    check(
        "/clients",
        clients(10),
        "$.clients[9]",
        "`c10` is not a client",
    );
    check("/keys", json!([]), "$.keys", "0 is out of bounds: 1 to 32");
    let keys: Json = (0..33)
        .map(|n| json!({"name": format!("k{n}"), "type": {"g_counter": {}}}))
        .collect();
    check("/keys", keys, "$.keys", "33 is out of bounds: 1 to 32");
    check(
        "/keys/0/name",
        json!(""),
        "$.keys[0].name",
        "1 to 16 characters, this one has 0",
    );
    check(
        "/keys/0/name",
        json!("k".repeat(17)),
        "$.keys[0].name",
        "this one has 17",
    );
    check(
        "/title",
        json!("é".repeat(121)),
        "$.title",
        "121 is out of bounds: 0 to 120",
    );
    assert!(Lab::from_json(&with("/title", json!("é".repeat(120))).to_string()).is_ok());
    check(
        "/prompt",
        json!("p".repeat(401)),
        "$.prompt",
        "401 is out of bounds: 0 to 400",
    );
    check(
        "/notes",
        json!("n".repeat(4_001)),
        "$.notes",
        "4001 is out of bounds: 0 to 4000",
    );
    let value = "/script/0/act/call/op/write";
    let path = "$.script[0].act.call.op.write";
    check(value, json!("v".repeat(41)), path, "at most 40 characters");
    check(value, json!(""), path, "a value is not empty");
    check(
        value,
        json!(1u64 << 53),
        path,
        "lies between -9007199254740991 and 9007199254740991",
    );
    check(value, json!(-(1i64 << 53)), path, "lies between");
    check(value, json!(u64::MAX), path, "lies between");
    let initial = "/keys/1/type/g_counter/initial/A";
    check(
        initial,
        json!(1_000_001),
        "$.keys[1].type.g_counter.initial.A",
        "at most 1000000",
    );

    bounds(
        "/duration_us",
        [json!(100_000), json!(600_000_000)],
        [json!(999), json!(600_000_001)],
        "$.duration_us",
    );
    bounds(
        "/replication/anti_entropy/period_us",
        [json!(1000), json!(600_000_000)],
        [json!(999), json!(600_000_001)],
        "$.replication.anti_entropy.period_us",
    );
    bounds(
        "/overrides/0/after_us",
        [json!([]), json!([1, 1, 1, 600_000_000])],
        [json!([0]), json!([600_000_001])],
        "$.overrides[0].after_us",
    );
    check(
        "/overrides/0/after_us",
        json!([1, 1, 1, 1, 1]),
        "$.overrides[0].after_us",
        "5 is out of bounds: 0 to 4",
    );
    bounds(
        "/overrides/0/message",
        [json!("m"), json!("m".repeat(80))],
        [json!(""), json!("m".repeat(81))],
        "$.overrides[0].message",
    );
    for (quality, path) in [
        ("/network/between_replicas", "$.network.between_replicas"),
        ("/network/to_clients", "$.network.to_clients"),
        ("/network/links/0/quality", "$.network.links[0].quality"),
    ] {
        for rate in ["loss_per_mille", "duplicate_per_mille"] {
            let (place, path) = (format!("{quality}/{rate}"), format!("{path}.{rate}"));
            check(
                &place,
                json!(1001),
                &path,
                "1001 is out of bounds: 0 to 1000",
            );
            assert!(Lab::from_json(&with(&place, json!(1000)).to_string()).is_ok());
        }
        let (place, path) = (format!("{quality}/latency"), format!("{path}.latency"));
        let constant = |time: u64| json!({"constant_us": time});
        bounds(
            &place,
            [constant(1), constant(600_000_000)],
            [constant(0), constant(600_000_001)],
            &path,
        );
        let uniform = |least: u64, most: u64| json!({"uniform_us": [least, most]});
        bounds(
            &place,
            [uniform(1, 1), uniform(1, 600_000_000)],
            [uniform(0, 5), uniform(6, 5)],
            &path,
        );
        let exponential = |least: u64, mean: u64| json!({"exponential_us": {"at_least": least, "mean_beyond": mean}});
        bounds(
            &place,
            [exponential(1, 1), exponential(600_000_000, 600_000_000)],
            [exponential(0, 1), exponential(1, 0)],
            &path,
        );
    }

    let steps: Json = (0..10_001).map(|id| json!({"id": id, "at_us": 0, "act": {"send": {"from": "A", "to": "B", "key": "X"}}})).collect();
    check(
        "/script",
        steps,
        "$.script",
        "10001 is out of bounds: 0 to 10000",
    );
    let faults: Json = (0..101)
        .map(|id| json!({"id": id, "from_us": 0, "to_us": 1, "kind": {"crash": {"replica": "A"}}}))
        .collect();
    check(
        "/faults",
        faults,
        "$.faults",
        "101 is out of bounds: 0 to 100",
    );
    let rules: Json = (0..201)
        .map(|_| json!({"from": "A", "to": "B", "quality": {"latency": {"constant_us": 1}}}))
        .collect();
    check(
        "/network/links",
        rules,
        "$.network.links",
        "201 is out of bounds: 0 to 200",
    );
    let overrides: Json = (0..10_001)
        .map(|n| json!({"message": format!("{n}"), "after_us": []}))
        .collect();
    check(
        "/overrides",
        overrides,
        "$.overrides",
        "10001 is out of bounds: 0 to 10000",
    );
    check(
        "/faults/1/kind/partition/and",
        json!([]),
        "$.faults[1].kind.partition.and",
        "0 is out of bounds: 1 to 9",
    );
    check(
        "/faults/1/kind/partition/between",
        json!([]),
        "$.faults[1].kind.partition.between",
        "0 is out of bounds",
    );
}

/// The first and last allowed, and those just beyond them.
fn whole_numbers(place: &str, first: i64, last: i64, path: &str) {
    for value in [first, last] {
        let document = with(place, json!(value)).to_string();
        assert!(Lab::from_json(&document).is_ok(), "{value} at {place}");
    }
    refuses(&with(place, json!(last + 1)), path, "out of bounds");
    let least = with(place, json!(first - 1)).to_string();
    let error = Lab::from_json(&least).expect_err("refused");
    assert_eq!(error.path(), path, "{error}");
}

#[test]
fn faults_have_bounds() {
    let longest = 600_000_000;
    let check = |index: usize, kind: &str, field: &str, first: i64, last: i64| {
        let path = format!("$.faults[{index}].kind.{kind}.{field}");
        let place = format!("/faults/{index}/kind/{kind}/{field}");
        whole_numbers(&place, first, last, &path);
    };
    check(4, "slow_replica", "by_us", 1, longest);
    check(5, "slow_link", "by_us", 1, longest);
    check(6, "loss", "per_mille", 0, 1000);
    check(7, "duplication", "per_mille", 0, 1000);
    check(8, "reordering", "up_to_us", 1, longest);
    check(9, "clock", "ahead_us", -longest, longest);
    check(9, "clock", "drift_ppm", -900_000, 900_000);
}

#[test]
fn sessions_have_bounds() {
    let path = "$.sessions.c1.patience_us";
    whole_numbers("/sessions/c1/patience_us", 1, 600_000_000, path);
    let check = |place: &str, value: Json, path: &str, reason: &str| {
        refuses(&with(place, value), path, reason);
    };
    let (route, token) = ("/sessions/c1/route", "/sessions/c1/token");
    check(
        route,
        json!("quick"),
        "$.sessions.c1.route",
        "unknown variant",
    );
    check(
        token,
        json!("quick"),
        "$.sessions.c1.token",
        "unknown variant",
    );
    for known in ["as_written", "nearest", "random", "sticky"] {
        assert!(Lab::from_json(&with(route, json!(known)).to_string()).is_ok());
    }
    for known in ["none", "writes", "reads", "both"] {
        assert!(Lab::from_json(&with(token, json!(known)).to_string()).is_ok());
    }
}

/// The settings of every strategy, both as the one that is run and as one to compare with.
#[test]
fn strategies_have_bounds() {
    let ok = |document: &Json| {
        Lab::from_json(&document.to_string()).expect("within the bounds");
    };
    let check = |settings: Json, field: &str, inside: [Json; 2], outside: [Json; 2]| {
        let (strategy, _) = settings
            .as_object()
            .and_then(|one| one.iter().next())
            .expect("one");
        let with_setting = |value: Json| {
            let mut settings = settings.clone();
            settings[strategy][field] = value;
            settings
        };
        for value in inside {
            ok(&with("/replication", with_setting(value)));
        }
        for value in outside {
            let settings = with_setting(value);
            let path = format!("$.replication.{strategy}.{field}");
            refuses(
                &with("/replication", settings.clone()),
                &path,
                "out of bounds",
            );
            let path = format!("$.compare[1].{strategy}.{field}");
            refuses(&with("/compare/1", settings), &path, "out of bounds");
        }
    };
    let times = || {
        (
            [json!(1000), json!(600_000_000)],
            [json!(999), json!(600_000_001)],
        )
    };
    let time = |settings: Json, field: &str| {
        let (inside, outside) = times();
        check(settings, field, inside, outside);
    };
    let single = json!({"single_leader": {"heartbeat_us": 5000}});
    time(single.clone(), "heartbeat_us");
    check(
        single,
        "failover_after_us",
        [json!(10_000), json!(600_000_000)],
        [json!(9_999), json!(600_000_001)],
    );
    let multi = json!({"multi_leader": {"regions": 2, "sync_every_us": 5000}});
    time(multi.clone(), "sync_every_us");
    check(
        multi,
        "regions",
        [json!(1), json!(9)],
        [json!(0), json!(10)],
    );
    let leaderless = json!({"leaderless": {"n": 3, "w": 1, "r": 1, "timeout_us": 5000}});
    check(
        leaderless.clone(),
        "n",
        [json!(1), json!(9)],
        [json!(0), json!(10)],
    );
    for field in ["w", "r"] {
        let bounds = ([json!(1), json!(3)], [json!(0), json!(4)]);
        check(leaderless.clone(), field, bounds.0, bounds.1);
    }
    time(leaderless.clone(), "timeout_us");
    time(leaderless.clone(), "collect_after_us");
    for kind in ["full", "merkle"] {
        let every = |value: Json| json!({kind: {"every_us": value}});
        let (inside, outside) = times();
        check(
            leaderless.clone(),
            "anti_entropy",
            inside.map(every),
            outside.map(every),
        );
    }
    let gossip = json!({"gossip": {"fan_out": 1, "round_us": 5000}});
    time(gossip.clone(), "round_us");
    check(
        gossip,
        "fan_out",
        [json!(1), json!(8)],
        [json!(0), json!(9)],
    );
    time(json!({"ttl_cache": {"ttl_us": 5000}}), "ttl_us");
    time(json!({"anti_entropy": {"period_us": 5000}}), "period_us");

    let four: Json = (0..4).map(|_| json!({"eager": {}})).collect();
    refuses(
        &with("/compare", four),
        "$.compare",
        "4 is out of bounds: 0 to 3",
    );
    let strategies: Vec<String> = Replication::all()
        .iter()
        .map(|one| serde_json::to_value(one).expect("JSON"))
        .filter_map(|one| one.as_object().and_then(|one| one.keys().next().cloned()))
        .collect();
    let known = "single_leader multi_leader leaderless eager broadcast anti_entropy gossip ttl_cache by_hand";
    // One that is added has bounds to be tested above.
    assert_eq!(strategies.join(" "), known);
}

/// What documents had before there were sessions, comparisons, one-way partitions and disks that
/// are lost.
#[test]
fn an_old_document_means_what_it_meant() {
    let old = r#"{
        "version": 1, "title": "Old", "duration_us": 100000, "seed": 7,
        "replicas": ["A", "B"], "clients": ["c1"],
        "keys": [{"name": "X", "type": {"lww_register": {}}}],
        "replication": {"eager": {}},
        "network": {"between_replicas": {"latency": {"constant_us": 1000}},
            "to_clients": {"latency": {"constant_us": 1000}}},
        "faults": [
            {"id": 1, "from_us": 10000, "to_us": 20000, "kind": {"crash": {"replica": "B"}}},
            {"id": 2, "from_us": 30000, "to_us": 40000, "kind":
                {"partition": {"between": ["A"], "and": ["B"]}}}
        ]
    }"#;
    let lab = Lab::from_json(old).expect("valid");
    let [a, b] = lab.replicas[..] else {
        panic!("two replicas")
    };
    let crash = FaultKind::Crash {
        replica: b,
        loses_disk: false,
    };
    assert_eq!(lab.faults[0].kind, crash);
    assert_eq!(
        lab.faults[1].kind,
        FaultKind::Partition(Links::new(vec![a], vec![b]))
    );
    assert!(lab.compare.is_empty());
    assert_eq!(lab.session(lab.clients[0]), Session::default());
    // And it is written as it was.
    let (old, new): (Json, Json) = (
        serde_json::from_str(old).expect("JSON"),
        serde_json::from_str(&lab.to_json()).expect("JSON"),
    );
    assert_eq!(new["faults"], old["faults"]);
    let fields = |json: &Json| {
        json.as_object()
            .map(|fields| fields.keys().cloned().collect())
    };
    let (mut expected, written): (Vec<String>, Vec<String>) =
        (fields(&old).expect("fields"), fields(&new).expect("fields"));
    expected.extend(["opens_at_us", "script"].map(String::from));
    expected.sort();
    assert_eq!(written, expected);
}

#[test]
fn times_lie_within_the_run() {
    let check = |place: &str, value: u64, path: &str, reason: &str| {
        refuses(&with(place, json!(value)), path, reason);
    };
    check(
        "/script/0/at_us",
        100_001,
        "$.script[0].at_us",
        "100001 µs is out of bounds: 0 to 100000 µs",
    );
    check(
        "/script/0/at_us",
        u64::MAX,
        "$.script[0].at_us",
        "out of bounds",
    );
    check("/opens_at_us", 100_001, "$.opens_at_us", "out of bounds");
    check(
        "/faults/0/from_us",
        100_001,
        "$.faults[0].from_us",
        "out of bounds",
    );
    check(
        "/faults/0/to_us",
        600_000_001,
        "$.faults[0].to_us",
        "out of bounds",
    );
    check(
        "/faults/0/to_us",
        10_000,
        "$.faults[0].to_us",
        "a fault ends after it begins",
    );
    check(
        "/faults/0/to_us",
        9_999,
        "$.faults[0].to_us",
        "a fault ends after it begins",
    );
    for (place, last) in [
        ("/script/0/at_us", 100_000),
        ("/faults/0/to_us", 600_000_000),
    ] {
        assert!(Lab::from_json(&with(place, json!(last)).to_string()).is_ok());
    }
}

#[test]
fn text_has_no_control_characters() {
    let check = |place: &str, path: &str| {
        for control in ["\u{0}", "\u{1b}[2J", "a\nb", "\u{7f}", "\u{9b}"] {
            refuses(&with(place, json!(control)), path, "no control characters");
        }
    };
    check("/title", "$.title");
    check("/prompt", "$.prompt");
    // Notes have lines, and no other control characters.
    refuses(
        &with("/notes", json!("a\tb")),
        "$.notes",
        "no control characters",
    );
    assert!(Lab::from_json(&with("/notes", json!("a\nb")).to_string()).is_ok());
    check("/keys/0/name", "$.keys[0].name");
    check(
        "/script/0/act/call/op/write",
        "$.script[0].act.call.op.write",
    );
    check("/overrides/0/message", "$.overrides[0].message");
}

#[test]
fn only_a_document_is_read_and_nothing_after_it() {
    check_text(&format!("{DOCUMENT} x"), "$", "trailing characters");
    check_text(&format!("{DOCUMENT}{DOCUMENT}"), "$", "trailing characters");
    assert_eq!(Lab::from_json(&format!(" {DOCUMENT} \n")), Ok(everything()));
    let twice = DOCUMENT.replacen("\"seed\": 7", "\"seed\": 7, \"seed\": 8", 1);
    check_text(&twice, "$", "duplicate field `seed`");
}

#[test]
fn no_document_exhausts_the_stack_or_the_memory() {
    let most = 4 << 20;
    let padded = format!("{DOCUMENT}{}", " ".repeat(most - DOCUMENT.len()));
    assert_eq!(Lab::from_json(&padded), Ok(everything()));
    check_text(
        &(padded + " "),
        "$",
        "4194305 bytes of JSON, at most 4194304 are read",
    );

    let deep = 1_000_000;
    check_text(&"[".repeat(deep), "$[0]", "invalid type");
    check_text(
        &"{\"title\":".repeat(deep / 10),
        "$.title",
        "expected a string",
    );
    for place in [
        "/script/0/act/call/op/write",
        "/keys",
        "/title",
        "/replication",
        "/faults",
        "/network/to_clients/latency",
    ] {
        let mut document = with(place, json!("HERE")).to_string();
        document = document.replacen("\"HERE\"", &"[".repeat(deep), 1);
        let error = Lab::from_json(&document).expect_err("refused");
        assert!(error.path().starts_with("$."), "{error}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    assert_eq!(Lab::from_json(&everything().to_json()), Ok(everything()));
    for seed in 0..500 {
        let lab = support::lab(seed);
        assert_eq!(lab.validate(), Ok(()), "seed {seed}");
        assert_eq!(Lab::from_json(&lab.to_json()), Ok(lab), "seed {seed}");
    }
}
