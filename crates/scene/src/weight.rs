//! What metadata weighs: bytes of values against bytes of entries, tags, tombstones, timestamps and
//! vectors, over a run, under each type that fits what the run does.

use std::rc::Rc;

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::Act;
use replicascope_core::{Lab, Micros, ReplicaId, run};

use crate::titles;

/// The weight of one type in a run.
#[derive(Clone, PartialEq, Debug)]
pub struct Weight {
    /// What people call the type.
    pub title: &'static str,
    /// Whether the key has it in the document.
    pub own: bool,
    /// Whenever it changes at the replica that is looked at: bytes of the value, and of all else.
    pub points: Vec<(Micros, usize, usize)>,
}

impl Weight {
    /// Bytes of the value and of all else at the end.
    pub fn last(&self) -> (usize, usize) {
        let last = self.points.last();
        last.map_or((0, 0), |(_, payload, metadata)| (*payload, *metadata))
    }

    /// The most that it weighs in all.
    pub fn most(&self) -> usize {
        let all = self
            .points
            .iter()
            .map(|(_, payload, metadata)| payload + metadata);
        all.max().unwrap_or(0)
    }
}

/// What a key weighs at a replica, under its own type and under each other one of the catalogue
/// that takes the same operations, its own first.
pub fn weights(lab: &Lab, key: usize, replica: ReplicaId) -> Vec<Weight> {
    let Some(spec) = lab.keys.get(key) else {
        return Vec::new();
    };
    let ops: Vec<&Op> = lab
        .script
        .iter()
        .filter_map(|step| match &step.act {
            Act::Call(call) if call.key == spec.name => Some(&call.op),
            _ => None,
        })
        .collect();
    let own = &spec.data_type;
    let mut others = DataType::all();
    others.retain(|one| one.name() != own.name() && ops.iter().all(|op| one.accepts(op)));
    let all = std::iter::once(own.clone()).chain(others);
    all.map(|data_type| {
        let trace = run(&Rc::new(lab.with_type(key, &data_type)));
        let point = |at: Micros, state: &replicascope_core::crdt::State| {
            (at, state.payload(), state.metadata())
        };
        let initial = point(Micros::ZERO, &trace.initial_record(key).state);
        let held = trace.holdings_of(replica, key).iter();
        let held = held.map(|(event, record)| point(trace.event(*event).at, &record.state));
        Weight {
            title: titles::of_type(&data_type),
            own: data_type == *own,
            points: std::iter::once(initial).chain(held).collect(),
        }
    })
    .collect()
}
