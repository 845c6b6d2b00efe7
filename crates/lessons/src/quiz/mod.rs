//! Questions whose keys the engine computes, in as many variants as there are seeds.
//!
//! A question is a file here, which draws the numbers of a variant, runs a document with them and
//! asks it for the facts; and a file of words in `practice/`, with holes for what was found. Seed 0
//! gives the numbers that the course has.

mod bench;
mod choosing;
mod counter;
mod dice;
mod editing;
mod form;
mod promise;
mod quorums;
mod seen;
mod text;
mod vectors;
mod views;

use std::collections::BTreeMap;

use replicascope_core::Lab;
use replicascope_core::text::TextLab;

pub(crate) use bench::{asked, ran};
pub use dice::Dice;
pub use form::{Answer, Form, Graded, Item, Part, Remark};
pub use text::{ItemText, PartText, Text};

/// A question of the quiz.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is called.
    pub title: &'static str,
    make: fn(Option<&mut Dice>) -> Result<Made, String>,
}

/// The questions, in the order of the course.
pub const QUESTIONS: [Entry; 8] = [
    Entry {
        title: "What is promised",
        make: promise::make,
    },
    Entry {
        title: "Version vectors",
        make: vectors::make,
    },
    Entry {
        title: "A counter merges",
        make: counter::make,
    },
    Entry {
        title: "When copies must agree first",
        make: choosing::make,
    },
    Entry {
        title: "Choosing W and R",
        make: quorums::make,
    },
    Entry {
        title: "A comment without its post",
        make: seen::make,
    },
    Entry {
        title: "Two people, one place",
        make: editing::make,
    },
    Entry {
        title: "Three partial views",
        make: views::make,
    },
];

/// What a variant comes to: facts that the engine found, words for the holes of the text, and the
/// run that explains it.
pub(crate) struct Made {
    pub(crate) words: BTreeMap<&'static str, String>,
    pub(crate) facts: BTreeMap<&'static str, Fact>,
    pub(crate) picture: Picture,
}

/// Something that decides an answer.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Fact {
    /// Whether a statement is true.
    True(bool),
    /// A number, or a place in an order.
    Number(i64),
    /// Where something belongs.
    Bin(&'static str),
}

/// What runs below an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Picture {
    /// A run.
    Lab(Box<Lab>),
    /// A text that several replicas edit.
    Text(Box<TextLab>),
}

/// A variant of a question.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// What it is called.
    pub title: &'static str,
    /// What is the case.
    pub setting: Vec<String>,
    /// What is asked.
    pub parts: Vec<Part>,
    /// What runs below the answer.
    pub picture: Picture,
    /// What that shows.
    pub run: String,
    /// What is to be learned.
    pub explanation: Vec<String>,
}

impl Question {
    /// The variant of a seed of the question at a place of [`QUESTIONS`].
    ///
    /// # Errors
    /// When there is no such question, or the words do not fit it, which the tests rule out for those
    /// that come with the product.
    pub fn new(place: usize, seed: u32, text: &Text) -> Result<Self, String> {
        let entry = QUESTIONS.get(place).ok_or("there is no such question")?;
        let mut dice = (seed > 0).then(|| Dice::new(seed, place));
        let made = (entry.make)(dice.as_mut())?;
        let fill = |text: &String| text::fill(text, &made.words);
        let parts = text
            .parts
            .iter()
            .map(|part| part.with(&made.words, &made.facts, dice.as_mut()));
        Ok(Self {
            title: entry.title,
            parts: parts.collect::<Result<_, _>>()?,
            setting: text.setting.iter().map(fill).collect::<Result<_, _>>()?,
            run: fill(&text.run)?,
            explanation: text
                .explanation
                .iter()
                .map(fill)
                .collect::<Result<_, _>>()?,
            picture: made.picture,
        })
    }
}

impl Text {
    /// Reads the words of a question.
    ///
    /// # Errors
    /// Says where the text is not that.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}
