//! What is done in a document, and what becomes of some of its messages.

use std::rc::Rc;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{
    Act, Call, Latency, LinkQuality, LinkRule, Override, Promote, Send, Session, Step,
};
use replicascope_core::replication::Replication;
use replicascope_core::{Lab, Micros, StepId, run};

use super::types::update;
use super::{Dice, moment, numbers, session};

/// Few clients that soon have their answers get into each other's way: they use one key of three
/// replicas, and insist on something.
pub fn busy_script(dice: &mut Dice, lab: &mut Lab) -> Vec<Step> {
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

pub fn script(dice: &mut Dice, lab: &Lab, least: usize) -> Vec<Step> {
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

/// Names messages that really occur without the overrides.
pub fn overrides(dice: &mut Dice, lab: &Lab) -> Vec<Override> {
    let messages = run(&Rc::new(lab.clone())).messages;
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
    some.iter()
        .map(|message| decided(&message.name()))
        .collect()
}

pub fn after(dice: &mut Dice) -> Micros {
    Micros(dice.within(1, 60_000))
}
