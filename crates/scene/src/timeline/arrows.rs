//! Messages as arrows.

use replicascope_core::trace::{EventId, Flight, Message, MessageId};
use replicascope_core::{Micros, Place};
use replicascope_words::say;

use super::{View, Written};
use crate::words;

/// One copy of a message.
#[derive(Clone, PartialEq, Debug)]
pub struct Arrow {
    /// Which message.
    pub message: MessageId,
    /// Which copy.
    pub copy: usize,
    /// The message's name.
    pub name: String,
    /// The name of the event that it is selected by: its end, else its sending; empty where there
    /// is too much in view.
    pub event: String,
    /// The sending.
    pub sent: EventId,
    /// The arrival or the loss; none: still under way at the end.
    pub ended: Option<EventId>,
    /// The sender.
    pub from: Place,
    /// The receiver.
    pub to: Place,
    /// Where it leaves.
    pub start: (f64, f64),
    /// Where it ends: at the receiver's lane, or where it is lost.
    pub tip: (f64, f64),
    /// How it ends.
    pub end: ArrowEnd,
    /// When it is over.
    pub over_at: Micros,
    /// Whether it goes between a client and a replica.
    pub is_client_traffic: bool,
    /// Whether it carries no data: a request for it, a confirmation, a sign of life.
    pub is_control: bool,
    /// Whether the learner decided its fate; not looked up where there is too much in view.
    pub by_hand: bool,
    /// What it carries, and where that is written, if there is room.
    pub label: Option<((f64, f64), String)>,
    /// What it is, in a sentence; empty where there is too much in view.
    pub sentence: String,
}

/// How an arrow ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArrowEnd {
    /// It arrives.
    Arrives,
    /// It is lost.
    Lost,
    /// It is still under way when the run ends.
    UnderWay,
}

/// The least that an arrow leaves its lane, in pixels.
const STUB: f64 = 18.0;
/// Fewer arrows than this carry a label each.
const MOST_LABELS: usize = 24;

pub(super) fn arrows(view: &View) -> Vec<Arrow> {
    let labelled = view.arrows < MOST_LABELS;
    let flights = view.trace.flights_during(view.from, view.to);
    flights
        .filter_map(|(id, copy)| {
            let message = view.trace.message(id);
            arrow(view, id, message, copy, &message.flights[copy], labelled)
        })
        .collect()
}

fn arrow(
    view: &View,
    id: MessageId,
    message: &Message,
    copy: usize,
    flight: &Flight,
    labelled: bool,
) -> Option<Arrow> {
    let (from, to) = (
        view.lanes.of_place(message.from)?,
        view.lanes.of_place(message.to)?,
    );
    let down = if to.y > from.y { 1.0 } else { -1.0 };
    let start = (view.x(message.sent_at), from.y + down * from.half());
    let aim = (view.x(flight.arrives), to.y - down * to.half());
    let whole = flight.arrives.since(message.sent_at).0.max(1) as f64;
    let part = flight.over_at().since(message.sent_at).0 as f64 / whole;
    // One that a partition stops at once still leaves its lane, to be seen and grabbed.
    let part = part.max((STUB / (aim.1 - start.1).abs()).min(1.0));
    let at_rest = flight.end.is_none();
    let tip = (
        start.0 + (aim.0 - start.0) * part,
        start.1 + (aim.1 - start.1) * part,
    );
    let is_client_traffic = message.is_client_traffic();
    let place = label_place(start, tip).filter(|_| labelled && !is_client_traffic);
    let label = place
        .map(|place| (place, words::cargo(view.trace, message)))
        .filter(|((x, _), label)| *x + super::label_width(label) <= view.frame.width);
    let told = |tell: &dyn Fn() -> String| {
        if view.is_dense() {
            String::new()
        } else {
            tell()
        }
    };
    let event = told(&|| view.trace.event_name(flight.end.unwrap_or(message.sent)));
    let sentence = told(&|| sentence(view, message, flight));
    let name = message.name();
    Some(Arrow {
        by_hand: !view.is_dense() && view.trace.lab.override_of(&name).is_some(),
        message: id,
        copy,
        name,
        event,
        sent: message.sent,
        ended: flight.end,
        from: message.from,
        to: message.to,
        start,
        tip,
        end: match (flight.lost, at_rest) {
            (Some(_), _) => ArrowEnd::Lost,
            (None, true) => ArrowEnd::UnderWay,
            (None, false) => ArrowEnd::Arrives,
        },
        over_at: flight.over_at(),
        is_client_traffic,
        is_control: message.is_control(),
        label,
        sentence,
    })
}

/// In the gap before the receiver's lane, to the right of the line and clear of it; none where the
/// message was lost so soon that it would lie on the sender's lane.
fn label_place(start: (f64, f64), tip: (f64, f64)) -> Option<(f64, f64)> {
    const BEFORE_LANE: f64 = 30.0;
    const LINE: f64 = 12.0;
    let height = tip.1 - start.1;
    let part = (1.0 - BEFORE_LANE / height.abs().max(1.0)).max(0.5);
    let (x, y) = (start.0 + (tip.0 - start.0) * part, start.1 + height * part);
    let base = if height > 0.0 { y - 2.0 } else { y + LINE };
    let is_clear = base - LINE > start.1 || base < start.1;
    is_clear.then_some((x + 8.0, base))
}

/// A label that would lie on an earlier one, on something else that is written, or on the cross where a
/// message is lost, is left out.
pub(super) fn drop_overlapping_labels(
    arrows: &mut [Arrow],
    written: impl Iterator<Item = Written>,
) {
    let lost = arrows.iter().filter(|arrow| arrow.end == ArrowEnd::Lost);
    let crosses = lost.map(|arrow| (arrow.tip.0 - 8.0, arrow.tip.0 + 8.0, arrow.tip.1 + 5.0));
    let mut taken: Vec<Written> = written.chain(crosses).collect();
    for arrow in arrows {
        let Some(((x, y), label)) = &arrow.label else {
            continue;
        };
        let written = (*x, x + super::label_width(label), *y);
        if taken.iter().any(|one| super::overlap(*one, written, 15.0)) {
            arrow.label = None;
        } else {
            taken.push(written);
        }
    }
}

fn sentence(view: &View, message: &Message, flight: &Flight) -> String {
    let what = words::cargo(view.trace, message);
    let (from, to) = (words::place(message.from), words::place(message.to));
    let sent = words::time(message.sent_at);
    match (flight.lost, flight.end) {
        (Some((at, why)), _) => {
            let why = words::loss(view.trace, why);
            say::message::lost_at(&what, &from, &to, &sent, &why, &words::time(at))
        }
        (None, Some(_)) => {
            let arrives = flight.arrives;
            say::message::arrives_at(&what, &from, &to, &sent, &words::time(arrives))
        }
        (None, None) => say::message::under_way(&what, &from, &to, &sent),
    }
}
