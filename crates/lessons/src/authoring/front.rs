//! The fields before the text: `name: value`, one a line, between two lines of three dashes.

use std::collections::BTreeMap;

use super::Problem;
use crate::lesson::{Control, Panel, Place};

/// A value and its line.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The line, counted from 1.
    pub line: usize,
    /// The value.
    pub value: T,
}

/// The fields of a lesson.
pub struct Front {
    pub title: At<String>,
    pub section: At<String>,
    pub order: u32,
    pub summary: At<String>,
    /// Names of scenarios, and of texts as `text/NAME`; each may have a title of its own.
    pub runs: At<Vec<String>>,
    pub panels: Vec<Panel>,
    pub controls: Vec<Control>,
    pub pages: Vec<Place>,
    /// Words by which the lesson is found beside its own.
    pub search: String,
    /// The first line of the text.
    pub body_line: usize,
}

const FENCE: &str = "---";
const FIELDS: [&str; 9] = [
    "title", "section", "order", "summary", "run", "panels", "controls", "pages", "search",
];
/// The longest title and summary, in characters.
const TITLE: usize = 48;
const SUMMARY: usize = 160;

impl Front {
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let (fields, body_line) = fields(text, &mut problems);
        let front = Fields {
            given: fields,
            problems: &mut problems,
        }
        .front(body_line);
        match problems.is_empty() {
            true => Ok(front),
            false => Err(problems),
        }
    }
}

/// The fields by name, and the first line of what follows them.
fn fields(text: &str, problems: &mut Vec<Problem>) -> (BTreeMap<String, At<String>>, usize) {
    let mut fields = BTreeMap::new();
    let mut lines = (1..).zip(text.lines());
    if lines.next().map(|(_, line)| line.trim_end()) != Some(FENCE) {
        problems.push(Problem::new(
            1,
            "a lesson begins with a line of three dashes",
        ));
        return (fields, 1);
    }
    for (line, content) in lines {
        if content.trim_end() == FENCE {
            return (fields, line + 1);
        }
        if content.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = content.split_once(':') else {
            problems.push(Problem::new(line, "a field is written `name: value`"));
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        if !FIELDS.contains(&name) {
            let reason = format!("there is no field `{name}`: use {}", FIELDS.join(", "));
            problems.push(Problem::new(line, reason));
        }
        let value = value.to_owned();
        if fields.insert(name.to_owned(), At { line, value }).is_some() {
            problems.push(Problem::new(line, format!("`{name}` is there twice")));
        }
    }
    problems.push(Problem::new(
        1,
        "the fields end with a line of three dashes",
    ));
    (fields, 1)
}

/// Fields that are made into what they stand for.
struct Fields<'a> {
    given: BTreeMap<String, At<String>>,
    problems: &'a mut Vec<Problem>,
}

impl Fields<'_> {
    fn front(mut self, body_line: usize) -> Front {
        let section = self.needed("section");
        if !is_section(&section.value) {
            self.wrong(section.line, "a section is written like 2.3");
        }
        let order = self.needed("order");
        let place = order.value.parse();
        if place.is_err() {
            self.wrong(order.line, "the order is a whole number");
        }
        let runs = self.needed("run");
        let runs = At {
            line: runs.line,
            value: listed(&runs.value),
        };
        let panels = self.named("panels", Panel::ALL, Panel::name);
        if panels.is_empty() {
            let line = self.line("panels");
            self.wrong(line, "a lesson shows at least one panel");
        }
        Front {
            title: self.short("title", TITLE),
            section,
            order: place.unwrap_or_default(),
            summary: self.short("summary", SUMMARY),
            runs,
            panels,
            controls: self.named("controls", Control::ALL, Control::name),
            pages: self.named("pages", Place::ALL, Place::name),
            search: self
                .given
                .remove("search")
                .map_or_else(String::new, |at| at.value),
            body_line,
        }
    }

    fn line(&self, name: &str) -> usize {
        self.given.get(name).map_or(1, |at| at.line)
    }

    fn wrong(&mut self, line: usize, reason: impl Into<String>) {
        self.problems.push(Problem::new(line, reason));
    }

    fn needed(&mut self, name: &str) -> At<String> {
        match self.given.get(name) {
            Some(at) if !at.value.is_empty() => at.clone(),
            Some(at) => {
                let line = at.line;
                self.wrong(line, format!("`{name}` is empty"));
                At {
                    line,
                    value: String::new(),
                }
            }
            None => {
                self.wrong(1, format!("the field `{name}` is missing"));
                At {
                    line: 1,
                    value: String::new(),
                }
            }
        }
    }

    fn short(&mut self, name: &str, most: usize) -> At<String> {
        let at = self.needed(name);
        let length = at.value.chars().count();
        if length > most {
            self.wrong(
                at.line,
                format!("`{name}` has {length} characters, at most {most} fit"),
            );
        }
        at
    }

    /// Things with names, separated by commas.
    fn named<T: Copy + PartialEq>(
        &mut self,
        field: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Vec<T> {
        let Some(at) = self.given.get(field).cloned() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for word in listed(&at.value) {
            match all.iter().find(|one| name(**one) == word) {
                Some(one) if found.contains(one) => {
                    self.wrong(at.line, format!("`{word}` is there twice"));
                }
                Some(one) => found.push(*one),
                None => {
                    let known: Vec<_> = all.iter().map(|one| name(*one)).collect();
                    let reason = format!("`{word}` is not one of {field}: {}", known.join(", "));
                    self.wrong(at.line, reason);
                }
            }
        }
        found
    }
}

fn listed(text: &str) -> Vec<String> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn is_section(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(chapter, section)| number(chapter) && number(section))
}
