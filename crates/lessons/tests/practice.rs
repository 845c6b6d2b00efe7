//! Exercises, sorting and mistakes: what their words say is what the engine finds.

use std::collections::BTreeSet;
use std::rc::Rc;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call};
use replicascope_core::trace::Ending;
use replicascope_core::{Edit, Lab, Micros, Trace, Value, run};
use replicascope_lessons::exercise::{EXERCISES, Exercise, ExerciseText, Goals};
use replicascope_lessons::mistake::{MISTAKES, Mistake};
use replicascope_lessons::quiz::{Answer, Form, Text};

fn words(name: &str) -> String {
    let path = format!("{}/practice/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn exercise(name: &str) -> (Exercise, ExerciseText) {
    let found = EXERCISES
        .iter()
        .find(|one| one.name == name)
        .expect("an exercise");
    let text = ExerciseText::from_json(&words(&format!("exercise-{name}")));
    (
        *found,
        text.unwrap_or_else(|error| panic!("{name}: {error}")),
    )
}

fn mistake(name: &str) -> Mistake {
    let mistake = Mistake::from_json(&words(&format!("mistake-{name}")));
    mistake.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn ran(lab: &Lab) -> Trace {
    run(&Rc::new(lab.clone()))
}

fn edited(lab: &Lab, edits: impl IntoIterator<Item = Edit>) -> Lab {
    edits.into_iter().fold(lab.clone(), |lab, edit| {
        lab.edited(&edit).expect("a valid edit")
    })
}

fn deliver(message: &str, ms: u64) -> Edit {
    Edit::Deliver {
        message: message.into(),
        after_us: vec![Micros::from_millis(ms)],
    }
}

fn add(ms: u64, client: &str, replica: &str, key: &str, op: Op) -> Edit {
    let call = Call {
        client: client.parse().expect("a client"),
        replica: replica.parse().expect("a replica"),
        key: key.parse().expect("a key"),
        op,
    };
    Edit::Add {
        at: Micros::from_millis(ms),
        act: Act::Call(call),
    }
}

fn text(value: &str) -> Value {
    Value::parse(value).expect("a value")
}

#[test]
fn every_file_is_used_and_every_text_fits() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/practice");
    let files = std::fs::read_dir(folder).expect("the folder");
    let files: BTreeSet<String> = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let quiz = (1..=8).map(|number| format!("quiz-{number}.json"));
    let exercises = EXERCISES
        .iter()
        .map(|one| format!("exercise-{}.json", one.name));
    let mistakes = MISTAKES
        .iter()
        .map(|one| format!("mistake-{}.json", one.name));
    let known: BTreeSet<String> = quiz
        .chain(exercises)
        .chain(mistakes)
        .chain(["sort.json".into()])
        .collect();
    assert_eq!(files, known);
    for one in EXERCISES {
        let (_, text) = exercise(one.name);
        let goals = one.goals.len().max(1);
        assert_eq!(text.goals.len(), goals, "{}", one.name);
        assert_eq!(text.lab.is_some(), !one.goals.is_empty(), "{}", one.name);
    }
}

#[test]
fn lag_is_made_seen_undone_and_measured() {
    let (lag, text) = exercise("lag");
    let start = text.lab.expect("a document");
    let step =
        |goals: &Goals, lab: &Lab, typed: &str| goals.after(lag.goals, &start, &ran(lab), typed);
    let none = step(&Goals::default(), &start, "12");
    assert_eq!(none.reached(), 0, "nothing is stale at first");
    let late = edited(&start, [deliver("op1:A>C/update", 60)]);
    let stale = step(&none, &late, "");
    assert_eq!(stale.reached(), 1);
    // Taking the read away is not a way to make it fresh.
    let without = edited(
        &late,
        [Edit::Remove {
            step: replicascope_core::StepId(2),
        }],
    );
    let without = edited(
        &without,
        [Edit::Remove {
            step: replicascope_core::StepId(3),
        }],
    );
    assert_eq!(step(&stale, &without, "").reached(), 1);
    // Neither is a network without any lag, in which there is nothing to see.
    let at_once = edited(
        &start,
        [deliver("op1:A>C/update", 1), deliver("op1:A>B/update", 1)],
    );
    assert_eq!(step(&stale, &at_once, "").reached(), 1);
    let early = edited(&late, [deliver("op1:A>C/update", 30)]);
    let fresh = step(&stale, &early, "");
    assert_eq!(fresh.reached(), 2);
    let window = ran(&early).convergence[0].stale_for;
    // Acknowledged 6 ms after it began, which the message to C outlives by so much.
    assert_eq!(window, Micros::from_millis(27));
    assert_eq!(step(&fresh, &early, "28").reached(), 2);
    assert_eq!(step(&fresh, &early, "27 ms").reached(), 3);
    // With everything done at once, they are ticked together; and what is ticked stays.
    assert_eq!(step(&fresh, &late, "").reached(), 2);
}

#[test]
fn a_conflict_is_made_seen_and_resolved() {
    let (conflict, words) = exercise("conflict");
    let start = words.lab.expect("a document");
    let step = |goals: &Goals, lab: &Lab| goals.after(conflict.goals, &start, &ran(lab), "");
    let none = step(&Goals::default(), &start);
    assert_eq!(none.reached(), 0);
    let after = edited(
        &start,
        [add(70, "c2", "B", "email", Op::Write(text("work@b")))],
    );
    assert_eq!(
        step(&none, &after).reached(),
        0,
        "the second write knows of the first"
    );
    let both = edited(
        &start,
        [add(18, "c2", "B", "email", Op::Write(text("work@b")))],
    );
    let made = step(&none, &both);
    assert_eq!(made.reached(), 1);
    let seen = edited(&both, [add(60, "c1", "A", "email", Op::Read)]);
    let seen_goals = step(&made, &seen);
    assert_eq!(seen_goals.reached(), 2);
    let resolved = edited(
        &seen,
        [add(80, "c1", "A", "email", Op::Write(text("new@a")))],
    );
    assert_eq!(step(&seen_goals, &resolved).reached(), 3);
    // A write that has not seen both resolves nothing.
    let blind = edited(
        &seen,
        [add(20, "c1", "A", "email", Op::Write(text("new@a")))],
    );
    assert_eq!(step(&seen_goals, &blind).reached(), 2);
    // Last write wins agrees as well, and loses one.
    let lossy = r#"{"set_type":{"key":"email","type":{"lww_register":{}}}}"#;
    let lossy = edited(&both, [serde_json::from_str(lossy).expect("an edit")]);
    assert!(!ran(&lossy).lost.is_empty());
    assert_eq!(step(&seen_goals, &lossy).reached(), 2);
}

#[test]
fn things_to_sort_have_reasons_for_every_place() {
    let text = Text::from_json(&words("sort")).expect("the words");
    let part = text.parts[0].as_written().expect("a part");
    let Form::Sort { bins, items } = &part.form else {
        panic!("it is to be sorted")
    };
    assert_eq!((bins.len(), items.len()), (3, 8));
    let mut defended = BTreeSet::new();
    for item in 0..items.len() {
        for bin in 0..bins.len() {
            let mut answer = vec![None; items.len()];
            answer[item] = Some(bin);
            let graded = part.grade(&Answer::Bins(answer));
            let remark = &graded.remarks[item];
            assert!(
                remark.why.len() > 20 && !graded.right,
                "{}",
                items[item].text
            );
            if remark.right == Some(true) {
                defended.insert((item, bin));
            }
        }
    }
    let of = |item: usize| {
        defended
            .iter()
            .filter(|one| one.0 == item)
            .map(|one| one.1)
            .collect::<Vec<_>>()
    };
    let found: Vec<_> = (0..items.len())
        .map(|item| (&*items[item].text, of(item)))
        .collect();
    assert_eq!(
        found,
        [
            ("Bank transfer", vec![0]),
            ("Number of likes", vec![2]),
            ("Inventory at the checkout", vec![0, 2]),
            ("Profile photo", vec![1, 2]),
            ("Status of an order", vec![0, 1]),
            ("DNS record", vec![2]),
            ("Pictures on a CDN", vec![2]),
            ("Session data (login, cart)", vec![1, 2]),
        ]
    );
    assert!(part.grade(&part.right_answer()).right);
}

/// A mistake, the events at which it happens, and what is measured before and after the fix.
type Expected = (
    &'static str,
    &'static [&'static str],
    &'static [[&'static str; 2]],
);

/// What the fix changes, mistake by mistake, and where it goes wrong.
#[test]
fn mistakes_happen_where_they_are_said_to_and_are_mended() {
    let expected: [Expected; 6] = [
        (
            "old-profile",
            &["op2/returned"],
            &[["old", "new"], ["1", "0"], ["6 ms", "36 ms"]],
        ),
        (
            "lost-item",
            &[
                "op2:A>B/update/merged.0.cart",
                "op3:B>A/update/merged.0.cart",
                "op3:B>C/update/merged.0.cart",
            ],
            &[["1", "0"], ["{book, lamp}", "{book, lamp, tv}"]],
        ),
        (
            "two-answers",
            &["op3/returned"],
            &[["{sea} | {sun}", "{sea, sun}"], ["2", "1"], ["0", "0"]],
        ),
        (
            "future-write",
            &["op2/applied@A", "op3/applied@A"],
            &[["blue", "green"], ["1", "0"]],
        ),
        (
            "early-answer",
            &[
                "op3:B>C/operation/followed.0.comment.B·1",
                "op4/returned",
                "op5/returned",
            ],
            &[["violated", "holds"], ["0", "1"], ["congrats", "nothing"]],
        ),
        (
            "careful-likes",
            &["op2/invoked"],
            &[["1", "0"], ["40 ms", "4 ms"], ["0", "0"]],
        ),
    ];
    for (name, culprits, found) in expected {
        let mistake = mistake(name);
        let trace = ran(&mistake.lab);
        assert_eq!(trace.ending, Ending::Complete);
        let names: BTreeSet<String> = mistake
            .culprits(&trace)
            .into_iter()
            .map(|id| trace.event_name(id))
            .collect();
        let measured: Vec<[&str; 2]> = mistake
            .measures
            .iter()
            .map(|one| one.found.each_ref().map(|text| &**text))
            .collect();
        let culprits: BTreeSet<String> = culprits.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names, culprits, "{name}");
        assert_eq!(measured[..found.len()], *found, "{name}");
        assert!(mistake.cause.grade(&mistake.cause.right_answer()).right);
        assert_ne!(mistake.lab, mistake.mended);
        // Once mended, there is nothing left to point at.
        assert_eq!(mistake.culprits(&ran(&mistake.mended)), [], "{name}");
    }
    assert_eq!(
        expected.map(|one| one.0).to_vec(),
        MISTAKES.iter().map(|one| one.name).collect::<Vec<_>>()
    );
}

#[test]
fn whoever_points_at_a_part_of_the_culprit_is_right() {
    let mistake = mistake("old-profile");
    let trace = ran(&mistake.lab);
    let means = |name: &str| mistake.is_culprit(&trace, trace.find(name).expect("an event"));
    assert!(means("op2/invoked") && means("op2/answered@C") && means("op2/returned"));
    assert!(!means("op1/applied@A") && !means("op1/returned"));
}

#[test]
fn damaged_words_are_refused_with_their_place() {
    let broken =
        words("mistake-old-profile").replace("\"route\": \"random\"", "\"route\": \"nowhere\"");
    assert!(
        Mistake::from_json(&broken)
            .expect_err("no such route")
            .contains("nowhere")
    );
    let broken = words("mistake-old-profile").replacen("\"c1\"", "\"c7\"", 1);
    let error = Mistake::from_json(&broken).expect_err("no such client");
    assert!(error.starts_with("$.lab: $.sessions.c1"), "{error}");
}
