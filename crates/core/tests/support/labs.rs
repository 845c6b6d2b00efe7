//! Varied valid documents: one for each seed.

mod faults;
mod script;
mod strategies;
mod types;

use std::collections::BTreeMap;

use replicascope_core::lab::{
    FORMAT_VERSION, Latency, LinkQuality, LinkRule, Network, Route, Session, Token,
};
use replicascope_core::{ClientId, Lab, Micros, Place, ReplicaId};

use super::Dice;

use faults::faults;
use script::{busy_script, overrides, script};
use types::keys;

pub use faults::fault_kind;
pub use script::{call, hand, promote};
pub use strategies::replication;
pub use types::{data_type, key};

/// A valid document of moderate size. Between them, the documents of a few hundred seeds contain
/// everything that a document can: `tests/trace/everything.rs` makes sure of it.
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
