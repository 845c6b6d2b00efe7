//! What a regular expression finds in a log.

use std::collections::{BTreeMap, HashMap};

use regex_lite::{Captures, Regex, RegexBuilder};

use crate::import::{ImportError, limits, shortened};

/// What the matches of a pattern say.
#[derive(Default)]
pub(super) struct Log {
    pub(super) entries: Vec<Entry>,
    pub(super) hosts: Names,
}

/// What one match says.
pub(super) struct Entry {
    pub(super) line: usize,
    /// A place among the names.
    pub(super) host: usize,
    /// The components, with their places among the names.
    pub(super) clock: Vec<(usize, u64)>,
    pub(super) text: String,
}

/// The names of hosts, each once.
#[derive(Default)]
pub(super) struct Names {
    pub(super) all: Vec<String>,
    place_of: HashMap<String, usize>,
}

impl Names {
    /// The place of a name, which is the next one when it is new.
    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.place_of.get(name) {
            return *place;
        }
        self.place_of.insert(name.to_owned(), self.all.len());
        self.all.push(name.to_owned());
        self.all.len() - 1
    }
}

/// Reads all that the pattern finds.
pub(super) fn entries(text: &str, pattern: &str) -> Result<Log, ImportError> {
    let regex = compiled(pattern, text.len())?;
    let mut log = Log::default();
    let mut lines = Lines::default();
    for found in regex.captures_iter(text) {
        let whole = found.get(0).map_or(0..0, |group| group.range());
        lines.skip_blank(text, whole.start)?;
        let entry = entry(text, &found, lines.line, &mut log.hosts)?;
        log.entries.push(entry);
        for (what, count, most) in [
            ("events", log.entries.len(), limits::LOGGED),
            ("hosts", log.hosts.all.len(), limits::HOSTS),
        ] {
            if count > most {
                let reason = format!("more than {most} {what}");
                return Err(ImportError::at(text, lines.line, reason));
            }
        }
        lines.go_to(text, whole.end);
    }
    lines.skip_blank(text, text.len())?;
    Ok(log)
}

/// What a regular expression for so many bytes may become.
fn largest(bytes: usize) -> usize {
    let most = limits::MATCHING / bytes.max(1) as u64;
    usize::try_from(most).map_or(limits::PATTERN, |most| most.min(limits::PATTERN))
}

/// The regular expression of a pattern for so many bytes, with the groups that it must have.
fn compiled(pattern: &str, bytes: usize) -> Result<Regex, ImportError> {
    let wrong = |reason: String| ImportError {
        line: 0,
        text: shortened(pattern),
        reason,
    };
    if pattern.len() > limits::PATTERN {
        return Err(wrong(format!(
            "{} bytes of a regular expression, at most {}",
            pattern.len(),
            limits::PATTERN
        )));
    }
    let regex = RegexBuilder::new(&format!("(?m){}", literal_braces(pattern)))
        .size_limit(largest(bytes))
        .build();
    let regex =
        regex.map_err(|error| wrong(format!("the regular expression is wrong: {error}")))?;
    for group in ["event", "host", "clock"] {
        if !regex.capture_names().flatten().any(|name| name == group) {
            return Err(wrong(format!(
                "the regular expression has no group (?<{group}>…)"
            )));
        }
    }
    Ok(regex)
}

/// How far a text has been read.
#[derive(Default)]
struct Lines {
    at: usize,
    /// The line there, from 1.
    line: usize,
}

impl Lines {
    fn go_to(&mut self, text: &str, at: usize) {
        self.line = self.line.max(1) + text[self.at..at].matches('\n').count();
        self.at = at;
    }

    /// Everything up to a place must be blank.
    fn skip_blank(&mut self, text: &str, until: usize) -> Result<(), ImportError> {
        let between = &text[self.at..until];
        let blank = between.len() - between.trim_start().len();
        self.go_to(text, self.at + blank);
        if self.at < until {
            let reason = "the line does not fit the regular expression";
            return Err(ImportError::at(text, self.line, reason));
        }
        Ok(())
    }
}

fn entry(
    text: &str,
    found: &Captures,
    line: usize,
    hosts: &mut Names,
) -> Result<Entry, ImportError> {
    let group = |name| found.name(name).map_or("", |group| group.as_str().trim());
    let (host, clock) = (group("host"), group("clock"));
    let line_of_clock = found.name("clock").map_or(line, |group| {
        let start = found.get(0).map_or(0, |whole| whole.start());
        line + text[start..group.start()].matches('\n').count()
    });
    let wrong = |reason: String| ImportError::at(text, line_of_clock, reason);
    if clock.len() > limits::CLOCK {
        let reason = format!(
            "{} bytes of a clock, at most {}",
            clock.len(),
            limits::CLOCK
        );
        return Err(wrong(reason));
    }
    let clock: BTreeMap<String, u64> = serde_json::from_str(clock)
        .map_err(|_| wrong("the clock is not a JSON object of whole numbers".to_owned()))?;
    if clock.get(host).is_none_or(|own| *own == 0) {
        let reason = format!("the clock has no component of its host, {host:?}");
        return Err(wrong(reason));
    }
    let clock = clock
        .iter()
        .map(|(name, number)| (hosts.place(name), *number));
    let clock = clock.collect();
    Ok(Entry {
        line,
        host: hosts.place(host),
        clock,
        text: group("event").to_owned(),
    })
}

/// Whether what follows a brace is a count: `2}` or `2,5}`. It looks no further than that.
fn begins_count(rest: &str) -> bool {
    let after = rest.trim_start_matches(|mark: char| mark.is_ascii_digit() || mark == ',');
    rest.starts_with(|mark: char| mark.is_ascii_digit()) && after.starts_with('}')
}

/// In ShiViz a brace that opens no count stands for itself.
fn literal_braces(pattern: &str) -> String {
    let mut literal = String::new();
    let mut escaped = false;
    let mut counts = false;
    for (place, mark) in pattern.char_indices() {
        let is_count = mark == '{' && begins_count(&pattern[place + 1..]);
        match mark {
            '{' if !escaped && !is_count => literal.push('\\'),
            '{' if !escaped => counts = true,
            '}' if !escaped && !std::mem::take(&mut counts) => literal.push('\\'),
            _ => {}
        }
        literal.push(mark);
        escaped = mark == '\\' && !escaped;
    }
    literal
}
