//! Two events compared: the figures of known scenarios.

use std::cmp::Ordering;

use replicascope_core::clock::Relation;
use replicascope_core::{Trace, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::comparison::{Comparison, Vectors};

fn trace(name: &str) -> Trace {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    let lab = scenario
        .expect("a scenario")
        .lab()
        .expect("a valid document");
    run(&lab.into())
}

fn compared(trace: &Trace, first: &str, second: &str) -> Comparison {
    let find = |name: &str| trace.find(name).unwrap_or_else(|| panic!("no {name}"));
    Comparison::of(trace, find(first), find(second))
}

fn versions(trace: &Trace, first: &str, second: &str) -> Vectors {
    compared(trace, first, second)
        .versions
        .expect("versions of one key")
}

/// D3 and D4 of the Dynamo paper: a conflict, and D5 resolves it as the comparison says.
#[test]
fn a_write_that_resolves_a_conflict_advances_its_own_component() {
    let run = trace("dynamo-versions");
    let conflict = versions(&run, "op3/applied@B", "op4/applied@C");
    assert_eq!(conflict.written, ["{A: 2, B: 1}", "{A: 2, C: 1}"]);
    assert_eq!(conflict.dots, [Some("B·1".into()), Some("C·1".into())]);
    assert_eq!(conflict.relation, Relation::Concurrent);
    assert_eq!(
        conflict.verdict,
        "Neither dominates: ① is > in B, ② is > in C. \
         So the versions are concurrent: a conflict."
    );
    assert_eq!(conflict.join, "{A: 2, B: 1, C: 1}");
    assert_eq!(conflict.next.name, "write at B");
    assert_eq!(conflict.next.vector, "{A: 2, B: 2, C: 1}");
    let rows = conflict.rows.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.of.as_str(), row.counts, row.order, row.join, row.next))
        .collect();
    assert_eq!(
        rows,
        [
            ("A", [2, 2], Ordering::Equal, 2, 2),
            ("B", [1, 0], Ordering::Greater, 1, 2),
            ("C", [0, 1], Ordering::Less, 1, 1),
        ]
    );
    // Where A resolves it, the vector is that of D5.
    let merged = "op4:C>A/update/merged.0.X";
    let at_a = versions(&run, merged, "op4/applied@C");
    assert_eq!(at_a.relation, Relation::Newer);
    assert_eq!(at_a.next.vector, "{A: 3, B: 1, C: 1}");
    let resolved = versions(&run, "op5/applied@A", merged);
    assert_eq!(resolved.written[0], at_a.next.vector);
}

#[test]
fn an_event_that_led_to_another_is_dominated_by_it() {
    let run = trace("dynamo-versions");
    let one = compared(&run, "op1/applied@A", "op3/applied@B").events;
    assert_eq!(one.relation, Relation::Older);
    assert!(
        one.verdict.starts_with(
            "② dominates: ≥ in every component and > in A, B, c1, c2. So ① happened before ②"
        ),
        "{}",
        one.verdict
    );
    let other = compared(&run, "op3/applied@B", "op1/applied@A").events;
    assert_eq!(other.relation, Relation::Newer);
    let apart = compared(&run, "op3/applied@B", "op4/applied@C").events;
    assert_eq!(apart.relation, Relation::Concurrent);
    let itself = compared(&run, "op3/applied@B", "op3/applied@B").events;
    assert_eq!(itself.verdict, "Equal in every component: it is one event.");
}

#[test]
fn what_one_vector_lacks_counts_as_0_and_equal_ones_are_neither_newer_nor_older() {
    let run = trace("dynamo-versions");
    let read = versions(&run, "op1/applied@A", "op1:A>B/update/merged.0.X");
    assert_eq!(read.relation, Relation::Equal);
    assert_eq!(
        read.verdict,
        "Equal in every component: both include the same updates, and neither is newer."
    );
    // A component that only the next write brings in is 0 in both.
    let next = versions(
        &run,
        "op1:A>B/update/merged.0.X",
        "op1:A>B/update/merged.0.X",
    );
    let b = next
        .rows
        .iter()
        .find(|row| row.of == "B")
        .expect("B writes next");
    assert_eq!((b.counts, b.join, b.next), ([0, 0], 0, 1));
}

#[test]
fn events_that_are_not_about_one_key_have_no_versions_to_compare() {
    let run = trace("dynamo-versions");
    assert_eq!(
        compared(&run, "op1/invoked", "op3/applied@B").versions,
        None
    );
}
