//! What the clients of a run saw.

use std::collections::HashMap;

use replicascope_core::crdt::{Op, State};
use replicascope_core::message::Failure;
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Answer, StepId, Trace, Value as CoreValue};

use crate::history::{Ending, History, Key, OpId, Operation};
use crate::object::{Action, Object};
use crate::value::Value;

impl History {
    /// What the clients of a run saw. An operation whose client gave up or was told of a failure
    /// may have happened all the same: clients cannot know. A read that failed returned nothing.
    pub fn of(trace: &Trace) -> Self {
        let mut left_out = Vec::new();
        // Where a key of the document is among those of the history.
        let mut places = Vec::new();
        let mut keys = Vec::new();
        for (place, key) in trace.lab.keys.iter().enumerate() {
            let state = &trace.initial_record(place).state;
            let name = key.name.to_string();
            let Some(object) = object(state) else {
                left_out.push(name);
                places.push(None);
                continue;
            };
            places.push(Some(keys.len()));
            keys.push(Key {
                name,
                object,
                initial: value(&state.read()),
            });
        }
        let clients = &trace.lab.clients;
        let mut history = Self {
            processes: clients.iter().map(ToString::to_string).collect(),
            keys,
            left_out,
            ..Self::default()
        };
        let spoken_of = || {
            let operations = trace.operations.iter();
            operations.filter_map(|one| Some((one, places[one.key]?, action(&one.call.op)?)))
        };
        let mut observed: Vec<EventId> = Vec::new();
        for (operation, ..) in spoken_of() {
            observed.push(operation.invoked);
            observed.extend(operation.ended());
        }
        observed.sort_unstable();
        history.times = observed.iter().map(|id| trace.event(*id).at.0).collect();
        let moments = observed.iter().enumerate();
        let moment_of: HashMap<EventId, usize> = moments.map(|(place, id)| (*id, place)).collect();
        for (operation, key, action) in spoken_of() {
            let process = clients.iter().position(|id| *id == operation.call.client);
            history.operations.push(Operation {
                name: operation.step.to_string(),
                at: operation.asked.map(|replica| replica.to_string()),
                process: process.unwrap_or_default(),
                key,
                action,
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
        let Some(failed) = operation.failed else {
            return Ending::Pending { given_up: None };
        };
        let at = moment_of[&failed];
        // Whoever gave up, or heard that too few had answered, cannot know what became of it.
        let nothing_done = matches!(
            trace.event(failed).kind,
            EventKind::Failed {
                why: Failure::NotTheLeader | Failure::Refused(_),
                ..
            }
        );
        return match nothing_done || !is_update {
            true => Ending::Failed { at },
            false => Ending::Pending { given_up: Some(at) },
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

/// What a key behaves like when its operations happen one after the other; none for a map, of
/// which no model here speaks.
fn object(state: &State) -> Option<Object> {
    match state {
        State::LwwRegister(_)
        | State::FwwRegister(_)
        | State::MvRegister(_)
        | State::EnableWinsFlag(_)
        | State::DisableWinsFlag(_) => Some(Object::Register),
        State::GCounter(_) | State::PnCounter(_) | State::BoundedCounter(_) => {
            Some(Object::Counter)
        }
        State::GSet(_)
        | State::TwoPhaseSet(_)
        | State::LwwElementSet(_)
        | State::OrSet(_)
        | State::Orswot(_) => Some(Object::Set),
        State::OrMap(_) => None,
    }
}

/// None for what is done within a map.
fn action(op: &Op) -> Option<Action> {
    Some(match op {
        Op::Read => Action::Read,
        Op::Write(value) => Action::Write(of_core(value)),
        Op::Delete => Action::Delete,
        Op::Increment(by) => Action::Add((*by).into()),
        Op::Decrement(by) => Action::Add(-i64::from(*by)),
        // Who may decrement changes, the sum does not.
        Op::Transfer { .. } => Action::Add(0),
        Op::Add(element) => Action::Insert(of_core(element)),
        Op::Remove(element) => Action::Remove(of_core(element)),
        Op::Enable => Action::Write(flag(true)),
        Op::Disable => Action::Write(flag(false)),
        Op::Within { .. } => return None,
    })
}

/// Siblings are several values, which no client wrote as one: no register returns them.
fn value(answer: &Answer) -> Value {
    match answer {
        Answer::Nothing => Value::Nothing,
        Answer::Value(value) => of_core(value),
        Answer::Siblings(values) => Value::set(values.iter().map(of_core)),
        Answer::Flag(on) => flag(*on),
        Answer::Map(_) => Value::text(&answer.to_string()),
    }
}

fn flag(on: bool) -> Value {
    Value::text(&Answer::Flag(on).to_string())
}

fn of_core(value: &CoreValue) -> Value {
    match value {
        CoreValue::Integer(number) => Value::Integer(*number),
        CoreValue::Text(text) => Value::Text(text.clone()),
        CoreValue::Set(elements) => Value::set(elements.iter().map(of_core)),
    }
}
