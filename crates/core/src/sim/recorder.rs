//! Writes a trace while the world runs.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::clock::Dot;
use crate::ids::{Place, ReplicaId, StepId};
use crate::lab::{Call, Lab};
use crate::message::{Cause, Failure, Payload, Update};
use crate::record::Record;
use crate::replication::{Dropping, Effect, Holding};
use crate::time::Micros;
use crate::trace::{
    Convergence, Ending, Event, EventId, EventKind, Lasting, Loss, Message, MessageId, Note,
    Operation, Refusal, Trace,
};
use crate::value::Answer;

/// A trace that is being written.
pub(crate) struct Recorder {
    trace: Trace,
    /// The last event at each place: what happens next there follows from it.
    last: HashMap<Place, EventId>,
    /// The acknowledged updates of each key.
    acknowledged: Vec<Vec<(StepId, Dot)>>,
    /// What is being delivered: merges that follow belong to it.
    arriving: Option<(MessageId, usize)>,
    /// What brought each operation that is held back: by replica, key and name.
    held_back: HashMap<(ReplicaId, usize, Dot), (MessageId, usize)>,
    /// How often each note has been written, by its name.
    notes: HashMap<String, u32>,
}

impl Recorder {
    pub(crate) fn new(lab: &Arc<Lab>, initial: Vec<Arc<Record>>) -> Self {
        let keys = initial.len();
        let trace = Trace {
            lab: Arc::clone(lab),
            events: Vec::new(),
            messages: Vec::new(),
            operations: Vec::new(),
            convergence: Vec::new(),
            lost: Vec::new(),
            ending: Ending::Complete,
            initial,
            holdings: vec![Vec::new(); keys * lab.replicas.len()],
            operation_of: HashMap::new(),
            hints: BTreeMap::new(),
            lasting: Lasting::default(),
        };
        Self {
            trace,
            last: HashMap::new(),
            acknowledged: vec![Vec::new(); keys],
            arriving: None,
            held_back: HashMap::new(),
            notes: HashMap::new(),
        }
    }

    pub(crate) fn events(&self) -> usize {
        self.trace.events.len()
    }

    pub(crate) fn message(&self, id: MessageId) -> &Message {
        self.trace.message(id)
    }

    pub(crate) fn operation(&self, step: StepId) -> Option<&Operation> {
        self.trace.operation(step)
    }

    fn operation_mut(&mut self, step: StepId) -> Option<&mut Operation> {
        let index = self.trace.operation_of.get(&step)?;
        self.trace.operations.get_mut(*index)
    }

    /// The last thing that happened at a place.
    pub(crate) fn last_at(&self, place: Place) -> Option<EventId> {
        self.last.get(&place).copied()
    }

    pub(crate) fn push(
        &mut self,
        at: Micros,
        place: Option<Place>,
        kind: EventKind,
        trigger: Option<EventId>,
    ) -> EventId {
        let id = EventId(self.trace.events.len());
        let before = place.and_then(|place| self.last.insert(place, id));
        let mut causes: Vec<EventId> = before.into_iter().collect();
        causes.extend(trigger.filter(|trigger| Some(*trigger) != before));
        self.trace.events.push(Event {
            at,
            place,
            kind,
            causes,
        });
        id
    }

    pub(crate) fn invoked(&mut self, step: StepId, call: Call, key: usize, invoked: EventId) {
        self.trace
            .operation_of
            .insert(step, self.trace.operations.len());
        let operation = Operation {
            step,
            call,
            asked: None,
            key,
            invoked,
            handled: None,
            dot: None,
            returned: None,
            failed: None,
        };
        self.trace.operations.push(operation);
    }

    /// Writes down where the client's route led.
    pub(crate) fn asked(&mut self, step: StepId, replica: ReplicaId) {
        if let Some(operation) = self.operation_mut(step) {
            operation.asked = Some(replica);
        }
    }

    pub(crate) fn sent(
        &mut self,
        at: Micros,
        mut message: Message,
        trigger: Option<EventId>,
    ) -> MessageId {
        let id = MessageId(self.trace.messages.len());
        let place = Some(message.from);
        message.sent = self.push(at, place, EventKind::Sent { message: id }, trigger);
        self.trace.messages.push(message);
        id
    }

    pub(crate) fn delivered(
        &mut self,
        at: Micros,
        message: MessageId,
        copy: usize,
        repeat: bool,
    ) -> EventId {
        let (place, sent) = (self.message(message).to, self.message(message).sent);
        let kind = EventKind::Delivered {
            message,
            copy,
            repeat,
        };
        let event = self.push(at, Some(place), kind, Some(sent));
        self.trace.messages[message.0].flights[copy].end = Some(event);
        self.arriving = Some((message, copy));
        event
    }

    pub(crate) fn dropped(&mut self, at: Micros, message: MessageId, copy: usize, why: Loss) {
        let sent = self.message(message).sent;
        let event = self.push(
            at,
            None,
            EventKind::Dropped { message, copy, why },
            Some(sent),
        );
        let flight = &mut self.trace.messages[message.0].flights[copy];
        flight.end = Some(event);
        flight.lost = Some((at, why));
    }

    /// Writes down what a handler did to its replica.
    pub(crate) fn noted(
        &mut self,
        at: Micros,
        replica: ReplicaId,
        cause: Cause,
        effect: Effect,
        trigger: Option<EventId>,
    ) -> EventId {
        let place = Some(Place::Replica(replica));
        let (message, copy) = self.arriving.unwrap_or((MessageId(0), 0));
        match effect {
            Effect::Applied {
                step,
                key,
                dot,
                context,
                before,
                after,
            } => {
                let held = Arc::clone(&after);
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
                let is_new = !Arc::ptr_eq(&before, &after) || self.is_cache(replica, key);
                let held = is_new.then(|| Arc::clone(&after));
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
                let held = Arc::clone(&after);
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
                let (key, held) = (update.key, Arc::clone(&after));
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
                let kept = Arc::clone(&record);
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
        update: &Arc<Update>,
        arriving: (MessageId, usize),
    ) -> (MessageId, usize) {
        let before = self.held_back.remove(&(replica, update.key, update.dot));
        let carries = match &self
            .trace
            .messages
            .get(arriving.0.0)
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
        if let EventKind::Noted { nth, .. } = &mut self.trace.events[event.0].kind {
            *nth = *seen;
        }
        *seen += 1;
        event
    }

    /// A replica comes back with an empty disk: its records, and what it kept for others, are gone.
    pub(crate) fn blank(&mut self, replica: ReplicaId, event: EventId) {
        for key in 0..self.trace.initial.len() {
            let initial = Arc::clone(&self.trace.initial[key]);
            self.hold(replica, key, event, initial);
        }
        self.trace.hints.retain(|(at, ..), _| *at != replica);
    }

    /// Nothing is being delivered any more.
    pub(crate) fn arrived(&mut self) {
        self.arriving = None;
    }

    fn is_cache(&self, replica: ReplicaId, key: usize) -> bool {
        let lab = &self.trace.lab;
        lab.replication.holding(&lab.replicas, replica, key) == Holding::Cache
    }

    fn hold(&mut self, replica: ReplicaId, key: usize, event: EventId, record: Arc<Record>) {
        let replicas = &self.trace.lab.replicas;
        if let Some(position) = replicas.iter().position(|one| *one == replica) {
            let keys = self.trace.lab.keys.len();
            self.trace.holdings[position * keys + key].push((event, record));
        }
    }

    pub(crate) fn returned(
        &mut self,
        at: Micros,
        step: StepId,
        read: Option<(Answer, Arc<Record>)>,
        trigger: EventId,
    ) {
        let Some(operation) = self.operation(step).cloned() else {
            return;
        };
        let misses = read.as_ref().map_or_else(Vec::new, |(_, record)| {
            self.missed(operation.key, operation.invoked, record)
        });
        let place = Some(Place::Client(operation.call.client));
        let answer = read.map(|(answer, _)| answer);
        let kind = EventKind::Returned {
            step,
            answer,
            misses,
        };
        let event = self.push(at, place, kind, Some(trigger));
        if let Some(operation) = self.operation_mut(step) {
            operation.returned = Some(event);
        }
        if let Some(dot) = operation.dot {
            self.acknowledged[operation.key].push((step, dot));
        }
    }

    /// An operation fails, as far as its client can tell.
    pub(crate) fn failed(
        &mut self,
        at: Micros,
        step: StepId,
        why: Failure,
        trigger: Option<EventId>,
    ) {
        let place = self
            .operation(step)
            .map(|operation| Place::Client(operation.call.client));
        let event = self.push(at, place, EventKind::Failed { step, why }, trigger);
        if let Some(operation) = self.operation_mut(step) {
            operation.failed = Some(event);
        }
    }

    /// The updates acknowledged before the invocation that the record does not include.
    fn missed(&self, key: usize, invoked: EventId, record: &Record) -> Vec<StepId> {
        let before = |step: StepId| {
            let returned = self
                .operation(step)
                .and_then(|operation| operation.returned);
            returned.is_some_and(|event| event < invoked)
        };
        self.acknowledged[key]
            .iter()
            .filter(|(step, dot)| !record.version.covers(*dot) && before(*step))
            .map(|(step, _)| *step)
            .collect()
    }

    pub(crate) fn end(&mut self, ending: Ending) {
        self.trace.ending = ending;
    }

    pub(crate) fn finish(mut self) -> Trace {
        self.trace.convergence = Convergence::of(&self.trace);
        self.trace.lost = crate::trace::lost_updates(&self.trace);
        self.trace
    }
}
