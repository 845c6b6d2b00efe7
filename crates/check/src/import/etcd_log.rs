//! Lines of a Jepsen log, `INFO  jepsen.util - 4  :invoke  :cas  [1 2]`, with tabs or spaces.

use super::ImportError;
use super::build::{Event, Kind, push};
use super::datum::Datum;
use super::reader::Reader;

/// The events of a log.
pub(super) fn events(text: &str) -> Result<Vec<Event>, ImportError> {
    let mut events = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if !line.trim().is_empty() {
            push(text, &mut events, event(text, index + 1, line)?)?;
        }
    }
    Ok(events)
}

fn event(text: &str, number: usize, line: &str) -> Result<Event, ImportError> {
    let wrong = |reason: &str| ImportError::at(text, number, reason);
    let (_, rest) = line
        .split_once(" - ")
        .ok_or_else(|| wrong("the line is not like INFO jepsen.util - 4 :invoke :read nil"))?;
    let mut reader = Reader::at_line(text, rest, number);
    let mut next = |missing: &str| reader.one()?.ok_or_else(|| wrong(missing));
    let process = next("there is no process")?;
    let kind = next("there is no :invoke, :ok, :fail or :info")?;
    let what = next("there is no name of an operation")?;
    let value = next("there is no value").unwrap_or(Datum::Nil);
    let kind = kind.name().and_then(Kind::parse);
    Ok(Event {
        line: number,
        process: process
            .name()
            .map_or_else(|| process.to_string(), str::to_owned),
        kind: kind.ok_or_else(|| wrong("there is no :invoke, :ok, :fail or :info"))?,
        what: what
            .name()
            .ok_or_else(|| wrong("there is no name of an operation"))?
            .to_owned(),
        key: None,
        value,
        nanoseconds: None,
    })
}
