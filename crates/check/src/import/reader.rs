//! Reads EDN, and JSON that is known to be well formed: there a colon is only a separator.
//!
//! <https://github.com/edn-format/edn>

use super::datum::Datum;
use super::{ImportError, limits};

/// How deep things may lie in each other.
const MOST_DEPTH: usize = 64;

/// Reads one thing after the other.
pub(super) struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    line: usize,
    json: bool,
    /// How many things have been read, those in others among them.
    things: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, json: bool) -> Self {
        Self {
            text,
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            line: 1,
            json,
            things: 0,
        }
    }

    /// The same from a line of the text on that is known to begin here.
    pub(super) fn at_line(text: &'a str, rest: &'a str, line: usize) -> Self {
        Self {
            text,
            rest,
            line,
            json: false,
            things: 0,
        }
    }

    /// Gives the things of the text one after the other, with their lines. What the outermost vector
    /// or list contains counts as if it were written without it.
    pub(super) fn each(
        mut self,
        mut take: impl FnMut(usize, Datum) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut open = None;
        loop {
            self.skip(0)?;
            match (self.rest.chars().next(), open) {
                (None, None) => return Ok(()),
                (None, Some((line, _))) => {
                    return Err(ImportError::at(self.text, line, "this is never closed"));
                }
                (Some('[' | '('), None) => {
                    open = Some((self.line, self.next_mark() == Some('[')));
                }
                (Some(mark @ (']' | ')')), Some((_, square))) if square == (mark == ']') => {
                    self.next_mark();
                    open = None;
                }
                _ => {
                    let line = self.line;
                    take(line, self.thing(1)?)?;
                }
            }
        }
    }

    /// The next thing; none at the end.
    pub(super) fn one(&mut self) -> Result<Option<Datum>, ImportError> {
        self.skip(0)?;
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.thing(0).map(Some)
    }

    fn error(&self, reason: impl Into<String>) -> ImportError {
        ImportError::at(self.text, self.line, reason)
    }

    fn next_mark(&mut self) -> Option<char> {
        let mark = self.rest.chars().next()?;
        self.rest = &self.rest[mark.len_utf8()..];
        self.line += usize::from(mark == '\n');
        Some(mark)
    }

    /// Skips white space, commas, comments and discarded things.
    fn skip(&mut self, depth: usize) -> Result<(), ImportError> {
        loop {
            match self.rest.chars().next() {
                Some(mark) if mark.is_whitespace() || mark == ',' => {
                    self.next_mark();
                }
                Some(':') if self.json => {
                    self.next_mark();
                }
                Some(';') if !self.json => {
                    let end = self.rest.find('\n').unwrap_or(self.rest.len());
                    self.rest = &self.rest[end..];
                }
                Some('#') if self.rest.starts_with("#_") => {
                    self.rest = &self.rest[2..];
                    self.skip(depth)?;
                    self.thing(depth + 1)?;
                }
                _ => return Ok(()),
            }
        }
    }

    fn thing(&mut self, depth: usize) -> Result<Datum, ImportError> {
        if depth > MOST_DEPTH {
            return Err(self.error(format!("more than {MOST_DEPTH} things lie in each other")));
        }
        self.things += 1;
        if self.things > limits::THINGS {
            return Err(self.error(format!("more than {} things", limits::THINGS)));
        }
        self.skip(depth)?;
        match self.rest.chars().next() {
            None => Err(self.error("the text ends where something is missing")),
            Some('[') => self.many(']', depth).map(Datum::Many),
            Some('(') => self.many(')', depth).map(Datum::Many),
            Some('{') => self.map(depth),
            Some('"') => self.string().map(Datum::Text),
            Some('\\') => {
                self.next_mark();
                self.word().map(Datum::Text)
            }
            Some('#') if self.rest.starts_with("#{") => {
                self.next_mark();
                self.many('}', depth).map(Datum::Many)
            }
            // What a tag says about the thing that it stands before does not matter here.
            Some('#') => {
                self.next_mark();
                self.word()?;
                self.thing(depth + 1)
            }
            Some('\'') => {
                self.next_mark();
                self.thing(depth + 1)
            }
            Some(_) => self.word().map(|word| atom(&word)),
        }
    }

    fn many(&mut self, end: char, depth: usize) -> Result<Vec<Datum>, ImportError> {
        let begins = self.line;
        self.next_mark();
        let mut things = Vec::new();
        loop {
            self.skip(depth)?;
            match self.rest.chars().next() {
                None => return Err(ImportError::at(self.text, begins, "this is never closed")),
                Some(mark) if mark == end => {
                    self.next_mark();
                    return Ok(things);
                }
                _ => things.push(self.thing(depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Datum, ImportError> {
        let begins = self.line;
        let things = self.many('}', depth)?;
        if things.len() % 2 == 1 {
            let reason = "a key of this map has no value";
            return Err(ImportError::at(self.text, begins, reason));
        }
        let mut things = things.into_iter();
        let mut pairs = Vec::new();
        while let (Some(key), Some(value)) = (things.next(), things.next()) {
            pairs.push((key, value));
        }
        Ok(Datum::Map(pairs))
    }

    fn string(&mut self) -> Result<String, ImportError> {
        let begins = self.line;
        self.next_mark();
        let mut string = String::new();
        loop {
            match self.next_mark() {
                None => {
                    let reason = "this text is never closed";
                    return Err(ImportError::at(self.text, begins, reason));
                }
                Some('"') => return Ok(string),
                Some('\\') => string.push(self.escaped()?),
                Some(mark) => string.push(mark),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, ImportError> {
        Ok(match self.next_mark() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('u') => {
                let first = self.unit()?;
                let paired = (0xd800..0xdc00).contains(&first) && self.rest.starts_with("\\u");
                if !paired {
                    return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                self.rest = &self.rest[2..];
                let second = self.unit()?;
                let low = second.wrapping_sub(0xdc00) & 0x3ff;
                let code = 0x1_0000 + ((first - 0xd800) << 10) + low;
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            Some(mark) => mark,
            None => return Err(self.error("the text ends in an escape")),
        })
    }

    fn unit(&mut self) -> Result<u32, ImportError> {
        let digits = self.rest.get(..4);
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.error("\\u takes four hexadecimal digits"))?;
        self.rest = &self.rest[4..];
        Ok(unit)
    }

    fn word(&mut self) -> Result<String, ImportError> {
        let ends = |mark: char| mark.is_whitespace() || ",;[](){}\"".contains(mark);
        let json = |mark: char| self.json && mark == ':';
        let length = self.rest.find(|mark| ends(mark) || json(mark));
        let (word, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
        if word.is_empty() {
            let mark = self.rest.chars().next().unwrap_or(' ');
            return Err(self.error(format!("{mark} does not belong here")));
        }
        self.rest = rest;
        Ok(word.to_owned())
    }
}

fn atom(word: &str) -> Datum {
    let digits = word.strip_suffix(['N', 'M']).unwrap_or(word);
    match (word, digits.parse()) {
        ("nil" | "null", _) => Datum::Nil,
        (_, Ok(number)) => Datum::Integer(number),
        _ => Datum::Name(word.strip_prefix(':').unwrap_or(word).to_owned()),
    }
}
