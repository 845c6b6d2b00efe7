use replicascope_core::clock::{Clock, Dot};
use replicascope_core::crdt::DataType;
use replicascope_core::resolve::ways;
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Micros, StepId, Trace};

use crate::support::{
    NOTHING, at_the_end, changed, compared, end_fault, fresh, has_failed, lab, lost, move_step,
    noted, read, stale, trace, value_at,
};

/// What each answer to conflicts ends with everywhere, and the updates that it loses.
fn answers(name: &str) -> Vec<(String, String, Vec<u32>)> {
    let lab = lab(name);
    let answers = ways(&lab, 0).into_iter().map(|way| {
        let end = way.end(&lab, 0);
        assert!(end.agree, "{}", way.title);
        let value = end.shows[0].1.to_string();
        assert!(
            end.shows
                .iter()
                .all(|(_, shown)| shown.to_string() == value)
        );
        (
            way.title,
            value,
            end.lost.iter().map(|step| step.0).collect(),
        )
    });
    answers.collect()
}

fn answer<'a>(all: &'a [(String, String, Vec<u32>)], title: &str) -> (&'a str, &'a [u32]) {
    let found = all.iter().find(|one| one.0 == title);
    let (_, value, lost) = found.unwrap_or_else(|| panic!("no {title} in {all:#?}"));
    (value, lost)
}

#[test]
fn the_cart_loses_the_tv_and_other_answers_do_not() {
    let run = trace("cart-lww");
    assert_eq!(at_the_end(&run), ["{book, lamp}"; 3]);
    assert_eq!(lost(&run), [2]);
    let all = answers("cart-lww");
    for clock in ["wall", "Lamport", "hybrid"] {
        let title = format!("Last write wins, {clock} clock");
        assert_eq!(answer(&all, &title), ("{book, lamp}", &[2][..]));
    }
    // The first write stays, and whoever sees it is refused.
    assert_eq!(answer(&all, "First write wins"), ("{book}", &[][..]));
    let both = ("{book, lamp, tv}", &[][..]);
    assert_eq!(answer(&all, "Siblings, merged by union"), both);
    assert_eq!(answer(&all, "OR-Set without tombstones"), both);
    assert_eq!(
        answer(&all, "Siblings"),
        ("{book, lamp} | {book, tv}", &[][..])
    );
    assert_eq!(
        answer(&all, "Siblings, merged by maximum"),
        ("{book, tv}", &[3][..])
    );
}

#[test]
fn a_union_of_carts_brings_the_book_back_and_an_or_set_does_not() {
    let union = trace("cart-union");
    assert_eq!(at_the_end(&union), ["{book, lamp}"; 3]);
    // The remove is the update that was acknowledged and is lost.
    assert_eq!(lost(&union), [2]);
    let right = trace("cart-or-set");
    assert_eq!(at_the_end(&right), ["{lamp}"; 3]);
    assert_eq!(lost(&right), NOTHING);
    let all = answers("cart-union");
    assert_eq!(answer(&all, "OR-Set with tombstones"), ("{lamp}", &[][..]));
    assert_eq!(answer(&all, "LWW-Element-Set"), ("{lamp}", &[][..]));
}

#[test]
fn siblings_are_read_together_and_resolved_by_whoever_has_seen_both() {
    let run = trace("siblings");
    assert_eq!(read(&run, 3), fresh("new@a | work@b"));
    assert_eq!(at_the_end(&run), ["new@a"; 3]);
    assert_eq!(lost(&run), NOTHING);
    // Before the merge it resolves nothing: there are two again.
    let early = changed("siblings", |lab| move_step(lab, 4, 14));
    assert_eq!(at_the_end(&early), ["new@a | work@b"; 3]);
}

/// The version vector that a write made.
fn version(trace: &Trace, step: u32) -> String {
    let operation = trace.operation(StepId(step)).expect("an operation");
    match &trace.event(operation.handled.expect("handled")).kind {
        EventKind::Applied { after, .. } => after.version.to_string(),
        other => panic!("{other:?}"),
    }
}

/// DeCandia et al., Dynamo, SOSP 2007, figure 3.
#[test]
fn the_versions_are_those_of_the_dynamo_paper() {
    let run = trace("dynamo-versions");
    let versions: Vec<String> = (1..=5).map(|step| version(&run, step)).collect();
    assert_eq!(
        versions,
        [
            "{A: 1}",
            "{A: 2}",
            "{A: 2, B: 1}",
            "{A: 2, C: 1}",
            "{A: 3, B: 1, C: 1}"
        ]
    );
    assert_eq!(value_at(&run, "A", 85), "D3 | D4");
    assert_eq!(at_the_end(&run), ["D5"; 3]);
    assert_eq!(lost(&run), NOTHING);
}

#[test]
fn of_two_first_writes_one_is_lost_and_a_later_one_is_refused() {
    let run = trace("first-write");
    assert_eq!(at_the_end(&run), ["Ann"; 3]);
    assert_eq!(lost(&run), [2]);
    assert!(has_failed(&run, 3) && !has_failed(&run, 2));
}

#[test]
fn a_logical_clock_keeps_the_write_that_had_seen_the_other() {
    let run = trace("logical-clock");
    assert_eq!(read(&run, 2), fresh("red"));
    assert_eq!(at_the_end(&run), ["blue"; 3]);
    let by_wall_clock = changed("logical-clock", |lab| {
        if let DataType::LwwRegister(options) = &mut lab.keys[0].data_type {
            options.clock = Clock::Wall;
        }
    });
    assert_eq!(at_the_end(&by_wall_clock), ["red"; 3]);
    assert_eq!(lost(&by_wall_clock), [3]);
}

#[test]
fn what_was_edited_offline_is_kept_beside_what_was_edited_online() {
    let run = trace("offline-edits");
    assert_eq!(read(&run, 4), fresh("plan A | plan B"));
    // Back before the other has written, and given time to hear of it, one overwrites the other.
    let online = changed("offline-edits", |lab| {
        end_fault(lab, 1, 55);
        move_step(lab, 3, 110);
    });
    assert_eq!(at_the_end(&online), ["plan B"; 3]);
    assert_eq!(lost(&online), NOTHING);
}

#[test]
fn concurrent_writes_have_dots_of_their_own() {
    let run = trace("siblings");
    let dot = |step| {
        let operation = run.operation(StepId(step)).expect("an operation");
        operation.dot.expect("carried out")
    };
    let named = [dot(1), dot(2)].map(|dot: Dot| dot.to_string());
    assert_eq!(named, ["A·1", "B·1"]);
}

#[test]
fn a_comment_waits_for_its_post_where_the_order_is_causal() {
    let [causal, by_sender] = compared("causal-comment");
    let comment_at = |trace: &Trace, millis| {
        let at = Micros::from_millis(millis);
        let c = "C".parse().expect("a replica");
        trace.record_at(c, 1, at).state.read().to_string()
    };
    assert_eq!(comment_at(&causal, 70), "nothing");
    assert_eq!(
        (read(&causal, 4), read(&causal, 5)),
        (stale("nothing"), stale("nothing"))
    );
    // Without it, C shows a comment on nothing.
    assert_eq!(
        (read(&by_sender, 4), read(&by_sender, 5)),
        (fresh("congrats"), stale("nothing"))
    );
    let held_back = noted(&causal, |note| matches!(note, Note::HeldBack { .. }));
    assert_eq!(held_back, [(48, "C".to_owned())]);
    // The post arrives after 82 ms, and the comment with it.
    assert_eq!(
        (comment_at(&causal, 81), comment_at(&causal, 82)),
        ("nothing".into(), "congrats".into())
    );
}

#[test]
fn of_one_conflict_each_answer_makes_something_else() {
    let all = answers("one-conflict");
    for (title, value, lost) in [
        ("Last write wins, wall clock", "blue", &[1][..]),
        ("First write wins", "red", &[2]),
        ("Siblings", "blue | red", &[]),
    ] {
        assert_eq!(answer(&all, title), (value, lost), "{title}");
    }
}

#[test]
fn what_both_sides_of_a_partition_write_conflicts_later() {
    let run = trace("both-sides");
    assert_eq!(value_at(&run, "A", 100), "left");
    assert_eq!(value_at(&run, "C", 100), "right");
    assert_eq!(at_the_end(&run), ["right"; 3]);
    assert_eq!(lost(&run), [1]);
    // Over before the other side writes, and with time to tell: nothing is lost.
    let mended = changed("both-sides", |lab| {
        end_fault(lab, 1, 45);
        move_step(lab, 2, 100);
    });
    assert_eq!(lost(&mended), NOTHING);
}
