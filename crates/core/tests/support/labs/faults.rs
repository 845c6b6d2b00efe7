//! What breaks in a document.

use replicascope_core::lab::{Fault, FaultKind, Links};
use replicascope_core::{FaultId, Micros, Place, ReplicaId};

use super::{Dice, moment, numbers};

pub fn faults(dice: &mut Dice, places: &[Place], duration: Micros) -> Vec<Fault> {
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
