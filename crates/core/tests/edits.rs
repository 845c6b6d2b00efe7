//! Edits: each does what it says and no more, a refused one does nothing, an edited document is
//! valid, and everything can be undone and done again.

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{
    Act, Call, Fault, FaultKind, Override, Route, Send, Session, Step, Token,
};
use replicascope_core::replication::Replication;
use replicascope_core::{
    ClientId, Edit, FaultId, History, Lab, Micros, Place, ReplicaId, StepId, Value,
};
use support::edits::random_edit;
use support::labs::{self, key, replica};
use support::{Dice, lab};

/// Three replicas and three clients, of which C and c2 occur in every part of the document.
fn everything() -> Lab {
    let json = r#"{
        "version": 1, "title": "Everything", "duration_us": 100000, "seed": 7, "opens_at_us": 50000,
        "replicas": ["A", "B", "C"], "clients": ["c1", "c2", "c4"],
        "sessions": {
            "c1": {"route": {"fixed": "C"}},
            "c2": {"route": {"fixed": "C"}, "token": "both", "patience_us": 5000},
            "c4": {"route": {"fixed": "A"}, "token": "writes"}
        },
        "keys": [
            {"name": "X", "type": {"lww_register": {}}},
            {"name": "N", "type": {"g_counter": {"initial": {"A": 3, "C": 2}}}}
        ],
        "replication": {"eager": {}}, "compare": [{"by_hand": {}}],
        "network": {
            "between_replicas": {"latency": {"constant_us": 10000}},
            "to_clients": {"latency": {"constant_us": 1000}},
            "links": [
                {"from": "c2", "to": "A", "quality": {"latency": {"constant_us": 5}}},
                {"from": "B", "to": "c2", "quality": {"latency": {"constant_us": 6}}},
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
            {"id": 11, "at_us": 60000, "act": {"send": {"from": "A", "to": "B", "key": "N"}}},
            {"id": 5, "at_us": 61000, "act": {"promote": {"replica": "C"}}},
            {"id": 6, "at_us": 62000, "act": {"promote": {"replica": "B"}}},
            {"id": 7, "at_us": 63000, "act":
                {"call": {"client": "c2", "replica": "A", "key": "X", "op": "delete"}}}
        ],
        "faults": [
            {"id": 1, "from_us": 10000, "to_us": 20000, "kind": {"crash": {"replica": "C"}}},
            {"id": 2, "from_us": 30000, "to_us": 40000, "kind":
                {"partition": {"between": ["A"], "and": ["B", "C"]}}},
            {"id": 3, "from_us": 70000, "to_us": 80000, "kind":
                {"partition": {"between": ["C"], "and": ["B"]}}},
            {"id": 4, "from_us": 0, "to_us": 1, "kind":
                {"slow_replica": {"replica": "C", "by_us": 1}}},
            {"id": 5, "from_us": 0, "to_us": 1, "kind":
                {"slow_link": {"on": {"between": ["B", "C"], "and": ["A"]}, "by_us": 1}}},
            {"id": 6, "from_us": 0, "to_us": 1, "kind":
                {"loss": {"on": {"between": ["A"], "and": ["C"]}, "per_mille": 1}}},
            {"id": 7, "from_us": 0, "to_us": 1, "kind": {"duplication": {"per_mille": 1}}},
            {"id": 8, "from_us": 0, "to_us": 1, "kind":
                {"reordering": {"on": {"between": ["C"], "and": ["A", "B"], "one_way": true},
                    "up_to_us": 1}}},
            {"id": 9, "from_us": 0, "to_us": 1, "kind":
                {"clock": {"replica": "C", "ahead_us": -5, "drift_ppm": 3}}},
            {"id": 10, "from_us": 0, "to_us": 1, "kind": {"clock": {"replica": "B"}}},
            {"id": 11, "from_us": 0, "to_us": 1, "kind": {"offline": {"client": "c2"}}},
            {"id": 12, "from_us": 0, "to_us": 1, "kind": {"offline": {"client": "c1"}}}
        ],
        "overrides": [
            {"message": "op1:A>B/update", "after_us": [1]},
            {"message": "op1:A>C/update", "after_us": [2]},
            {"message": "op2:C>c1/reply", "after_us": [3]},
            {"message": "op11:A>B/hand", "after_us": [4]},
            {"message": "C~2:C>A/push", "after_us": [5]},
            {"message": "C~2:A>C/pull", "after_us": [6]},
            {"message": "A~2:A>B/push", "after_us": [7]},
            {"message": "op7:c2>A/request", "after_us": [8]},
            {"message": "op6:A>c2/reply", "after_us": [9]}
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
        client: client("c1"),
        replica: replica('B'),
        key: key("X"),
        op: Op::Read,
    })
}

fn crash(letter: char) -> FaultKind {
    FaultKind::Crash {
        replica: replica(letter),
        loses_disk: false,
    }
}

fn client(name: &str) -> ClientId {
    name.parse().expect("a client")
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
            step: StepId(8),
            at: at(1),
        },
        "$.script",
        "there is no step 8",
    );
    refused(
        Edit::Change {
            step: StepId(8),
            act: read(),
        },
        "$.script",
        "there is no step 8",
    );
    refused(
        Edit::Remove { step: StepId(8) },
        "$.script",
        "there is no step 8",
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
        "$.script[8].act.send.to",
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
        "$.overrides[9].after_us",
        "out of bounds",
    );
    refused(deliver("", &[1]), "$.overrides[9].message", "out of bounds");
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
            let id = FaultId(13);
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
    let slow = FaultKind::SlowReplica {
        replica: replica('A'),
        by: at(3),
    };
    check(
        Edit::ChangeFault {
            fault: FaultId(2),
            kind: slow.clone(),
        },
        |lab| lab.faults[1].kind = slow.clone(),
    );
    refused(
        Edit::ChangeFault {
            fault: FaultId(99),
            kind: slow,
        },
        "$.faults",
        "there is no fault 99",
    );
    refused(
        Edit::ChangeFault {
            fault: FaultId(2),
            kind: crash('D'),
        },
        "$.faults[1].kind.crash.replica",
        "this lab has no D",
    );
    refused(
        Edit::AddFault {
            from: at(2),
            to: at(2),
            kind: crash('A'),
        },
        "$.faults[12].to_us",
        "ends after",
    );
    refused(
        Edit::MoveFault {
            fault: FaultId(99),
            from: at(1),
            to: at(2),
        },
        "$.faults",
        "there is no fault 99",
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
        Edit::RemoveFault { fault: FaultId(99) },
        "$.faults",
        "there is no fault 99",
    );
}

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
        // What is left of a session stays; one without anything of its own goes.
        lab.sessions.remove(&client("c1"));
        let session = lab.sessions.get_mut(&client("c2")).expect("a session");
        session.route = Route::AsWritten;
        let DataType::GCounter(options) = &mut lab.keys[1].data_type else {
            panic!("a counter")
        };
        options.initial.remove(&replica('C'));
        lab.network.links.drain(3..);
        lab.script.remove(5);
        lab.script.drain(1..4);
        let left = [2, 5, 7, 10, 11, 12].map(FaultId);
        lab.faults.retain(|fault| left.contains(&fault.id));
        let FaultKind::Partition(links) = &mut lab.faults[0].kind else {
            panic!("a partition")
        };
        links.and.pop();
        let FaultKind::SlowLink {
            on: Some(links), ..
        } = &mut lab.faults[1].kind
        else {
            panic!("a slow link")
        };
        links.between.pop();
        // A replica that comes later under this name inherits nothing.
        let kept = [
            "op1:A>B/update",
            "op11:A>B/hand",
            "A~2:A>B/push",
            "op7:c2>A/request",
            "op6:A>c2/reply",
        ];
        lab.overrides
            .retain(|one| kept.contains(&one.message.as_str()));
    });
}

#[test]
fn edits_of_clients() {
    check(Edit::AddClient, |lab| lab.clients.insert(2, client("c3")));
    refused(
        Edit::RemoveClient(client("c3")),
        "$.clients",
        "there is no client c3",
    );
    let mut nine = everything();
    nine.clients = ClientId::all().collect();
    let error = nine.edited(&Edit::AddClient).expect_err("no name is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.clients", "at most 9 clients")
    );
    let mut one = everything();
    for gone in ["c1", "c2"] {
        one = one
            .edited(&Edit::RemoveClient(client(gone)))
            .expect("allowed");
    }
    let error = one
        .edited(&Edit::RemoveClient(client("c4")))
        .expect_err("nobody is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.clients", "0 is out of bounds: 1 to 9")
    );
}

#[test]
fn a_client_takes_with_it_whatever_needs_it() {
    check(Edit::RemoveClient(client("c2")), |lab| {
        lab.clients.remove(1);
        lab.sessions.remove(&client("c2"));
        lab.network.links.drain(..2);
        lab.script.pop();
        lab.faults.retain(|fault| fault.id != FaultId(11));
        lab.overrides.drain(7..);
    });
}

#[test]
fn edits_of_sessions() {
    let set = |name: &str, session: Session| Edit::SetSession {
        client: client(name),
        session,
    };
    let session = Session {
        route: Route::Sticky,
        token: Token::Reads,
        patience: Some(at(7)),
        ..Session::default()
    };
    check(set("c2", session.clone()), |lab| {
        lab.sessions.insert(client("c2"), session.clone());
    });
    // A session with nothing of its own is not written down.
    check(set("c4", Session::default()), |lab| {
        lab.sessions.remove(&client("c4"));
    });
    let fixed = |route| Session {
        route,
        ..Session::default()
    };
    refused(
        set("c1", fixed(Route::Fixed(replica('D')))),
        "$.sessions.c1.route.fixed",
        "this lab has no D",
    );
    refused(
        set("c3", fixed(Route::Random)),
        "$.sessions.c3",
        "this lab has no c3",
    );
    let at_once = Session {
        patience: Some(Micros::ZERO),
        ..Session::default()
    };
    refused(
        set("c1", at_once),
        "$.sessions.c1.patience_us",
        "out of bounds",
    );
}

/// Over generated documents: the name of a removed client occurs nowhere.
#[test]
fn nothing_is_left_of_a_client_that_is_removed() {
    let mut removed = 0;
    for seed in 0..250 {
        let lab = lab(seed);
        for gone in &lab.clients {
            let Ok(rest) = lab.edited(&Edit::RemoveClient(*gone)) else {
                assert_eq!(lab.clients.len(), 1, "seed {seed}");
                continue;
            };
            let mut texts = Vec::new();
            texts_of(&serde_json::to_value(&rest).expect("JSON"), &mut texts);
            let mut left = texts.iter().filter(|text| text.contains(&gone.to_string()));
            assert_eq!(left.next(), None, "{gone} is left, seed {seed}");
            removed += 1;
        }
    }
    assert!(removed > 300, "{removed}");
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

#[test]
fn a_transfer_goes_with_the_replica_that_it_goes_to() {
    let mut lab = everything();
    lab.keys[0].data_type = DataType::BoundedCounter(Default::default());
    let key = lab.keys[0].name.clone();
    lab.script
        .retain(|step| !matches!(&step.act, Act::Call(call) if call.key == key));
    let (from, to) = (lab.replicas[0], lab.replicas[1]);
    let act = Act::Call(Call {
        client: lab.clients[0],
        replica: from,
        key,
        op: Op::Transfer { to, amount: 1 },
    });
    let at = Micros(1);
    let with = lab
        .edited(&Edit::Add {
            at,
            act: act.clone(),
        })
        .expect("allowed");
    let without = with.edited(&Edit::RemoveReplica(to)).expect("allowed");
    assert!(with.script.iter().any(|step| step.act == act));
    assert!(!without.script.iter().any(|step| step.act == act));
}

// Random edits.

/// So that a new kind of edit is not forgotten in `random_edit`.
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
        Edit::ChangeFault { .. } => "change fault",
        Edit::RemoveFault { .. } => "remove fault",
        Edit::SetReplication(_) => "set replication",
        Edit::SetCompared(_) => "set compared",
        Edit::SetType { .. } => "set type",
        Edit::SetSession { .. } => "set session",
        Edit::SetNetwork(_) => "set network",
        Edit::SetSeed(_) => "set seed",
        Edit::SetNotes(_) => "set notes",
        Edit::SetDuration(_) => "set duration",
        Edit::AddReplica => "add replica",
        Edit::RemoveReplica(_) => "remove replica",
        Edit::AddClient => "add client",
        Edit::RemoveClient(_) => "remove client",
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
    // No generated document has nine clients.
    let always = ["release", "set replication", "set seed", "add client"];
    let allowed = kinds.keys().filter(|(_, allowed)| *allowed).count();
    let refused = kinds.keys().filter(|(_, allowed)| !*allowed).count();
    assert_eq!((allowed, refused), (23, 23 - always.len()), "{kinds:#?}");
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
