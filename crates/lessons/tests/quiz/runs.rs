//! The texts and runs of all variants.

use std::rc::Rc;

use replicascope_core::trace::Ending;
use replicascope_core::{Lab, Trace, run};
use replicascope_lessons::quiz::{Picture, QUESTIONS, Question};

use super::variants;

#[test]
fn texts_have_no_holes_left() {
    // What could be the name of one.
    let is_hole = |part: &str| {
        let name = part.split('}').next();
        name.is_some_and(|name| !name.is_empty() && name.chars().all(char::is_lowercase))
    };
    for place in 0..QUESTIONS.len() {
        for (seed, question) in variants(place) {
            for text in texts(&question) {
                let holes = text.split('{').skip(1).filter(|part| is_hole(part));
                assert_eq!(holes.count(), 0, "{place} {seed}: {text}");
            }
        }
    }
}

fn texts(question: &Question) -> impl Iterator<Item = &String> {
    let around = question.setting.iter().chain(&question.explanation);
    let parts = question.parts.iter();
    around
        .chain([&question.run])
        .chain(parts.flat_map(|part| [&part.ask, &part.why]))
}

#[test]
fn runs_are_valid_and_end() {
    for place in 0..QUESTIONS.len() {
        for (seed, question) in variants(place) {
            match &question.picture {
                Picture::Lab(lab) => check(lab, &format!("{place} {seed}")),
                Picture::Text(text) => text.validate().expect("a valid text"),
            }
        }
    }
}

/// A document runs to its end, with answers to all, and moves messages that are sent under one of
/// its strategies.
fn check(lab: &Lab, name: &str) {
    lab.validate().expect("a valid document");
    let trace = run(&Rc::new(lab.clone()));
    assert_eq!(trace.ending, Ending::Complete);
    for message in lab.overrides.iter().map(|one| &one.message) {
        let is_sent = |trace: &Trace| trace.find_message(message).is_some();
        let under = |other| run(&Rc::new(lab.under(other)));
        let sent = is_sent(&trace) || lab.compare.iter().any(|other| is_sent(&under(other)));
        assert!(sent, "{message}");
    }
    let whole = trace.operations.iter().all(|one| one.ended().is_some());
    assert!(whole, "{name}: an operation never ends");
}
