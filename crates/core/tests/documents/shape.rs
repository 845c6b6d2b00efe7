//! What belongs in a document and what does not: its fields and their types.

use replicascope_core::{Lab, Micros};
use serde_json::json;

use super::{
    DOCUMENT, KINDS, ON, everything, path_of, refuses, refuses_document, refuses_text, with,
    without,
};

#[test]
fn what_does_not_belong_in_a_document_is_refused_where_it_stands() {
    let check = |parent: &str| {
        let place = format!("{parent}/colour");
        refuses(&place, "red", "unknown field `colour`");
    };
    for parent in [
        "",
        "/keys/0",
        "/keys/0/type/lww_register",
        "/keys/1/type/g_counter",
        "/replication/anti_entropy",
        "/network",
        "/network/to_clients",
        "/network/links/0",
        "/network/links/0/quality",
        "/network/links/0/quality/latency/exponential_us",
        "/script/0",
        "/script/0/act/call",
        "/script/2/act/send",
        "/script/4/act/promote",
        "/faults/0",
        "/overrides/0",
        "/sessions/c1",
        "/compare/0/single_leader",
        "/compare/1/leaderless",
        "/compare/2/gossip",
    ] {
        check(parent);
    }
    for (index, kind) in KINDS {
        check(&format!("/faults/{index}/kind/{kind}"));
    }
    for (index, kind) in ON {
        check(&format!("/faults/{index}/kind/{kind}/on"));
    }
}

#[test]
fn a_choice_of_two_is_no_choice() {
    for parent in [
        "/script/0/act",
        "/script/0/act/call/op",
        "/keys/0/type",
        "/replication",
        "/network/to_clients/latency",
        "/faults/0/kind",
        "/sessions/c1/route",
        "/compare/0",
        "/compare/0/single_leader/acknowledge",
        "/compare/1/leaderless/anti_entropy",
    ] {
        let document = with(&format!("{parent}/colour"), json!({}));
        let error = Lab::from_json(&document.to_string()).expect_err(parent);
        assert!(error.path().len() > 1, "{error}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let check = |place: &str| {
        let (parent, field) = place.rsplit_once('/').expect("a pointer");
        let reason = format!("missing field `{field}`");
        refuses_document(&without(place), &path_of(parent), &reason);
    };
    for (parent, fields) in [
        (
            "",
            "version title duration_us seed replicas clients keys replication network",
        ),
        ("/keys/0", "name type"),
        ("/replication/anti_entropy", "period_us"),
        ("/network", "between_replicas"),
        ("/network/to_clients", "latency"),
        ("/network/links/0", "to"),
        ("/script/0", "id at_us act"),
        ("/script/0/act/call", "op"),
        ("/script/2/act/send", "to"),
        ("/script/4/act/promote", "replica"),
        ("/faults/0", "to_us"),
        ("/faults/0/kind/crash", "replica"),
        ("/faults/1/kind/partition", "and"),
        ("/faults/4/kind/slow_replica", "replica by_us"),
        ("/faults/5/kind/slow_link", "by_us"),
        ("/faults/6/kind/loss", "per_mille"),
        ("/faults/7/kind/duplication", "per_mille"),
        ("/faults/8/kind/reordering", "up_to_us"),
        ("/faults/9/kind/clock", "replica"),
        ("/faults/10/kind/offline", "client"),
        ("/overrides/0", "after_us"),
        ("/compare/0/single_leader", "heartbeat_us"),
        ("/compare/1/leaderless", "n w r timeout_us"),
        ("/compare/2/gossip", "fan_out round_us"),
    ] {
        for field in fields.split(' ') {
            check(&format!("{parent}/{field}"));
        }
    }
}

#[test]
fn what_may_be_left_out_is_what_it_is_by_default() {
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
    for (place, value, reason) in [
        ("/title", json!(1), "expected a string"),
        ("/version", json!("1"), "expected u32"),
        ("/seed", json!(-1), "expected u32"),
        ("/seed", json!(1.5), "expected u32"),
        ("/seed", json!(1u64 << 32), "expected u32"),
        ("/duration_us", json!(1e5), "expected u64"),
        ("/replicas", json!("A"), "expected a sequence"),
        ("/replicas/0", json!(1), "expected a string"),
        ("/keys/0/type", json!("map"), "unknown variant `map`"),
        ("/script", json!({}), "expected a sequence"),
        ("/script/0/at_us", json!(null), "expected u64"),
        ("/script/1/act/call/op/increment", json!(-1), "expected u32"),
        ("/overrides/0/after_us", json!(5000), "expected a sequence"),
    ] {
        refuses(place, value, reason);
    }
    let (place, rumour) = ("/replication", json!({"rumour": {}}));
    refuses(place, rumour, "unknown variant `rumour`");
    let (place, vanish) = ("/script/0/act/call/op", json!({"vanish": 1}));
    refuses(place, vanish, "unknown variant `vanish`");
    let place = "/faults/0/kind/crash";
    refuses(place, "B", "expected struct variant");
    let place = "/keys/0/type/lww_register/initial";
    for value in [json!({}), json!({"a": 1}), json!(1.5), json!(true)] {
        refuses(place, value, "a whole number, a text or a list of these");
    }
}

#[test]
fn what_is_no_document_is_refused_where_it_ends() {
    refuses_text("", "$", "EOF");
    refuses_text("[]", "$", "invalid length 0");
    refuses_text("nothing", "$", "expected ident");
    let (begun, _) = DOCUMENT.split_once("\"loss_per").expect("it is there");
    refuses_text(begun, "$.network.between_replicas", "EOF");
    refuses_text(r#"{"title"]"#, "$", "expected `:`");
    refuses_text(r#"{"network": {"links"}}"#, "$.network", "expected `:`");
}
