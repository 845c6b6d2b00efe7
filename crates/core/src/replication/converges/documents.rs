//! Random documents of strategies that repair, with faults in their first part.

use std::collections::BTreeMap;

use super::dice::Dice;
use crate::crdt::{DataType, Op};
use crate::ids::{ClientId, FaultId, Key};
use crate::lab::{
    Act, Call, FORMAT_VERSION, Fault, FaultKind, KeySpec, Lab, Latency, LinkQuality, Links,
    Network, Promote, Send, Step,
};
use crate::replication::*;
use crate::value::Value;

/// Updates stop, and faults are over.
const QUIET: Micros = Micros::from_millis(50);
/// The longest that a message takes when nothing is wrong.
const MOST_LATENCY: u64 = 3_000;

/// A document that ends with a rest long enough for its strategy.
pub(super) fn lab(seed: u64) -> Lab {
    let dice = &mut Dice::new(seed);
    let replicas: Vec<_> = ReplicaId::all().take(2 + dice.index(5)).collect();
    let (replication, rest) = strategy(seed, dice, replicas.len() as u64);
    let names = ["X", "Y", "Z", "W", "V"];
    // Registers and counters that only grow are by far the fastest.
    let mut types = DataType::all();
    if !dice.one_in(6) {
        types.truncate(2);
    }
    let begin = dice.index(types.len());
    let keys = names[..1 + dice.index(names.len())].iter().enumerate();
    let keys = keys.map(|(place, name)| KeySpec {
        name: key(name),
        data_type: types[(begin + place) % types.len()].clone(),
    });
    let least = dice.within(1, MOST_LATENCY);
    let quality = |latency, duplicate_per_mille| LinkQuality {
        latency,
        loss_per_mille: 0,
        duplicate_per_mille,
    };
    let between_replicas = quality(
        Latency::UniformUs(Micros(least), Micros(dice.within(least, MOST_LATENCY))),
        if dice.one_in(4) { 300 } else { 0 },
    );
    let mut lab = Lab {
        version: FORMAT_VERSION,
        title: format!("Schedule {seed}"),
        prompt: String::new(),
        notes: String::new(),
        opens_at: Micros::ZERO,
        duration: QUIET + rest,
        seed: dice.index(1 << 16).try_into().expect("16 bits"),
        clients: ClientId::all().take(2).collect(),
        sessions: BTreeMap::new(),
        keys: keys.collect(),
        replication,
        compare: Vec::new(),
        network: Network {
            between_replicas,
            to_clients: quality(Latency::ConstantUs(Micros(200)), 0),
            links: Vec::new(),
        },
        script: Vec::new(),
        faults: Vec::new(),
        overrides: Vec::new(),
        replicas,
    };
    for id in 0..dice.within(0, 12) {
        lab.script.push(Step {
            id: StepId(u32::try_from(id).expect("12 at most")),
            at: Micros(dice.within(0, QUIET.0 * 9 / 10)),
            act: act(dice, &lab),
        });
    }
    for id in 0..dice.within(0, 5) {
        let from = dice.within(0, QUIET.0 * 8 / 10);
        let to = dice.within(from + 1, QUIET.0);
        lab.faults.push(Fault {
            id: FaultId(u32::try_from(id).expect("5 at most")),
            from: Micros(from),
            to: Micros(to),
            kind: fault(dice, &lab),
        });
    }
    lab
}

fn key(name: &str) -> Key {
    name.parse().expect("a key name")
}

/// Every strategy that repairs, with all its settings; and how long it needs to.
fn strategy(seed: u64, dice: &mut Dice, replicas: u64) -> (Replication, Micros) {
    let every = Micros(dice.within(3_000, 6_000));
    let rounds = |count: u64| Micros(count * (every.0 + 2 * MOST_LATENCY));
    match seed % 8 {
        0 | 1 => {
            let failover_after = Micros(2 * every.0 + MOST_LATENCY);
            let options = SingleLeaderOptions {
                acknowledge: *dice.pick(&[
                    Acknowledge::AtOnce,
                    Acknowledge::Followers(1),
                    Acknowledge::All,
                ]),
                read_from: *dice.pick(&[ReadFrom::Any, ReadFrom::Leader]),
                heartbeat: every,
                failover_after: Some(failover_after),
            };
            // A replica that has lost its disk leads only after all others had their turns.
            let rest = Micros((2 * replicas + 4) * failover_after.0);
            (Replication::SingleLeader(options), rest)
        }
        2 | 3 => {
            let options = MultiLeaderOptions {
                regions: 1 + dice.small(5),
                topology: *dice.pick(&[Topology::AllToAll, Topology::Ring, Topology::Star]),
                sync_every: every,
            };
            (Replication::MultiLeader(options), rounds(12))
        }
        4 | 5 => {
            let n = 1 + dice.small(5);
            let exchange = if dice.one_in(2) {
                Exchange::Full { every_us: every }
            } else {
                Exchange::Merkle { every_us: every }
            };
            let options = LeaderlessOptions {
                n,
                w: 1 + dice.small(n - 1),
                r: 1 + dice.small(n - 1),
                read_repair: *dice.pick(&[
                    ReadRepair::Off,
                    ReadRepair::AfterAnswer,
                    ReadRepair::BeforeAnswer,
                ]),
                hinted_handoff: dice.one_in(2),
                sloppy: dice.one_in(2),
                anti_entropy: exchange,
                timeout: Micros(dice.within(4_000, 15_000)),
                collect_after: None,
            };
            (Replication::Leaderless(options), rounds(16))
        }
        6 => {
            let period = every;
            let options = AntiEntropyOptions { period };
            (Replication::AntiEntropy(options), rounds(14))
        }
        _ => {
            let options = GossipOptions {
                ship: *dice.pick(&[Shipping::States, Shipping::Operations, Shipping::Deltas]),
                fan_out: 1 + dice.small(1),
                round: every,
            };
            (Replication::Gossip(options), rounds(32))
        }
    }
}

fn act(dice: &mut Dice, lab: &Lab) -> Act {
    let replica = *dice.pick(&lab.replicas);
    let key = dice.pick(&lab.keys);
    // What a hand gives to a follower behind its leader's back, nobody promises to repair.
    let orders = matches!(lab.replication, Replication::SingleLeader(_));
    match dice.within(0, 9) {
        0 if orders => Act::Promote(Promote { replica }),
        0 => {
            let (from, place) = (replica, lab.replicas.iter().position(|one| *one == replica));
            let next = (place.unwrap_or(0) + 1) % lab.replicas.len();
            Act::Send(Send {
                from,
                to: lab.replicas[next],
                key: key.name.clone(),
            })
        }
        kind => Act::Call(Call {
            client: *dice.pick(&lab.clients),
            replica,
            key: key.name.clone(),
            op: match kind {
                1 | 2 => Op::Read,
                _ => {
                    let like = dice.pick(&key.data_type.examples()).clone();
                    drawn(dice, like)
                }
            },
        }),
    }
}

/// The same with another value or amount.
fn drawn(dice: &mut Dice, like: Op) -> Op {
    let value = Value::Integer(dice.small(3).into());
    match like {
        Op::Write(_) => Op::Write(value),
        Op::Add(_) => Op::Add(value),
        Op::Remove(_) => Op::Remove(value),
        Op::Increment(_) => Op::Increment(1 + u32::from(dice.small(3))),
        Op::Within { op, .. } => Op::Within {
            entry: value,
            op: Box::new(drawn(dice, *op)),
        },
        other => other,
    }
}

fn fault(dice: &mut Dice, lab: &Lab) -> FaultKind {
    let replica = *dice.pick(&lab.replicas);
    let by = Micros(dice.within(1, 20_000));
    let links = links(dice, &lab.replicas);
    let on = dice.one_in(2).then(|| links.clone());
    let per_mille = 100 * u16::from(1 + dice.small(9));
    match dice.within(0, 9) {
        0..=2 => FaultKind::Partition(links),
        3..=4 => FaultKind::Crash {
            replica,
            loses_disk: dice.one_in(2),
        },
        5 => FaultKind::SlowReplica { replica, by },
        6 => FaultKind::SlowLink { on, by },
        7 => FaultKind::Loss { on, per_mille },
        8 if dice.one_in(2) => FaultKind::Duplication { on, per_mille },
        8 => FaultKind::Reordering { on, up_to: by },
        _ => FaultKind::Clock {
            replica,
            ahead: i64::try_from(by.0).expect("small") * if dice.one_in(2) { 1 } else { -1 },
            drift_ppm: if dice.one_in(2) { 0 } else { -300_000 },
        },
    }
}

fn links(dice: &mut Dice, replicas: &[ReplicaId]) -> Links {
    let mut all = replicas.to_vec();
    dice.shuffle(&mut all);
    let and = all.split_off(1 + dice.index(all.len() - 1));
    Links {
        one_way: dice.one_in(3),
        ..Links::new(all, and)
    }
}
