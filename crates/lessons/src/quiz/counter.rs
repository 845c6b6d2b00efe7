//! A G-Counter merges, twice; and the same increments sent as operations are counted twice.

use std::collections::BTreeMap;

use replicascope_core::crdt::State;
use replicascope_core::{Micros, ReplicaId, Trace};

use super::bench::{Bench, counted, ran, replica};
use super::{Dice, Fact, Made, Picture};

/// The states that are merged.
const FIRST: [[u32; 2]; 2] = [[5, 3], [4, 7]];

/// Likes are sent as operations, and a copy that arrives twice is carried out twice.
const OPERATIONS: &str = r#"{"broadcast":{"order":"sender","duplicates":"carried_out"}}"#;

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let [mine, theirs] = dice.map_or(FIRST, |dice| {
        let (a, b) = (dice.within(2..=9), dice.within(2..=9));
        let (more_a, more_b) = (dice.within(1..=4), dice.within(2..=6));
        [[a + more_a, b], [a, b + more_b]]
    });
    let (a, b) = (replica(0), replica(1));
    let (by_a, by_b) = (mine[0] - theirs[0], theirs[1] - mine[1]);
    let counter = format!(
        r#"{{"g_counter":{{"initial":{{"A":{},"B":{}}}}}}}"#,
        theirs[0], mine[1]
    );
    let bench = |replication: &str| {
        Bench::new("A counter, merged twice", 2, 2)
            .key("likes", &counter)
            .replication(replication)
            .compare(OPERATIONS)
            .call(10, 1, a, "likes", &format!(r#"{{"increment":{by_a}}}"#))
            .call(12, 2, b, "likes", &format!(r#"{{"increment":{by_b}}}"#))
            .deliver(&["op2:B>A/update", "op2:B>A/operation"], "20000,45000")
            .lab(24, 90)
    };
    let lab = bench(r#"{"eager":{}}"#)?;
    let trace = ran(&lab);
    let twice = ran(&bench(OPERATIONS)?);
    let value = |trace: &Trace, at: &str| counted(trace, &format!("value A likes{at}"));
    let state = |replica, at| entries(&trace, replica, at);
    let (before, merged) = (state(a, 30)?, state(a, 40)?);
    let (total, again) = (value(&trace, " at 40ms")?, value(&trace, "")?);
    let operations = value(&twice, "")?;
    let words = BTreeMap::from([
        ("a1", before[0].to_string()),
        ("b1", before[1].to_string()),
        ("a2", state(b, 16)?[0].to_string()),
        ("b2", state(b, 16)?[1].to_string()),
        ("a", merged[0].to_string()),
        ("b", merged[1].to_string()),
        ("total", total.to_string()),
        ("by", by_b.to_string()),
        ("operations", operations.to_string()),
    ]);
    let facts = BTreeMap::from([
        ("a", Fact::Number(merged[0])),
        ("b", Fact::Number(merged[1])),
        ("total", Fact::Number(total)),
        ("again", Fact::Number(again)),
        ("operations", Fact::Number(operations)),
    ]);
    let picture = Picture::Lab(Box::new(lab));
    Ok(Made {
        words,
        facts,
        picture,
    })
}

/// A's and B's entries in the counter that a replica holds.
fn entries(trace: &Trace, of: ReplicaId, at_ms: u64) -> Result<[i64; 2], String> {
    match &trace.record_at(of, 0, Micros::from_millis(at_ms)).state {
        State::GCounter(counter) => Ok([0, 1].map(|place| {
            // Far below the end of an i64: the bounds on documents see to it.
            i64::try_from(counter.entry(replica(place))).unwrap_or(i64::MAX)
        })),
        _ => Err("the document holds no counter".into()),
    }
}
