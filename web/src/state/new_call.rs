//! A new operation, and what a learner would expect it to be.

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call};
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
        Tool::Update if key.data_type.accepts(&Op::Increment(1)) => Op::Increment(1),
        Tool::Update => Op::Write(next_value(lab, &key.name)),
    };
    Some(Call {
        client,
        replica,
        key: key.name.clone(),
        op,
    })
}

/// One more than the largest number written so far; where texts are written, a new text.
fn next_value(lab: &Lab, key: &Key) -> Value {
    let written = lab.script.iter().filter_map(|step| match &step.act {
        Act::Call(Call {
            key: of,
            op: Op::Write(value),
            ..
        }) if of == key => Some(value),
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
