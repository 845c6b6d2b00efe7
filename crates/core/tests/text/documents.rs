//! Documents of the text page: what they may hold, how they are edited, and what they run to.

use std::collections::BTreeSet;

use replicascope_core::History;
use replicascope_core::text::{Algorithm, CharId, SharedText, TextAct, TextEdit, TextLab, TextRun};
use serde_json::{Value, json};

use super::support::{act, empty, generated, run, shared, string, typing};

fn document(steps: &Value) -> String {
    json!({"version": 1, "title": "T", "replicas": ["A", "B"], "steps": steps}).to_string()
}

#[test]
fn a_document_is_read_as_it_is_written() {
    for seed in 0..20 {
        let lab = generated(seed, 3);
        assert_eq!(TextLab::from_json(&lab.to_json()), Ok(lab));
    }
}

#[test]
fn a_link_opens_what_it_was_made_of_and_a_damaged_one_nothing() {
    for seed in 0..20 {
        let text = generated(seed, 2);
        let shared = SharedText { steps: 3, text };
        let link = shared.to_link();
        assert_eq!(SharedText::from_link(&link).as_ref(), Ok(&shared));
        for at in (0..link.len()).step_by(7) {
            let mut bytes = link.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let damaged = String::from_utf8(bytes).expect("letters");
            // A few bits of a link mean nothing.
            let opened = SharedText::from_link(&damaged);
            assert!(opened.is_err() || opened.as_ref() == Ok(&shared), "{at}");
        }
    }
    let mut text = empty(2);
    text.title = "x".repeat(200);
    let refused = SharedText::from_link(&SharedText { steps: 0, text }.to_link());
    let refused = refused.expect_err("too long").to_string();
    assert_eq!(
        refused,
        "its document is not valid at $.text.title: 200 is out of bounds: 0 to 120"
    );
}

/// A document is refused there, for this reason.
fn refused(document: &str, path: &str, reason: &str) {
    let error = TextLab::from_json(document).expect_err(document);
    assert_eq!(error.path(), path, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    refused("{", "$", "EOF");
    let with = |version: u8, title: &str, replicas: &[&str]| {
        json!({"version": version, "title": title, "replicas": replicas}).to_string()
    };
    refused(&with(2, "", &["A", "B"]), "$.version", "version 1");
    refused(&with(1, "", &["A"]), "$.replicas", "2 to 3");
    refused(&with(1, "", &["A", "C"]), "$.replicas", "A, B and then C");
    let long = with(1, &"x".repeat(121), &["A", "B"]);
    refused(&long, "$.title", "121 is out of bounds");
}

#[test]
fn what_is_wrong_with_a_step_is_named_with_its_place() {
    let steps = |steps: Value, path: &str, reason: &str| {
        refused(&document(&steps), &format!("$.steps{path}"), reason);
    };
    let act = |replica: &str, act: &str| json!([{"replica": replica, "act": act}]);
    steps(act("C", "go_offline"), "[0].replica", "no replica C");
    steps(act("A", "go_online"), "[0].act", "online already");
    steps(act("A", "sleep"), "[0].act", "sleep");
    let mut many = vec![json!({"replica": "A", "act": "go_offline"})];
    many.resize(2001, many[0].clone());
    steps(many.into(), "", "2001");

    let types = |typing: Value, path: &str, reason: &str| {
        let step = json!([{"replica": "A", "act": {"type": typing}}]);
        steps(step, &format!("[0].act.type{path}"), reason);
    };
    types(json!({}), "", "neither");
    let insert = |text: &str| json!({"insert": text});
    types(insert("a\u{7}"), ".insert", "control");
    types(insert(&"x".repeat(4001)), ".insert", "4000");
    let at = json!({"insert": "a", "at": 0});
    types(at, ".at", "unknown field");
    let after = |id: &str| json!({"insert": "a", "after": id});
    types(after("B1"), ".after", "no character B1");
    types(after("one"), ".after", "`one` is not");
    let remove = |ids: &[&str]| json!({"remove": ids});
    types(remove(&["A1"]), ".remove[0]", "no character A1");
    types(remove(&["A1", "A1"]), ".remove", "twice");
}

#[test]
fn nobody_sees_what_was_typed_offline() {
    let steps = json!([
        {"replica": "A", "act": "go_offline"},
        {"replica": "A", "act": {"type": {"insert": "x"}}},
        {"replica": "B", "act": {"type": {"after": "A1", "insert": "y"}}}
    ]);
    let error = TextLab::from_json(&document(&steps)).expect_err("not seen");
    assert_eq!(error.path(), "$.steps[2].act.type.after");
    assert_eq!(error.reason(), "there is no character A1 in B's text here");
}

#[test]
fn online_replicas_share_at_once_and_offline_ones_when_they_come_back() {
    let lab = typing(&empty(2), "A", 0, 0, "cat");
    let lab = act(&lab, "B", TextAct::GoOffline);
    let lab = typing(&lab, "A", 3, 0, "s");
    let lab = typing(&lab, "B", 0, 1, "b");
    let texts = |lab: &TextLab| {
        let run = run(lab);
        let text = |at: usize| string(&run.replicas[at].glyphs(Algorithm::Ot));
        (text(0), text(1), run.replicas[1].waiting())
    };
    assert_eq!(texts(&lab), ("cats".into(), "bat".into(), 2));
    let lab = act(&lab, "B", TextAct::GoOnline);
    assert_eq!(texts(&lab), ("bats".into(), "bats".into(), 0));
    assert_eq!(shared(&lab), ["bats"; 3]);
    let earlier = TextRun::of(&lab, 3).expect("its beginning");
    assert_eq!(string(&earlier.replicas[1].glyphs(Algorithm::Rga)), "cat");
}

#[test]
fn edits_are_undone_and_refused_as_those_of_other_documents() {
    let mut history = History::new(empty(2));
    let step = typing(&empty(2), "A", 0, 0, "x").steps.remove(0);
    assert_eq!(history.edit(&TextEdit::Do(step)), Ok(()));
    assert_eq!(history.edit(&TextEdit::SetReplicas(3)), Ok(()));
    let typed = typing(history.lab(), "C", 1, 0, "y");
    history.open(typed);
    let refused = history
        .edit(&TextEdit::SetReplicas(2))
        .expect_err("C has typed");
    assert_eq!(
        refused.to_string(),
        "$.steps[1].replica: there is no replica C"
    );
    assert!(history.edit(&TextEdit::SetReplicas(4)).is_err());
    assert_eq!(history.edit(&TextEdit::Keep(1)), Ok(()));
    history.undo();
    history.undo();
    assert_eq!(shared(history.lab()), ["x"; 3]);
    assert_eq!(history.lab().replicas.len(), 3);
}

/// Whatever people do: under each algorithm all agree in the end; and every algorithm keeps the
/// same characters, if not in the same order.
#[test]
fn whatever_is_typed_all_replicas_agree_in_the_end() {
    for seed in 0..150 {
        let lab = generated(seed, if seed % 2 == 0 { 3 } else { 2 });
        let now = run(&lab);
        let kept = Algorithm::ALL.map(|algorithm| {
            assert!(now.converged(algorithm), "{seed} {algorithm:?}");
            let text = now.shared(algorithm).expect("online");
            let names: BTreeSet<CharId> = text.iter().map(|one| one.id).collect();
            assert_eq!(names.len(), text.len(), "no character twice");
            names
        });
        assert_eq!(kept[0], kept[1], "{seed}");
        assert_eq!(kept[0], kept[2], "{seed}");
        assert_eq!(
            now.server().text(),
            now.shared(Algorithm::Ot).expect("online")
        );
    }
}
