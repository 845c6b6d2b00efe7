//! Fugue against published end texts: editing histories of several agents, as graphs.
//!
//! The histories are not part of this repository. `FUGUE_HISTORIES=/path/to/file.json cargo test
//! -p replicascope-core --test text published` checks those in a file: a list of
//! `{"txns": […], "endContent": "…"}`, where a transaction has a `span` of running numbers, its
//! `parents` among these, its `agent` with `seqStart`, and `ops` of `[place, deleted, inserted]`.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::ReplicaId;
use replicascope_core::text::{CharId, Fugue, Op, Outcome};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Example {
    txns: Vec<Transaction>,
    end_content: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    span: (usize, usize),
    parents: Vec<usize>,
    agent: String,
    seq_start: u32,
    ops: Vec<(usize, usize, String)>,
}

/// Everything that was known when number `last` was the newest, itself included.
fn past(past_of: &[BTreeSet<usize>], first_of: &[usize], last: usize) -> BTreeSet<usize> {
    let mut past = past_of[last].clone();
    past.extend(first_of[last]..=last);
    past
}

/// The text that everybody ends with.
fn replay(example: &Example) -> String {
    let agents: BTreeSet<&str> = example.txns.iter().map(|txn| &*txn.agent).collect();
    let replicas: BTreeMap<&str, ReplicaId> = agents.into_iter().zip(ReplicaId::all()).collect();
    // By running number: the operation, what was known before its transaction, where that began.
    let (mut ops, mut past_of, mut first_of): (Vec<Op>, Vec<BTreeSet<usize>>, Vec<usize>) =
        Default::default();
    for txn in &example.txns {
        assert_eq!(ops.len(), txn.span.0, "transactions are in order");
        let mut known = BTreeSet::new();
        for parent in &txn.parents {
            known.extend(past(&past_of, &first_of, *parent));
        }
        let mut text = holding(known.iter().map(|number| &ops[*number]));
        let mut clock = txn.seq_start;
        for (place, deleted, inserted) in &txn.ops {
            for _ in 0..*deleted {
                ops.push(text.delete(*place).expect("something to delete"));
                clock += 1;
            }
            for (offset, character) in inserted.chars().enumerate() {
                clock += 1;
                let replica = *replicas.get(&*txn.agent).expect("at most nine agents");
                let id = CharId { replica, clock };
                let op = text.insert_as(id, place + offset, character);
                ops.push(op.expect("a place to insert at"));
            }
        }
        assert_eq!(ops.len(), txn.span.1, "as many operations as the span says");
        past_of.resize(ops.len(), known);
        first_of.resize(ops.len(), txn.span.0);
    }
    holding(&ops).text()
}

fn holding<'a>(ops: impl IntoIterator<Item = &'a Op>) -> Fugue {
    let mut text = Fugue::default();
    for op in ops {
        assert!(!matches!(text.apply(op), Outcome::Missing(_)));
    }
    text
}

fn check(json: &str) -> usize {
    let examples: Vec<Example> = serde_json::from_str(json).expect("histories of this shape");
    for (index, example) in examples.iter().enumerate() {
        assert_eq!(replay(example), example.end_content, "history {index}");
    }
    examples.len()
}

#[test]
fn published_histories_end_with_the_published_texts() {
    let Some(path) = std::env::var_os("FUGUE_HISTORIES") else {
        return;
    };
    let json = std::fs::read_to_string(&path).expect("the file can be read");
    println!("{} histories", check(&json));
}

/// One small history of that shape, worked out by hand: `a` and `b` type at the start without
/// having seen each other, then `a` deletes the first character of both.
#[test]
fn a_history_is_replayed_as_a_graph() {
    let json = r#"[{"endContent": "iho", "txns": [
        {"span": [0, 2], "parents": [], "agent": "a", "seqStart": 0, "ops": [[0, 0, "hi"]]},
        {"span": [2, 4], "parents": [], "agent": "b", "seqStart": 0, "ops": [[0, 0, "ho"]]},
        {"span": [4, 5], "parents": [1, 3], "agent": "a", "seqStart": 2, "ops": [[0, 1, ""]]}
    ]}]"#;
    assert_eq!(check(json), 1);
}
