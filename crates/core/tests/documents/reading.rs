//! A document as a text: what it meant stays, what is no part of it is refused, and what is written
//! is read back.

use replicascope_core::Lab;
use replicascope_core::lab::{FaultKind, Links, Session};
use serde_json::Value as Json;

use super::{DOCUMENT, everything, refuses, refuses_text, support, takes, with};

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
fn text_has_no_control_characters() {
    let reason = "no control characters";
    for place in [
        "/title",
        "/prompt",
        "/keys/0/name",
        "/script/0/act/call/op/write",
        "/overrides/0/message",
    ] {
        for control in ["\u{0}", "\u{1b}[2J", "a\nb", "\u{7f}", "\u{9b}"] {
            refuses(place, control, reason);
        }
    }
    // Notes have lines, and no other control characters.
    refuses("/notes", "a\tb", reason);
    takes("/notes", "a\nb");
}

#[test]
fn only_a_document_is_read_and_nothing_after_it() {
    refuses_text(&format!("{DOCUMENT} x"), "$", "trailing characters");
    refuses_text(&format!("{DOCUMENT}{DOCUMENT}"), "$", "trailing characters");
    assert_eq!(Lab::from_json(&format!(" {DOCUMENT} \n")), Ok(everything()));
    let twice = DOCUMENT.replacen("\"seed\": 7", "\"seed\": 7, \"seed\": 8", 1);
    refuses_text(&twice, "$", "duplicate field `seed`");
}

#[test]
fn no_document_exhausts_the_stack_or_the_memory() {
    let most = 4 << 20;
    let padded = format!("{DOCUMENT}{}", " ".repeat(most - DOCUMENT.len()));
    assert_eq!(Lab::from_json(&padded), Ok(everything()));
    let reason = "4194305 bytes of JSON, at most 4194304 are read";
    refuses_text(&(padded + " "), "$", reason);

    let deep = 1_000_000;
    refuses_text(&"[".repeat(deep), "$[0]", "invalid type");
    let nested = "{\"title\":".repeat(deep / 10);
    refuses_text(&nested, "$.title", "expected a string");
    for place in [
        "/script/0/act/call/op/write",
        "/keys",
        "/title",
        "/replication",
        "/faults",
        "/network/to_clients/latency",
    ] {
        let mut document = with(place, "HERE").to_string();
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
