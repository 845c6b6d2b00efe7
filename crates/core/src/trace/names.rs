//! Names of events and messages: they say what happened to what, so that an edit elsewhere in the
//! document leaves them as they are.

use std::fmt::{self, Write as _};

use super::{EventId, EventKind, MessageId, Note, Trace};
use crate::ids::StepId;
use crate::message::Cause;

impl Trace {
    /// The name of an event: it says what happened to what, so an edit elsewhere in the document
    /// leaves it as it is.
    pub fn event_name(&self, id: EventId) -> String {
        let mut name = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_event_name(id, &mut name);
        name
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of event")]
    fn write_event_name(&self, id: EventId, out: &mut String) -> fmt::Result {
        let event = self.event(id);
        let message = |id: &MessageId| self.message(*id).name();
        match (&event.kind, event.place) {
            (EventKind::Invoked { step }, _) => write!(out, "{step}/invoked"),
            (EventKind::Applied { step, .. }, Some(at)) => write!(out, "{step}/applied@{at}"),
            (EventKind::Answered { step, .. }, Some(at)) => write!(out, "{step}/answered@{at}"),
            (EventKind::Returned { step, .. }, _) => write!(out, "{step}/returned"),
            (EventKind::Failed { step, .. }, _) => write!(out, "{step}/failed"),
            (EventKind::Promoted { step }, _) => write!(out, "{step}/promoted"),
            (EventKind::Refused { step, .. }, _) => write!(out, "{step}/refused"),
            (EventKind::Sent { message: id }, _) => write!(out, "{}/sent", message(id)),
            (
                EventKind::Delivered {
                    message: id, copy, ..
                },
                _,
            ) => {
                write!(out, "{}/delivered.{copy}", message(id))
            }
            (
                EventKind::Dropped {
                    message: id, copy, ..
                },
                _,
            ) => {
                write!(out, "{}/dropped.{copy}", message(id))
            }
            (
                EventKind::Merged {
                    message: id,
                    copy,
                    key,
                    ..
                },
                _,
            ) => {
                write!(
                    out,
                    "{}/merged.{copy}.{}",
                    message(id),
                    self.lab.keys[*key].name
                )
            }
            (
                EventKind::Replaced {
                    message: id,
                    copy,
                    key,
                    ..
                },
                _,
            ) => {
                let key = &self.lab.keys[*key].name;
                write!(out, "{}/replaced.{copy}.{key}", message(id))
            }
            (
                EventKind::Followed {
                    message: id,
                    copy,
                    update,
                    ..
                },
                _,
            ) => {
                let (key, dot) = (&self.lab.keys[update.key].name, update.dot);
                write!(out, "{}/followed.{copy}.{key}.{dot}", message(id))
            }
            (EventKind::Noted { note, cause, nth }, Some(at)) => {
                write!(out, "{cause}@{at}/")?;
                self.write_note_name(note, out)?;
                if *nth > 0 {
                    write!(out, ".{nth}")?;
                }
                Ok(())
            }
            (EventKind::Held { step, .. }, Some(at)) => write!(out, "{step}/held@{at}"),
            (EventKind::Crashed { fault } | EventKind::FaultBegins { fault }, _) => {
                write!(out, "{fault}/begins")
            }
            (EventKind::Recovered { fault, .. } | EventKind::FaultEnds { fault }, _) => {
                write!(out, "{fault}/ends")
            }
            // These happen at replicas only.
            (
                EventKind::Applied { step, .. }
                | EventKind::Answered { step, .. }
                | EventKind::Held { step, .. },
                None,
            ) => {
                write!(out, "{step}/nowhere")
            }
            (EventKind::Noted { cause, .. }, None) => write!(out, "{cause}/nowhere"),
        }
    }

    fn write_note_name(&self, note: &Note, out: &mut String) -> fmt::Result {
        let key = |index: &usize| &self.lab.keys[*index].name;
        match note {
            Note::Leads(term) => write!(out, "leads.{}", term.number),
            Note::Follows(term) => write!(out, "follows.{}{}", term.number, term.leader),
            Note::Keeps {
                key: of, keep_for, ..
            } => write!(out, "keeps.{keep_for}.{}", key(of)),
            Note::HandedOver { key: of, keep_for } => {
                write!(out, "handed-over.{keep_for}.{}", key(of))
            }
            Note::HeldBack { update, .. } => {
                write!(out, "held-back.{}.{}", key(&update.key), update.dot)
            }
            Note::Expired { key: of, .. } => write!(out, "expired.{}", key(of)),
            Note::Collected { key: of, .. } => write!(out, "collected.{}", key(of)),
        }
    }

    /// The event with this name, if it occurs in this trace.
    pub fn find(&self, name: &str) -> Option<EventId> {
        // A step's name holds no slash, other names may.
        let (what, _) = name.split_once('/')?;
        let step = what.strip_prefix("op").and_then(|id| id.parse().ok());
        let step = step.map(StepId);
        let cause = Cause::of_name(name);
        let is_of = |message: MessageId| Some(self.message(message).cause) == cause;
        let mut candidate = String::new();
        let mut events = self.events();
        let found = events.find(|(id, event)| {
            // Most are about something else: there is no need to write their names down.
            let kind = &event.kind;
            if kind.message().is_some_and(|one| !is_of(one))
                || kind.step().is_some_and(|one| Some(one) != step)
            {
                return false;
            }
            candidate.clear();
            self.write_event_name(*id, &mut candidate).is_ok() && candidate == name
        });
        found.map(|(id, _)| id)
    }

    /// The message with this name, if it occurs in this trace.
    pub fn find_message(&self, name: &str) -> Option<MessageId> {
        let cause = Cause::of_name(name)?;
        let mut messages = self.messages.iter();
        let found = messages.position(|one| one.cause == cause && one.name() == name);
        found.map(MessageId::new)
    }
}
