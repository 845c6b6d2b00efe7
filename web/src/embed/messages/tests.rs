use serde_json::json;

use super::*;

/// A message with these fields beside what all have.
fn message(kind: &str, fields: Value) -> Message {
    let mut message = json!({ "ns": NAMESPACE, "v": 1, "id": "one", "type": kind });
    if let (Value::Object(message), Value::Object(fields)) = (&mut message, fields) {
        message.extend(fields);
    }
    read(&message.to_string())
}

fn request(kind: &str, fields: Value) -> Request {
    let message = message(kind, fields);
    assert_eq!(message.id, "\"one\"");
    message.request.expect("a request")
}

/// A document that is whole but for its version.
fn another_version() -> Value {
    let Some(Named::Lab(lab)) = document("g-counter") else {
        panic!("a scenario");
    };
    let mut whole: Value = serde_json::from_str(&lab.to_json()).expect("JSON");
    whole["version"] = json!(2);
    whole
}

fn problem(kind: &str, fields: Value) -> String {
    message(kind, fields)
        .request
        .expect_err("something is wrong")
}

#[test]
fn every_request_is_understood() {
    let lab = json!({ "scenario": "g-counter" });
    assert_eq!(request("play", json!({})), Request::Play);
    assert_eq!(request("pause", json!({})), Request::Pause);
    assert_eq!(request("step", json!({})), Request::Step { back: false });
    assert_eq!(
        request("step", json!({ "back": true })),
        Request::Step { back: true }
    );
    assert_eq!(
        request("seek", json!({ "t": 60.5 })),
        Request::Seek(Micros(60_500))
    );
    assert_eq!(request("getState", json!({})), Request::GetState);
    assert_eq!(request("undo", json!({})), Request::Undo);
    assert_eq!(request("redo", json!({})), Request::Redo);
    assert_eq!(request("reset", json!({})), Request::Reset);
    assert_eq!(request("export", json!({})), Request::Export(Export::Lab));
    assert_eq!(
        request("export", json!({ "what": "trace" })),
        Request::Export(Export::Trace)
    );
    assert!(matches!(request("load", lab), Request::Load(_)));
    let pairs = vec![
        ("speed".to_owned(), "2".to_owned()),
        ("theme".to_owned(), "dark".to_owned()),
    ];
    assert_eq!(
        request("set", json!({ "theme": "dark", "speed": 2 })),
        Request::Set(pairs)
    );
}

#[test]
fn a_document_comes_by_name_as_json_or_as_a_link() {
    let Some(Named::Lab(lab)) = document("g-counter") else {
        panic!("a scenario");
    };
    let shared = SharedLab {
        playhead: Micros(4_000),
        lab: *lab.clone(),
    };
    let whole: Value = serde_json::from_str(&lab.to_json()).expect("JSON");
    let cases = [
        (
            json!({ "scenario": "g-counter", "t": 4 }),
            Some(Micros(4_000)),
        ),
        (json!({ "lab": whole }), None),
        (json!({ "s": shared.to_link() }), Some(Micros(4_000))),
        (
            json!({ "s": shared.to_link(), "t": 9 }),
            Some(Micros(9_000)),
        ),
    ];
    for (fields, at) in cases {
        let Request::Load(load) = request("load", fields.clone()) else {
            panic!("{fields}");
        };
        assert_eq!(
            (load.document, load.at),
            (Document::Lab(*lab.clone()), at),
            "{fields}"
        );
    }
    let Request::Load(load) = request("load", json!({ "scenario": "g-counter", "seed": 9 })) else {
        panic!("a document");
    };
    assert!(matches!(load.document, Document::Lab(lab) if lab.seed == 9));
    let Request::Load(load) = request("load", json!({ "scenario": "two-words" })) else {
        panic!("a text");
    };
    assert!(matches!(load.document, Document::Text(_, None)));
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = [
        ("fly", json!({}), "$.type: there is no `fly`"),
        ("play", json!({ "v": 2 }), "$.v: this is version 1"),
        ("play", json!({ "v": "1" }), "$.v"),
        ("play", json!({ "type": 7 }), "$.type: a text"),
        (
            "play",
            json!({ "volume": 11 }),
            "$.volume: `play` has no such field",
        ),
        ("play", json!({ "__proto__": {} }), "$.__proto__: "),
        ("step", json!({ "back": 1 }), "$.back"),
        ("seek", json!({}), "$.t: it is missing"),
        ("seek", json!({ "t": -1 }), "$.t"),
        ("seek", json!({ "t": "5" }), "$.t"),
        ("seek", json!({ "t": null }), "$.t"),
        ("seek", json!({ "t": 1e300 }), "$.t"),
        ("load", json!({}), "$: `load` needs one of"),
        (
            "load",
            json!({ "scenario": "a", "s": "b" }),
            "$: `load` needs one of",
        ),
        (
            "load",
            json!({ "scenario": "no-such" }),
            "$.scenario: there is no scenario `no-such`",
        ),
        ("load", json!({ "scenario": 7 }), "$.scenario"),
        ("load", json!({ "lab": {} }), "$.lab"),
        (
            "load",
            json!({ "lab": another_version() }),
            "$.lab.version: ",
        ),
        ("load", json!({ "lab": "text" }), "$.lab"),
        ("load", json!({ "text": [] }), "$.text"),
        ("load", json!({ "text": "1.x" }), "$.text"),
        ("load", json!({ "s": "1.AAAA" }), "$.s"),
        (
            "load",
            json!({ "scenario": "g-counter", "seed": 1.5 }),
            "$.seed",
        ),
        (
            "load",
            json!({ "scenario": "two-words", "seed": 1 }),
            "$.seed",
        ),
        ("export", json!({ "what": "everything" }), "$.what"),
        (
            "set",
            json!({ "scenario": "x" }),
            "$.scenario: what can be set",
        ),
        ("set", json!({ "theme": {} }), "$.theme"),
    ];
    for (kind, fields, begins) in wrong {
        let problem = problem(kind, fields.clone());
        assert!(problem.starts_with(begins), "{kind} {fields}: {problem}");
    }
}

#[test]
fn without_an_id_that_can_be_echoed_there_is_none_in_the_reply() {
    let long = "x".repeat(65);
    for id in [json!(null), json!({}), json!([1]), json!(true), json!(long)] {
        let text = json!({ "ns": NAMESPACE, "v": 1, "type": "play", "id": id }).to_string();
        let message = read(&text);
        assert_eq!(message.id, "null", "{text}");
        assert!(
            message
                .request
                .is_err_and(|problem| problem.starts_with("$.id")),
            "{text}"
        );
    }
    for id in ["7", "-1.5", "\"a \\\" b\""] {
        let text = format!(r#"{{"v":1,"type":"play","id":{id}}}"#);
        assert_eq!(
            read(&text),
            Message {
                id: id.to_owned(),
                request: Ok(Request::Play)
            }
        );
    }
}

#[test]
fn what_is_no_message_at_all_is_told_too() {
    let deep = "[".repeat(10_000);
    for text in ["", "7", "[]", "{", "null", "\"\\ud800\"", &deep] {
        assert!(read(text).request.is_err(), "{text}");
    }
}

#[test]
fn a_long_name_is_quoted_only_in_part() {
    let long = "ä".repeat(5_000);
    assert!(problem(&long, json!({})).chars().count() < 200);
    assert!(problem("play", json!({ long.clone(): 1 })).chars().count() < 200);
    assert!(problem("load", json!({ "scenario": long })).chars().count() < 200);
}

#[test]
fn what_is_written_is_json() {
    let text = written(
        "state",
        Some("\"a\\\"b\""),
        &[("t", millis(Micros(1_500))), ("title", quoted("„x“\n"))],
    );
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let expected = json!({
        "ns": "replicascope", "v": 1, "type": "state", "id": "a\"b", "t": 1.5, "title": "„x“\n",
    });
    assert_eq!(value, expected);
}
