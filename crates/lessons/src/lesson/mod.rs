//! A lesson as the page shows it: a little text around a run, with questions asked before it.
//!
//! Authors write Markdown (see [`authoring`](crate::authoring), which tools alone contain); what
//! is here is what becomes of it: blocks of text as data, and no markup.

mod panel;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use panel::{Control, Panel, Place};

/// A lesson.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lesson {
    /// Its name in addresses: that of its file.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The section of the module that it belongs to, such as `2.3`.
    pub section: String,
    /// What can be on its stage; the first is at first.
    pub runs: Vec<Staged>,
    /// What is shown of the run.
    pub panels: Vec<Panel>,
    /// What the learner can do with it.
    pub controls: Vec<Control>,
    /// Pages that are worth opening with it.
    pub pages: Vec<Place>,
    /// The text.
    pub body: Vec<Block>,
}

/// A document that can be on the stage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Staged {
    /// The name of the scenario, or of the text.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Whether it is a text that several replicas edit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_text: bool,
}

/// A part of the text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
    /// The stage with its run.
    Stage,
    /// A question, asked before the run.
    Ask(Ask),
}

/// A part of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// A name, or what stands in a document.
    Code(String),
    /// What the engine found: a number or a value.
    Found(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Strongly stressed words.
    Strong(Vec<Inline>),
    /// Words that lead somewhere.
    Link {
        /// Where to.
        to: Target,
        /// The words.
        text: Vec<Inline>,
    },
}

/// Where words lead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// To another lesson.
    Lesson(String),
    /// To another document on the stage.
    Run(String),
    /// To a page of the web.
    Web(String),
}

/// A question, asked before the run, and answered by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// The document that it is about: its place among the lesson's.
    pub run: usize,
    /// The question.
    pub question: Vec<Inline>,
    /// How it is answered.
    pub answer: AnswerKind,
    /// What the run is asked: see [`probe`](crate::probe).
    pub probe: String,
    /// The picture is covered from this moment on until the question is answered.
    #[serde(rename = "from_us")]
    pub from: u64,
    /// Why it is as it is.
    pub why: Vec<Inline>,
}

/// How a question is answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// By a number.
    Number,
    /// By a value.
    Value,
    /// By choosing one of these.
    Choice(Vec<Choice>),
}

/// An answer on offer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// What the probe would have to find for it to be right.
    pub key: String,
    /// What it says.
    pub text: Vec<Inline>,
}

/// What the contents page knows about all lessons.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Contents {
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
}

/// Lessons that belong together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chapter {
    /// What they are about.
    pub title: String,
    /// The lessons, in order.
    pub lessons: Vec<Entry>,
}

/// A lesson in the contents.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The section of the module that it belongs to.
    pub section: String,
    /// One sentence about it.
    pub summary: String,
}

/// What a search looks at: of each lesson, by name, the different words in it, in small letters.
/// Apart from the contents, which every lesson waits for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Words(pub BTreeMap<String, String>);

impl Lesson {
    /// Reads a lesson that was built.
    ///
    /// # Errors
    /// Says where the text is not one.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The questions in it.
    pub fn asks(&self) -> impl Iterator<Item = &Ask> {
        self.body.iter().filter_map(|block| match block {
            Block::Ask(ask) => Some(ask),
            _ => None,
        })
    }
}

impl Contents {
    /// Reads contents that were built.
    ///
    /// # Errors
    /// Says where the text is not that.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Every lesson, in order.
    pub fn lessons(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.chapters.iter().flat_map(|chapter| &chapter.lessons)
    }
}

impl Words {
    /// Reads words that were built.
    ///
    /// # Errors
    /// Says where the text is not that.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Whether every word of a search begins a word of the lesson, as far as its words are known:
    /// those of its entry are.
    pub fn fit(&self, entry: &Entry, search: &str) -> bool {
        let search = search.to_lowercase();
        let shown = format!("{} {}", entry.title, entry.summary).to_lowercase();
        let within = self.0.get(&entry.name).map_or("", String::as_str);
        let mut wanted = words(&search);
        wanted.all(|word| {
            let mut known = words(&shown).chain(within.split(' '));
            entry.section.starts_with(word) || known.any(|known| known.starts_with(word))
        })
    }
}

/// The words of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|one: char| !(one.is_alphanumeric() || one == '.'));
    parts
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
}

/// The text without its markup.
pub fn plain(inlines: &[Inline]) -> String {
    let parts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Found(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
            plain(inner)
        }
    });
    parts.collect()
}
