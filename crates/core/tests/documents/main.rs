//! Documents as JSON: what is refused, where and why; what is written is read back.

mod bounds;
mod names;
mod reading;
mod settings;
mod shape;
#[path = "../support/mod.rs"]
mod support;

use replicascope_core::Lab;
use serde_json::Value as Json;

/// A document with a bit of everything.
const DOCUMENT: &str = include_str!("everything.json");

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
fn with(place: &str, value: impl Into<Json>) -> Json {
    let mut document = document();
    let (parent, last) = place.rsplit_once('/').expect("a pointer");
    match document.pointer_mut(parent).expect("it is there") {
        Json::Object(fields) => {
            fields.insert(last.into(), value.into());
        }
        Json::Array(items) => items[last.parse::<usize>().expect("an index")] = value.into(),
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

/// The place of a JSON pointer as errors name it: `/keys/0/name` is `$.keys[0].name`.
fn path_of(place: &str) -> String {
    let parts = place.split('/').skip(1);
    let parts = parts.map(|part| match part.parse::<usize>() {
        Ok(_) => format!("[{part}]"),
        Err(_) => format!(".{part}"),
    });
    format!("${}", parts.collect::<String>())
}

/// With this value the document is taken.
fn takes(place: &str, value: impl Into<Json>) {
    let document = with(place, value).to_string();
    let taken = Lab::from_json(&document);
    assert!(taken.is_ok(), "{place}: {taken:?}");
}

/// With this value the document is refused there, for this reason.
fn refuses(place: &str, value: impl Into<Json>, reason: &str) {
    refuses_document(&with(place, value), &path_of(place), reason);
}

fn refuses_document(document: &Json, path: &str, reason: &str) {
    refuses_text(&document.to_string(), path, reason);
}

fn refuses_text(text: &str, path: &str, reason: &str) {
    let error = Lab::from_json(text).expect_err("refused");
    let shown: String = text.chars().take(200).collect();
    assert_eq!(error.path(), path, "{error} in {shown}");
    assert!(error.reason().contains(reason), "{error}, not {reason}");
}
