//! Varied valid documents: one for each seed.

use std::collections::BTreeMap;
use std::sync::Arc;

use replicascope_core::clock::Clock;
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{
    Act, Call, FORMAT_VERSION, Fault, FaultKind, KeySpec, Latency, LinkQuality, LinkRule, Links,
    Network, Override, Promote, Route, Send, Session, Step, Token,
};
use replicascope_core::replication::{
    Acknowledge, Exchange, LeaderlessOptions, Order, ReadFrom, ReadRepair, Replication, Shipping,
    Topology,
};
use replicascope_core::resolve::{Case, Resolution, Table};
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
    let sessions = sessions(dice, &replicas, &clients);
    let chosen = replication(dice, duration);
    let compare = if dice.one_in(4) { dice.index(4) } else { 0 };
    let compare = (0..compare).map(|_| replication(dice, duration));
    let compare = compare.collect();
    let places = places(&replicas, &clients);
    let mut lab = Lab {
        version: FORMAT_VERSION,
        title: format!("Lab {seed}"),
        prompt: if dice.one_in(2) { "Drag «A»." } else { "" }.into(),
        notes: String::new(),
        opens_at: moment(dice, duration),
        duration,
        seed: u32::try_from(dice.bits() >> 32).expect("32 bits"),
        network: network(dice, &places),
        faults: faults(dice, &places, duration),
        replicas,
        clients,
        sessions,
        keys,
        replication: chosen,
        compare,
        script: Vec::new(),
        overrides: Vec::new(),
    };
    lab.script = if dice.one_in(3) {
        busy_script(dice, &mut lab)
    } else {
        script(dice, &lab, 0)
    };
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
        4 => Value::Set(Arc::new(
            (0..dice.index(4)).map(|_| element(dice)).collect(),
        )),
        0 => Value::Integer(-replicascope_core::MAX_INTEGER),
        1 => Value::Text(format!("é{}", dice.within(0, 99)).into()),
        2 => Value::Text("3".into()),
        _ => Value::Integer(dice.small(9).into()),
    }
}

/// Half of the clients have a session of their own.
fn sessions(
    dice: &mut Dice,
    replicas: &[ReplicaId],
    clients: &[ClientId],
) -> BTreeMap<ClientId, Session> {
    let mut sessions = BTreeMap::new();
    for client in clients {
        let session = session(dice, replicas);
        if dice.one_in(2) && session != Session::default() {
            sessions.insert(*client, session);
        }
    }
    sessions
}

pub fn session(dice: &mut Dice, replicas: &[ReplicaId]) -> Session {
    let fixed = Route::Fixed(*dice.pick(replicas));
    let routes = [
        Route::AsWritten,
        fixed,
        Route::Nearest,
        Route::Random,
        Route::Sticky,
    ];
    Session {
        route: *dice.pick(&routes),
        token: *dice.pick(&[Token::None, Token::Writes, Token::Reads, Token::Both]),
        patience: dice.one_in(2).then(|| Micros(dice.within(1_000, 80_000))),
        ..Session::default()
    }
}

/// At most sixteen rounds of whatever is done periodically, so that no trace is long.
pub fn replication(dice: &mut Dice, duration: Micros) -> Replication {
    let mut all = Replication::all();
    // The one with the most settings comes up twice as often.
    all.push(Replication::Leaderless(LeaderlessOptions::default()));
    let mut replication = dice.pick(&all).clone();
    let period = Micros((duration.0 / dice.within(1, 16)).max(1000));
    match &mut replication {
        Replication::SingleLeader(options) => {
            let followers = Acknowledge::Followers(dice.small(3));
            let acknowledge = [Acknowledge::AtOnce, followers, Acknowledge::All];
            options.acknowledge = *dice.pick(&acknowledge);
            options.read_from = *dice.pick(&[ReadFrom::Any, ReadFrom::Leader]);
            options.heartbeat = period;
            let patience = Micros(period.0 * dice.within(2, 4));
            options.failover_after = dice.one_in(2).then_some(patience);
        }
        Replication::MultiLeader(options) => {
            options.regions = 1 + dice.small(4);
            options.topology = *dice.pick(&[Topology::AllToAll, Topology::Ring, Topology::Star]);
            options.sync_every = period;
        }
        Replication::Leaderless(options) => *options = leaderless(dice, period),
        Replication::AntiEntropy(options) => options.period = period,
        // Carried out twice, an operation would not be what the model says.
        Replication::Broadcast(options) => {
            options.order = *dice.pick(&[Order::Causal, Order::Sender]);
        }
        Replication::Gossip(options) => {
            let ship = [Shipping::States, Shipping::Operations, Shipping::Deltas];
            options.ship = *dice.pick(&ship);
            options.fan_out = 1 + dice.small(2);
            options.round = period;
        }
        Replication::TtlCache(options) => options.ttl = Micros(dice.within(1_000, 100_000)),
        Replication::Eager(_) | Replication::ByHand(_) => {}
    }
    replication
}

fn leaderless(dice: &mut Dice, every_us: Micros) -> LeaderlessOptions {
    let n = 1 + dice.small(4);
    let repairs = [
        ReadRepair::Off,
        ReadRepair::AfterAnswer,
        ReadRepair::BeforeAnswer,
    ];
    let exchanges = [
        Exchange::Off,
        Exchange::Full { every_us },
        Exchange::Merkle { every_us },
    ];
    LeaderlessOptions {
        n,
        w: 1 + dice.small(n - 1),
        r: 1 + dice.small(n - 1),
        read_repair: *dice.pick(&repairs),
        hinted_handoff: dice.one_in(2),
        sloppy: dice.one_in(2),
        anti_entropy: *dice.pick(&exchanges),
        timeout: Micros(dice.within(10_000, 90_000)),
        collect_after: dice.one_in(2).then(|| Micros(dice.within(1_000, 60_000))),
    }
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

/// Few clients that soon have their answers get into each other's way: they use one key of three
/// replicas, and insist on something.
fn busy_script(dice: &mut Dice, lab: &mut Lab) -> Vec<Step> {
    let mut narrow = lab.clone();
    narrow.clients.truncate(2);
    narrow.keys.truncate(1);
    narrow.replicas.truncate(3);
    for client in &narrow.clients {
        let session = session(dice, &lab.replicas);
        if session != Session::default() {
            lab.sessions.insert(*client, session);
        }
    }
    lab.network.to_clients = LinkQuality {
        latency: Latency::ConstantUs(Micros(1_000)),
        loss_per_mille: 0,
        duplicate_per_mille: 0,
    };
    let to_clients = |rule: &LinkRule| rule.from.replica().is_none() || rule.to.replica().is_none();
    lab.network.links.retain(|rule| !to_clients(rule));
    script(dice, &narrow, 12)
}

fn script(dice: &mut Dice, lab: &Lab, least: usize) -> Vec<Step> {
    let count = least + dice.index(24);
    let numbers = numbers(dice, count);
    let by_hand = matches!(lab.replication, Replication::ByHand(_));
    let leads = matches!(lab.replication, Replication::SingleLeader(_));
    let mut step = |number: u32| Step {
        id: StepId(number),
        at: moment(dice, lab.duration),
        act: if dice.one_in(if by_hand { 2 } else { 6 }) {
            hand(dice, lab)
        } else if dice.one_in(if leads { 6 } else { 15 }) {
            promote(dice, lab)
        } else {
            call(dice, lab)
        },
    };
    numbers.into_iter().map(&mut step).collect()
}

pub fn call(dice: &mut Dice, lab: &Lab) -> Act {
    let key = dice.pick(&lab.keys);
    let update = update(dice, &key.data_type, &lab.replicas);
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

pub fn promote(dice: &mut Dice, lab: &Lab) -> Act {
    Act::Promote(Promote {
        replica: *dice.pick(&lab.replicas),
    })
}

fn faults(dice: &mut Dice, places: &[Place], duration: Micros) -> Vec<Fault> {
    let count = if dice.one_in(2) { dice.index(8) } else { 0 };
    let numbers = numbers(dice, count);
    let mut fault = |number: u32| {
        let from = moment(dice, duration);
        let beyond = duration + Micros::from_millis(20);
        Fault {
            id: FaultId(number),
            from,
            to: moment(dice, beyond).max(from + Micros(1)),
            kind: fault_kind(dice, places),
        }
    };
    numbers.into_iter().map(&mut fault).collect()
}

/// Crashes and partitions are as frequent as all others together.
pub fn fault_kind(dice: &mut Dice, places: &[Place]) -> FaultKind {
    let replicas: Vec<_> = places.iter().filter_map(|place| place.replica()).collect();
    let clients: Vec<_> = places
        .iter()
        .filter_map(|place| match place {
            Place::Client(client) => Some(*client),
            Place::Replica(_) => None,
        })
        .collect();
    let replica = *dice.pick(&replicas);
    let on = (!dice.one_in(3)).then(|| links(dice, &replicas));
    let by = Micros(dice.within(1, 30_000));
    let per_mille = 100 * u16::from(dice.small(10));
    match dice.within(0, 13) {
        0..4 => FaultKind::Crash {
            replica,
            loses_disk: dice.one_in(2),
        },
        4..7 => FaultKind::Partition(links(dice, &replicas)),
        7 => FaultKind::SlowReplica { replica, by },
        8 => FaultKind::SlowLink { on, by },
        9 => FaultKind::Loss { on, per_mille },
        10 => FaultKind::Duplication { on, per_mille },
        11 => FaultKind::Reordering { on, up_to: by },
        12 => FaultKind::Clock {
            replica,
            ahead: [0, 1_000, 500_000][dice.index(3)] * [1, -1][dice.index(2)],
            drift_ppm: [0, 100_000, 900_000][dice.index(3)] * [1, -1][dice.index(2)],
        },
        _ => FaultKind::Offline {
            client: *dice.pick(&clients),
        },
    }
}

/// One in three is cut one way only.
pub fn links(dice: &mut Dice, replicas: &[ReplicaId]) -> Links {
    let mut all = replicas.to_vec();
    dice.shuffle(&mut all);
    let first = 1 + dice.index(all.len() - 1);
    let second = 1 + dice.index(all.len() - first);
    Links {
        one_way: dice.one_in(3),
        ..Links::new(all[..first].to_vec(), all[first..first + second].to_vec())
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
