//! The run as a list: what the picture shows, as rows of text.

use replicascope_core::trace::{Event, EventId, EventKind};
use replicascope_core::{Micros, Place, Trace};
use replicascope_words::say;

use crate::{telling, titles, words};

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct StoryRow {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: Micros,
    /// Where; none: in the network.
    pub place: Option<Place>,
    /// What happened.
    pub sentence: String,
}

/// The events that are told. What goes between a client and its replica is left out: the
/// operation's beginning, its effect and its return say the same; and so is the arrival of a
/// record, which its merge says.
pub fn told(trace: &Trace) -> Vec<EventId> {
    trace
        .events()
        .filter(|(_, event)| is_told(trace, event))
        .map(|(id, _)| id)
        .collect()
}

fn is_told(trace: &Trace, event: &Event) -> bool {
    match event.kind {
        EventKind::Sent { message } => !trace.message(message).is_client_traffic(),
        EventKind::Delivered { repeat, .. } => repeat,
        _ => true,
    }
}

/// The event whose row says what happened at this one: for the arrival of a record, its merge.
pub fn told_by(trace: &Trace, id: EventId) -> EventId {
    let next = EventId::new(id.index() + 1);
    let after = trace.events.get(next.index()).map(|event| &event.kind);
    let tells = matches!(
        after,
        Some(EventKind::Merged { .. } | EventKind::Replaced { .. } | EventKind::Followed { .. })
    );
    match &trace.event(id).kind {
        EventKind::Delivered { .. } if tells => next,
        _ => id,
    }
}

/// Rows for some events.
pub fn story(trace: &Trace, events: &[EventId]) -> Vec<StoryRow> {
    let row = |id: &EventId| {
        let event = trace.event(*id);
        let sentence = telling::sentence(trace, *id);
        StoryRow {
            event: *id,
            at: event.at,
            place: event.place,
            sentence,
        }
    };
    events.iter().map(row).collect()
}

/// The whole run as text: what it is of, then a line for each event.
pub fn listing(trace: &Trace) -> String {
    let lab = &trace.lab;
    let rows = story(trace, &told(trace));
    let place = |row: &StoryRow| {
        row.place
            .map_or_else(|| say::events::network().to_owned(), words::place)
    };
    let (times, places): (Vec<String>, Vec<String>) = rows
        .iter()
        .map(|row| (words::time(row.at), place(row)))
        .unzip();
    let widest = |texts: &[String]| {
        let widths = texts.iter().map(|text| text.chars().count());
        widths.max().unwrap_or_default()
    };
    let (wide, broad) = (widest(&times), widest(&places));
    let strategy = titles::with_settings(&lab.replication);
    let seed = say::figure::seed(&lab.seed);
    let mut text = format!("{}\n{strategy}. {seed}\n\n", lab.title);
    for ((row, time), place) in rows.iter().zip(&times).zip(&places) {
        text += &format!("{time:>wide$}  {place:broad$}  {}\n", row.sentence);
    }
    text
}
