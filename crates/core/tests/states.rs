//! States over generated documents: each continues the one before it and agrees with a replay
//! in plain sets of updates.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::crdt::{DataType, Entry, LwwRegister, Op, Rule, State};
use replicascope_core::message::Payload;
use replicascope_core::trace::{EventKind, MessageId};
use replicascope_core::{Micros, Place, Record, ReplicaId, Value};
use support::labs::replica;
use support::model::{self};
use support::traces::{on_every_event, on_every_trace};

#[test]
fn each_state_continues_the_one_before_it() {
    on_every_trace(|trace| {
        let mut held: BTreeMap<(ReplicaId, usize), Arc<Record>> = BTreeMap::new();
        let initial =
            |key: usize| Arc::new(Record::initial(trace.lab.keys[key].data_type.initial()));
        for event in &trace.events {
            let replica = event.place.and_then(Place::replica);
            let (key, before, after) = match &event.kind {
                EventKind::Applied {
                    key, before, after, ..
                }
                | EventKind::Merged {
                    key, before, after, ..
                } => (*key, before, after),
                EventKind::Answered { key, record, .. } => (*key, record, record),
                EventKind::Sent { message } => {
                    let message = trace.message(*message);
                    if let (Payload::Records(records), Some(from)) = (&message.payload, replica) {
                        for (key, record) in records {
                            let held = held.get(&(from, *key)).cloned();
                            assert_eq!(*record, held.unwrap_or_else(|| initial(*key)));
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            let replica = replica.expect("at a replica");
            let last = held.insert((replica, key), Arc::clone(after));
            assert_eq!(*before, last.unwrap_or_else(|| initial(key)));
        }
    });
}

#[test]
fn states_and_relations_agree_with_the_sets_of_updates() {
    on_every_event(|replay, id| {
        let event = replay.trace.event(id);
        let Some(replica) = event.place.and_then(Place::replica) else {
            return;
        };
        let check = |key: usize, record: &Record, seen: &model::Dots| {
            assert_eq!(model::dots(record), *seen);
            assert_eq!(record.state.read(), replay.value(key, seen));
            for dot in seen {
                assert_eq!(record.shows(*dot), replay.showing(key, seen).contains(dot));
            }
        };
        match &event.kind {
            EventKind::Applied {
                key,
                dot,
                before,
                after,
                ..
            } => {
                let seen = replay.seen(replica, *key);
                check(*key, before, seen);
                let mut with = seen.clone();
                assert!(with.insert(*dot) && dot.replica == replica);
                assert_eq!(model::dots(after), with);
            }
            EventKind::Merged {
                message,
                key,
                before,
                incoming,
                after,
                relation,
                ..
            } => {
                let (seen, carried) = (replay.seen(replica, *key), replay.carried(*message, *key));
                assert_eq!(*relation, model::relation(carried, seen));
                check(*key, before, seen);
                check(*key, incoming, carried);
                check(*key, after, &(seen | carried));
            }
            EventKind::Answered { key, record, .. } => {
                check(*key, record, replay.seen(replica, *key));
            }
            _ => {}
        }
    });
}

#[test]
fn a_read_returns_what_it_was_answered_from() {
    on_every_event(|replay, id| {
        let trace = replay.trace;
        if let EventKind::Returned { step, answer, .. } = &trace.event(id).kind {
            let operation = trace.operation(*step).expect("an operation");
            assert_eq!(operation.returned, Some(id));
            let handled = trace.event(operation.handled.expect("handled before it returns"));
            let answered = match &handled.kind {
                EventKind::Answered { record, .. } => Some(record.state.read()),
                _ => None,
            };
            assert_eq!(*answer, answered);
            assert_eq!(answer.is_none(), operation.call.op.is_update());
        }
    });
}

#[test]
fn the_reasons_of_a_merge_give_what_the_merge_gives() {
    on_every_trace(|trace| {
        for event in &trace.events {
            let EventKind::Merged {
                before,
                incoming,
                after,
                ..
            } = &event.kind
            else {
                continue;
            };
            let reasons = before.state.explain(&incoming.state);
            match (&before.state, &incoming.state, &after.state) {
                (State::GCounter(mine), State::GCounter(theirs), State::GCounter(merged)) => {
                    let mut explained = BTreeSet::new();
                    for reason in reasons {
                        let Entry::Of(replica) = reason.entry else {
                            panic!("{reason:?}")
                        };
                        assert!(explained.insert(replica));
                        let entries =
                            [mine, theirs, merged].map(|one| one.entry(replica).to_string());
                        assert_eq!([reason.mine, reason.theirs, reason.result], entries);
                        let equal = mine.entry(replica) == theirs.entry(replica);
                        assert_eq!(reason.rule == Rule::Same, equal);
                    }
                    let silent = ReplicaId::all().filter(|one| !explained.contains(one));
                    assert!(silent.map(|one| merged.entry(one)).all(|entry| entry == 0));
                }
                (
                    State::LwwRegister(mine),
                    State::LwwRegister(theirs),
                    State::LwwRegister(merged),
                ) => {
                    let [reason] = &reasons[..] else {
                        panic!("{reasons:?}")
                    };
                    let taken = if merged.stamp() == mine.stamp() {
                        &reason.mine
                    } else {
                        &reason.theirs
                    };
                    assert_eq!(reason.result, *taken);
                    let clock = |of: &LwwRegister| of.stamp().map(|one| one.clock);
                    let writer = |of: &LwwRegister| of.stamp().map(|one| one.dot.replica);
                    let rule = if mine.stamp() == theirs.stamp() {
                        Rule::Same
                    } else if mine.stamp().is_none() || theirs.stamp().is_none() {
                        Rule::OnlyOneWritten
                    } else if clock(mine) != clock(theirs) {
                        Rule::HigherTimestamp
                    } else if writer(mine) != writer(theirs) {
                        Rule::HigherReplica
                    } else {
                        Rule::LaterAtSameReplica
                    };
                    assert_eq!(reason.rule, rule);
                }
                _ => panic!("states of two types"),
            }
        }
    });
}

/// Each rule on the smallest pair of states that it decides.
#[test]
fn a_reason_names_the_rule_that_decided() {
    let check = |mine: &[(char, u64)], theirs: &[(char, u64)], rule: Rule, takes_theirs: bool| {
        let make = |writes: &[(char, u64)]| {
            let register = DataType::LwwRegister(Default::default());
            let mut record = Record::initial(register.initial());
            for (place, (letter, clock)) in (1..).zip(writes) {
                let write = Op::Write(Value::Integer(place));
                record.update(&write, replica(*letter), Micros(*clock));
            }
            record.state
        };
        let (mine, theirs) = (make(mine), make(theirs));
        let reason = &mine.explain(&theirs)[0];
        assert_eq!(reason.rule, rule);
        let taken = if takes_theirs {
            &reason.theirs
        } else {
            &reason.mine
        };
        assert_eq!(reason.result, *taken);
        let mut merged = mine.clone();
        merged.merge(&theirs);
        assert_eq!(merged, if takes_theirs { theirs } else { mine });
    };
    check(&[], &[], Rule::Same, false);
    check(&[('A', 5)], &[('A', 5)], Rule::Same, false);
    check(&[], &[('A', 5)], Rule::OnlyOneWritten, true);
    check(&[('A', 5)], &[], Rule::OnlyOneWritten, false);
    check(&[('A', 6)], &[('B', 5)], Rule::HigherTimestamp, false);
    check(&[('B', 5)], &[('A', 6)], Rule::HigherTimestamp, true);
    check(
        &[('A', 5)],
        &[('A', 5), ('A', 6)],
        Rule::HigherTimestamp,
        true,
    );
    check(&[('A', 5)], &[('B', 5)], Rule::HigherReplica, true);
    check(
        &[('A', 5), ('A', 5)],
        &[('B', 5)],
        Rule::HigherReplica,
        true,
    );
    check(
        &[('A', 5)],
        &[('A', 5), ('A', 5)],
        Rule::LaterAtSameReplica,
        true,
    );
    check(
        &[('A', 5), ('A', 5)],
        &[('A', 5)],
        Rule::LaterAtSameReplica,
        false,
    );
}

#[test]
fn the_record_at_a_moment_is_what_the_last_event_until_then_left() {
    on_every_trace(|trace| {
        let lab = &trace.lab;
        let mut moments: BTreeSet<Micros> = trace.events.iter().map(|event| event.at).collect();
        moments.extend([Micros::ZERO, lab.duration]);
        moments.extend(trace.events.iter().map(|event| event.at + Micros(1)));
        for replica in &lab.replicas {
            for key in 0..lab.keys.len() {
                let mut held: Vec<(Micros, &Arc<Record>)> = Vec::new();
                for event in trace
                    .events
                    .iter()
                    .filter(|event| event.place == Some(Place::Replica(*replica)))
                {
                    match &event.kind {
                        EventKind::Applied { key: of, after, .. }
                        | EventKind::Merged { key: of, after, .. }
                            if *of == key =>
                        {
                            held.push((event.at, after));
                        }
                        _ => {}
                    }
                }
                for at in &moments {
                    let last = held.iter().rev().find(|(since, _)| since <= at);
                    let expected = last.map_or(trace.initial_record(key), |(_, record)| record);
                    assert_eq!(trace.record_at(*replica, key, *at), expected);
                }
            }
        }
    });
}

/// The message that a merge names is the one whose arrival it follows from.
#[test]
fn a_merge_names_the_message_that_brought_it() {
    on_every_trace(|trace| {
        let mut arrived: BTreeMap<Place, (MessageId, usize)> = BTreeMap::new();
        for event in &trace.events {
            let Some(place) = event.place else { continue };
            match &event.kind {
                EventKind::Delivered { message, copy, .. } => {
                    arrived.insert(place, (*message, *copy));
                }
                EventKind::Merged {
                    message,
                    copy,
                    key,
                    incoming,
                    ..
                } => {
                    assert_eq!(arrived[&place], (*message, *copy));
                    let Payload::Records(records) = &trace.message(*message).payload else {
                        panic!("a merge of no records")
                    };
                    assert!(
                        records
                            .iter()
                            .any(|(of, record)| of == key && record == incoming)
                    );
                }
                _ => {}
            }
        }
    });
}
