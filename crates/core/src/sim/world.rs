//! The world: everything that is the case at one moment, and what can happen next.
//!
//! A driver asks for what is [enabled](World::enabled) and [applies](World::apply) one of it.
//! [`run`](super::run) always takes the earliest; another driver may take any. The strategies
//! never know which drives them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::client::Client;
use super::network::Network;
use super::recorder::Recorder;
use crate::chance::Chance;
use crate::ids::{ClientId, FaultId, Place, ReplicaId, StepId};
use crate::lab::{Act, Call, FaultKind, Lab, Send};
use crate::message::{self, Cause, Failure, Outcome, Parcel, Payload, Request};
use crate::record::Record;
use crate::replication::{Alarm, Context, Effect, Protocol, Replica, Start};
use crate::time::Micros;
use crate::trace::{Ending, EventId, EventKind, Loss, Message, MessageId, Refusal, Trace};

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

/// When an action is due, and among those due at one moment, in which order they came up.
pub type Ticket = (Micros, u64);

/// Gives each replica what it runs.
pub(crate) type NewProtocol = Box<dyn Fn() -> Box<dyn Protocol>>;

/// The purpose of what the learner's hand sends.
const BY_HAND: &str = "hand";

/// One replica with the strategy that it runs.
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
    lab: Arc<Lab>,
    protocol: NewProtocol,
    chance: Chance,
    network: Network,
    now: Micros,
    nodes: BTreeMap<ReplicaId, Node>,
    clients: BTreeMap<ClientId, Client>,
    pending: BTreeMap<Ticket, Action>,
    next_ticket: u64,
    /// How many actions have been applied.
    applied: usize,
    names: HashMap<String, u32>,
    recorder: Recorder,
}

impl World {
    /// The world at the start of a run.
    pub fn new(lab: &Arc<Lab>) -> Self {
        let replication = lab.replication.clone();
        Self::with(lab, Box::new(move || replication.protocol()))
    }

    /// The world at the start of a run in which replicas run what is given, whatever the document
    /// says.
    pub(crate) fn with(lab: &Arc<Lab>, protocol: NewProtocol) -> Self {
        let records: Vec<_> = lab
            .keys
            .iter()
            .map(|key| Arc::new(Record::initial(key.data_type.initial())))
            .collect();
        let initial = Arc::new(records.clone());
        let node = |id: ReplicaId| Node {
            replica: Replica {
                id,
                life: 0,
                records: records.clone(),
                initial: Arc::clone(&initial),
            },
            protocol: protocol(),
            down: 0,
            lost_disk: false,
            crashes: 0,
            held: Vec::new(),
        };
        let nodes = lab.replicas.iter().map(|id| (*id, node(*id))).collect();
        let mut world = Self {
            lab: Arc::clone(lab),
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
            pending: BTreeMap::new(),
            next_ticket: 0,
            applied: 0,
            names: HashMap::new(),
            recorder: Recorder::new(lab, records),
        };
        world.schedule_document();
        for replica in lab.replicas.clone() {
            world.start(replica, Start::First, None);
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
        self.applied += 1;
        if self.recorder.events().max(self.applied) >= MAX_EVENTS {
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

    /// The moment of what happened last.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// How many events there have been.
    pub fn events(&self) -> usize {
        self.recorder.events()
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
        let fault = &self.lab.faults[index];
        let (id, place) = (fault.id, fault.kind.place());
        match fault.kind {
            FaultKind::Crash { replica, .. } => self.crash(id, replica),
            FaultKind::Offline { client } => {
                self.client(client).offline += 1;
                self.fault_event(place, EventKind::FaultBegins { fault: id });
            }
            _ => self.fault_event(place, EventKind::FaultBegins { fault: id }),
        }
    }

    fn end_fault(&mut self, index: usize) {
        let fault = &self.lab.faults[index];
        let (id, place) = (fault.id, fault.kind.place());
        match fault.kind {
            FaultKind::Crash {
                replica,
                loses_disk,
            } => self.recover(id, replica, loses_disk),
            FaultKind::Offline { client } => {
                self.fault_event(place, EventKind::FaultEnds { fault: id });
                self.come_back(client);
            }
            _ => self.fault_event(place, EventKind::FaultEnds { fault: id }),
        }
    }

    fn fault_event(&mut self, place: Option<Place>, kind: EventKind) {
        self.recorder.push(self.now, place, kind, None);
    }

    fn crash(&mut self, fault: FaultId, replica: ReplicaId) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down += 1;
        node.crashes += 1;
        node.held.clear();
        let place = Some(Place::Replica(replica));
        self.fault_event(place, EventKind::Crashed { fault });
    }

    /// The replica starts again, unless another crash still holds it down.
    fn recover(&mut self, fault: FaultId, replica: ReplicaId, loses_disk: bool) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down -= 1;
        node.lost_disk |= loses_disk;
        if node.down > 0 {
            return;
        }
        let lost_disk = std::mem::take(&mut node.lost_disk);
        if lost_disk {
            node.replica.records.clone_from(&node.replica.initial);
            node.replica.life += 1;
            node.protocol = (self.protocol)();
        }
        let place = Some(Place::Replica(replica));
        let kind = EventKind::Recovered { fault, lost_disk };
        let event = self.recorder.push(self.now, place, kind, None);
        if lost_disk {
            self.recorder.blank(replica, event);
        }
        let start = if lost_disk {
            Start::Blank
        } else {
            Start::Again
        };
        self.start(replica, start, Some(event));
    }

    fn step(&mut self, index: usize) {
        let step = self.lab.script[index].clone();
        match step.act {
            Act::Call(call) => self.invoke(step.id, &call),
            Act::Send(send) => self.send_by_hand(step.id, &send),
            Act::Promote(promote) => self.promote(step.id, promote.replica),
        }
    }

    fn invoke(&mut self, step: StepId, call: &Call) {
        let key = self.lab.key_index(&call.key).unwrap_or_default();
        let from = Place::Client(call.client);
        let kind = EventKind::Invoked { step };
        let event = self.recorder.push(self.now, Some(from), kind, None);
        self.recorder.invoked(step, call.clone(), key, event);
        let client = self.client(call.client);
        if client.offline > 0 {
            client.queue.push(step);
        } else {
            self.request(step, event);
        }
    }

    /// Sends a client's operation to the replica that its route leads to.
    fn request(&mut self, step: StepId, trigger: EventId) {
        let Some(operation) = self.recorder.operation(step) else {
            return;
        };
        let (call, key) = (operation.call.clone(), operation.key);
        let client = self.clients.get_mut(&call.client);
        let Some(client) = client else { return };
        let asked = client.route(&self.lab, self.chance, step, &call);
        let token = client.token(&call.op, key);
        let context = client.context(&call.op, key);
        let context = context.filter(|_| self.lab.keys[key].data_type.takes_contexts());
        let patience = client.session.patience;
        let request = Request {
            step,
            client: call.client,
            key,
            op: call.op,
            token,
            context,
            forwarded: false,
        };
        self.recorder.asked(step, asked);
        self.dispatch(
            Cause::Step(step),
            Place::Client(call.client),
            Place::Replica(asked),
            "request",
            Payload::Request(request),
            Some(trigger),
        );
        if let Some(patience) = patience {
            self.schedule(self.now + patience, Action::GiveUp(step));
        }
    }

    fn come_back(&mut self, id: ClientId) {
        let client = self.client(id);
        client.offline -= 1;
        if client.offline > 0 {
            return;
        }
        for step in std::mem::take(&mut client.queue) {
            if let Some(event) = self.recorder.last_at(Place::Client(id)) {
                self.request(step, event);
            }
        }
    }

    fn give_up(&mut self, step: StepId) {
        let operation = self.recorder.operation(step);
        if let Some(operation) = operation.filter(|one| one.ended().is_none()) {
            let (client, invoked) = (operation.call.client, operation.invoked);
            self.fail(client, step, Failure::GaveUp, invoked);
        }
    }

    fn fail(&mut self, client: ClientId, step: StepId, why: Failure, trigger: EventId) {
        self.recorder.failed(self.now, step, why, Some(trigger));
        let asked = self.recorder.operation(step).and_then(|one| one.asked);
        let replicas = self.lab.replicas.clone();
        if let Some(asked) = asked {
            self.client(client).turn_away_from(asked, &replicas);
        }
    }

    /// The client of a valid document.
    fn client(&mut self, id: ClientId) -> &mut Client {
        let lab = &self.lab;
        let client = self.clients.entry(id);
        client.or_insert_with(|| Client::new(lab, id))
    }

    fn promote(&mut self, step: StepId, replica: ReplicaId) {
        let place = Place::Replica(replica);
        let Some(node) = self.nodes.get(&replica) else {
            return;
        };
        if node.down > 0 {
            self.refuse(step, place, Refusal::Down);
            return;
        }
        let mut leads = false;
        let (now, kind) = (self.now, EventKind::Promoted { step });
        let event = self.recorder.push(now, Some(place), kind, None);
        self.handle(replica, Cause::Step(step), Some(event), |protocol, at| {
            leads = protocol.promote(at);
        });
        if !leads {
            self.refuse(step, place, Refusal::NoLeaders);
        }
    }

    fn refuse(&mut self, step: StepId, place: Place, why: Refusal) {
        let kind = EventKind::Refused { step, why };
        self.recorder.push(self.now, Some(place), kind, None);
    }

    fn send_by_hand(&mut self, step: StepId, send: &Send) {
        let Some(node) = self.nodes.get(&send.from) else {
            return;
        };
        let place = Place::Replica(send.from);
        if node.down > 0 {
            self.refuse(step, place, Refusal::Down);
            return;
        }
        let key = self.lab.key_index(&send.key).unwrap_or_default();
        let record = Arc::clone(&node.replica.records[key]);
        let payload = Payload::Parcel(Parcel::of([(key, record)]));
        let trigger = self.recorder.last_at(place);
        self.dispatch(
            Cause::Step(step),
            place,
            Place::Replica(send.to),
            BY_HAND,
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
            Place::Client(client) => self.reach_client(id, copy, client),
            Place::Replica(replica) => self.reach_replica(id, copy, replica, name),
        }
    }

    fn reach_client(&mut self, id: MessageId, copy: usize, client: ClientId) {
        let Payload::Reply { step, outcome } = self.recorder.message(id).payload.clone() else {
            return;
        };
        if self.client(client).offline > 0 {
            self.recorder.dropped(self.now, id, copy, Loss::Offline);
            return;
        }
        let operation = self.recorder.operation(step);
        let key = operation.map_or(0, |one| one.key);
        let repeat = operation.is_some_and(|one| one.ended().is_some());
        let delivered = self.recorder.delivered(self.now, id, copy, repeat);
        if repeat {
            return;
        }
        self.client(client).learns(key, &outcome);
        match outcome {
            Outcome::Done(_) => self.recorder.returned(self.now, step, None, delivered),
            Outcome::Read(answer, record) => {
                let read = Some((answer, record));
                self.recorder.returned(self.now, step, read, delivered);
            }
            Outcome::Failed(why) => self.fail(client, step, why, delivered),
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
            Payload::Request(request) => {
                let operation = self.recorder.operation(request.step);
                let held = node.held.iter().any(|held| held.step == request.step);
                held || operation.is_some_and(|one| one.handled.is_some())
            }
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
                // What the learner's hand sends is merged, whatever the strategy makes of it.
                (Payload::Parcel(parcel), _) if purpose == BY_HAND => at.merge_all(parcel),
                (Payload::Parcel(parcel), Place::Replica(from)) => {
                    protocol.receive(at, from, purpose, parcel);
                }
                _ => {}
            }
        });
    }

    fn alarm(&mut self, replica: ReplicaId, alarm: Alarm, crashes: u32) {
        let current = self
            .nodes
            .get(&replica)
            .is_some_and(|node| node.crashes == crashes);
        if current {
            let cause = match alarm {
                Alarm::Round(_, number) => Cause::Timer { replica, number },
                Alarm::Deadline(step) => Cause::Step(step),
            };
            let trigger = self.recorder.last_at(Place::Replica(replica));
            self.handle(replica, cause, trigger, |protocol, at| {
                protocol.alarm(at, alarm)
            });
        }
    }

    fn start(&mut self, replica: ReplicaId, start: Start, trigger: Option<EventId>) {
        let cause = Cause::Timer { replica, number: 0 };
        self.handle(replica, cause, trigger, |protocol, at| {
            protocol.start(at, start)
        });
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
            wall: self.lab.wall_clock(replica, self.now),
            chance: self.chance,
            cause,
        };
        handler(node.protocol.as_mut(), &mut context);
        self.carry_out(replica, cause, trigger, outbox);
        self.release(replica);
    }

    fn carry_out(
        &mut self,
        replica: ReplicaId,
        cause: Cause,
        trigger: Option<EventId>,
        outbox: Vec<Effect>,
    ) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        let crashes = node.crashes;
        for effect in &outbox {
            if let Effect::Held(request) = effect {
                node.held.push(request.clone());
            }
        }
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
                Effect::Alarm { after, alarm } => {
                    let action = Action::Alarm {
                        replica,
                        alarm,
                        crashes,
                    };
                    self.schedule(self.now + after, action);
                }
                noted => {
                    let event = self
                        .recorder
                        .noted(self.now, replica, cause, noted, trigger);
                    trigger = Some(event);
                }
            }
        }
    }

    /// Answers the reads that were waiting for what the replica holds now.
    fn release(&mut self, replica: ReplicaId) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        let records = &node.replica.records;
        let ready = |request: &mut Request| request.is_satisfied_by(&records[request.key]);
        let ready: Vec<Request> = node.held.extract_if(.., ready).collect();
        for request in ready {
            let trigger = self.recorder.last_at(Place::Replica(replica));
            let cause = Cause::Step(request.step);
            self.handle(replica, cause, trigger, |_, at| at.answer(&request));
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
