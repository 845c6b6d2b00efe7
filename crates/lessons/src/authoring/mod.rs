//! Lessons as authors write them: Markdown with a few fields before it.
//!
//! Reading order: [`front`] the fields, [`body`] the text, [`ask`] the questions in it, [`inline`]
//! the words with what the engine is asked in them, [`stage`] the runs that answer, [`build`] all
//! lessons together. Nothing here is part of what a browser loads.

mod ask;
mod body;
mod build;
mod front;
mod inline;
mod stage;

use std::fmt;

use crate::lesson::{Entry, Lesson};

pub use build::{Built, build};

/// What is wrong with a lesson, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl Problem {
    fn new(line: usize, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for Problem {}

/// A lesson that was read and checked.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// The lesson.
    pub lesson: Lesson,
    /// Its place among all lessons: the lower, the earlier.
    pub order: u32,
    /// How the contents show it.
    pub entry: Entry,
    /// The different words in it, for the search.
    pub words: String,
}

/// The longest lesson, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// Reads a lesson, asks the engine all that it asks, and checks what it claims.
///
/// # Errors
/// Everything that is wrong, each with its line.
pub fn read(name: &str, text: &str) -> Result<Written, Vec<Problem>> {
    if text.len() > MOST_BYTES {
        let reason = format!("a lesson has at most {MOST_BYTES} bytes");
        return Err(vec![Problem::new(1, reason)]);
    }
    let front = front::Front::read(text)?;
    let stage = stage::Stage::open(&front)?;
    let body = body::read(&front, &stage, text)?;
    let words = body::words(&front, &body);
    let entry = Entry {
        name: name.to_owned(),
        title: front.title.value.clone(),
        section: front.section.value.clone(),
        summary: front.summary.value.clone(),
    };
    Ok(Written {
        order: front.order,
        lesson: Lesson {
            name: name.to_owned(),
            title: front.title.value,
            section: front.section.value,
            runs: stage.staged(),
            panels: front.panels,
            controls: front.controls,
            pages: front.pages,
            body,
        },
        entry,
        words,
    })
}
