//! Merges taken apart: every row agrees with the records, laws hold, naive merges break them, and
//! the join is the least state above both sides.

use std::sync::Arc;

use replicascope_core::trace::{EventKind, Trace};
use replicascope_core::{Micros, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::theatre::{LawKind, Role, Theatre};

fn traces() -> impl Iterator<Item = Trace> {
    let labs = SCENARIOS.iter().map(|one| one.lab().expect("a document"));
    labs.map(|lab| run(&Arc::new(lab)))
}

/// Every merge of every scenario.
fn merges() -> Vec<Theatre> {
    let of = |trace: &Trace| {
        let events = trace.events();
        let merges = events.filter_map(|(id, _)| Theatre::of_event(trace, id));
        merges.collect::<Vec<_>>()
    };
    traces().flat_map(|trace| of(&trace)).collect()
}

fn law(theatre: &Theatre, kind: LawKind) -> &replicascope_scene::theatre::Law {
    let mut laws = theatre.laws.iter();
    laws.find(|law| law.kind == kind).expect("every law")
}

#[test]
fn every_merge_and_nothing_else_can_be_watched() {
    for trace in traces() {
        for (id, event) in trace.events() {
            let theatre = Theatre::of_event(&trace, id);
            let EventKind::Merged { after, .. } = &event.kind else {
                assert_eq!(theatre, None);
                continue;
            };
            let theatre = theatre.expect("a merge");
            assert_eq!(theatre.view.after.value, after.state.read().to_string());
            assert_eq!(theatre.view.after.version, after.version.to_string());
        }
    }
}

#[test]
fn a_row_of_a_version_vector_is_a_maximum_and_says_so() {
    let mut seen = 0;
    for theatre in merges() {
        for row in theatre.rows.iter().filter(|row| row.is_version) {
            let number = |text: &str| text.parse::<u32>().expect("a count");
            let larger = number(&row.mine).max(number(&row.theirs));
            assert_eq!(number(&row.result), larger);
            assert_eq!(
                row.rule,
                format!("max({}, {}) = {larger}", row.mine, row.theirs)
            );
            assert!(row.from_left || row.from_right);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn laws_hold_and_naive_merges_break_them_wherever_they_can() {
    let (mut doubled, mut swapped) = (0, 0);
    for theatre in merges() {
        assert!(theatre.laws.iter().all(|law| law.holds), "{theatre:?}");
        let [counter, _] = &*law(&theatre, LawKind::Idempotent).naive else {
            panic!("two naive merges");
        };
        // Whatever arrives is counted twice, unless it is nothing.
        let arrives_empty = theatre
            .view
            .incoming
            .as_ref()
            .is_none_or(|one| one.version == "{}");
        assert_eq!(counter.holds, arrives_empty, "{theatre:?}");
        doubled += usize::from(!counter.holds);
        let [_, set] = &*law(&theatre, LawKind::Commutative).naive else {
            panic!("two naive merges");
        };
        let same = theatre.view.incoming.as_ref().map(|one| &one.version)
            == Some(&theatre.view.before.version);
        assert_eq!(set.holds, same, "{theatre:?}");
        swapped += usize::from(!set.holds);
    }
    assert!(doubled > 50 && swapped > 50, "{doubled} {swapped}");
}

#[test]
fn the_join_is_the_least_state_above_both_sides() {
    for theatre in merges() {
        let lattice = &theatre.lattice;
        let place = |role: Role| {
            let mut nodes = lattice.nodes.iter();
            nodes
                .position(|node| node.roles.contains(&role))
                .expect("every role")
        };
        let reaches = |from: usize| {
            let mut reached = vec![from];
            let mut next = 0;
            while next < reached.len() {
                let here = reached[next];
                let up = lattice.edges.iter().filter(|edge| edge.lower == here);
                let up: Vec<_> = up.map(|edge| edge.higher).collect();
                for higher in up {
                    if !reached.contains(&higher) {
                        reached.push(higher);
                    }
                }
                next += 1;
            }
            reached
        };
        let (left, right, join) = (place(Role::Left), place(Role::Right), place(Role::Join));
        let above_right = reaches(right);
        let mut above_both = reaches(left);
        above_both.retain(|one| above_right.contains(one));
        let above_join = reaches(join);
        assert!(
            above_both.iter().all(|one| above_join.contains(one)),
            "{theatre:?}"
        );
        assert!(above_both.contains(&join));
        // What includes more is drawn higher, and nothing lies on anything else.
        for edge in &lattice.edges {
            assert!(lattice.nodes[edge.lower].at.1 > lattice.nodes[edge.higher].at.1);
        }
        let mut spots: Vec<_> = lattice
            .nodes
            .iter()
            .map(|node| format!("{:?}", node.at))
            .collect();
        spots.sort();
        spots.dedup();
        assert_eq!(spots.len(), lattice.nodes.len());
    }
}

#[test]
fn any_two_replicas_can_merge_at_any_moment() {
    for trace in traces() {
        let at = Micros(trace.lab.duration.0 / 2);
        for left in &trace.lab.replicas {
            for right in &trace.lab.replicas {
                let theatre = Theatre::at(&trace, 0, at, *left, *right);
                let held = trace.record_at(*left, 0, at);
                assert_eq!(theatre.view.before.version, held.version.to_string());
                let all_hold = theatre.laws.iter().all(|law| law.holds);
                assert!(all_hold);
                assert_eq!(left == right, theatre.left.replica == theatre.right.replica);
            }
        }
    }
}
