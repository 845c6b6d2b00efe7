//! Edits by chance.

use replicascope_core::crdt::Op;
use replicascope_core::lab::Act;
use replicascope_core::{ClientId, Edit, FaultId, Lab, Micros, Place, ReplicaId, StepId, Value};

use super::{Dice, labs, model};

/// An edit that fits the document more often than not.
pub fn random_edit(dice: &mut Dice, lab: &Lab) -> Edit {
    // A little beyond the end, now and then.
    let moment = labs::moment(dice, lab.duration + Micros(lab.duration.0 / 20));
    let step = |dice: &mut Dice| match lab.script.is_empty() || dice.one_in(8) {
        true => StepId(99),
        false => dice.pick(&lab.script).id,
    };
    let fault = |dice: &mut Dice| match lab.faults.is_empty() || dice.one_in(8) {
        true => FaultId(99),
        false => dice.pick(&lab.faults).id,
    };
    let message = |dice: &mut Dice| {
        let messages = model::run(lab.clone()).messages;
        match messages.is_empty() || dice.one_in(8) {
            true => "op1:no such".into(),
            false => dice.pick(&messages).name.to_string(),
        }
    };
    let act = |dice: &mut Dice| {
        let mut act = match dice.within(0, 6) {
            0 | 1 => labs::hand(dice, lab),
            2 => labs::promote(dice, lab),
            _ => labs::call(dice, lab),
        };
        if let (Act::Call(call), true) = (&mut act, dice.one_in(8)) {
            call.op = Op::Write(Value::Integer(1));
        }
        act
    };
    // One replica and one client too many, now and then.
    let fault_kind = |dice: &mut Dice| {
        let mut places = labs::places(&lab.replicas, &lab.clients);
        places.extend(ReplicaId::new(dice.index(9)).map(Place::Replica));
        places.extend(ClientId::new(dice.index(9)).map(Place::Client));
        labs::fault_kind(dice, &places)
    };
    match dice.within(0, 22) {
        0 => Edit::Add {
            at: moment,
            act: act(dice),
        },
        1 => Edit::Move {
            step: step(dice),
            at: moment,
        },
        2 => Edit::Change {
            step: step(dice),
            act: act(dice),
        },
        3 => Edit::Remove { step: step(dice) },
        4 => Edit::Deliver {
            message: message(dice),
            after_us: (0..dice.index(6))
                .map(|_| Micros(dice.within(1, 50_000)))
                .collect(),
        },
        5 => Edit::Release {
            message: message(dice),
        },
        6 => Edit::AddFault {
            from: moment,
            to: moment + Micros(dice.within(0, 50_000)),
            kind: fault_kind(dice),
        },
        7 => Edit::MoveFault {
            fault: fault(dice),
            from: moment,
            to: moment + Micros(dice.within(0, 50_000)),
        },
        8 => Edit::RemoveFault { fault: fault(dice) },
        9 => Edit::SetReplication(labs::replication(dice, lab.duration)),
        10 => {
            let mut places = labs::places(&lab.replicas, &lab.clients);
            places.extend(ReplicaId::new(dice.index(9)).map(Place::Replica));
            Edit::SetNetwork(labs::network(dice, &places))
        }
        11 => Edit::SetSeed(dice.small(255).into()),
        12 => Edit::SetDuration(Micros::from_millis(dice.within(0, 30) * 10)),
        13 => Edit::AddReplica,
        14 => Edit::RemoveReplica(ReplicaId::new(dice.index(9)).expect("a replica")),
        15 => Edit::AddClient,
        16 => Edit::RemoveClient(ClientId::new(dice.index(9)).expect("a client")),
        17 => Edit::SetSession {
            client: ClientId::new(dice.index(9)).expect("a client"),
            session: labs::session(dice, &ReplicaId::all().collect::<Vec<_>>()),
        },
        18 => {
            let compare = (0..dice.index(5)).map(|_| labs::replication(dice, lab.duration));
            Edit::SetCompared(compare.collect())
        }
        19 => Edit::ChangeFault {
            fault: fault(dice),
            kind: fault_kind(dice),
        },
        21 => Edit::SetNotes("n".repeat(dice.index(2) * 4_001)),
        20 => Edit::SetType {
            key: match dice.one_in(4) {
                true => labs::key("no such"),
                false => dice.pick(&lab.keys).name.clone(),
            },
            data_type: labs::data_type(dice, &lab.replicas),
        },
        _ => Edit::All(vec![random_edit(dice, lab), random_edit(dice, lab)]),
    }
}
