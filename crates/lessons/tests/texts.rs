//! What each text document shows.

use std::collections::BTreeSet;

use replicascope_core::text::interleaving::{mixed, splits};
use replicascope_core::text::{Algorithm, TextLab, TextRun};
use replicascope_lessons::TEXTS;

fn run(name: &str) -> TextRun {
    let text = TEXTS.iter().find(|one| one.name == name);
    let lab = text.expect("there is such a text").lab().expect("valid");
    TextRun::of(&lab, lab.steps.len()).expect("valid")
}

/// What RGA, Fugue and OT end with, and which of them mix what was typed apart.
fn shows(name: &str, texts: [&str; 3], mixes: [bool; 3]) {
    let run = run(name);
    for ((algorithm, text), mixes) in Algorithm::ALL.into_iter().zip(texts).zip(mixes) {
        assert!(run.converged(algorithm), "{name}: {algorithm:?}");
        let shared = run.shared(algorithm).expect("somebody is online");
        let shared: String = shared.iter().map(|one| one.character).collect();
        assert_eq!(shared, text, "{name}: {algorithm:?}");
        let mixed = mixed(&splits(&run, algorithm));
        assert_eq!(!mixed.is_empty(), mixes, "{name}: {algorithm:?}");
    }
}

#[test]
fn every_text_ends_as_its_prompt_says() {
    let none = [false; 3];
    // Quiz question 7: one id for each character; the larger one first in RGA, and B1 > A1.
    shows(
        "two-words",
        ["WorldHello", "HelloWorld", "HelloWorld"],
        none,
    );
    shows(
        "typing-backwards",
        ["xaybzc", "abcxyz", "abcxyz"],
        [true, false, false],
    );
    shows(
        "newest-on-top",
        [
            "jam\ntea\neggs\nmilk\n",
            "tea\nmilk\njam\neggs\n",
            "tea\nmilk\njam\neggs\n",
        ],
        [true, false, false],
    );
    shows(
        "tombstone",
        ["newer!", "newer!", "new!er"],
        [false, false, true],
    );
    shows("delete-and-insert", ["s", "s", "s"], none);
    shows(
        "three-writers",
        ["three two one ", "one two three ", "one two three "],
        none,
    );
    shows("empty", ["", "", ""], none);
    assert_eq!(TEXTS.len(), 7);
}

#[test]
fn titles_are_distinct() {
    let titles = TEXTS.iter().map(|one| one.lab().expect("valid").title);
    let distinct: BTreeSet<String> = titles.collect();
    assert_eq!(distinct.len(), TEXTS.len());
}

#[test]
fn the_text_in_the_readme_is_a_document() {
    let readme = include_str!("../../../README.md");
    let part = readme
        .split("### A text")
        .nth(1)
        .expect("a part about texts");
    let json = part
        .split("```json")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let lab = TextLab::from_json(json.expect("an example")).expect("valid");
    let run = TextRun::of(&lab, lab.steps.len()).expect("valid");
    let text = run.shared(Algorithm::Fugue).expect("online");
    assert_eq!(
        text.iter().map(|one| one.character).collect::<String>(),
        "new!"
    );
}
