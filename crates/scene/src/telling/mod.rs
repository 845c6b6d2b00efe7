//! What happened, in sentences. Every one is computed from the trace.

mod changes;
mod clients;
mod faults;
mod notes;

use replicascope_core::message::Failure;
use replicascope_core::trace::{EventId, EventKind, MessageId, Refusal};
use replicascope_core::{StepId, Trace};
use replicascope_words::say;

use crate::words::{self, capital, place};

/// What happened, in one sentence.
pub fn sentence(trace: &Trace, id: EventId) -> String {
    let event = trace.event(id);
    let here = Here {
        trace,
        name: event.place.map(place).unwrap_or_default(),
        event,
    };
    match &event.kind {
        EventKind::Invoked { step } => clients::invoked(&here, *step),
        EventKind::Sent { message } => sent(trace, *message),
        EventKind::Delivered {
            message, repeat, ..
        } => delivered(trace, *message, *repeat),
        EventKind::Dropped { message, why, .. } => {
            let message = trace.message(*message);
            let what = words::message(trace, message);
            let (from, to) = (place(message.from), place(message.to));
            say::event::dropped(&what, &from, &to, &words::loss(trace, *why))
        }
        EventKind::Applied { .. } => changes::applied(&here),
        EventKind::Merged { .. } => changes::merged(&here),
        EventKind::Replaced { .. } => changes::replaced(&here),
        EventKind::Followed { update, after, .. } => {
            let what = words::step(trace, update.step);
            let value = words::answer(&after.state.read());
            say::event::followed(&here.name, &what, &here.key(update.key), &value)
        }
        EventKind::Answered { key, record, .. } => {
            let value = words::answer(&record.state.read());
            say::event::answered(&here.name, &here.key(*key), &value)
        }
        EventKind::Returned {
            step,
            answer,
            misses,
        } => clients::returned(trace, *step, answer.as_deref(), misses),
        EventKind::Held { step, key, token } => {
            let lacks = clients::lacking(trace, event, *key, token);
            say::event::held(&here.name, &words::step(trace, *step), &lacks)
        }
        EventKind::Noted { note, .. } => notes::noted(&here, note),
        EventKind::Failed { step, why } => clients::failed(trace, *step, *why),
        EventKind::Promoted { .. } => say::event::promoted(&here.name),
        EventKind::Refused { step, why } => refused(&here, *step, *why),
        EventKind::Crashed { .. } => say::event::crashed(&here.name),
        EventKind::Recovered {
            lost_disk: false, ..
        } => say::event::recovered(&here.name),
        EventKind::Recovered { .. } => say::event::recovered_empty(&here.name),
        EventKind::FaultBegins { fault } => faults::begins(trace, *fault),
        EventKind::FaultEnds { fault } => faults::is_over(trace, *fault),
    }
}

/// What the sentences about one event share.
struct Here<'a> {
    trace: &'a Trace,
    /// What happened.
    event: &'a replicascope_core::trace::Event,
    /// Where, as people call it.
    name: String,
}

impl<'a> Here<'a> {
    /// The name of a key.
    fn key(&self, index: usize) -> &'a str {
        self.trace.lab.keys[index].name.as_str()
    }
}

fn sent(trace: &Trace, id: MessageId) -> String {
    let message = trace.message(id);
    let what = words::message(trace, message);
    let (from, to) = (capital(&place(message.from)), place(message.to));
    say::event::sent(&from, &what, &to)
}

fn delivered(trace: &Trace, id: MessageId, repeat: bool) -> String {
    let message = trace.message(id);
    let what = words::message(trace, message);
    let (from, to) = (place(message.from), capital(&place(message.to)));
    match repeat {
        true => say::event::delivered_again(&to, &what, &from),
        false => say::event::delivered(&to, &what, &from),
    }
}

fn refused(here: &Here, step: StepId, why: Refusal) -> String {
    let what = words::step(here.trace, step);
    match why {
        Refusal::Down => say::event::refused_down(&here.name, &what),
        Refusal::NoLeaders => say::event::refused_no_leaders(&here.name),
        Refusal::Update(why) => say::event::refused(&here.name, &what, &words::refused(why)),
    }
}
