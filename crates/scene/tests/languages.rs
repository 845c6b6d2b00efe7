//! What is told of a run, in every language.

use std::rc::Rc;

use replicascope_core::{Trace, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::{Inspection, telling};
use replicascope_words::{Language, speak};

fn runs() -> impl Iterator<Item = (&'static str, Trace)> {
    SCENARIOS.iter().map(|one| {
        let lab = one.lab().expect("a scenario");
        (one.name, run(&Rc::new(lab)))
    })
}

/// Words that only English has.
const ENGLISH: [&str; 16] = [
    "the",
    "sends",
    "receives",
    "asks",
    "merges",
    "carries",
    "returns",
    "acknowledged",
    "of",
    "which",
    "and",
    "begins",
    "replica",
    "stale",
    "client",
    "arrives",
];

#[test]
fn a_run_is_told_in_german_throughout() {
    speak(Language::German);
    for (name, trace) in runs() {
        for (id, _) in trace.events() {
            let inspection = Inspection::of(&trace, id);
            let facts = inspection
                .facts
                .iter()
                .map(|(fact, text)| format!("{fact} {text}"));
            let merge = inspection.merge.iter().map(|merge| merge.verdict.clone());
            let all = facts.chain(merge).chain([inspection.sentence.clone()]);
            for text in all {
                let mut words = text.split(|one: char| !one.is_alphabetic());
                let english = words.find(|word| ENGLISH.contains(word));
                assert_eq!(english, None, "{name}: {text}");
            }
            assert!(
                inspection.sentence.ends_with(['.', ')']),
                "{name}: {}",
                inspection.sentence
            );
        }
    }
}

#[test]
fn every_sentence_comes_from_the_table() {
    speak(Language::Mirrored);
    for (name, trace) in runs() {
        for (id, _) in trace.events() {
            let sentence = telling::sentence(&trace, id);
            // What does not come from it has none of its marks.
            assert!(sentence.contains('\u{202e}'), "{name}: {sentence}");
        }
    }
}

#[test]
fn a_sentence_in_german_reads_as_one() {
    speak(Language::German);
    let (_, trace) = runs().next().expect("a scenario");
    let told: Vec<String> = trace
        .events()
        .map(|(id, _)| telling::sentence(&trace, id))
        .collect();
    assert!(told[0].starts_with("Client 1 bittet "), "{}", told[0]);
    assert!(told.iter().any(|one| one.contains(" führt „")), "{told:?}");
}
