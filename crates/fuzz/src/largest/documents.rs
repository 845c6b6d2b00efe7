//! Documents: what is read, run and written at their largest.

use std::rc::Rc;

use replicascope_core::lab::{SharedLab, limits};
use replicascope_core::text::{SharedText, TextLab, TextRun};
use replicascope_core::{Edit, Lab, run};
use serde_json::{Value as Json, json};

use super::Table;
use crate::targets::relinked;

pub(super) fn measure(table: &mut Table) {
    for replicas in [3, 9] {
        let text = largest_lab(replicas).to_string();
        let name = |what: &str| format!("lab, {replicas} replicas: {what}");
        let lab = table.at_once(&name("read"), || Lab::from_json(&text));
        let lab = lab.expect("within the bounds");
        let last = Edit::Remove {
            step: lab.script[lab.script.len() - 1].id,
        };
        let _ = table.at_once(&name("edit"), || lab.edited(&last));
        let playhead = lab.opens_at;
        let shared = SharedLab { playhead, lab };
        let link = table.at_once(&name("to a link"), || shared.to_link());
        let _ = table.at_once(&name("from a link"), || SharedLab::from_link(&link));
        let _ = table.in_parts(&name("run"), || run(&Rc::new(shared.lab)));
    }
    let text = largest_text().to_string();
    let text = table.at_once("text: read", || TextLab::from_json(&text));
    let text = text.expect("within the bounds");
    let _ = table.at_once("text: run", || TextRun::of(&text, text.steps.len()));
    let shared = SharedText { steps: 0, text };
    let link = table.at_once("text: to a link", || shared.to_link());
    let _ = table.at_once("text: from a link", || SharedText::from_link(&link));

    let blank = " ".repeat(limits::DOCUMENT_BYTES);
    let _ = table.at_once("document, nothing but spaces", || Lab::from_json(&blank));
    let bomb = relinked(&" ".repeat(256 << 20));
    let _ = table.at_once("link to 256 MiB", || SharedLab::from_link(&bomb));
}

/// As many writes as a script may have, at replicas in turn, each of them told to all.
fn largest_lab(replicas: usize) -> Json {
    let names: Vec<String> = (b'A'..)
        .take(replicas)
        .map(|name| char::from(name).to_string())
        .collect();
    let write = |step: usize| {
        json!({"id": step + 1, "at_us": step * 1_000, "act": {"call": {
            "client": "c1", "replica": names[step % replicas], "key": "X",
            "op": {"write": format!("value {step}")}
        }}})
    };
    let script: Vec<Json> = (0..limits::STEPS).map(write).collect();
    json!({
        "version": 1, "title": "The largest", "duration_us": 600_000_000, "seed": 1,
        "replicas": names, "clients": ["c1"],
        "keys": [{"name": "X", "type": {"lww_register": {}}}],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"uniform_us": [1_000, 50_000]}},
            "to_clients": {"latency": {"constant_us": 500}}
        },
        "script": script
    })
}

/// As many steps and letters as a text may have, at three replicas that are apart for half of it.
fn largest_text() -> Json {
    let steps: Vec<Json> = (0..2_000).map(text_step).collect();
    json!({"version": 1, "title": "", "replicas": ["A", "B", "C"], "steps": steps})
}

fn text_step(step: usize) -> Json {
    let replica = ["A", "B", "C"][step % 3];
    let act = match step {
        3..6 => json!("go_offline"),
        1_000..1_003 => json!("go_online"),
        _ => json!({"type": {"insert": "ab"}}),
    };
    json!({"replica": replica, "act": act})
}
