//! Keys with their data types, and updates that these take.

use std::rc::Rc;

use replicascope_core::clock::Clock;
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::KeySpec;
use replicascope_core::resolve::{Case, Resolution, Table};
use replicascope_core::{Key, ReplicaId, Value};

use super::Dice;

pub fn key(name: &str) -> Key {
    name.parse().expect("a key name")
}

pub fn keys(dice: &mut Dice, replicas: &[ReplicaId]) -> Vec<KeySpec> {
    let names = ["X", "likes/2", "Ключ", "a \"b\" \\"];
    let count = 1 + dice.index(names.len());
    let mut keys = Vec::new();
    for name in &names[..count] {
        keys.push(KeySpec {
            name: key(name),
            data_type: data_type(dice, replicas),
        });
    }
    keys
}

/// Half of the keys are last-write-wins registers and counters that only grow, mostly registers.
pub fn data_type(dice: &mut Dice, replicas: &[ReplicaId]) -> DataType {
    let all = DataType::all();
    let mut data_type = if dice.one_in(2) {
        all[usize::from(dice.one_in(4))].clone()
    } else {
        dice.pick(&all[2..]).clone()
    };
    set_up(dice, &mut data_type, replicas);
    data_type
}

fn set_up(dice: &mut Dice, data_type: &mut DataType, replicas: &[ReplicaId]) {
    match data_type {
        DataType::LwwRegister(options) => {
            options.initial = dice.one_in(2).then(|| value(dice));
            options.clock = *dice.pick(&Clock::ALL);
        }
        DataType::MvRegister(options) => {
            options.initial = dice.one_in(2).then(|| value(dice));
            options.resolve = resolution(dice);
        }
        DataType::LwwElementSet(options) => options.clock = *dice.pick(&Clock::ALL),
        DataType::GCounter(options)
        | DataType::PnCounter(options)
        | DataType::BoundedCounter(options) => {
            let count = if dice.one_in(2) { 2 } else { 0 };
            for replica in replicas.iter().take(count) {
                options.initial.insert(*replica, dice.small(4).into());
            }
        }
        DataType::OrMap(options) => {
            let mut held = DataType::all();
            held.retain(|one| !matches!(one, DataType::OrMap(_) | DataType::BoundedCounter(_)));
            *options.of = dice.pick(&held).clone();
            set_up(dice, &mut options.of, replicas);
        }
        _ => {}
    }
}

fn resolution(dice: &mut Dice) -> Resolution {
    match dice.within(0, 4) {
        0 => Resolution::Union,
        1 => Resolution::Max,
        2 => Resolution::Table(Table {
            cases: (0..dice.index(4))
                .map(|_| Case {
                    one: element(dice),
                    other: element(dice),
                    gives: element(dice),
                })
                .collect(),
            otherwise: element(dice),
        }),
        _ => Resolution::Siblings,
    }
}

/// Few of them, so that they meet.
fn element(dice: &mut Dice) -> Value {
    match dice.within(0, 3) {
        0 => Value::Text("3".into()),
        _ => Value::Integer(dice.small(3).into()),
    }
}

/// An update that a type takes, with its values and amounts drawn.
pub fn update(dice: &mut Dice, data_type: &DataType, replicas: &[ReplicaId]) -> Op {
    let like = dice.pick(&data_type.examples()).clone();
    vary(dice, like, replicas)
}

fn vary(dice: &mut Dice, op: Op, replicas: &[ReplicaId]) -> Op {
    match op {
        Op::Write(_) => Op::Write(value(dice)),
        Op::Add(_) => Op::Add(element(dice)),
        Op::Remove(_) => Op::Remove(element(dice)),
        Op::Increment(_) => Op::Increment(u32::from(1 + dice.small(4))),
        Op::Decrement(_) => Op::Decrement(u32::from(1 + dice.small(2))),
        Op::Transfer { .. } => Op::Transfer {
            to: *dice.pick(replicas),
            amount: u32::from(1 + dice.small(2)),
        },
        Op::Within { op, .. } => Op::Within {
            entry: element(dice),
            op: Box::new(vary(dice, *op, replicas)),
        },
        other => other,
    }
}

pub fn value(dice: &mut Dice) -> Value {
    match dice.within(0, 4) {
        4 => Value::Set(Rc::new((0..dice.index(4)).map(|_| element(dice)).collect())),
        0 => Value::Integer(-replicascope_core::MAX_INTEGER),
        1 => Value::Text(format!("é{}", dice.within(0, 99)).into()),
        2 => Value::Text("3".into()),
        _ => Value::Integer(dice.small(9).into()),
    }
}
