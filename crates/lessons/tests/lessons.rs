//! Every lesson: that it is right, that all together cover the module, and that each can be played.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use replicascope_core::text::TextRun;
use replicascope_core::trace::Ending;
use replicascope_core::{Micros, Trace, run};
use replicascope_lessons::authoring::{Built, build};
use replicascope_lessons::lesson::{
    AnswerKind, Ask, Block, Contents, Control, Lesson, Panel, Place, Words, plain,
};
use replicascope_lessons::probe::{Finding, Probe, Subject};
use replicascope_lessons::{SCENARIOS, TEXTS};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons"))
}

fn built() -> Built {
    let chapters = fs::read_to_string(folder().join("chapters.txt")).expect("the chapters");
    let mut sources = Vec::new();
    for file in fs::read_dir(folder()).expect("the folder") {
        let path = file.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_stem().expect("a name").to_string_lossy();
            sources.push((
                name.into_owned(),
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
    build(&chapters, &sources).unwrap_or_else(|problems| {
        let lines = problems
            .iter()
            .map(|(name, problem)| format!("{}: {problem}", name.as_deref().unwrap_or("chapters")));
        panic!("{}", lines.collect::<Vec<_>>().join("\n"))
    })
}

fn lessons() -> Vec<Lesson> {
    built().lessons.into_iter().map(|one| one.lesson).collect()
}

fn trace(name: &str) -> Trace {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    let scenario = scenario.unwrap_or_else(|| panic!("no scenario {name}"));
    run(&Rc::new(scenario.lab().expect("a valid document")))
}

fn ask(lesson: &Lesson, ask: &Ask) -> Finding {
    let probe: Probe = ask.probe.parse().expect("a probe");
    let staged = &lesson.runs[ask.run];
    let found = if staged.is_text {
        let text = TEXTS.iter().find(|one| one.name == staged.name);
        let lab = text.and_then(|one| one.lab().ok()).expect("a text");
        probe.ask(Subject::Text(
            &TextRun::of(&lab, lab.steps.len()).expect("it can be carried out"),
        ))
    } else {
        probe.ask_trace(&trace(&staged.name))
    };
    found.unwrap_or_else(|error| panic!("{}: {error}", lesson.name))
}

/// The rows of the module that lessons are for, each with the lessons that teach it. Its quiz, its
/// exercises and its common mistakes are not lessons.
const ROWS: &[(&str, &str, &[&str])] = &[
    (
        "1.1",
        "eventual convergence",
        &["stale-window", "lost-write"],
    ),
    ("1.2", "the spectrum", &["spectrum"]),
    ("1.3", "trade-offs", &["trade-offs"]),
    ("2.1", "when to acknowledge", &["acknowledge"]),
    ("2.2", "who takes writes", &["leaders"]),
    ("2.3", "N, W, R", &["quorums", "inversion", "quorum-limits"]),
    ("3.1", "how conflicts come about", &["concurrent"]),
    ("3.2", "answers to conflicts", &["strategies", "text"]),
    ("3.3", "version vectors", &["version-vectors"]),
    ("3.3", "the cart", &["cart"]),
    ("4.1", "read your writes", &["own-writes"]),
    ("4.2", "monotonic reads", &["monotonic-reads"]),
    ("4.3", "causal consistency", &["causal"]),
    ("5.1", "lost increments", &["lost-increments"]),
    (
        "5.2",
        "the types",
        &["counters", "sets", "registers", "states-and-operations"],
    ),
    ("5.3", "limits", &["limits"]),
];

#[test]
fn every_row_of_the_module_has_its_lessons() {
    let lessons = lessons();
    let by_name: BTreeMap<_, _> = lessons.iter().map(|one| (&*one.name, one)).collect();
    let mut taught = BTreeSet::new();
    for (section, about, names) in ROWS {
        for name in *names {
            let lesson = by_name
                .get(name)
                .unwrap_or_else(|| panic!("no lesson {name}"));
            assert_eq!(lesson.section, *section, "{about}: {name}");
            assert!(taught.insert(*name), "{name} is there twice");
        }
    }
    let all: BTreeSet<_> = by_name.into_keys().collect();
    assert_eq!(taught, all, "a lesson without its row");
}

#[test]
fn every_lesson_can_be_played_to_the_end() {
    for lesson in lessons() {
        assert!(lesson.controls.contains(&Control::Step), "{}", lesson.name);
        for staged in lesson.runs.iter().filter(|one| !one.is_text) {
            let trace = trace(&staged.name);
            assert_eq!(trace.ending, Ending::Complete, "{}", staged.name);
            // Steps as the page takes them: to the next moment at which something happens.
            let (mut now, mut steps) = (Micros::ZERO, 0);
            while let Some(next) = trace.events.iter().map(|one| one.at).find(|at| *at > now) {
                (now, steps) = (next, steps + 1);
            }
            assert!(steps >= 5, "{}: {steps} steps", staged.name);
            assert!(now <= trace.lab.duration, "{}", staged.name);
        }
    }
}

#[test]
fn questions_are_about_what_is_covered_until_they_are_answered() {
    for lesson in lessons() {
        let first = lesson.asks().find(|ask| ask.run == 0);
        assert!(
            first.is_some(),
            "{} asks nothing about its first run",
            lesson.name
        );
        for one in lesson.asks() {
            let finding = ask(&lesson, one);
            let about = format!("{}: {}", lesson.name, one.probe);
            if let Some(at) = finding.at {
                assert!(
                    at.0 > one.from,
                    "{about} shows at {at}, before it is covered"
                );
            }
            let key = finding.found.to_string();
            assert!(finding.found.accepts(&key), "{about}: {key}");
            if let AnswerKind::Choice(options) = &one.answer {
                let right = options.iter().filter(|option| option.key == key);
                assert_eq!(right.count(), 1, "{about}: {key}");
                let wrong = options.iter().filter(|option| option.key != key);
                assert!(
                    wrong
                        .into_iter()
                        .all(|one| !finding.found.accepts(&one.key)),
                    "{about}"
                );
            }
        }
    }
}

#[test]
fn lessons_are_short_and_lead_on() {
    for lesson in lessons() {
        let words = |text: &str| text.split_whitespace().count();
        let texts = lesson.body.iter().map(|block| match block {
            Block::Paragraph(text) | Block::Heading(text) => words(&plain(text)),
            Block::List { items, .. } => items.iter().map(|item| words(&plain(item))).sum(),
            Block::Stage | Block::Ask(_) => 0,
        });
        let count: usize = texts.sum();
        assert!(
            (60..=330).contains(&count),
            "{}: {count} words",
            lesson.name
        );
        let opens = |place| lesson.pages.contains(&place);
        let is_text = lesson.runs.iter().any(|one| one.is_text);
        assert!(
            opens(if is_text { Place::Text } else { Place::Lab }),
            "{}",
            lesson.name
        );
        let shows = |panel| lesson.panels.contains(&panel);
        let pictures = [
            Panel::Timeline,
            Panel::Compare,
            Panel::Guarantees,
            Panel::Text,
        ];
        let shown = pictures.into_iter().filter(|panel| shows(*panel));
        assert_eq!(shown.count(), 1, "{}: one picture of the run", lesson.name);
    }
}

#[test]
fn what_is_built_is_what_the_page_reads() {
    let built = built();
    let files: BTreeMap<_, _> = built.files().into_iter().collect();
    assert_eq!(files.len(), built.lessons.len() + 2);
    assert_eq!(
        Contents::from_json(&files["index.json"]),
        Ok(built.contents.clone())
    );
    assert_eq!(Words::from_json(&files["words.json"]), Ok(built.words()));
    for one in &built.lessons {
        let file = &files[&format!("lessons/{}.json", one.entry.name)];
        assert_eq!(Lesson::from_json(file).as_ref(), Ok(&one.lesson));
        assert!(
            file.len() < 8_000,
            "{}: {} bytes",
            one.entry.name,
            file.len()
        );
    }
    assert_eq!(built.contents.lessons().count(), built.lessons.len());
    assert!(Lesson::from_json("<!doctype html>").is_err());
}

#[test]
fn a_search_finds_words_by_their_beginnings() {
    let built = built();
    let (contents, words) = (&built.contents, built.words());
    let found = |search: &str| {
        let found = contents.lessons().filter(|one| words.fit(one, search));
        found.map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("cart lamp"), ["cart"]);
    assert_eq!(found("INVERS"), ["inversion"]);
    assert_eq!(found("4.2"), ["monotonic-reads"]);
    assert_eq!(found("helloworld"), ["text"]);
    assert_eq!(found("xyzzy"), [""; 0]);
    assert_eq!(found("").len(), contents.lessons().count());
    // As long as nothing else is known, what is shown is looked at.
    let cart = contents.lessons().find(|one| one.name == "cart");
    let cart = cart.expect("a lesson");
    let first = cart.title.split(' ').next().unwrap_or_default();
    assert!(Words::default().fit(cart, first));
    assert!(!Words::default().fit(cart, "lamp"));
}
