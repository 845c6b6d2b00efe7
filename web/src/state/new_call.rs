//! A new operation, and what a learner would expect it to be.

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, KeySpec};
use replicascope_core::{ClientId, Key, Lab, Place, ReplicaId, Value};

use super::Tool;

/// A new operation on a key, with what is missing chosen as a learner would expect: the client
/// and the replica that were last used together, and the next value.
pub fn new_call(lab: &Lab, tool: Tool, key: usize, place: Option<Place>) -> Option<Call> {
    let key = lab.keys.get(key)?;
    let calls = || {
        lab.script.iter().rev().filter_map(|step| match &step.act {
            Act::Call(call) => Some(call),
            Act::Send(_) | Act::Promote(_) => None,
        })
    };
    let first = || Some((*lab.clients.first()?, *lab.replicas.first()?));
    let pair = |call: &Call| (call.client, call.replica);
    let (client, replica): (ClientId, ReplicaId) = match place {
        None => calls().next().map(pair).or_else(first)?,
        Some(Place::Client(client)) => {
            let last = calls().find(|call| call.client == client);
            (
                client,
                last.map(|call| call.replica)
                    .or(lab.replicas.first().copied())?,
            )
        }
        Some(Place::Replica(replica)) => {
            let last = calls().find(|call| call.replica == replica);
            (
                last.map(|call| call.client)
                    .or(lab.clients.first().copied())?,
                replica,
            )
        }
    };
    let op = match tool {
        Tool::Read => Op::Read,
        Tool::Update => usual_update(lab, key)?,
    };
    Some(Call {
        client,
        replica,
        key: key.name.clone(),
        op,
    })
}

/// The usual update of a key's type, with a value that is new.
fn usual_update(lab: &Lab, key: &KeySpec) -> Option<Op> {
    let value = || next_value(lab, &key.name);
    let with_value = |op: Op| match op {
        Op::Write(_) => Op::Write(value()),
        Op::Add(_) => Op::Add(value()),
        Op::Within { op, .. } => Op::Within { entry: value(), op },
        other => other,
    };
    key.data_type.examples().into_iter().next().map(with_value)
}

/// One more than the largest number used so far; where texts are used, a new text.
fn next_value(lab: &Lab, key: &Key) -> Value {
    let written = lab.script.iter().filter_map(|step| match &step.act {
        Act::Call(Call { key: of, op, .. }) if of == key => match op {
            Op::Write(value) | Op::Add(value) => Some(value),
            Op::Within { entry, .. } => Some(entry),
            _ => None,
        },
        _ => None,
    });
    let written: Vec<&Value> = written.collect();
    let largest = written.iter().filter_map(|value| match value {
        Value::Integer(number) => Some(*number),
        Value::Text(_) | Value::Set(_) => None,
    });
    match largest.max() {
        Some(number) if number < 1_000_000 => Value::Integer(number + 1),
        _ if written.is_empty() => Value::Integer(2),
        _ => Value::Text(format!("new {}", lab.next_step().0).into()),
    }
}
