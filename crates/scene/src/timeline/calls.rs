//! Client operations, from invocation to return.

use std::collections::BTreeMap;

use replicascope_core::message::Failure;
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{ClientId, Place, StepId};
use replicascope_words::say;

use super::{View, label_width};
use crate::{telling, words};

/// A client operation.
#[derive(Clone, PartialEq, Debug)]
pub struct CallBar {
    /// The invocation.
    pub invoked: EventId,
    /// The return or the failure, if there is one.
    pub ended: Option<EventId>,
    /// The step.
    pub step: StepId,
    /// The name of the event that it is selected by: its return, else its invocation.
    pub event: String,
    /// Whose lane.
    pub client: ClientId,
    /// Its left end: the invocation.
    pub from: f64,
    /// Its right end: the return, or the end of the run.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// Whether it returned.
    pub returned: bool,
    /// Whether it failed, as far as the client can tell.
    pub failed: bool,
    /// Whether it is a read.
    pub is_read: bool,
    /// Whether it returned a stale value.
    pub stale: bool,
    /// What a read returned.
    pub value: Option<String>,
    /// Whether it is an acknowledged update that was discarded.
    pub lost: bool,
    /// What it says.
    pub label: String,
    /// Where the label's base line begins; none if there is no room for it.
    pub label_at: Option<(f64, f64)>,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl CallBar {
    /// What is remarkable about it, in a word or two after its label: ` stale`.
    pub fn tag(&self) -> String {
        let tags = [
            (self.stale, say::timeline::stale()),
            (self.lost, say::timeline::lost()),
        ];
        let tags = tags.into_iter().filter(|(has, _)| *has);
        tags.map(|(_, tag)| format!(" {tag}")).collect()
    }
}

pub(super) fn calls(view: &View) -> Vec<CallBar> {
    let end = view.trace.lab.duration;
    let mut bars = Vec::new();
    for operation in &view.trace.operations {
        let began = view.trace.event(operation.invoked).at;
        let ended = operation.ended().map(|event| view.trace.event(event));
        let over = ended.map_or(end, |event| event.at);
        let Some(lane) = view.lanes.of_place(Place::Client(operation.call.client)) else {
            continue;
        };
        if !view.overlaps(began, over) {
            continue;
        }
        let (answer, stale) = match ended.map(|event| &event.kind) {
            Some(EventKind::Returned {
                answer: Some(answer),
                misses,
                ..
            }) => (Some(words::answer(answer)), !misses.is_empty()),
            _ => (None, false),
        };
        let what = words::operation(&operation.call.op, operation.call.key.as_str());
        let label = match (&answer, ended.map(|event| &event.kind)) {
            (Some(answer), _) => format!("{what} → {answer}"),
            (
                None,
                Some(EventKind::Failed {
                    why: Failure::GaveUp,
                    ..
                }),
            ) => say::timeline::gave_up(&what),
            (None, Some(EventKind::Failed { .. })) => say::timeline::failed(&what),
            (None, Some(_)) => what,
            (None, None) => say::timeline::no_answer(&what),
        };
        let event = operation.ended().unwrap_or(operation.invoked);
        bars.push(CallBar {
            invoked: operation.invoked,
            ended: operation.ended(),
            step: operation.step,
            event: view.trace.event_name(event),
            client: operation.call.client,
            from: view.clipped(view.x(began)),
            to: view.clipped(view.x(over)),
            y: lane.y,
            returned: operation.returned.is_some(),
            failed: operation.failed.is_some(),
            is_read: !operation.call.op.is_update(),
            stale,
            value: answer,
            lost: view.trace.lost.contains(&operation.step),
            label,
            label_at: None,
            sentence: String::new(),
        });
    }
    place_labels(view, &mut bars);
    for bar in &mut bars {
        bar.sentence = sentence(view, bar);
    }
    bars
}

/// What the bar shows, then what happened: a name begins with the visible text.
fn sentence(view: &View, bar: &CallBar) -> String {
    let event = telling::sentence(view.trace, bar.ended.unwrap_or(bar.invoked));
    format!("{}{}. {event}", bar.label, bar.tag())
}

/// Above its bar; below it where the label before is in the way; nowhere if that is taken too.
fn place_labels(view: &View, bars: &mut [CallBar]) {
    let mut taken: BTreeMap<ClientId, [f64; 2]> = BTreeMap::new();
    for bar in bars {
        let used = taken.entry(bar.client).or_insert([f64::NEG_INFINITY; 2]);
        let tags = [bar.stale, bar.lost].into_iter().filter(|tag| *tag).count() as f64;
        let width = label_width(&bar.label) + 48.0 * tags + 10.0;
        // Near the right edge it moves to the left of where its bar begins.
        let x = bar.from.min(view.frame.width - width);
        for (row, right) in used.iter_mut().enumerate() {
            if *right <= x {
                *right = x + width;
                let y = if row == 0 { bar.y - 15.0 } else { bar.y + 24.0 };
                bar.label_at = Some((x, y));
                break;
            }
        }
    }
}
