//! Varied valid documents: one for each seed.

use std::sync::Arc;

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{
    Act, Call, FORMAT_VERSION, Fault, FaultKind, KeySpec, Latency, LinkQuality, LinkRule, Network,
    Override, Send, Step,
};
use replicascope_core::replication::Replication;
use replicascope_core::{
    ClientId, FaultId, Key, Lab, Micros, Place, ReplicaId, StepId, Value, run,
};

use super::Dice;

/// A valid document of moderate size. Between them, the documents of a few hundred seeds contain
/// everything that a document can: `tests/trace.rs` makes sure of it.
pub fn lab(seed: u64) -> Lab {
    let dice = &mut Dice::new(seed);
    let duration = Micros::from_millis(dice.within(20, 300));
    let replicas = replicas(dice);
    let clients = clients(dice);
    let keys = keys(dice, &replicas);
    let replication = replication(dice, duration);
    let places = places(&replicas, &clients);
    let mut lab = Lab {
        version: FORMAT_VERSION,
        title: format!("Lab {seed}"),
        prompt: if dice.one_in(2) { "Drag «A»." } else { "" }.into(),
        opens_at: moment(dice, duration),
        duration,
        seed: u32::try_from(dice.bits() >> 32).expect("32 bits"),
        network: network(dice, &places),
        faults: faults(dice, &replicas, duration),
        replicas,
        clients,
        keys,
        replication,
        script: Vec::new(),
        overrides: Vec::new(),
    };
    lab.script = script(dice, &lab);
    lab.overrides = overrides(dice, &lab);
    lab
}

pub fn replica(letter: char) -> ReplicaId {
    letter.to_string().parse().expect("A to I")
}

pub fn key(name: &str) -> Key {
    name.parse().expect("a key name")
}

/// Often a whole millisecond, so that different things happen at one moment.
pub fn moment(dice: &mut Dice, end: Micros) -> Micros {
    match dice.within(0, 2) {
        0 => Micros(dice.within(0, end.0)),
        1 => Micros::from_millis(dice.within(0, end.0 / 1000)),
        _ => Micros::from_millis(dice.within(0, end.0 / 10_000) * 10),
    }
}

/// Not always the first letters: removing a replica leaves a gap.
fn replicas(dice: &mut Dice) -> Vec<ReplicaId> {
    let all: Vec<_> = ReplicaId::all().collect();
    let count = 2 + dice.index(8);
    if dice.one_in(2) {
        return all[..count].to_vec();
    }
    dice.some_of(&all, count)
}

fn clients(dice: &mut Dice) -> Vec<ClientId> {
    let all: Vec<_> = ClientId::all().collect();
    let count = 1 + dice.index(4);
    dice.some_of(&all, count)
}

pub fn places(replicas: &[ReplicaId], clients: &[ClientId]) -> Vec<Place> {
    let clients = clients.iter().copied().map(Place::Client);
    replicas
        .iter()
        .copied()
        .map(Place::Replica)
        .chain(clients)
        .collect()
}

fn keys(dice: &mut Dice, replicas: &[ReplicaId]) -> Vec<KeySpec> {
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

fn data_type(dice: &mut Dice, replicas: &[ReplicaId]) -> DataType {
    let mut data_type = dice.pick(&DataType::all()).clone();
    match &mut data_type {
        DataType::LwwRegister(options) if dice.one_in(2) => options.initial = Some(value(dice)),
        DataType::GCounter(options) if dice.one_in(2) => {
            for replica in replicas.iter().take(2) {
                options.initial.insert(*replica, dice.small(4).into());
            }
        }
        DataType::LwwRegister(_) | DataType::GCounter(_) => {}
    }
    data_type
}

pub fn value(dice: &mut Dice) -> Value {
    match dice.within(0, 3) {
        0 => Value::Integer(-replicascope_core::MAX_INTEGER),
        1 => Value::Text(format!("é{}", dice.within(0, 99)).into()),
        2 => Value::Text("3".into()),
        _ => Value::Integer(dice.small(9).into()),
    }
}

/// At most eight rounds of anti-entropy, so that no trace is long.
pub fn replication(dice: &mut Dice, duration: Micros) -> Replication {
    let mut replication = dice.pick(&Replication::all()).clone();
    if let Replication::AntiEntropy(options) = &mut replication {
        options.period = Micros((duration.0 / dice.within(1, 8)).max(1000));
    }
    replication
}

fn latency(dice: &mut Dice) -> Latency {
    match dice.within(0, 3) {
        0 => Latency::ConstantUs(Micros(dice.within(1, 30_000))),
        1 => Latency::ConstantUs(Micros::from_millis(dice.within(1, 4) * 5)),
        2 => {
            let least = dice.within(1, 10_000);
            Latency::UniformUs(Micros(least), Micros(least + dice.within(0, 20_000)))
        }
        _ => Latency::ExponentialUs {
            at_least: Micros(dice.within(1, 5_000)),
            mean_beyond: Micros(dice.within(1, 20_000)),
        },
    }
}

fn rate(dice: &mut Dice) -> u16 {
    match dice.small(15) {
        0..8 => 0,
        8..15 => 50 * u16::from(1 + dice.small(7)),
        _ => 1000,
    }
}

fn quality(dice: &mut Dice) -> LinkQuality {
    LinkQuality {
        latency: latency(dice),
        loss_per_mille: rate(dice),
        duplicate_per_mille: rate(dice),
    }
}

pub fn network(dice: &mut Dice, places: &[Place]) -> Network {
    let (between_replicas, to_clients) = (quality(dice), quality(dice));
    let rules = if dice.one_in(2) { dice.index(6) } else { 0 };
    let mut rule = || LinkRule {
        from: *dice.pick(places),
        to: *dice.pick(places),
        quality: quality(dice),
    };
    Network {
        between_replicas,
        to_clients,
        links: (0..rules).map(|_| rule()).collect(),
    }
}

/// Numbers that are neither in order nor without gaps.
fn numbers(dice: &mut Dice, count: usize) -> Vec<u32> {
    let all: Vec<u32> = (0..50).collect();
    let mut some = dice.some_of(&all, count);
    dice.shuffle(&mut some);
    some
}

fn script(dice: &mut Dice, lab: &Lab) -> Vec<Step> {
    let count = dice.index(24);
    let numbers = numbers(dice, count);
    let by_hand = lab.replication == Replication::ByHand(Default::default());
    let mut step = |number: u32| Step {
        id: StepId(number),
        at: moment(dice, lab.duration),
        act: if dice.one_in(if by_hand { 2 } else { 6 }) {
            hand(dice, lab)
        } else {
            call(dice, lab)
        },
    };
    numbers.into_iter().map(&mut step).collect()
}

pub fn call(dice: &mut Dice, lab: &Lab) -> Act {
    let key = dice.pick(&lab.keys);
    let update = match &key.data_type {
        DataType::LwwRegister(_) => Op::Write(value(dice)),
        DataType::GCounter(_) => Op::Increment(u32::from(1 + dice.small(4))),
    };
    Act::Call(Call {
        client: *dice.pick(&lab.clients),
        replica: *dice.pick(&lab.replicas),
        key: key.name.clone(),
        op: if dice.one_in(3) { Op::Read } else { update },
    })
}

pub fn hand(dice: &mut Dice, lab: &Lab) -> Act {
    let mut ends = lab.replicas.clone();
    dice.shuffle(&mut ends);
    Act::Send(Send {
        from: ends[0],
        to: ends[1],
        key: dice.pick(&lab.keys).name.clone(),
    })
}

fn faults(dice: &mut Dice, replicas: &[ReplicaId], duration: Micros) -> Vec<Fault> {
    let count = if dice.one_in(2) { dice.index(6) } else { 0 };
    let numbers = numbers(dice, count);
    let mut fault = |number: u32| {
        let from = moment(dice, duration);
        let beyond = duration + Micros::from_millis(20);
        Fault {
            id: FaultId(number),
            from,
            to: moment(dice, beyond).max(from + Micros(1)),
            kind: if dice.one_in(2) {
                let replica = *dice.pick(replicas);
                FaultKind::Crash { replica }
            } else {
                partition(dice, replicas)
            },
        }
    };
    numbers.into_iter().map(&mut fault).collect()
}

pub fn partition(dice: &mut Dice, replicas: &[ReplicaId]) -> FaultKind {
    let mut all = replicas.to_vec();
    dice.shuffle(&mut all);
    let first = 1 + dice.index(all.len() - 1);
    let second = 1 + dice.index(all.len() - first);
    FaultKind::Partition {
        between: all[..first].to_vec(),
        and: all[first..first + second].to_vec(),
    }
}

/// Names messages that really occur without the overrides.
fn overrides(dice: &mut Dice, lab: &Lab) -> Vec<Override> {
    let messages = run(&Arc::new(lab.clone())).messages;
    let count = if dice.one_in(2) { dice.index(6) } else { 0 };
    let some = dice.some_of(&messages, count);
    let mut decided = |message: &str| Override {
        message: message.to_owned(),
        after_us: match dice.within(0, 3) {
            0 => Vec::new(),
            1 => (0..=dice.index(4)).map(|_| after(dice)).collect(),
            _ => vec![after(dice)],
        },
    };
    some.iter().map(|message| decided(&message.name)).collect()
}

pub fn after(dice: &mut Dice) -> Micros {
    Micros(dice.within(1, 60_000))
}
