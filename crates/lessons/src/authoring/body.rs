//! The text of a lesson: a part of Markdown, and two fenced blocks of our own.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TextMergeWithOffset};

use super::front::Front;
use super::stage::Stage;
use super::{Problem, ask};
use crate::lesson::{Block, Inline, Target, plain};

/// Events with their place in the text, and the line of that place.
struct Reader<'a> {
    events: std::vec::IntoIter<(Event<'a>, Range<usize>)>,
    text: &'a str,
    first_line: usize,
    stage: &'a Stage,
}

/// Reads the text.
pub fn read(front: &Front, stage: &Stage, text: &str) -> Result<Vec<Block>, Vec<Problem>> {
    let before = text.split_inclusive('\n').take(front.body_line - 1);
    let start: usize = before.map(str::len).sum();
    let mut reader = Reader::of(&text[start..], front.body_line, stage);
    let mut blocks = Vec::new();
    let mut problems = Vec::new();
    while let Some((event, place)) = reader.events.next() {
        match reader.block(event, &place) {
            Ok(block) => blocks.push(block),
            Err(mut found) => {
                problems.append(&mut found);
                reader.skip_to(place.end);
            }
        }
    }
    let stages = blocks.iter().filter(|one| **one == Block::Stage).count();
    if problems.is_empty() && stages != 1 {
        let reason = format!("a lesson has one block called `stage`, this one has {stages}");
        problems.push(Problem::new(front.body_line, reason));
    }
    match problems.is_empty() {
        true => Ok(blocks),
        false => Err(problems),
    }
}

/// Words in one line: a field of a question.
pub fn inlines(text: &str, line: usize, stage: &Stage) -> Result<Vec<Inline>, Problem> {
    let mut reader = Reader::of(text, line, stage);
    match reader.events.next() {
        None => Ok(Vec::new()),
        Some((Event::Start(Tag::Paragraph), _)) => {
            let inlines = reader.inlines()?;
            match reader.events.next() {
                None => Ok(inlines),
                Some(_) => Err(Problem::new(line, "this has to be one paragraph")),
            }
        }
        Some(_) => Err(Problem::new(line, "this has to be one paragraph")),
    }
}

/// The different words of a lesson, for the search.
pub fn words(front: &Front, body: &[Block]) -> String {
    let texts = body.iter().map(|block| match block {
        Block::Heading(text) | Block::Paragraph(text) => plain(text),
        Block::List { items, .. } => items.iter().map(|item| plain(item) + " ").collect(),
        Block::Ask(ask) => plain(&ask.question) + " " + &plain(&ask.why),
        Block::Stage => String::new(),
    });
    let front = [&front.title.value, &front.summary.value, &front.search];
    let all: Vec<String> = front.into_iter().cloned().chain(texts).collect();
    let all = all.join(" ").to_lowercase();
    let words: BTreeSet<&str> = crate::lesson::words(&all).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

impl<'a> Reader<'a> {
    fn of(text: &'a str, first_line: usize, stage: &'a Stage) -> Self {
        let options = Options::ENABLE_SMART_PUNCTUATION;
        let events = Parser::new_ext(text, options).into_offset_iter();
        let events: Vec<_> = TextMergeWithOffset::new(events).collect();
        Self {
            events: events.into_iter(),
            text,
            first_line,
            stage,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.first_line + self.text[..at].matches('\n').count()
    }

    fn skip_to(&mut self, end: usize) {
        while self
            .events
            .as_slice()
            .first()
            .is_some_and(|(_, place)| place.start < end)
        {
            self.events.next();
        }
    }

    fn block(&mut self, event: Event, place: &Range<usize>) -> Result<Block, Vec<Problem>> {
        let one = |problem| vec![problem];
        match event {
            Event::Start(Tag::Paragraph) => self.inlines().map(Block::Paragraph).map_err(one),
            Event::Start(Tag::Heading { .. }) => self.inlines().map(Block::Heading).map_err(one),
            Event::Start(Tag::List(first)) => self.list(first.is_some()).map_err(one),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => {
                self.fenced(&name, self.line(place.start))
            }
            _ => Err(one(self.refused(place))),
        }
    }

    fn refused(&self, place: &Range<usize>) -> Problem {
        let line = self.line(place.start);
        Problem::new(
            line,
            "a lesson is made of paragraphs, headings, lists, and blocks called `ask` and `stage`",
        )
    }

    fn fenced(&mut self, name: &str, line: usize) -> Result<Block, Vec<Problem>> {
        let mut content = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(text) => content.push_str(&text),
                _ => break,
            }
        }
        match name {
            "stage" if content.trim().is_empty() => Ok(Block::Stage),
            "stage" => Err(vec![Problem::new(line + 1, "the block `stage` is empty")]),
            "ask" => ask::read(&content, line + 1, self.stage).map(Block::Ask),
            other => {
                let reason = format!("there is no block `{other}`: use `ask` or `stage`");
                Err(vec![Problem::new(line, reason)])
            }
        }
    }

    fn list(&mut self, ordered: bool) -> Result<Block, Problem> {
        let mut items = Vec::new();
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.inlines()?),
                Event::End(_) => break,
                _ => return Err(self.refused(&place)),
            }
        }
        Ok(Block::List { ordered, items })
    }

    /// Up to the end of what contains them.
    fn inlines(&mut self) -> Result<Vec<Inline>, Problem> {
        let mut inlines = Vec::new();
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::Text(text) => {
                    let line = self.line(place.start);
                    let answered = super::inline::answered(&text, self.stage);
                    inlines.extend(answered.map_err(|reason| Problem::new(line, reason))?);
                }
                Event::SoftBreak => inlines.push(Inline::Text(" ".into())),
                Event::Code(code) => inlines.push(Inline::Code(code.into_string())),
                Event::Start(Tag::Emphasis) => inlines.push(Inline::Emphasis(self.inlines()?)),
                Event::Start(Tag::Strong) => inlines.push(Inline::Strong(self.inlines()?)),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let to = self.target(&dest_url, self.line(place.start))?;
                    let text = self.inlines()?;
                    inlines.push(Inline::Link { to, text });
                }
                Event::End(_) => return Ok(inlines),
                _ => return Err(self.refused(&place)),
            }
        }
        Ok(inlines)
    }

    fn target(&self, address: &str, line: usize) -> Result<Target, Problem> {
        let target = match address.split_once(':') {
            Some(("lesson", name)) => Target::Lesson(name.to_owned()),
            Some(("run", name)) => match self.stage.place(name) {
                Some(_) => Target::Run(name.to_owned()),
                None => {
                    let reason = format!("`{name}` is not on the stage of this lesson");
                    return Err(Problem::new(line, reason));
                }
            },
            Some(("https", _)) => Target::Web(address.to_owned()),
            _ => {
                let reason = format!(
                    "`{address}` leads nowhere: use lesson:NAME, run:NAME or an address with https"
                );
                return Err(Problem::new(line, reason));
            }
        };
        Ok(target)
    }
}
