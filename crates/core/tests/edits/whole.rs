//! Edits of what holds for the whole run, of the types of keys, and of several at once.

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{Act, Step};
use replicascope_core::replication::Replication;
use replicascope_core::{Edit, History, Lab, Micros, StepId};

use super::support::labs::replica;
use super::{at, check, everything, read, refused};

#[test]
fn edits_of_the_whole() {
    let by_hand = Replication::ByHand(Default::default());
    check(Edit::SetReplication(by_hand.clone()), |lab| {
        lab.replication = by_hand.clone()
    });
    check(Edit::SetCompared(Vec::new()), |lab| lab.compare.clear());
    let all: Vec<_> = Replication::all();
    check(Edit::SetCompared(all[..3].to_vec()), |lab| {
        lab.compare = all[..3].to_vec();
    });
    refused(
        Edit::SetCompared(all[..4].to_vec()),
        "$.compare",
        "4 is out of bounds: 0 to 3",
    );
    let mut broken = Replication::all().remove(0);
    if let Replication::SingleLeader(options) = &mut broken {
        options.heartbeat = Micros::ZERO;
    }
    refused(
        Edit::SetCompared(vec![by_hand.clone(), broken.clone()]),
        "$.compare[1].single_leader.heartbeat_us",
        "out of bounds",
    );
    refused(
        Edit::SetReplication(broken),
        "$.replication.single_leader.heartbeat_us",
        "out of bounds",
    );
    let mut network = everything().network;
    network.links.clear();
    check(Edit::SetNetwork(network.clone()), |lab| {
        lab.network = network.clone()
    });
    check(Edit::SetSeed(8), |lab| lab.seed = 8);
    check(Edit::SetSeed(0), |lab| lab.seed = 0);
    check(Edit::SetNotes("Ask.".into()), |lab| {
        lab.notes = "Ask.".into()
    });
    refused(Edit::SetNotes("\u{0}".into()), "$.notes", "control");
    check(Edit::SetDuration(at(600_000)), |lab| {
        lab.duration = at(600_000)
    });
    network.to_clients.loss_per_mille = 1001;
    refused(
        Edit::SetNetwork(network),
        "$.network.to_clients.loss_per_mille",
        "out of bounds",
    );
    refused(
        Edit::SetDuration(Micros(999)),
        "$.duration_us",
        "out of bounds",
    );
}

/// What would begin after the new end begins at it.
#[test]
fn an_earlier_end_moves_what_lies_beyond_it() {
    check(Edit::SetDuration(at(65)), |lab| {
        lab.duration = at(65);
        lab.faults[2].from = at(65);
    });
    check(Edit::SetDuration(at(20)), |lab| {
        lab.duration = at(20);
        lab.opens_at = at(20);
        for place in 4..8 {
            lab.script[place].at = at(20);
        }
        lab.faults[1].from = at(20);
        lab.faults[2].from = at(20);
    });
}

#[test]
fn several_edits_as_one() {
    check(
        Edit::All(vec![
            Edit::SetSeed(8),
            Edit::AddReplica,
            Edit::All(vec![Edit::SetSeed(9)]),
        ]),
        |lab| {
            lab.seed = 9;
            lab.replicas.push(replica('D'));
        },
    );
    // A step added by one edit can be changed by the next.
    check(
        Edit::All(vec![
            Edit::Add {
                at: at(9),
                act: read(),
            },
            Edit::Move {
                step: everything().next_step(),
                at: at(10),
            },
        ]),
        |lab| {
            lab.script.push(Step {
                id: StepId(12),
                at: at(10),
                act: read(),
            })
        },
    );
    let half = vec![Edit::SetSeed(8), Edit::Remove { step: StepId(8) }];
    refused(Edit::All(half), "$.script", "there is no step 8");

    let mut history = History::new(everything());
    history
        .edit(&Edit::All(vec![Edit::SetSeed(8), Edit::AddReplica]))
        .expect("allowed");
    history.undo();
    assert_eq!(**history.lab(), everything());
}

#[test]
fn a_new_type_keeps_the_operations_that_it_takes() {
    let key = everything().keys[0].name.clone();
    let calls = |lab: &Lab| {
        let of_the_key = lab.script.iter().filter_map(|step| match &step.act {
            Act::Call(call) if call.key == key => Some(call.op.clone()),
            _ => None,
        });
        of_the_key.collect::<Vec<Op>>()
    };
    let data_type = DataType::FwwRegister(Default::default());
    let (before, set) = (
        everything(),
        Edit::SetType {
            key: key.clone(),
            data_type,
        },
    );
    let after = before.edited(&set).expect("allowed");
    let mut kept = calls(&before);
    assert!(kept.contains(&Op::Delete));
    kept.retain(|op| *op != Op::Delete);
    assert!(!kept.is_empty());
    assert_eq!(calls(&after), kept);
    assert_eq!(after.keys[0].data_type.name(), "fww_register");
}
