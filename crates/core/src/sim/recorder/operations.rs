//! Writes down how operations fare for their clients.

use super::Recorder;
use crate::ids::{Place, ReplicaId, StepId};
use crate::lab::Call;
use crate::message::Failure;
use crate::record::Record;
use crate::time::Micros;
use crate::trace::{EventId, EventKind, Operation};

impl Recorder {
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

    pub(crate) fn returned(
        &mut self,
        at: Micros,
        step: StepId,
        read: Option<&Record>,
        trigger: EventId,
    ) {
        let Some(operation) = self.operation(step) else {
            return;
        };
        let (client, key) = (operation.call.client, operation.key);
        let misses = read.map_or_else(Vec::new, |record| {
            self.watches.missed(key, operation.invoked, record)
        });
        self.held += misses.len() * size_of::<StepId>();
        let place = Some(Place::Client(client));
        let answer = read.map(|record| Box::new(record.state.read()));
        let kind = EventKind::Returned {
            step,
            answer,
            misses: misses.into(),
        };
        let event = self.push(at, place, kind, Some(trigger));
        if let Some(operation) = self.operation_mut(step) {
            operation.returned = Some(event);
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
}
