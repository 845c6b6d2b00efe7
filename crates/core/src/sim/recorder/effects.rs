//! Writes down what replicas did.

use std::rc::Rc;

use super::Recorder;
use crate::ids::{Place, ReplicaId};
use crate::message::{Cause, Payload, Update};
use crate::replication::{Dropping, Effect};
use crate::time::Micros;
use crate::trace::{EventId, EventKind, MessageId, Note, Refusal};

impl Recorder {
    /// Writes down what a handler did to its replica.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of effect")]
    pub(crate) fn noted(
        &mut self,
        at: Micros,
        replica: ReplicaId,
        cause: Cause,
        effect: Effect,
        trigger: Option<EventId>,
    ) -> EventId {
        let place = Some(Place::Replica(replica));
        let (message, copy) = self.arriving.unwrap_or((MessageId::new(0), 0));
        match effect {
            Effect::Applied {
                step,
                key,
                dot,
                context,
                before,
                after,
            } => {
                let held = Rc::clone(&after);
                let kind = EventKind::Applied {
                    step,
                    key,
                    dot,
                    context,
                    before,
                    after,
                };
                let event = self.push(at, place, kind, trigger);
                self.hold(replica, key, event, held);
                if let Some(operation) = self.operation_mut(step) {
                    operation.handled = Some(event);
                    operation.dot = Some(dot);
                }
                event
            }
            Effect::Answered { step, key, record } => {
                let kind = EventKind::Answered { step, key, record };
                let event = self.push(at, place, kind, trigger);
                if let Some(operation) = self.operation_mut(step) {
                    operation.handled = Some(event);
                }
                event
            }
            Effect::Refused { step, why } => {
                let why = Refusal::Update(why);
                let event = self.push(at, place, EventKind::Refused { step, why }, trigger);
                if let Some(operation) = self.operation_mut(step) {
                    operation.handled = Some(event);
                }
                event
            }
            Effect::Held(request) => {
                let kind = EventKind::Held {
                    step: request.step,
                    key: request.key,
                    token: request.token.unwrap_or_default(),
                };
                self.push(at, place, kind, trigger)
            }
            Effect::Merged {
                key,
                before,
                incoming,
                after,
                relation,
            } => {
                // A cache holds what it fetches even where that is nothing new.
                let is_new = !Rc::ptr_eq(&before, &after) || self.is_cache(replica, key);
                let held = is_new.then(|| Rc::clone(&after));
                let kind = EventKind::Merged {
                    message,
                    copy,
                    key,
                    before,
                    incoming,
                    after,
                    relation,
                };
                let event = self.push(at, place, kind, trigger);
                if let Some(held) = held {
                    self.hold(replica, key, event, held);
                }
                event
            }
            Effect::Replaced { key, before, after } => {
                let held = Rc::clone(&after);
                let kind = EventKind::Replaced {
                    message,
                    copy,
                    key,
                    before,
                    after,
                };
                let event = self.push(at, place, kind, trigger);
                self.hold(replica, key, event, held);
                event
            }
            Effect::Followed {
                update,
                before,
                after,
            } => {
                let (key, held) = (update.key, Rc::clone(&after));
                let (message, copy) = self.brought(replica, &update, (message, copy));
                let kind = EventKind::Followed {
                    message,
                    copy,
                    update,
                    before,
                    after,
                };
                let event = self.push(at, place, kind, trigger);
                self.hold(replica, key, event, held);
                event
            }
            Effect::Dropped {
                key,
                before,
                after,
                why,
            } => {
                let note = match why {
                    Dropping::Expired => Note::Expired { key, before },
                    Dropping::Collected => Note::Collected { key, before },
                };
                let event = self.note(at, replica, cause, note, trigger);
                self.hold(replica, key, event, after);
                event
            }
            Effect::Leads(term) => self.note(at, replica, cause, Note::Leads(term), trigger),
            Effect::Follows(term) => self.note(at, replica, cause, Note::Follows(term), trigger),
            Effect::Keeps {
                key,
                record,
                keep_for,
            } => {
                let kept = Rc::clone(&record);
                self.trace.hints.insert((replica, keep_for, key), kept);
                let note = Note::Keeps {
                    key,
                    record,
                    keep_for,
                };
                self.note(at, replica, cause, note, trigger)
            }
            Effect::HandedOver { key, keep_for } => {
                self.trace.hints.remove(&(replica, keep_for, key));
                let note = Note::HandedOver { key, keep_for };
                self.note(at, replica, cause, note, trigger)
            }
            Effect::HeldBack { update, waits_for } => {
                let name = (replica, update.key, update.dot);
                self.held_back.insert(name, (message, copy));
                let note = Note::HeldBack { update, waits_for };
                self.note(at, replica, cause, note, trigger)
            }
            Effect::Send { .. } | Effect::Alarm { .. } => unreachable!("carried out by the world"),
        }
    }

    /// What brought an operation: what is arriving, or what arrived too early.
    fn brought(
        &mut self,
        replica: ReplicaId,
        update: &Rc<Update>,
        arriving: (MessageId, usize),
    ) -> (MessageId, usize) {
        let before = self.held_back.remove(&(replica, update.key, update.dot));
        let carries = match &self
            .trace
            .messages
            .get(arriving.0.index())
            .map(|one| &one.payload)
        {
            Some(Payload::Parcel(parcel)) => parcel.updates.contains(update),
            _ => false,
        };
        before.filter(|_| !carries).unwrap_or(arriving)
    }

    fn note(
        &mut self,
        at: Micros,
        replica: ReplicaId,
        cause: Cause,
        note: Note,
        trigger: Option<EventId>,
    ) -> EventId {
        let nth = 0;
        let kind = EventKind::Noted { note, cause, nth };
        let event = self.push(at, Some(Place::Replica(replica)), kind, trigger);
        let name = self.trace.event_name(event);
        let seen = self.notes.entry(name).or_insert(0);
        if let EventKind::Noted { nth, .. } = &mut self.trace.events[event.index()].kind {
            *nth = *seen;
        }
        *seen += 1;
        event
    }
}
