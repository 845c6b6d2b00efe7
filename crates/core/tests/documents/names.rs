//! What a document names has to be in it, once.

use replicascope_core::Lab;
use serde_json::{Value as Json, json};

use super::{ON, refuses, refuses_document, with};

#[test]
fn names_are_of_a_few_letters() {
    let (replica, client) = ("/replicas/2", "/clients/1");
    refuses(
        replica,
        "J",
        "`J` is not a replica: use one letter from A to I",
    );
    refuses(replica, "a", "`a` is not a replica");
    let long = "x".repeat(1000);
    refuses(replica, long, "`xxxxxxxxxxxxxxxxxxxxxxxx…` is not");
    refuses(client, "c0", "`c0` is not a client: use c1 to c9");
    refuses(client, "c10", "`c10` is not a client");
    let neither = "neither a replica (A to I) nor a client";
    refuses("/network/links/0/to", "X", neither);
}

#[test]
fn what_is_named_must_be_there() {
    for place in [
        "/script/0/act/call/replica",
        "/script/2/act/send/from",
        "/script/2/act/send/to",
        "/script/4/act/promote/replica",
        "/network/links/0/from",
        "/sessions/c1/route/fixed",
        "/faults/0/kind/crash/replica",
        "/faults/3/kind/crash/replica",
        "/faults/4/kind/slow_replica/replica",
        "/faults/9/kind/clock/replica",
    ] {
        refuses(place, "D", "this lab has no D");
    }
    for place in [
        "/script/0/act/call/client",
        "/network/links/0/to",
        "/faults/10/kind/offline/client",
    ] {
        refuses(place, "c3", "this lab has no c3");
    }
    refuses("/sessions/c3", json!({}), "this lab has no c3");
    refuses("/script/0/act/call/key", "Y", "this lab has no key Y");
    refuses("/script/2/act/send/key", "x", "this lab has no key x");
    let initial = "/keys/1/type/g_counter/initial/D";
    refuses(initial, 1, "this lab has no D");
}

#[test]
fn links_have_two_sides_of_replicas_that_are_there() {
    refuses("/script/2/act/send/to", "B", "sends to another one");
    let (place, path) = (
        "/faults/1/kind/partition/and/1",
        "$.faults[1].kind.partition.and",
    );
    refuses_document(&with(place, "D"), path, "this lab has no D");
    refuses_document(&with(place, "A"), path, "A is on both sides");
    for (index, kind) in ON {
        let on = format!("/faults/{index}/kind/{kind}/on");
        let path = |side: &str| format!("$.faults[{index}].kind.{kind}.on.{side}");
        for side in ["between", "and"] {
            let unknown = with(&format!("{on}/{side}/0"), "D");
            refuses_document(&unknown, &path(side), "this lab has no D");
            let (nobody, place) = (json!([]), format!("{on}/{side}"));
            refuses(&place, nobody, "0 is out of bounds: 1 to 9");
        }
        let both = with(&format!("{on}/and/0"), "A");
        refuses_document(&both, &path("and"), "A is on both sides");
    }
}

#[test]
fn an_operation_is_one_of_its_key() {
    let check = |step: usize, op: Json, reason: &str| {
        refuses(&format!("/script/{step}/act/call/op"), op, reason);
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
    let much = json!({"increment": 1_000_001});
    check(1, much, "key N does not take `+1000001`");
}

#[test]
fn a_transfer_goes_to_a_replica_of_the_lab() {
    let mut document = with("/keys/1/type", json!({"bounded_counter": {}}));
    let transfer = |to: &str| json!({"transfer": {"to": to, "amount": 2}});
    document["script"][1]["act"]["call"]["op"] = transfer("C");
    assert!(Lab::from_json(&document.to_string()).is_ok());
    document["script"][1]["act"]["call"]["op"] = transfer("I");
    let path = "$.script[1].act.call.op";
    refuses_document(&document, path, "this lab has no I");
}

#[test]
fn names_occur_once_and_in_order() {
    for (place, value) in [
        ("/replicas", json!(["A", "C", "B"])),
        ("/replicas", json!(["A", "B", "B", "C"])),
        ("/clients", json!(["c2", "c1"])),
    ] {
        refuses(place, value, "each once, in order");
    }
    refuses("/keys/1/name", "X", "key X appears twice");
    refuses("/script/1/id", 1, "1 appears twice");
    refuses("/script/1/id", 1u32 << 31, "at most 2147483647");
    refuses("/faults/1/id", 1, "1 appears twice");
    let twice = json!([{"message": "m", "after_us": []}, {"message": "m", "after_us": [1]}]);
    let (document, path) = (with("/overrides", twice), "$.overrides[1].message");
    refuses_document(&document, path, "this message has an override already");
}
