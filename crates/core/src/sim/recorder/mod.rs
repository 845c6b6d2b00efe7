//! Writes a trace while the world runs.

mod acknowledged;
mod effects;
mod operations;
mod saved;
mod stretches;
mod watch;

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::clock::Dot;
use crate::ids::{Place, ReplicaId, StepId};
use crate::lab::Lab;
use crate::message::Payload;
use crate::record::Record;
use crate::replication::Holding;
use crate::time::Micros;
use crate::trace::{
    Causes, Ending, Event, EventId, EventKind, Lasting, Loss, Message, MessageId, Operation, Trace,
    lost_updates,
};

pub(crate) use saved::Saved;
use watch::Watches;

/// What a write at a few replicas comes to: room for so many is made at the start, so that a trace is
/// seldom moved as it grows.
const EVENTS_PER_STEP: usize = 16;

/// How many messages there is room for at the start.
pub(crate) fn usual_messages(lab: &Lab) -> usize {
    lab.script.len() * EVENTS_PER_STEP / 3
}

/// A trace that is being written.
pub(crate) struct Recorder {
    trace: Trace,
    /// The last event at each place: what happens next there follows from it.
    last: [Option<EventId>; Place::COUNT],
    /// What is found out about each key as the events go by.
    watches: Watches,
    /// What is being delivered: merges that follow belong to it.
    arriving: Option<(MessageId, usize)>,
    /// What brought each operation that is held back: by replica, key and name.
    held_back: FxHashMap<(ReplicaId, usize, Dot), (MessageId, usize)>,
    /// How often each note has been written, by its name.
    notes: FxHashMap<String, u32>,
    /// Bytes of all records that replicas have come to hold.
    held: usize,
    /// The record that was weighed last, and what came of it: often several messages in a row carry
    /// one.
    weighed: Option<(Rc<Record>, usize)>,
}

impl Recorder {
    pub(crate) fn new(lab: &Rc<Lab>, initial: Vec<Rc<Record>>) -> Self {
        let (keys, steps) = (initial.len(), lab.script.len());
        let usual_holdings = steps / keys.max(1);
        let holdings = (0..keys * lab.replicas.len()).map(|_| Vec::with_capacity(usual_holdings));
        let trace = Trace {
            lab: Rc::clone(lab),
            events: Vec::with_capacity(steps * EVENTS_PER_STEP),
            messages: Vec::with_capacity(usual_messages(lab)),
            operations: Vec::with_capacity(steps),
            convergence: Vec::new(),
            lost: Vec::new(),
            ending: Ending::Complete,
            initial,
            holdings: holdings.collect(),
            operation_of: FxHashMap::with_capacity_and_hasher(steps, FxBuildHasher),
            hints: BTreeMap::new(),
            lasting: Lasting::default(),
        };
        Self {
            watches: Watches::new(&trace),
            trace,
            last: [None; Place::COUNT],
            arriving: None,
            held_back: FxHashMap::default(),
            notes: FxHashMap::default(),
            held: 0,
            weighed: None,
        }
    }

    /// Bytes of all records that replicas have come to hold, and of what reads were told they miss.
    pub(crate) fn held(&self) -> usize {
        self.held
    }

    fn weigh(&mut self, record: &Rc<Record>) -> usize {
        if let Some((weighed, bytes)) = &self.weighed
            && Rc::ptr_eq(weighed, record)
        {
            return *bytes;
        }
        let bytes = record.bytes();
        self.weighed = Some((Rc::clone(record), bytes));
        bytes
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
        self.last[place.index()]
    }

    pub(crate) fn push(
        &mut self,
        at: Micros,
        place: Option<Place>,
        kind: EventKind,
        trigger: Option<EventId>,
    ) -> EventId {
        let id = EventId::new(self.trace.events.len());
        // On their way messages change nothing that anybody holds.
        let may_change = !matches!(kind, EventKind::Sent { .. } | EventKind::Delivered { .. });
        let before = place.and_then(|place| self.last[place.index()].replace(id));
        self.trace.events.push(Event {
            at,
            place,
            kind,
            causes: Causes::new(before, trigger),
        });
        if may_change {
            self.watches.see(&self.trace, id);
        }
        id
    }

    /// What the message that is sent next will be known by.
    pub(crate) fn next_message(&self) -> MessageId {
        MessageId::new(self.trace.messages.len())
    }

    pub(crate) fn sent(&mut self, at: Micros, mut message: Message, trigger: Option<EventId>) {
        let id = self.next_message();
        let place = Some(message.from);
        if let Payload::Parcel(parcel) = &message.payload {
            message.bytes = parcel.bytes_with(&mut |record| self.weigh(record));
        }
        message.sent = self.push(at, place, EventKind::Sent { message: id }, trigger);
        self.trace.messages.push(message);
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
        self.trace.messages[message.index()].flights[copy].end = Some(event);
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
        let flight = &mut self.trace.messages[message.index()].flights[copy];
        flight.end = Some(event);
        flight.lost = Some((at, why));
    }

    /// A replica comes back with an empty disk: its records, and what it kept for others, are gone.
    pub(crate) fn blank(&mut self, replica: ReplicaId, event: EventId) {
        for key in 0..self.trace.initial.len() {
            let initial = Rc::clone(&self.trace.initial[key]);
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

    fn hold(&mut self, replica: ReplicaId, key: usize, event: EventId, record: Rc<Record>) {
        self.held += self.weigh(&record);
        let replicas = &self.trace.lab.replicas;
        if let Some(position) = replicas.iter().position(|one| *one == replica) {
            let keys = self.trace.lab.keys.len();
            self.trace.holdings[position * keys + key].push((event, record));
        }
    }

    pub(crate) fn end(&mut self, ending: Ending) {
        self.trace.ending = ending;
    }

    pub(crate) fn finish(mut self) -> Trace {
        let end = match self.trace.ending {
            Ending::Complete => self.trace.lab.duration,
            Ending::TooManyEvents { at } | Ending::TooMuchHeld { at } => at,
        };
        self.trace.lost = lost_updates(&self.trace, |key| self.watches.collected(key));
        self.trace.convergence = self.watches.finish(end);
        self.trace
    }
}
