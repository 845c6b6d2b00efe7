//! All lessons together: their order, the links between them, and the files that the page fetches.

use std::collections::BTreeMap;

use super::{Problem, Written, read};
use crate::lesson::{Block, Chapter, Contents, Entry, Inline, Target, Words};

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// The contents.
    pub contents: Contents,
    /// Each lesson by its name.
    pub lessons: Vec<Written>,
}

/// Reads all lessons: `chapters` holds a line `1: Title` for each chapter, `sources` the name and
/// the text of each lesson.
///
/// # Errors
/// Everything that is wrong, each with the name of its file; none is the list of chapters.
pub fn build(
    chapters: &str,
    sources: &[(String, String)],
) -> Result<Built, Vec<(Option<String>, Problem)>> {
    let mut problems = Vec::new();
    let mut lessons = Vec::new();
    for (name, text) in sources {
        match read(name, text) {
            Ok(written) => lessons.push(written),
            Err(found) => {
                problems.extend(found.into_iter().map(|one| (Some(name.clone()), one)));
            }
        }
    }
    lessons
        .sort_by(|one, other| (one.order, &one.entry.name).cmp(&(other.order, &other.entry.name)));
    let titles = titles(chapters).map_err(|problem| vec![(None, problem)])?;
    for problem in out_of_place(&lessons, &titles) {
        problems.push(problem);
    }
    if problems.is_empty() {
        problems.extend(dangling(&lessons));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Built {
        contents: contents(&lessons, &titles),
        lessons,
    })
}

impl Built {
    /// The files, each with its path and its content.
    pub fn files(&self) -> Vec<(String, String)> {
        // Serialising plain data into memory cannot fail.
        let json = |written: &Written| serde_json::to_string(&written.lesson).unwrap_or_default();
        let lessons = self.lessons.iter();
        let mut files: Vec<_> = lessons
            .map(|one| (format!("lessons/{}.json", one.entry.name), json(one)))
            .collect();
        let contents = serde_json::to_string(&self.contents).unwrap_or_default();
        files.push(("index.json".to_owned(), contents));
        let words = serde_json::to_string(&self.words()).unwrap_or_default();
        files.push(("words.json".to_owned(), words));
        files
    }

    /// What a search looks at.
    pub fn words(&self) -> Words {
        let named = |one: &Written| (one.entry.name.clone(), one.words.clone());
        Words(self.lessons.iter().map(named).collect())
    }
}

/// The titles of the chapters by their numbers.
fn titles(chapters: &str) -> Result<BTreeMap<u32, String>, Problem> {
    let lines = (1..).zip(chapters.lines());
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let chapters = lines.map(|(line, text)| {
        let parts = text.split_once(':');
        let parts = parts.and_then(|(number, title)| Some((number.trim().parse().ok()?, title)));
        let wrong = || Problem::new(line, "a chapter is written `1: Title`");
        let (number, title) = parts.ok_or_else(wrong)?;
        Ok((number, title.trim().to_owned()))
    });
    chapters.collect()
}

fn chapter_of(section: &str) -> u32 {
    let chapter = section
        .split('.')
        .next()
        .and_then(|number| number.parse().ok());
    chapter.unwrap_or_default()
}

/// Lessons of a chapter that does not exist, that come before one of an earlier chapter, or that
/// share their place with another.
fn out_of_place(
    lessons: &[Written],
    titles: &BTreeMap<u32, String>,
) -> Vec<(Option<String>, Problem)> {
    let mut problems = Vec::new();
    let mut wrong = |one: &Written, reason: String| {
        problems.push((Some(one.entry.name.clone()), Problem::new(1, reason)));
    };
    for one in lessons {
        let chapter = chapter_of(&one.entry.section);
        if !titles.contains_key(&chapter) {
            wrong(one, format!("there is no chapter {chapter}"));
        }
    }
    for pair in lessons.windows(2) {
        let [before, after] = pair else { continue };
        if before.order == after.order {
            let reason = format!("`{}` has the order {}, too", before.entry.name, after.order);
            wrong(after, reason);
        }
        if chapter_of(&before.entry.section) > chapter_of(&after.entry.section) {
            wrong(
                after,
                format!("it comes after `{}` of a later chapter", before.entry.name),
            );
        }
    }
    problems
}

/// Links to lessons that do not exist.
fn dangling(lessons: &[Written]) -> Vec<(Option<String>, Problem)> {
    let exists = |name: &str| lessons.iter().any(|one| one.entry.name == name);
    let mut problems = Vec::new();
    for one in lessons {
        let mut wanted = Vec::new();
        for block in &one.lesson.body {
            match block {
                Block::Heading(text) | Block::Paragraph(text) => links(text, &mut wanted),
                Block::List { items, .. } => items.iter().for_each(|item| links(item, &mut wanted)),
                Block::Ask(ask) => links(&ask.why, &mut wanted),
                Block::Stage => {}
            }
        }
        for name in wanted.into_iter().filter(|name| !exists(name)) {
            let reason = format!("it links to a lesson `{name}`, which there is not");
            problems.push((Some(one.entry.name.clone()), Problem::new(1, reason)));
        }
    }
    problems
}

fn links<'a>(inlines: &'a [Inline], wanted: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Link { to, text } => {
                if let Target::Lesson(name) = to {
                    wanted.push(name);
                }
                links(text, wanted);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) => links(inner, wanted),
            _ => {}
        }
    }
}

fn contents(lessons: &[Written], titles: &BTreeMap<u32, String>) -> Contents {
    let chapters = titles.iter().map(|(number, title)| {
        let within = lessons.iter().map(|one| &one.entry);
        let within = within.filter(|entry| chapter_of(&entry.section) == *number);
        let lessons: Vec<Entry> = within.cloned().collect();
        Chapter {
            title: title.clone(),
            lessons,
        }
    });
    Contents {
        chapters: chapters
            .filter(|chapter| !chapter.lessons.is_empty())
            .collect(),
    }
}
