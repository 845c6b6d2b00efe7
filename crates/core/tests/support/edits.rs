//! Edits by chance.

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, FaultKind};
use replicascope_core::{ClientId, Edit, FaultId, Lab, Micros, Place, ReplicaId, StepId, Value};

use super::{Dice, labs, model};

/// An edit that fits the document more often than not.
pub fn random_edit(dice: &mut Dice, lab: &Lab) -> Edit {
    // A little beyond the end, now and then.
    let moment = labs::moment(dice, lab.duration + Micros(lab.duration.0 / 20));
    match dice.within(0, 22) {
        kind @ 0..=5 => of_the_script(dice, lab, kind, moment),
        kind @ 6..=9 => of_faults(dice, lab, kind, moment),
        kind @ 10..=15 => of_the_cluster(dice, lab, kind),
        22 => Edit::All(vec![random_edit(dice, lab), random_edit(dice, lab)]),
        kind => of_the_whole(dice, lab, kind),
    }
}

fn of_the_script(dice: &mut Dice, lab: &Lab, kind: u64, at: Micros) -> Edit {
    match kind {
        0 => Edit::Add {
            at,
            act: act(dice, lab),
        },
        1 => Edit::Move {
            step: step(dice, lab),
            at,
        },
        2 => Edit::Change {
            step: step(dice, lab),
            act: act(dice, lab),
        },
        3 => Edit::Remove {
            step: step(dice, lab),
        },
        4 => Edit::Deliver {
            message: message(dice, lab),
            after_us: (0..dice.index(6))
                .map(|_| Micros(dice.within(1, 50_000)))
                .collect(),
        },
        _ => Edit::Release {
            message: message(dice, lab),
        },
    }
}

fn of_faults(dice: &mut Dice, lab: &Lab, kind: u64, from: Micros) -> Edit {
    match kind {
        6 => Edit::AddFault {
            from,
            to: from + Micros(dice.within(0, 50_000)),
            kind: fault_kind(dice, lab),
        },
        7 => Edit::MoveFault {
            fault: fault(dice, lab),
            from,
            to: from + Micros(dice.within(0, 50_000)),
        },
        8 => Edit::RemoveFault {
            fault: fault(dice, lab),
        },
        _ => Edit::ChangeFault {
            fault: fault(dice, lab),
            kind: fault_kind(dice, lab),
        },
    }
}

fn of_the_cluster(dice: &mut Dice, lab: &Lab, kind: u64) -> Edit {
    match kind {
        10 => {
            let mut places = labs::places(&lab.replicas, &lab.clients);
            places.extend(ReplicaId::new(dice.index(9)).map(Place::Replica));
            Edit::SetNetwork(labs::network(dice, &places))
        }
        11 => Edit::AddReplica,
        12 => Edit::RemoveReplica(ReplicaId::new(dice.index(9)).expect("a replica")),
        13 => Edit::AddClient,
        14 => Edit::RemoveClient(ClientId::new(dice.index(9)).expect("a client")),
        _ => Edit::SetSession {
            client: ClientId::new(dice.index(9)).expect("a client"),
            session: labs::session(dice, &ReplicaId::all().collect::<Vec<_>>()),
        },
    }
}

fn of_the_whole(dice: &mut Dice, lab: &Lab, kind: u64) -> Edit {
    match kind {
        16 => Edit::SetReplication(labs::replication(dice, lab.duration)),
        17 => {
            let compare = (0..dice.index(5)).map(|_| labs::replication(dice, lab.duration));
            Edit::SetCompared(compare.collect())
        }
        18 => Edit::SetSeed(dice.small(255).into()),
        19 => Edit::SetDuration(Micros::from_millis(dice.within(0, 30) * 10)),
        20 => Edit::SetType {
            key: match dice.one_in(4) {
                true => labs::key("no such"),
                false => dice.pick(&lab.keys).name.clone(),
            },
            data_type: labs::data_type(dice, &lab.replicas),
        },
        _ => Edit::SetNotes("n".repeat(dice.index(2) * 4_001)),
    }
}

fn step(dice: &mut Dice, lab: &Lab) -> StepId {
    match lab.script.is_empty() || dice.one_in(8) {
        true => StepId(99),
        false => dice.pick(&lab.script).id,
    }
}

fn fault(dice: &mut Dice, lab: &Lab) -> FaultId {
    match lab.faults.is_empty() || dice.one_in(8) {
        true => FaultId(99),
        false => dice.pick(&lab.faults).id,
    }
}

fn message(dice: &mut Dice, lab: &Lab) -> String {
    let messages = model::run(lab.clone()).messages;
    match messages.is_empty() || dice.one_in(8) {
        true => "op1:no such".into(),
        false => dice.pick(&messages).name(),
    }
}

fn act(dice: &mut Dice, lab: &Lab) -> Act {
    let mut act = match dice.within(0, 6) {
        0 | 1 => labs::hand(dice, lab),
        2 => labs::promote(dice, lab),
        _ => labs::call(dice, lab),
    };
    if let (Act::Call(call), true) = (&mut act, dice.one_in(8)) {
        call.op = Op::Write(Value::Integer(1));
    }
    act
}

/// Of one replica and one client too many, now and then.
fn fault_kind(dice: &mut Dice, lab: &Lab) -> FaultKind {
    let mut places = labs::places(&lab.replicas, &lab.clients);
    places.extend(ReplicaId::new(dice.index(9)).map(Place::Replica));
    places.extend(ClientId::new(dice.index(9)).map(Place::Client));
    labs::fault_kind(dice, &places)
}
