//! What replicas are called for, and what they ask for.

use std::rc::Rc;

use super::{Action, BY_HAND, Turn, World};
use crate::ids::{Place, ReplicaId, StepId};
use crate::lab::Send;
use crate::message::{Cause, Parcel, Payload, Request};
use crate::replication::{Alarm, Context, Effect, Protocol, Start};
use crate::trace::{EventId, EventKind, Loss, MessageId, Refusal};

impl World {
    pub(super) fn promote(&mut self, step: StepId, replica: ReplicaId) {
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

    pub(super) fn refuse(&mut self, step: StepId, place: Place, why: Refusal) {
        let kind = EventKind::Refused { step, why };
        self.recorder.push(self.now, Some(place), kind, None);
    }

    pub(super) fn send_by_hand(&mut self, step: StepId, send: &Send) {
        let Some(node) = self.nodes.get(&send.from) else {
            return;
        };
        let place = Place::Replica(send.from);
        if node.down > 0 {
            self.refuse(step, place, Refusal::Down);
            return;
        }
        let key = self.lab.key_index(&send.key).unwrap_or_default();
        let record = Rc::clone(&node.replica.records[key]);
        let payload = Payload::Parcel(Parcel::of([(key, record)]).into());
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

    pub(super) fn reach_replica(
        &mut self,
        id: MessageId,
        copy: usize,
        replica: ReplicaId,
        cause: Cause,
    ) {
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

    pub(super) fn alarm(&mut self, replica: ReplicaId, alarm: Alarm, crashes: u32) {
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

    pub(super) fn start(&mut self, replica: ReplicaId, start: Start, trigger: Option<EventId>) {
        let cause = Cause::Timer { replica, number: 0 };
        self.handle(replica, cause, trigger, |protocol, at| {
            protocol.start(at, start)
        });
    }

    /// Calls one handler of one replica, then carries out what it put into its outbox.
    pub(super) fn handle(
        &mut self,
        replica: ReplicaId,
        cause: Cause,
        trigger: Option<EventId>,
        handler: impl FnOnce(&mut dyn Protocol, &mut Context),
    ) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        let mut outbox = std::mem::take(&mut self.outbox);
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
        for effect in &outbox {
            if let Effect::Held(request) = effect {
                node.held.push(Request::clone(request));
            }
        }
        let (crashes, any_held) = (node.crashes, !node.held.is_empty());
        self.carry_out(replica, crashes, cause, trigger, &mut outbox);
        self.outbox = outbox;
        if any_held {
            self.release(replica);
        }
    }

    fn carry_out(
        &mut self,
        replica: ReplicaId,
        crashes: u32,
        cause: Cause,
        trigger: Option<EventId>,
        outbox: &mut Vec<Effect>,
    ) {
        let place = Place::Replica(replica);
        let mut trigger = trigger;
        for effect in outbox.drain(..) {
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
                    self.schedule(self.now + after, Turn::Other, action);
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
    pub(super) fn release(&mut self, replica: ReplicaId) {
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
}
