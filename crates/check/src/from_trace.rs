//! What the clients of a run saw.

use std::collections::HashMap;

use replicascope_core::crdt::{Op, State};
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Answer, StepId, Trace, Value as CoreValue};

use crate::history::{Ending, History, Key, OpId, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

impl History {
    /// What the clients of a run saw. An operation whose client gave up or was told of a failure
    /// may have happened all the same: clients cannot know. A read that failed returned nothing.
    pub fn of(trace: &Trace) -> Self {
        let keys = trace.lab.keys.iter().enumerate().map(|(place, key)| Key {
            name: key.name.to_string(),
            object: object(&trace.initial_record(place).state),
            initial: value(&trace.initial_record(place).state.read()),
        });
        let clients = &trace.lab.clients;
        let mut history = Self {
            processes: clients.iter().map(ToString::to_string).collect(),
            keys: keys.collect(),
            ..Self::default()
        };
        let mut observed: Vec<EventId> = Vec::new();
        for operation in &trace.operations {
            observed.push(operation.invoked);
            observed.extend(operation.ended());
        }
        observed.sort_unstable();
        history.times = observed.iter().map(|id| trace.event(*id).at.0).collect();
        let places = observed.iter().enumerate();
        let moment_of: HashMap<EventId, usize> = places.map(|(place, id)| (*id, place)).collect();
        for operation in &trace.operations {
            let process = clients.iter().position(|id| *id == operation.call.client);
            history.operations.push(Operation {
                name: operation.step.to_string(),
                at: operation.asked.map(|replica| replica.to_string()),
                process: process.unwrap_or_default(),
                key: operation.key,
                action: action(&operation.call.op),
                invoked: moment_of[&operation.invoked],
                ending: ending(trace, operation, &moment_of),
            });
        }
        history
    }

    /// The operation of a step of the document.
    pub fn of_step(&self, step: StepId) -> Option<OpId> {
        let name = step.to_string();
        let place = self.operations.iter().position(|one| one.name == name);
        place.map(OpId)
    }
}

fn ending(
    trace: &Trace,
    operation: &replicascope_core::trace::Operation,
    moment_of: &HashMap<EventId, usize>,
) -> Ending {
    let is_update = operation.call.op.is_update();
    let Some(returned) = operation.returned else {
        let at = operation.failed.map(|event| moment_of[&event]);
        return match at {
            Some(at) if !is_update => Ending::Failed { at },
            given_up => Ending::Pending { given_up },
        };
    };
    let answer = match &trace.event(returned).kind {
        EventKind::Returned {
            answer: Some(answer),
            ..
        } => Some(value(answer)),
        _ => None,
    };
    Ending::Returned {
        at: moment_of[&returned],
        answer,
    }
}

fn object(state: &State) -> Object {
    match state {
        State::LwwRegister(_) => Object::Register,
        State::GCounter(_) => Object::Counter,
    }
}

fn action(op: &Op) -> Action {
    match op {
        Op::Read => Action::Read,
        Op::Write(value) => Action::Write(of_core(value)),
        Op::Delete => Action::Delete,
        Op::Increment(by) => Action::Add((*by).into()),
    }
}

fn value(answer: &Answer) -> Value {
    match answer {
        Answer::Nothing => Value::Nothing,
        Answer::Value(value) => of_core(value),
    }
}

fn of_core(value: &CoreValue) -> Value {
    match value {
        CoreValue::Integer(number) => Value::Integer(*number),
        CoreValue::Text(text) => Value::Text(text.clone()),
    }
}
