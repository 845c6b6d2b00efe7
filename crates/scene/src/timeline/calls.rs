//! Client operations, from invocation to return.

use std::collections::BTreeMap;

use replicascope_core::message::Failure;
use replicascope_core::trace::{EventId, EventKind, Operation};
use replicascope_core::{ClientId, Interval, Place, StepId};
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
    /// The name of the event that it is selected by: its return, else its invocation. Where there is too
    /// much in view nothing is written: this, what it returned, label and sentence are left out.
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
    let operations = view.trace.operations_during(view.from, view.to);
    let mut bars: Vec<CallBar> = operations.filter_map(|one| bar(view, one)).collect();
    if view.is_dense() {
        return bars;
    }
    for bar in &mut bars {
        name(view, bar);
    }
    place_labels(view, &mut bars);
    for bar in &mut bars {
        bar.sentence = sentence(view, bar);
    }
    bars
}

/// The bar of an operation, without anything that is written.
fn bar(view: &View, operation: &Operation) -> Option<CallBar> {
    let lane = view.lanes.of_place(Place::Client(operation.call.client))?;
    let ended = operation.ended().map(|event| view.trace.event(event).at);
    let (from, to) = view.ends(Interval {
        from: view.trace.event(operation.invoked).at,
        to: ended.unwrap_or(view.trace.lab.duration),
    });
    Some(CallBar {
        invoked: operation.invoked,
        ended: operation.ended(),
        step: operation.step,
        event: String::new(),
        client: operation.call.client,
        from,
        to,
        y: lane.y,
        returned: operation.returned.is_some(),
        failed: operation.failed.is_some(),
        is_read: !operation.call.op.is_update(),
        stale: view.trace.is_stale(operation),
        value: None,
        lost: view.trace.is_lost(operation.step),
        label: String::new(),
        label_at: None,
        sentence: String::new(),
    })
}

/// Writes down what an operation is called, and what it came to.
fn name(view: &View, bar: &mut CallBar) {
    let Some(operation) = view.trace.operation(bar.step) else {
        return;
    };
    let ended = operation.ended().map(|event| &view.trace.event(event).kind);
    bar.value = match ended {
        Some(EventKind::Returned { answer, .. }) => answer.as_deref().map(words::answer),
        _ => None,
    };
    let what = words::operation(&operation.call.op, operation.call.key.as_str());
    bar.label = match (&bar.value, ended) {
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
    bar.event = view.trace.event_name(bar.ended.unwrap_or(bar.invoked));
}

/// What the bar shows, then what happened: a name begins with the visible text.
fn sentence(view: &View, bar: &CallBar) -> String {
    let event = telling::sentence(view.trace, bar.ended.unwrap_or(bar.invoked));
    format!("{}{}. {event}", bar.label, bar.tag())
}

/// From one label to another above it.
const LINE: f64 = 14.0;

/// Above its bar; a line higher where the label before is in the way, since arrows leave from below the
/// bar; nowhere if that is taken too.
fn place_labels(view: &View, bars: &mut [CallBar]) {
    let mut taken: BTreeMap<ClientId, [f64; 2]> = BTreeMap::new();
    for bar in bars {
        let used = taken.entry(bar.client).or_insert([f64::NEG_INFINITY; 2]);
        let width = label_width(&bar.label) + label_width(&bar.tag()) + 10.0;
        // Near the right edge it moves to the left of where its bar begins.
        let x = bar.from.min(view.frame.width - width);
        for (row, right) in used.iter_mut().enumerate() {
            if *right <= x {
                *right = x + width;
                bar.label_at = Some((x, bar.y - 15.0 - row as f64 * LINE));
                break;
            }
        }
    }
}
