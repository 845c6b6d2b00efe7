//! The world: everything that is the case at one moment, and what can happen next.
//!
//! A driver asks for what is [enabled](World::enabled) and [applies](World::apply) one of it.
//! [`run`](super::run) always takes the earliest; another driver may take any. The strategies
//! never know which drives them.

mod agenda;
mod clients;
mod faults;
mod replicas;
mod saved;
mod sent;
mod ticket;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::client::Client;
use super::network::Network;
use super::recorder::{Recorder, usual_messages};
use crate::chance::Chance;
use crate::ids::{ClientId, Place, ReplicaId, StepId};
use crate::lab::{Act, Lab};
use crate::message::{Cause, Payload, Request};
use crate::record::Record;
use crate::replication::{Alarm, Effect, Protocol, Replica, Start};
use crate::time::Micros;
use crate::trace::{Ending, EventId, Message, MessageId, Trace};

use agenda::{Agenda, CameUp, Due};
pub(super) use saved::Saved;
use sent::Sent;
pub use ticket::{Ticket, Turn};

/// The most events that a run records before it is stopped.
pub const MAX_EVENTS: usize = 1_000_000;
/// The most bytes, in a compact encoding, of all records that replicas come to hold in a run before it
/// is stopped: each new one counts, since the trace keeps every one of them.
pub const MAX_HELD: usize = 64 << 20;

/// Something that can happen.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// A fault begins; its place in the document.
    FaultBegins(usize),
    /// A fault is over; its place in the document.
    FaultEnds(usize),
    /// A step of the script; its place in the document.
    Step(usize),
    /// One copy of a message arrives, or is lost on its way.
    Flight {
        /// Which message.
        message: MessageId,
        /// Which copy, counted from 0.
        copy: usize,
    },
    /// An alarm of a replica goes off.
    Alarm {
        /// Whose.
        replica: ReplicaId,
        /// What it is for.
        alarm: Alarm,
        /// How often the replica had crashed when it was set: a crash cancels alarms.
        crashes: u32,
    },
    /// A client has waited for an answer as long as it is willing to.
    GiveUp(StepId),
}

/// Gives each replica what it runs.
pub(crate) type NewProtocol = Rc<dyn Fn() -> Box<dyn Protocol>>;

/// There is room at first for what a handler asks for at nine replicas.
const USUAL_EFFECTS: usize = 16;

/// The purpose of what the learner's hand sends.
const BY_HAND: &str = "hand";

/// One replica with the strategy that it runs.
#[derive(Clone)]
struct Node {
    replica: Replica,
    protocol: Box<dyn Protocol>,
    /// How many crashes hold it down now.
    down: u32,
    /// Whether one of those crashes takes its disk.
    lost_disk: bool,
    /// How often it has crashed.
    crashes: u32,
    /// Reads that wait until the replica has what their sessions insist on.
    held: Vec<Request>,
}

/// The state of a run.
pub struct World {
    lab: Rc<Lab>,
    protocol: NewProtocol,
    chance: Chance,
    network: Network,
    now: Micros,
    nodes: BTreeMap<ReplicaId, Node>,
    clients: BTreeMap<ClientId, Client>,
    agenda: Agenda,
    next_ticket: u64,
    /// How many actions have been applied.
    applied: usize,
    sent: Sent,
    recorder: Recorder,
    /// Room for what a handler asks for, used again for the next.
    outbox: Vec<Effect>,
}

impl World {
    /// The world at the start of a run.
    pub fn new(lab: &Rc<Lab>) -> Self {
        let replication = lab.replication.clone();
        Self::with(lab, Rc::new(move || replication.protocol()))
    }

    /// The world at the start of a run in which replicas run what is given, whatever the document
    /// says.
    pub(crate) fn with(lab: &Rc<Lab>, protocol: NewProtocol) -> Self {
        let records: Vec<_> = lab
            .keys
            .iter()
            .map(|key| Rc::new(Record::initial(key.data_type.initial())))
            .collect();
        let initial = Rc::new(records.clone());
        let node = |id: ReplicaId| Node {
            replica: Replica {
                id,
                life: 0,
                records: records.clone(),
                initial: Rc::clone(&initial),
            },
            protocol: protocol(),
            down: 0,
            lost_disk: false,
            crashes: 0,
            held: Vec::new(),
        };
        let nodes = lab.replicas.iter().map(|id| (*id, node(*id))).collect();
        let mut world = Self {
            lab: Rc::clone(lab),
            protocol,
            chance: Chance::new(lab.seed),
            network: Network::new(lab),
            now: Micros::ZERO,
            nodes,
            clients: lab
                .clients
                .iter()
                .map(|id| (*id, Client::new(lab, *id)))
                .collect(),
            agenda: Agenda::new(document(lab, None), CameUp::default()),
            next_ticket: 0,
            applied: 0,
            sent: Sent::with_capacity(usual_messages(lab), lab.script.len()),
            recorder: Recorder::new(lab, records),
            outbox: Vec::with_capacity(USUAL_EFFECTS),
        };
        for replica in lab.replicas.clone() {
            world.start(replica, Start::First, None);
        }
        world
    }

    /// What can happen, earliest first; beyond the end of the run nothing can.
    pub fn enabled(&self) -> impl Iterator<Item = (Ticket, &Action)> {
        let all = self.agenda.all().into_iter();
        all.take_while(|(ticket, _)| ticket.at <= self.lab.duration)
    }

    /// The earliest of what can happen.
    pub fn earliest(&self) -> Option<Ticket> {
        let earliest = self.agenda.earliest();
        earliest.filter(|ticket| ticket.at <= self.lab.duration)
    }

    /// The moment that the run has reached.
    pub(super) fn now(&self) -> Micros {
        self.now
    }

    /// Whether something is left, and nothing of it is due at the moment that the run has reached.
    pub(super) fn is_done_with_now(&self) -> bool {
        self.earliest().is_some_and(|next| next.at > self.now)
    }

    /// How many events have been recorded.
    pub(super) fn events(&self) -> usize {
        self.recorder.events()
    }

    /// Lets one enabled action happen; false when it is not enabled or the run has grown beyond
    /// [`MAX_EVENTS`] or [`MAX_HELD`] and is stopped.
    pub fn apply(&mut self, ticket: Ticket) -> bool {
        self.applied += 1;
        let at = self.now;
        if self.recorder.events().max(self.applied) >= MAX_EVENTS {
            self.recorder.end(Ending::TooManyEvents { at });
            return false;
        }
        if self.recorder.held() >= MAX_HELD {
            self.recorder.end(Ending::TooMuchHeld { at });
            return false;
        }
        if ticket.at > self.lab.duration {
            return false;
        }
        let Some(action) = self.agenda.take(ticket) else {
            return false;
        };
        self.now = self.now.max(ticket.at);
        match action {
            Action::FaultBegins(index) => self.begin_fault(index),
            Action::FaultEnds(index) => self.end_fault(index),
            Action::Step(index) => self.step(index),
            Action::Flight { message, copy } => self.end_flight(message, copy),
            Action::Alarm {
                replica,
                alarm,
                crashes,
            } => self.alarm(replica, alarm, crashes),
            Action::GiveUp(step) => self.give_up(step),
        }
        self.recorder.arrived();
        true
    }

    /// Lets the earliest of what can happen happen; false when nothing is left, or the run is stopped.
    pub(crate) fn proceed(&mut self) -> bool {
        self.earliest().is_some_and(|ticket| self.apply(ticket))
    }

    /// Goes on to the end of the run.
    pub(crate) fn run(mut self) -> Trace {
        while self.proceed() {}
        self.into_trace()
    }

    /// Ends the run here.
    pub fn into_trace(self) -> Trace {
        self.recorder.finish()
    }

    /// Notes what will be possible.
    fn schedule(&mut self, at: Micros, turn: Turn, action: Action) {
        let ticket = Ticket::new(at, turn, self.next_ticket);
        self.agenda.add(ticket, action);
        self.next_ticket += 1;
    }

    fn step(&mut self, index: usize) {
        let lab = Rc::clone(&self.lab);
        let step = &lab.script[index];
        match &step.act {
            Act::Call(call) => self.invoke(step.id, call),
            Act::Send(send) => self.send_by_hand(step.id, send),
            Act::Promote(promote) => self.promote(step.id, promote.replica),
        }
    }

    fn end_flight(&mut self, id: MessageId, copy: usize) {
        let message = self.recorder.message(id);
        let (cause, to) = (message.cause, message.to);
        let flight = message.flights[copy];
        if let Some((_, why)) = flight.lost {
            self.recorder.dropped(self.now, id, copy, why);
            return;
        }
        match to {
            Place::Client(client) => self.reach_client(id, copy, client),
            Place::Replica(replica) => self.reach_replica(id, copy, replica, cause),
        }
    }

    /// Sends a message from the place of the event that triggers it.
    fn dispatch(
        &mut self,
        cause: Cause,
        from: Place,
        to: Place,
        purpose: &'static str,
        payload: Payload,
        trigger: Option<EventId>,
    ) {
        let occasion = (cause, from, to, purpose);
        let before = self.sent.count(occasion);
        let flights = self.network.flights(occasion, before, self.now);
        let turn = match to {
            Place::Client(_) => Turn::Answer,
            Place::Replica(_) => Turn::Other,
        };
        let message = self.recorder.next_message();
        for (copy, flight) in flights.iter().enumerate() {
            self.schedule(flight.over_at(), turn, Action::Flight { message, copy });
        }
        let message = Message::new(occasion, before, self.now, payload, flights);
        self.recorder.sent(self.now, message, trigger);
    }
}

/// What the document says will happen, or what of it after a moment, in the order of the names of
/// faults and steps, so that the order in the document means nothing.
fn document(lab: &Lab, after: Option<Micros>) -> Vec<Due> {
    let faults = lab.faults.iter().enumerate().flat_map(|(index, fault)| {
        let place = 2 * u64::from(fault.id.0);
        let begins = Ticket::new(fault.from, Turn::Fault, place);
        let ends = Ticket::new(fault.to, Turn::Fault, place + 1);
        [
            (begins, Action::FaultBegins(index)),
            (ends, Action::FaultEnds(index)),
        ]
    });
    let steps = lab.script.iter().enumerate().map(|(index, step)| {
        let ticket = Ticket::new(step.at, Turn::Step, step.id.0.into());
        (ticket, Action::Step(index))
    });
    let all = faults.chain(steps);
    all.filter(|(ticket, _)| after.is_none_or(|after| ticket.at > after))
        .collect()
}
