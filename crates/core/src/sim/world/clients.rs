//! What clients do, and what they hear.

use super::{Action, Turn, World};
use crate::ids::{ClientId, Place, StepId};
use crate::lab::Call;
use crate::message::{Cause, Failure, Outcome, Payload, Request};
use crate::sim::client::Client;
use crate::trace::{EventId, EventKind, Loss, MessageId};

impl World {
    pub(super) fn invoke(&mut self, step: StepId, call: &Call) {
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
    pub(super) fn request(&mut self, step: StepId, trigger: EventId) {
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
            token: token.map(Box::new),
            context: context.map(Box::new),
            forwarded: false,
        };
        self.recorder.asked(step, asked);
        self.dispatch(
            Cause::Step(step),
            Place::Client(call.client),
            Place::Replica(asked),
            "request",
            Payload::Request(request.into()),
            Some(trigger),
        );
        if let Some(patience) = patience {
            self.schedule(self.now + patience, Turn::Answer, Action::GiveUp(step));
        }
    }

    pub(super) fn come_back(&mut self, id: ClientId) {
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

    pub(super) fn give_up(&mut self, step: StepId) {
        let operation = self.recorder.operation(step);
        if let Some(operation) = operation.filter(|one| one.ended().is_none()) {
            let (client, invoked) = (operation.call.client, operation.invoked);
            self.fail(client, step, Failure::GaveUp, invoked);
        }
    }

    pub(super) fn fail(&mut self, client: ClientId, step: StepId, why: Failure, trigger: EventId) {
        self.recorder.failed(self.now, step, why, Some(trigger));
        let asked = self.recorder.operation(step).and_then(|one| one.asked);
        let replicas = self.lab.replicas.clone();
        if let Some(asked) = asked {
            self.client(client).turn_away_from(asked, &replicas);
        }
    }

    /// The client of a valid document.
    pub(super) fn client(&mut self, id: ClientId) -> &mut Client {
        let lab = &self.lab;
        let client = self.clients.entry(id);
        client.or_insert_with(|| Client::new(lab, id))
    }

    pub(super) fn reach_client(&mut self, id: MessageId, copy: usize, client: ClientId) {
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
            Outcome::Read(record) => {
                let read = Some(&*record);
                self.recorder.returned(self.now, step, read, delivered);
            }
            Outcome::Failed(why) => self.fail(client, step, why, delivered),
        }
    }
}
