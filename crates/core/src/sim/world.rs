//! The world: everything that is the case at one moment, and what can happen next.
//!
//! A driver asks for what is [enabled](World::enabled) and [applies](World::apply) one of it.
//! [`run`](super::run) always takes the earliest; another driver may take any. The strategies
//! never know which drives them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::network::Network;
use super::recorder::Recorder;
use crate::chance::Chance;
use crate::ids::{FaultId, Place, ReplicaId, StepId};
use crate::lab::{Act, FaultKind, Lab, Send};
use crate::message::{self, Cause, Payload, Request};
use crate::record::Record;
use crate::replication::{Context, Effect, Protocol, Replica};
use crate::time::Micros;
use crate::trace::{Ending, EventId, EventKind, Loss, Message, MessageId, Trace};

/// The most events that a run records before it is stopped.
pub const MAX_EVENTS: usize = 200_000;

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
    /// A timer of a replica goes off.
    Timer {
        /// Whose.
        replica: ReplicaId,
        /// The number that it was set under.
        number: u32,
        /// In which of the replica's lives it was set: a crash ends one.
        life: u32,
    },
}

/// When an action is due, and among those due at one moment, in which order they came up.
pub type Ticket = (Micros, u64);

/// One replica with the strategy that it runs.
struct Node {
    replica: Replica,
    protocol: Box<dyn Protocol>,
    /// How many crashes hold it down now.
    down: u32,
    life: u32,
}

/// The state of a run.
pub struct World {
    lab: Arc<Lab>,
    chance: Chance,
    network: Network,
    now: Micros,
    nodes: BTreeMap<ReplicaId, Node>,
    pending: BTreeMap<Ticket, Action>,
    next_ticket: u64,
    names: HashMap<String, u32>,
    recorder: Recorder,
}

impl World {
    /// The world at the start of a run.
    pub fn new(lab: &Arc<Lab>) -> Self {
        let records: Vec<_> = lab
            .keys
            .iter()
            .map(|key| Arc::new(Record::initial(key.data_type.initial())))
            .collect();
        let node = |id: ReplicaId| Node {
            replica: Replica {
                id,
                records: records.clone(),
            },
            protocol: lab.replication.protocol(),
            down: 0,
            life: 0,
        };
        let mut world = Self {
            lab: Arc::clone(lab),
            chance: Chance::new(lab.seed),
            network: Network::new(lab),
            now: Micros::ZERO,
            nodes: lab.replicas.iter().map(|id| (*id, node(*id))).collect(),
            pending: BTreeMap::new(),
            next_ticket: 0,
            names: HashMap::new(),
            recorder: Recorder::new(lab, records),
        };
        world.schedule_document();
        for replica in lab.replicas.clone() {
            world.start(replica, None);
        }
        world
    }

    /// What can happen, earliest first.
    pub fn enabled(&self) -> impl Iterator<Item = (Ticket, &Action)> {
        self.pending
            .iter()
            .map(|(ticket, action)| (*ticket, action))
    }

    /// Lets one enabled action happen; false when it is not enabled or the run has grown beyond
    /// [`MAX_EVENTS`] and is stopped.
    pub fn apply(&mut self, ticket: Ticket) -> bool {
        if self.recorder.events() >= MAX_EVENTS {
            self.recorder.end(Ending::TooManyEvents { at: self.now });
            return false;
        }
        let Some(action) = self.pending.remove(&ticket) else {
            return false;
        };
        self.now = self.now.max(ticket.0);
        match action {
            Action::FaultBegins(index) => self.begin_fault(index),
            Action::FaultEnds(index) => self.end_fault(index),
            Action::Step(index) => self.step(index),
            Action::Flight { message, copy } => self.end_flight(message, copy),
            Action::Timer {
                replica,
                number,
                life,
            } => self.timer(replica, number, life),
        }
        true
    }

    /// Ends the run.
    pub fn into_trace(self) -> Trace {
        self.recorder.finish()
    }

    /// Faults first: at one moment they count before whatever else happens then. Both they and
    /// the steps in the order of their names, so that the order in the document means nothing.
    fn schedule_document(&mut self) {
        let lab = Arc::clone(&self.lab);
        let mut faults: Vec<usize> = (0..lab.faults.len()).collect();
        faults.sort_by_key(|index| lab.faults[*index].id);
        for index in faults {
            self.schedule(lab.faults[index].from, Action::FaultBegins(index));
            self.schedule(lab.faults[index].to, Action::FaultEnds(index));
        }
        let mut steps: Vec<usize> = (0..lab.script.len()).collect();
        steps.sort_by_key(|index| lab.script[*index].id);
        for index in steps {
            self.schedule(lab.script[index].at, Action::Step(index));
        }
    }

    /// Notes what will be possible; beyond the end of the run nothing is.
    fn schedule(&mut self, at: Micros, action: Action) {
        if at <= self.lab.duration {
            self.pending.insert((at, self.next_ticket), action);
            self.next_ticket += 1;
        }
    }

    fn begin_fault(&mut self, index: usize) {
        let fault = self.lab.faults[index].id;
        match self.lab.faults[index].kind {
            FaultKind::Partition { .. } => {
                self.recorder
                    .push(self.now, None, EventKind::Cut { fault }, None);
            }
            FaultKind::Crash { replica } => self.crash(fault, replica),
        }
    }

    fn end_fault(&mut self, index: usize) {
        let fault = self.lab.faults[index].id;
        match self.lab.faults[index].kind {
            FaultKind::Partition { .. } => {
                self.recorder
                    .push(self.now, None, EventKind::Healed { fault }, None);
            }
            FaultKind::Crash { replica } => self.recover(fault, replica),
        }
    }

    fn crash(&mut self, fault: FaultId, replica: ReplicaId) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down += 1;
        node.life += 1;
        let place = Some(Place::Replica(replica));
        self.recorder
            .push(self.now, place, EventKind::Crashed { fault }, None);
    }

    /// The replica starts again, unless another crash still holds it down.
    fn recover(&mut self, fault: FaultId, replica: ReplicaId) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down -= 1;
        if node.down > 0 {
            return;
        }
        let place = Some(Place::Replica(replica));
        let event = self
            .recorder
            .push(self.now, place, EventKind::Recovered { fault }, None);
        self.start(replica, Some(event));
    }

    fn step(&mut self, index: usize) {
        let step = self.lab.script[index].clone();
        match step.act {
            Act::Call(call) => {
                let key = self.lab.key_index(&call.key).unwrap_or_default();
                let (from, to) = (Place::Client(call.client), Place::Replica(call.replica));
                let kind = EventKind::Invoked { step: step.id };
                let event = self.recorder.push(self.now, Some(from), kind, None);
                self.recorder.invoked(step.id, call.clone(), key, event);
                let request = Request {
                    step: step.id,
                    client: call.client,
                    key,
                    op: call.op,
                };
                let payload = Payload::Request(request);
                self.send(Cause::Step(step.id), from, to, "request", payload, event);
            }
            Act::Send(send) => self.send_by_hand(step.id, &send),
        }
    }

    fn send_by_hand(&mut self, step: StepId, send: &Send) {
        let Some(node) = self.nodes.get(&send.from) else {
            return;
        };
        let place = Place::Replica(send.from);
        if node.down > 0 {
            self.recorder
                .push(self.now, Some(place), EventKind::Refused { step }, None);
            return;
        }
        let key = self.lab.key_index(&send.key).unwrap_or_default();
        let payload = Payload::Records(vec![(key, Arc::clone(&node.replica.records[key]))]);
        let trigger = self.recorder.last_at(place);
        self.dispatch(
            Cause::Step(step),
            place,
            Place::Replica(send.to),
            "hand",
            payload,
            trigger,
        );
    }

    fn end_flight(&mut self, id: MessageId, copy: usize) {
        let message = self.recorder.message(id);
        let (name, to) = (message.cause, message.to);
        let flight = message.flights[copy];
        if let Some((_, why)) = flight.lost {
            self.recorder.dropped(self.now, id, copy, why);
            return;
        }
        match to {
            Place::Client(_) => self.reach_client(id, copy),
            Place::Replica(replica) => self.reach_replica(id, copy, replica, name),
        }
    }

    fn reach_client(&mut self, id: MessageId, copy: usize) {
        let Payload::Reply { step, read } = self.recorder.message(id).payload.clone() else {
            return;
        };
        let repeat = self
            .recorder
            .operation(step)
            .is_some_and(|one| one.returned.is_some());
        let delivered = self.recorder.delivered(self.now, id, copy, repeat);
        if !repeat {
            self.recorder.returned(self.now, step, read, delivered);
        }
    }

    fn reach_replica(&mut self, id: MessageId, copy: usize, replica: ReplicaId, cause: Cause) {
        let Some(node) = self.nodes.get(&replica) else {
            return;
        };
        if node.down > 0 {
            self.recorder
                .dropped(self.now, id, copy, Loss::ReceiverDown);
            return;
        }
        let message = self.recorder.message(id);
        let (from, purpose, payload) = (message.from, message.purpose, message.payload.clone());
        let repeat = match &payload {
            Payload::Request(request) => self
                .recorder
                .operation(request.step)
                .is_some_and(|one| one.handled.is_some()),
            _ => false,
        };
        let delivered = self.recorder.delivered(self.now, id, copy, repeat);
        if repeat {
            return;
        }
        self.handle(replica, cause, Some(delivered), |protocol, at| {
            match (&payload, from) {
                (Payload::Request(request), _) if request.op.is_update() => {
                    protocol.update(at, request);
                }
                (Payload::Request(request), _) => protocol.read(at, request),
                (_, Place::Replica(from)) => protocol.receive(at, from, purpose, &payload),
                (_, Place::Client(_)) => {}
            }
        });
    }

    fn timer(&mut self, replica: ReplicaId, number: u32, life: u32) {
        let current = self
            .nodes
            .get(&replica)
            .is_some_and(|node| node.life == life);
        if current {
            let cause = Cause::Timer { replica, number };
            let trigger = self.recorder.last_at(Place::Replica(replica));
            self.handle(replica, cause, trigger, |protocol, at| {
                protocol.timer(at, number)
            });
        }
    }

    fn start(&mut self, replica: ReplicaId, trigger: Option<EventId>) {
        let cause = Cause::Timer { replica, number: 0 };
        self.handle(replica, cause, trigger, |protocol, at| protocol.start(at));
    }

    /// Calls one handler of one replica, then carries out what it put into its outbox.
    fn handle(
        &mut self,
        replica: ReplicaId,
        cause: Cause,
        trigger: Option<EventId>,
        handler: impl FnOnce(&mut dyn Protocol, &mut Context),
    ) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        let mut outbox = Vec::new();
        let mut context = Context {
            replica: &mut node.replica,
            outbox: &mut outbox,
            replicas: &self.lab.replicas,
            now: self.now,
            chance: self.chance,
            cause,
        };
        handler(node.protocol.as_mut(), &mut context);
        let life = node.life;
        let place = Place::Replica(replica);
        let mut trigger = trigger;
        for effect in outbox {
            match effect {
                Effect::Send {
                    to,
                    purpose,
                    payload,
                } => {
                    self.dispatch(cause, place, to, purpose, payload, trigger);
                }
                Effect::Timer { after, number } => {
                    self.schedule(
                        self.now + after,
                        Action::Timer {
                            replica,
                            number,
                            life,
                        },
                    );
                }
                noted => trigger = Some(self.recorder.noted(self.now, replica, noted, trigger)),
            }
        }
    }

    /// Sends a message from the place of the event that triggers it.
    fn send(
        &mut self,
        cause: Cause,
        from: Place,
        to: Place,
        purpose: &'static str,
        payload: Payload,
        trigger: EventId,
    ) {
        self.dispatch(cause, from, to, purpose, payload, Some(trigger));
    }

    fn dispatch(
        &mut self,
        cause: Cause,
        from: Place,
        to: Place,
        purpose: &'static str,
        payload: Payload,
        trigger: Option<EventId>,
    ) {
        let first = message::name(cause, from, to, purpose);
        let ordinal = self.names.entry(first.clone()).or_insert(0);
        let name = if *ordinal == 0 {
            first
        } else {
            message::further_name(&first, *ordinal)
        };
        *ordinal += 1;
        let flights = self.network.flights(&name, from, to, self.now);
        let due: Vec<Micros> = flights
            .iter()
            .map(|one| one.lost.map_or(one.arrives, |(at, _)| at))
            .collect();
        let message = Message::new(name, cause, from, to, purpose, self.now, payload, flights);
        let id = self.recorder.sent(self.now, message, trigger);
        for (copy, at) in due.into_iter().enumerate() {
            self.schedule(at, Action::Flight { message: id, copy });
        }
    }
}
