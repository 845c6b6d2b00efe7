//! Whoever is removed takes along whatever needs them, and nothing is left.

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::lab::{Act, Call, FaultKind, Route};
use replicascope_core::{Edit, FaultId, Micros, Place};

use super::support::labs::replica;
use super::support::{lab, model};
use super::{check, client, everything};

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
