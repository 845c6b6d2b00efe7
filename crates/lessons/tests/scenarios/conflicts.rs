use replicascope_core::clock::{Clock, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{Act, Call, Step};
use replicascope_core::resolve::ways;
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Lab, Micros, StepId, Trace, Value};

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

/// What A holds at the end: its siblings, and which of them were seen and overwritten, by whom.
fn siblings(trace: &Trace) -> (String, Vec<String>) {
    let a = "A".parse().expect("a replica");
    let record = trace.record_at(a, 0, trace.lab.duration);
    let conflicts = trace.false_conflicts(0, record).into_iter();
    let told = conflicts.map(|one| {
        let (value, kept, by) = (one.value, one.kept, one.overwritten_by);
        format!("{value} {kept} by {by}")
    });
    (record.state.read().to_string(), told.collect())
}

fn with_dots(lab: &mut Lab) {
    lab.keys[0].data_type = DataType::MvRegister(Default::default());
}

/// Almeida et al., *Scalable and Accurate Causality Tracking for Eventually Consistent Stores*,
/// DAIS 2014, and its authors' notes on dotted version vector sets: v3 was written by somebody who
/// had read v1 alone.
#[test]
fn one_vector_for_each_server_takes_an_overwritten_value_for_a_sibling() {
    let run = trace("false-conflict");
    assert_eq!(read(&run, 2), fresh("v1"));
    let versions = [1, 3, 4].map(|step| version(&run, step));
    assert_eq!(versions, ["{A: 1}", "{A: 2}", "{A: 3}"]);
    let (shown, overwritten) = siblings(&run);
    assert_eq!(shown, "v1 | v2 | v3");
    assert_eq!(overwritten, ["v1 A·1 by A·3"]);
    assert_eq!(at_the_end(&run), ["v1 | v2 | v3"; 2]);
    assert_eq!(lost(&run), NOTHING);
    let dotted = changed("false-conflict", with_dots);
    assert_eq!(siblings(&dotted), ("v2 | v3".into(), vec![]));
    assert_eq!(at_the_end(&dotted), ["v2 | v3"; 2]);
    assert_eq!(lost(&dotted), NOTHING);
    // Where a write replaces whatever its replica holds, the last one stays alone.
    let blind = changed("false-conflict", |lab| lab.sessions.clear());
    assert_eq!(siblings(&blind), ("v3".into(), vec![]));
}

/// The two clients and the four values of *Vector Clocks Revisited Part 2: Dotted Version Vectors*,
/// Riak's engineers, 2015.
#[test]
fn siblings_pile_up_under_one_vector_for_each_server_and_stay_two_with_dots() {
    let run = trace("sibling-explosion");
    assert_eq!(
        (read(&run, 2), read(&run, 4)),
        (fresh("Bob"), fresh("Bob | Sue"))
    );
    let (shown, overwritten) = siblings(&run);
    assert_eq!(shown, "Bob | Michelle | Rita | Sue");
    assert_eq!(overwritten, ["Bob A·1 by A·3", "Sue A·2 by A·4"]);
    let dotted = changed("sibling-explosion", with_dots);
    assert_eq!(siblings(&dotted), ("Michelle | Rita".into(), vec![]));
    // On the page that runs one schedule under every answer.
    let lab = lab("sibling-explosion");
    let counted: Vec<_> = ways(&lab, 0)
        .into_iter()
        .map(|way| (way.end(&lab, 0), way.title))
        .filter(|(end, _)| end.siblings > 1)
        .map(|(end, title)| (title, end.siblings, end.false_conflicts))
        .collect();
    assert!(counted.contains(&("Siblings".into(), 2, 0)), "{counted:?}");
    let per_server = ("Siblings, one vector per server".into(), 4, 2);
    assert!(counted.contains(&per_server), "{counted:?}");
}

/// The same two clients for longer, each reading just before the other writes.
#[test]
fn twenty_turns_leave_twenty_siblings_of_which_eighteen_are_false() {
    let long = |lab: &mut Lab| {
        lab.duration = Micros::from_millis(900);
        lab.script.clear();
        for turn in 0..20_u32 {
            let client = format!("c{}", turn % 2 + 1).parse().expect("a client");
            let call = |op| {
                Act::Call(Call {
                    client,
                    replica: "A".parse().expect("a replica"),
                    key: lab.keys[0].name.clone(),
                    op,
                })
            };
            let at = |millis| Micros::from_millis(40 * u64::from(turn) + millis);
            let value = Value::Integer(turn.into());
            let id = 2 * turn;
            let write = (id + 1, at(10), call(Op::Write(value)));
            let read = (id + 2, at(25), call(Op::Read));
            lab.script.extend([write, read].map(|(id, at, act)| Step {
                id: StepId(id),
                at,
                act,
            }));
        }
    };
    let run = changed("sibling-explosion", long);
    let a = "A".parse().expect("a replica");
    let counts = |run: &Trace| {
        let record = run.record_at(a, 0, run.lab.duration);
        (
            record.state.siblings().len(),
            run.false_conflicts(0, record).len(),
        )
    };
    assert_eq!(counts(&run), (20, 18));
    let dotted = changed("sibling-explosion", |lab| {
        long(lab);
        with_dots(lab);
    });
    assert_eq!(counts(&dotted), (2, 0));
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
