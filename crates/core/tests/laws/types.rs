//! Which types are tried, and with which updates.

use replicascope_core::clock::Clock;
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::resolve::Resolution;
use replicascope_core::{Record, ReplicaId, Value};

use super::maps::is_of_counters;

/// Updates of every kind that a type takes; of those with a value or an amount, two.
pub fn updates(data_type: &DataType) -> Vec<Op> {
    let all = data_type.examples();
    let others = all.iter().filter_map(other_like);
    all.iter().cloned().chain(others).collect()
}

/// The same with another value or amount.
fn other_like(op: &Op) -> Option<Op> {
    let two = Value::Integer(2);
    match op {
        Op::Write(_) => Some(Op::Write(two)),
        Op::Add(_) => Some(Op::Add(two)),
        Op::Increment(_) => Some(Op::Increment(3)),
        Op::Within { entry, op } => Some(Op::Within {
            entry: entry.clone(),
            op: Box::new(other_like(op)?),
        }),
        _ => None,
    }
}

/// Every type as usual, and with each of its settings.
pub fn data_types() -> Vec<DataType> {
    let mut types = DataType::all();
    let mut change = |change: &dyn Fn(&mut DataType) -> bool| {
        for mut data_type in DataType::all() {
            if change(&mut data_type) {
                types.push(data_type);
            }
        }
    };
    change(&|data_type| match data_type {
        DataType::GCounter(options)
        | DataType::PnCounter(options)
        | DataType::BoundedCounter(options) => {
            options.initial = ReplicaId::all().zip([3, 0]).collect();
            true
        }
        DataType::LwwRegister(options) => {
            options.initial = Some(Value::Integer(1));
            true
        }
        DataType::MvRegister(options) => {
            options.initial = Some(Value::Integer(1));
            options.resolve = Resolution::Union;
            true
        }
        DataType::OrMap(options) => {
            *options.of = DataType::Orswot(Default::default());
            true
        }
        _ => false,
    });
    for clock in [Clock::Lamport, Clock::Hybrid] {
        change(&|data_type| match data_type {
            DataType::LwwRegister(options) => {
                options.clock = clock;
                true
            }
            DataType::LwwElementSet(options) => {
                options.clock = clock;
                true
            }
            _ => false,
        });
    }
    change(&|data_type| match data_type {
        DataType::MvRegister(options) => {
            options.resolve = Resolution::Max;
            true
        }
        _ => false,
    });
    types
}

pub fn initial(data_type: &DataType) -> Record {
    Record::initial(data_type.initial())
}

/// One update of each kind, without those by way of reading and writing; where clocks decide, one
/// again by another clock.
pub fn few_updates(data_type: &DataType) -> Vec<Op> {
    let mut some = data_type.examples();
    if data_type.accepts(&Op::Write(Value::Integer(1))) {
        some.retain(|op| matches!(op, Op::Write(_) | Op::Delete));
    }
    if goes_by_clocks(data_type) || matches!(data_type, DataType::FwwRegister(_)) {
        some.push(some[0].clone());
    }
    if let [Op::Increment(_)] = some[..] {
        some.push(Op::Increment(3));
    }
    some
}

/// The updates of a walk by states: of a map of counters, whose every change stays for itself, one
/// change of an entry and its remove.
pub fn walked_updates(data_type: &DataType) -> Vec<Op> {
    let mut some = few_updates(data_type);
    if is_of_counters(data_type) {
        some.retain(|op| matches!(op, Op::Remove(_)) || *op == data_type.examples()[0]);
    }
    some
}

/// Whether what an update does depends on what its author had seen.
pub fn depends_on_knowledge(data_type: &DataType) -> bool {
    let clock = match data_type {
        DataType::LwwRegister(options) => options.clock,
        DataType::LwwElementSet(options) => options.clock,
        _ => Clock::Wall,
    };
    data_type.observes() || clock != Clock::Wall
}

pub fn goes_by_clocks(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::LwwRegister(_) | DataType::LwwElementSet(_)
    )
}
