//! How far a trace had been written at a moment between actions.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Recorder;
use super::watch::Watches;
use crate::clock::Dot;
use crate::ids::{Place, ReplicaId};
use crate::lab::Lab;
use crate::record::Record;
use crate::trace::{Ending, EventId, Lasting, Loss, Message, MessageId, Operation, Trace};

/// How far a trace had been written, and what of it was changed later.
pub(crate) struct Saved {
    events: usize,
    messages: usize,
    operations: usize,
    /// Operations of which not everything was known yet, with their places.
    open: Vec<(usize, Operation)>,
    hints: BTreeMap<(ReplicaId, ReplicaId, usize), Rc<Record>>,
    last: [Option<EventId>; Place::COUNT],
    held_back: FxHashMap<(ReplicaId, usize, Dot), (MessageId, usize)>,
    notes: FxHashMap<String, u32>,
    held: usize,
}

impl Saved {
    pub(crate) fn messages(&self) -> usize {
        self.messages
    }
}

impl Recorder {
    pub(crate) fn save(&self) -> Saved {
        let trace = &self.trace;
        let is_open = |one: &Operation| one.ended().is_none() || one.handled.is_none();
        let all = trace.operations.iter().enumerate();
        let open = all.filter(|(_, operation)| is_open(operation));
        Saved {
            events: trace.events.len(),
            messages: trace.messages.len(),
            operations: trace.operations.len(),
            open: open.map(|(place, one)| (place, one.clone())).collect(),
            hints: trace.hints.clone(),
            last: self.last,
            held_back: self.held_back.clone(),
            notes: self.notes.clone(),
            held: self.held,
        }
    }

    /// Goes on writing where a trace was saved, for a document that says the same up to there.
    pub(crate) fn resume(lab: &Rc<Lab>, saved: &Saved, from: &Trace) -> Self {
        let is_written = |event: EventId| event.index() < saved.events;
        let messages = from.messages[..saved.messages].iter();
        let mut operations = from.operations[..saved.operations].to_vec();
        for (place, operation) in &saved.open {
            operations[*place].clone_from(operation);
        }
        let holdings = from.holdings.iter().map(|held| {
            let count = held.partition_point(|(event, _)| is_written(*event));
            held[..count].to_vec()
        });
        let places = operations.iter().enumerate();
        let trace = Trace {
            lab: Rc::clone(lab),
            events: from.events[..saved.events].to_vec(),
            messages: messages
                .map(|message| under_way(message, is_written))
                .collect(),
            operation_of: places.map(|(place, one)| (one.step, place)).collect(),
            operations,
            convergence: Vec::new(),
            lost: Vec::new(),
            ending: Ending::Complete,
            initial: from.initial.clone(),
            holdings: holdings.collect(),
            hints: saved.hints.clone(),
            lasting: Lasting::default(),
        };
        let mut watches = Watches::new(&trace);
        (0..saved.events).for_each(|event| watches.see(&trace, EventId::new(event)));
        Self {
            trace,
            last: saved.last,
            watches,
            arriving: None,
            held_back: saved.held_back.clone(),
            notes: saved.notes.clone(),
            held: saved.held,
            weighed: None,
        }
    }
}

/// A message whose flights have not ended but by what is written.
fn under_way(message: &Message, is_written: impl Fn(EventId) -> bool) -> Message {
    let mut message = message.clone();
    for flight in message.flights.iter_mut() {
        if flight.end.is_some_and(&is_written) {
            continue;
        }
        flight.end = None;
        // The rest of what can lose a message is decided as it is sent.
        let at_the_end = |why| matches!(why, Loss::ReceiverDown | Loss::Offline);
        flight.lost = flight.lost.filter(|(_, why)| !at_the_end(*why));
    }
    message
}
