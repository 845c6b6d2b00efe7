//! Histories as Jepsen and Knossos write them, in EDN or JSON.

use serde::de::IgnoredAny;

use super::ImportError;
use super::build::{Event, Kind, push};
use super::datum::Datum;
use super::reader::Reader;

/// The events of a history.
pub(super) fn events(text: &str, json: bool) -> Result<Vec<Event>, ImportError> {
    if json {
        well_formed(text)?;
    }
    let mut events = Vec::new();
    Reader::new(text, json).each(|line, thing| {
        let event = event(line, &thing).map_err(|reason| ImportError::at(text, line, reason))?;
        push(text, &mut events, event)
    })?;
    Ok(events)
}

fn well_formed(text: &str) -> Result<(), ImportError> {
    let stream = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    for thing in stream {
        thing.map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line").next().unwrap_or_default();
            ImportError::at(text, error.line(), reason)
        })?;
    }
    Ok(())
}

fn event(line: usize, thing: &Datum) -> Result<Event, String> {
    if !matches!(thing, Datum::Map(_)) {
        return Err(format!("{thing} is not a map with :process, :type and :f"));
    }
    let field = |name: &str| thing.field(name).filter(|value| **value != Datum::Nil);
    let needed = |name: &str| field(name).ok_or_else(|| format!("there is no :{name}"));
    let kind = needed("type")?;
    let kind = kind
        .name()
        .and_then(Kind::parse)
        .ok_or_else(|| format!("{kind} is not one of :invoke, :ok, :fail, :info"))?;
    let what = needed("f")?;
    let what = what
        .name()
        .ok_or_else(|| format!("{what} is no name of an operation"))?;
    Ok(Event {
        line,
        process: named(needed("process")?),
        kind,
        what: what.to_owned(),
        key: field("key").map(named),
        value: field("value").cloned().unwrap_or(Datum::Nil),
        nanoseconds: match field("time") {
            Some(Datum::Integer(time)) => u64::try_from(*time).ok(),
            _ => None,
        },
    })
}

/// Without the marks of a text.
fn named(datum: &Datum) -> String {
    datum
        .name()
        .map_or_else(|| datum.to_string(), str::to_owned)
}
