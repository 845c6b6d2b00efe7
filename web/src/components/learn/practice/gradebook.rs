//! Tells the page around a frame what was answered, and what that is worth: it may keep a gradebook.

use replicascope_lessons::quiz::{Answer, Graded, Part};

use crate::embed::{self, tell_answer};
use crate::state::Practice;

/// Tells of answers that were checked together: each part counts the same.
pub fn checked(
    practice: Practice,
    step: Option<u8>,
    parts: &[Part],
    answers: &[Answer],
    graded: &[Graded],
) {
    let said = parts.iter().zip(answers);
    let said: Vec<String> = said.map(|(part, answer)| part.said(answer)).collect();
    let worth = parts.iter().zip(graded);
    let worth: f64 = worth.map(|(part, graded)| graded.score(part)).sum();
    tell(practice, step, &said.join("; "), worth / parts.len() as f64);
}

/// Tells of something done, and its worth from 0 to 1.
pub fn tell(practice: Practice, step: Option<u8>, given: &str, score: f64) {
    let name = practice.name();
    let question = step.map_or(name.clone(), |step| format!("{name}/{step}"));
    tell_answer(&embed::Answer {
        question: &question,
        given,
        score,
        seed: practice.seed(),
    });
}
