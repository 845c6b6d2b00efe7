//! Edits: each does what it says and no more, a refused one does nothing, an edited document is
//! valid, and everything can be undone and done again.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{Act, Call, Fault, FaultKind, Override, Send, Step};
use replicascope_core::{Edit, FaultId, History, Lab, Micros, Place, ReplicaId, StepId, Value};
use support::labs::{self, key, replica};
use support::{Dice, lab, model};

/// Three replicas, of which C occurs in every part of the document.
fn everything() -> Lab {
    let json = r#"{
        "version": 1, "title": "Everything", "duration_us": 100000, "seed": 7, "opens_at_us": 50000,
        "replicas": ["A", "B", "C"], "clients": ["c1"],
        "keys": [
            {"name": "X", "type": {"lww_register": {}}},
            {"name": "N", "type": {"g_counter": {"initial": {"A": 3, "C": 2}}}}
        ],
        "replication": {"eager": {}},
        "network": {
            "between_replicas": {"latency": {"constant_us": 10000}},
            "to_clients": {"latency": {"constant_us": 1000}},
            "links": [
                {"from": "A", "to": "B", "quality": {"latency": {"constant_us": 2}}},
                {"from": "A", "to": "C", "quality": {"latency": {"constant_us": 3}}},
                {"from": "C", "to": "c1", "quality": {"latency": {"constant_us": 4}}}
            ]
        },
        "script": [
            {"id": 1, "at_us": 1000, "act":
                {"call": {"client": "c1", "replica": "A", "key": "X", "op": {"write": 1}}}},
            {"id": 2, "at_us": 2000, "act":
                {"call": {"client": "c1", "replica": "C", "key": "N", "op": {"increment": 2}}}},
            {"id": 3, "at_us": 3000, "act": {"send": {"from": "B", "to": "C", "key": "N"}}},
            {"id": 4, "at_us": 4000, "act": {"send": {"from": "C", "to": "B", "key": "N"}}},
            {"id": 11, "at_us": 60000, "act": {"send": {"from": "A", "to": "B", "key": "N"}}}
        ],
        "faults": [
            {"id": 1, "from_us": 10000, "to_us": 20000, "kind": {"crash": {"replica": "C"}}},
            {"id": 2, "from_us": 30000, "to_us": 40000, "kind":
                {"partition": {"between": ["A"], "and": ["B", "C"]}}},
            {"id": 3, "from_us": 70000, "to_us": 80000, "kind":
                {"partition": {"between": ["C"], "and": ["B"]}}}
        ],
        "overrides": [
            {"message": "op1:A>B/update", "after_us": [1]},
            {"message": "op1:A>C/update", "after_us": [2]},
            {"message": "op2:C>c1/reply", "after_us": [3]},
            {"message": "op11:A>B/hand", "after_us": [4]},
            {"message": "C~2:C>A/push", "after_us": [5]},
            {"message": "C~2:A>C/pull", "after_us": [6]},
            {"message": "A~2:A>B/push", "after_us": [7]}
        ]
    }"#;
    Lab::from_json(json).expect("valid")
}

/// The edit makes of the document exactly what the change makes of it.
fn check(edit: Edit, change: impl Fn(&mut Lab)) {
    let before = everything();
    let mut expected = before.clone();
    change(&mut expected);
    assert!(expected != before, "{edit:?} changes nothing");
    let edited = before.edited(&edit);
    assert_eq!(edited.as_ref(), Ok(&expected), "{edit:?}");
    assert_eq!(expected.validate(), Ok(()));
}

/// The edit is refused there, for this reason.
fn refused(edit: Edit, path: &str, reason: &str) {
    let error = everything().edited(&edit).expect_err("refused");
    assert_eq!(error.path(), path, "{error}");
    assert!(error.reason().contains(reason), "{error}, not {reason}");
    let mut history = History::new(everything());
    assert_eq!(history.edit(&edit), Err(error));
    assert_eq!(history, History::new(everything()));
}

fn at(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

fn read() -> Act {
    Act::Call(Call {
        client: "c1".parse().expect("a client"),
        replica: replica('B'),
        key: key("X"),
        op: Op::Read,
    })
}

fn crash(letter: char) -> FaultKind {
    FaultKind::Crash {
        replica: replica(letter),
    }
}

#[test]
fn edits_of_steps() {
    check(
        Edit::Add {
            at: at(9),
            act: read(),
        },
        |lab| {
            lab.script.push(Step {
                id: StepId(12),
                at: at(9),
                act: read(),
            });
        },
    );
    assert_eq!(everything().next_step(), StepId(12));
    check(
        Edit::Move {
            step: StepId(3),
            at: at(100),
        },
        |lab| lab.script[2].at = at(100),
    );
    check(
        Edit::Change {
            step: StepId(3),
            act: read(),
        },
        |lab| lab.script[2].act = read(),
    );
    check(Edit::Remove { step: StepId(11) }, |lab| {
        lab.script.remove(4);
        lab.overrides.remove(3);
    });
    // `op1:` is not the beginning of `op11:`.
    check(Edit::Remove { step: StepId(1) }, |lab| {
        lab.script.remove(0);
        lab.overrides.drain(..2);
    });
    refused(
        Edit::Move {
            step: StepId(3),
            at: at(101),
        },
        "$.script[2].at_us",
        "out of bounds",
    );
    refused(
        Edit::Move {
            step: StepId(5),
            at: at(1),
        },
        "$.script",
        "there is no step 5",
    );
    refused(
        Edit::Change {
            step: StepId(5),
            act: read(),
        },
        "$.script",
        "there is no step 5",
    );
    refused(
        Edit::Remove { step: StepId(5) },
        "$.script",
        "there is no step 5",
    );
    let unknown = Act::Send(Send {
        from: replica('A'),
        to: replica('D'),
        key: key("X"),
    });
    refused(
        Edit::Add {
            at: at(9),
            act: unknown,
        },
        "$.script[5].act.send.to",
        "no D",
    );

    let mut empty = everything();
    empty.script.clear();
    assert_eq!(empty.next_step(), StepId(1));
}

#[test]
fn edits_of_messages() {
    let deliver = |message: &str, after_us: &[u64]| Edit::Deliver {
        message: message.into(),
        after_us: after_us.iter().copied().map(Micros).collect(),
    };
    let with = |message: &str, after_us: &[u64]| Override {
        message: message.into(),
        after_us: after_us.iter().copied().map(Micros).collect(),
    };
    check(deliver("op3:B>C/hand", &[5, 6]), |lab| {
        lab.overrides.push(with("op3:B>C/hand", &[5, 6]));
    });
    check(deliver("op1:A>B/update", &[]), |lab| {
        lab.overrides.remove(0);
        lab.overrides.push(with("op1:A>B/update", &[]));
    });
    check(
        Edit::Release {
            message: "op1:A>B/update".into(),
        },
        |lab| {
            lab.overrides.remove(0);
        },
    );
    refused(
        deliver("m", &[0]),
        "$.overrides[7].after_us",
        "out of bounds",
    );
    refused(deliver("", &[1]), "$.overrides[7].message", "out of bounds");
    let same = everything().edited(&Edit::Release {
        message: "m".into(),
    });
    assert_eq!(same, Ok(everything()));
}

#[test]
fn edits_of_faults() {
    check(
        Edit::AddFault {
            from: at(1),
            to: at(2),
            kind: crash('A'),
        },
        |lab| {
            let id = FaultId(4);
            lab.faults.push(Fault {
                id,
                from: at(1),
                to: at(2),
                kind: crash('A'),
            });
        },
    );
    check(
        Edit::MoveFault {
            fault: FaultId(2),
            from: at(0),
            to: at(500),
        },
        |lab| {
            (lab.faults[1].from, lab.faults[1].to) = (at(0), at(500));
        },
    );
    check(Edit::RemoveFault { fault: FaultId(2) }, |lab| {
        lab.faults.remove(1);
    });
    refused(
        Edit::AddFault {
            from: at(2),
            to: at(2),
            kind: crash('A'),
        },
        "$.faults[3].to_us",
        "ends after",
    );
    refused(
        Edit::MoveFault {
            fault: FaultId(9),
            from: at(1),
            to: at(2),
        },
        "$.faults",
        "there is no fault 9",
    );
    refused(
        Edit::MoveFault {
            fault: FaultId(1),
            from: at(2),
            to: at(1),
        },
        "$.faults[0].to_us",
        "ends after",
    );
    refused(
        Edit::RemoveFault { fault: FaultId(9) },
        "$.faults",
        "there is no fault 9",
    );
}

#[test]
fn edits_of_the_whole() {
    let by_hand = replicascope_core::replication::Replication::ByHand(Default::default());
    check(Edit::SetReplication(by_hand.clone()), |lab| {
        lab.replication = by_hand.clone()
    });
    let mut network = everything().network;
    network.links.clear();
    check(Edit::SetNetwork(network.clone()), |lab| {
        lab.network = network.clone()
    });
    check(Edit::SetSeed(8), |lab| lab.seed = 8);
    check(Edit::SetSeed(0), |lab| lab.seed = 0);
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
        lab.script[4].at = at(20);
        lab.faults[1].from = at(20);
        lab.faults[2].from = at(20);
    });
}

#[test]
fn edits_of_the_cluster() {
    check(Edit::AddReplica, |lab| lab.replicas.push(replica('D')));
    let mut gap = everything()
        .edited(&Edit::RemoveReplica(replica('B')))
        .expect("allowed");
    gap = gap.edited(&Edit::AddReplica).expect("allowed");
    assert_eq!(gap.replicas, everything().replicas);

    refused(
        Edit::RemoveReplica(replica('D')),
        "$.replicas",
        "there is no replica D",
    );
    let two = everything()
        .edited(&Edit::RemoveReplica(replica('C')))
        .expect("allowed");
    let error = two
        .edited(&Edit::RemoveReplica(replica('A')))
        .expect_err("one is no cluster");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.replicas", "1 is out of bounds: 2 to 9")
    );
    let mut nine = everything();
    nine.replicas = ReplicaId::all().collect();
    let error = nine
        .edited(&Edit::AddReplica)
        .expect_err("no letter is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.replicas", "at most 9 replicas")
    );
}

#[test]
fn a_replica_takes_with_it_whatever_needs_it() {
    check(Edit::RemoveReplica(replica('C')), |lab| {
        lab.replicas.pop();
        let DataType::GCounter(options) = &mut lab.keys[1].data_type else {
            panic!("a counter")
        };
        options.initial.remove(&replica('C'));
        lab.network.links.drain(1..);
        lab.script.drain(1..4);
        lab.faults.remove(0);
        lab.faults.pop();
        let FaultKind::Partition { and, .. } = &mut lab.faults[0].kind else {
            panic!("a partition")
        };
        and.pop();
        // A replica that comes later under this name inherits nothing.
        let kept = ["op1:A>B/update", "op11:A>B/hand", "A~2:A>B/push"];
        lab.overrides
            .retain(|one| kept.contains(&one.message.as_str()));
    });
}

/// Over generated documents: the name of a removed replica occurs nowhere.
#[test]
fn nothing_is_left_of_a_replica_that_is_removed() {
    let mut removed = 0;
    for seed in 0..250 {
        let lab = lab(seed);
        for gone in &lab.replicas {
            let Ok(rest) = lab.edited(&Edit::RemoveReplica(*gone)) else {
                assert_eq!(lab.replicas.len(), 2, "seed {seed}");
                continue;
            };
            let mut texts = Vec::new();
            texts_of(&serde_json::to_value(&rest).expect("JSON"), &mut texts);
            for text in texts
                .iter()
                .filter(|text| !text.starts_with("Lab") && !text.starts_with("Drag"))
            {
                assert!(
                    !text.contains(&gone.to_string()),
                    "{gone} is left in {text}, seed {seed}"
                );
            }
            let trace = model::run(rest);
            assert!(
                !trace
                    .events
                    .iter()
                    .any(|event| event.place == Some(Place::Replica(*gone)))
            );
            removed += 1;
        }
    }
    assert!(removed > 1_000, "{removed}");
}

fn texts_of(json: &serde_json::Value, texts: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts_of(item, texts)),
        serde_json::Value::Object(fields) => {
            texts.extend(fields.keys().cloned());
            fields.values().for_each(|field| texts_of(field, texts));
        }
        _ => {}
    }
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
    let half = vec![Edit::SetSeed(8), Edit::Remove { step: StepId(5) }];
    refused(Edit::All(half), "$.script", "there is no step 5");

    let mut history = History::new(everything());
    history
        .edit(&Edit::All(vec![Edit::SetSeed(8), Edit::AddReplica]))
        .expect("allowed");
    history.undo();
    assert_eq!(**history.lab(), everything());
}

// Random edits.

/// An edit that fits the document more often than not.
fn random_edit(dice: &mut Dice, lab: &Lab) -> Edit {
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
        let mut act = if dice.one_in(3) {
            labs::hand(dice, lab)
        } else {
            labs::call(dice, lab)
        };
        if let (Act::Call(call), true) = (&mut act, dice.one_in(8)) {
            call.op = Op::Write(Value::Integer(1));
        }
        act
    };
    match dice.within(0, 15) {
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
            kind: labs::partition(dice, &lab.replicas),
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
        12 => Edit::SetDuration(Micros::from_millis(dice.within(0, 300))),
        13 => Edit::AddReplica,
        14 => Edit::RemoveReplica(ReplicaId::new(dice.index(9)).expect("a replica")),
        _ => Edit::All(vec![random_edit(dice, lab), random_edit(dice, lab)]),
    }
}

/// So that a new kind of edit is not forgotten above.
fn kind(edit: &Edit) -> &'static str {
    match edit {
        Edit::Add { .. } => "add",
        Edit::Move { .. } => "move",
        Edit::Change { .. } => "change",
        Edit::Remove { .. } => "remove",
        Edit::Deliver { .. } => "deliver",
        Edit::Release { .. } => "release",
        Edit::AddFault { .. } => "add fault",
        Edit::MoveFault { .. } => "move fault",
        Edit::RemoveFault { .. } => "remove fault",
        Edit::SetReplication(_) => "set replication",
        Edit::SetNetwork(_) => "set network",
        Edit::SetSeed(_) => "set seed",
        Edit::SetDuration(_) => "set duration",
        Edit::AddReplica => "add replica",
        Edit::RemoveReplica(_) => "remove replica",
        Edit::All(_) => "all",
    }
}

#[test]
fn random_edits_are_of_every_kind_allowed_and_refused() {
    let mut kinds: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    for seed in 0..4_000 {
        let (lab, dice) = (lab(seed % 100), &mut Dice::new(seed));
        let edit = random_edit(dice, &lab);
        let allowed = lab.edited(&edit).is_ok();
        *kinds.entry((kind(&edit), allowed)).or_default() += 1;
    }
    let always = ["release", "set replication", "set seed"];
    let allowed = kinds.keys().filter(|(_, allowed)| *allowed).count();
    let refused = kinds.keys().filter(|(_, allowed)| !*allowed).count();
    assert_eq!((allowed, refused), (16, 16 - always.len()), "{kinds:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn edited_documents_are_valid_and_edits_can_be_undone_and_redone(
        seed in 0..250u64,
        edits in prop::collection::vec(any::<u64>(), 1..25),
    ) {
        let original = lab(seed);
        let mut history = History::new(original.clone());
        let mut labs = vec![original];
        for number in edits {
            let before = history.clone();
            let edit = random_edit(&mut Dice::new(number), history.lab());
            if history.edit(&edit).is_err() {
                prop_assert_eq!(&history, &before, "{:?}", edit);
                continue;
            }
            let lab = Lab::clone(history.lab());
            prop_assert_eq!(lab.validate(), Ok(()));
            prop_assert_eq!(Lab::from_json(&lab.to_json()), Ok(lab.clone()));
            let trace = replicascope_core::run(history.lab());
            prop_assert!(trace.events.iter().all(|event| event.at <= lab.duration));
            if labs.last() != Some(&lab) {
                labs.push(lab);
            }
        }
        for lab in labs.iter().rev() {
            prop_assert_eq!(&**history.lab(), lab);
            history.undo();
        }
        prop_assert!(!history.can_undo());
        for lab in &labs {
            prop_assert_eq!(&**history.lab(), lab);
            history.redo();
        }
        prop_assert!(!history.can_redo());
    }
}

// Undo and redo.

#[test]
fn an_edit_after_an_undo_leaves_nothing_to_redo() {
    let mut history = History::new(everything());
    assert!(!history.can_undo() && !history.can_redo());
    for seed in [10, 11] {
        history.edit(&Edit::SetSeed(seed)).expect("allowed");
    }
    history.undo();
    assert!(history.can_undo() && history.can_redo());
    history.edit(&Edit::SetSeed(12)).expect("allowed");
    assert!(!history.can_redo());
    history.undo();
    assert_eq!(history.lab().seed, 10);
    history.undo();
    history.undo();
    assert_eq!(**history.lab(), everything());
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let mut history = History::new(everything());
    history.edit(&Edit::SetSeed(8)).expect("allowed");
    history.undo();
    let before = history.clone();
    history.edit(&Edit::SetSeed(7)).expect("allowed");
    assert_eq!(history, before);
    assert!(history.can_redo());
}

#[test]
fn the_last_two_hundred_steps_can_be_undone() {
    let mut history = History::new(everything());
    for seed in 1_000..1_300 {
        history.edit(&Edit::SetSeed(seed)).expect("allowed");
    }
    let mut undone = 0;
    while history.can_undo() {
        history.undo();
        undone += 1;
    }
    assert_eq!((undone, history.lab().seed), (200, 1_099));
}
