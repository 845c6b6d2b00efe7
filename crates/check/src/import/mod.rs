//! Histories and logs from other tools.

mod build;
mod datum;
mod etcd_log;
mod jepsen;
mod reader;
mod shiviz;

use std::fmt;

use crate::history::History;
use crate::object::Object;

pub use shiviz::{Diagram, DiagramEvent, Host, USUAL_PATTERN, diagram};

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A history in EDN, as Jepsen and Knossos write it: a vector or list of maps, or one map after
    /// the other; Porcupine's key-value histories, too.
    Edn,
    /// The same in JSON: an array of objects, or one object on each line.
    Json,
    /// Lines of a Jepsen log, as Porcupine keeps them of etcd.
    EtcdLog,
    /// A log with vector clocks for ShiViz. It has no operations to check.
    ShiViz,
}

impl Format {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Edn, Self::Json, Self::EtcdLog, Self::ShiViz];

    /// Its name on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Edn => "edn",
            Self::Json => "json",
            Self::EtcdLog => "etcd",
            Self::ShiViz => "shiviz",
        }
    }

    /// What the text looks like.
    pub fn of(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim_start);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with(';'));
        let first = first.unwrap_or_default();
        if first.starts_with("INFO") && first.contains("jepsen") {
            return Self::EtcdLog;
        }
        let mut marks = text.chars().filter(|mark| !mark.is_whitespace());
        let inside = marks.clone().find(|mark| !matches!(mark, '[' | '{'));
        match marks.next() {
            Some('{') if inside == Some('"') => Self::Json,
            Some('[') if matches!(inside, Some('"' | ']')) => Self::Json,
            Some('[') if text.trim_start()[1..].trim_start().starts_with('{') => Self::Edn,
            Some('[') if first.starts_with("[INFO") => Self::ShiViz,
            Some('[' | '{' | '(' | ';' | '#') => Self::Edn,
            _ => Self::ShiViz,
        }
    }
}

/// What is wrong with a text, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is on that line.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl ImportError {
    /// Something wrong with a line of a text.
    fn at(text: &str, line: usize, reason: impl Into<String>) -> Self {
        let of_line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        Self {
            line,
            text: shortened(of_line.trim()),
            reason: shortened(&reason.into()),
        }
    }
}

/// The beginning of a text, which may hold a whole file.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}: {}", self.line, self.reason, self.text)
    }
}

impl std::error::Error for ImportError {}

/// The bounds of what is read. Each is far above what can be looked at, and low enough that no file
/// can freeze a tab or exhaust its memory.
pub mod limits {
    /// Bytes of a history.
    pub const BYTES: usize = 8 << 20;
    /// Bytes of a log: a regular expression reads them one by one.
    pub const LOG: usize = 1 << 20;
    /// Events of a history.
    pub const EVENTS: usize = 50_000;
    /// Maps, vectors, keywords, texts and numbers that a history is made of.
    pub const THINGS: usize = 500_000;
    /// Hosts of a log.
    pub const HOSTS: usize = 200;
    /// Events of a log.
    pub const LOGGED: usize = 10_000;
    /// Bytes of a clock in a log.
    pub const CLOCK: usize = 32 << 10;
    /// What the regular expression for a log becomes, in bytes.
    pub const PATTERN: usize = 64 << 10;
    /// That, times the bytes of the log: at the worst, all of it looks at each of them.
    pub const MATCHING: u64 = 1 << 30;
}

fn bounded(text: &str, most: usize) -> Result<(), ImportError> {
    if text.len() > most {
        let reason = format!("{} bytes, at most {most} are read", text.len());
        return Err(ImportError::at(text, 1, reason));
    }
    Ok(())
}

/// Reads a history.
///
/// # Errors
/// Names the line that cannot be read, with its text.
pub fn history(text: &str, format: Format, object: Option<Object>) -> Result<History, ImportError> {
    bounded(text, limits::BYTES)?;
    let events = match format {
        Format::Edn => jepsen::events(text, false)?,
        Format::Json => jepsen::events(text, true)?,
        Format::EtcdLog => etcd_log::events(text)?,
        Format::ShiViz => {
            let reason = "a log with vector clocks has no operations to check";
            return Err(ImportError::at(text, 1, reason));
        }
    };
    build::history(text, events, object)
}
