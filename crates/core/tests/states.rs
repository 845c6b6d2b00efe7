//! States over generated documents: each continues the one before it and agrees with a replay
//! in plain sets of updates.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::clock::{Actor, Timestamp};
use replicascope_core::crdt::{DataType, Decision, Entry, LwwRegister, Op, Rule, State};
use replicascope_core::replication::Replication;
use replicascope_core::trace::{EventId, EventKind, Note};
use replicascope_core::{Micros, Place, Record, ReplicaId, Trace, Value};
use support::labs::replica;
use support::model::{self, Replay};
use support::traces::{on_every_event, on_every_trace};

/// What an event finds and leaves at its replica, and of which key.
fn change<'a>(
    trace: &'a Trace,
    kind: &'a EventKind,
) -> Option<(usize, &'a Arc<Record>, &'a Arc<Record>)> {
    match kind {
        EventKind::Applied {
            key, before, after, ..
        }
        | EventKind::Merged {
            key, before, after, ..
        }
        | EventKind::Replaced {
            key, before, after, ..
        } => Some((*key, before, after)),
        EventKind::Followed {
            update,
            before,
            after,
            ..
        } => Some((update.key, before, after)),
        EventKind::Noted {
            note: Note::Expired { key, before } | Note::Collected { key, before },
            ..
        } => Some((*key, before, trace.initial_record(*key))),
        _ => None,
    }
}

/// Leaderless coordinators send and answer what they have gathered; every other record that is
/// sent or answered is the one that its replica holds, or a part of it.
#[test]
fn each_state_continues_the_one_before_it() {
    on_every_trace(|trace| {
        let gathers = matches!(trace.lab.replication, Replication::Leaderless(_));
        let mut held: BTreeMap<(ReplicaId, usize), Arc<Record>> = BTreeMap::new();
        let initial =
            |key: usize| Arc::new(Record::initial(trace.lab.keys[key].data_type.initial()));
        for event in &trace.events {
            let Some(replica) = event.place.and_then(Place::replica) else {
                continue;
            };
            if let Some((key, before, after)) = change(trace, &event.kind) {
                let last = held.insert((replica, key), Arc::clone(after));
                assert_eq!(*before, last.unwrap_or_else(|| initial(key)));
            }
            let now = |key: usize| held.get(&(replica, key)).cloned();
            match &event.kind {
                EventKind::Answered { key, record, .. } if !gathers => {
                    assert_eq!(*record, now(*key).unwrap_or_else(|| initial(*key)));
                }
                EventKind::Sent { message } => {
                    let message = trace.message(*message);
                    if !model::carries_what_is_held(message) {
                        continue;
                    }
                    for (key, record) in message.payload.records() {
                        let held = now(*key).unwrap_or_else(|| initial(*key));
                        if model::carries_parts(message) {
                            assert_eq!(record.version, held.version);
                        } else {
                            assert_eq!(*record, held);
                        }
                    }
                }
                EventKind::Recovered {
                    lost_disk: true, ..
                } => held.retain(|(at, _), _| *at != replica),
                _ => {}
            }
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
                let asked = &replay.update(key, *dot).asked;
                assert_eq!(
                    record.shows(*dot, asked),
                    replay.showing(key, seen).contains(dot)
                );
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
                assert!(with.insert(*dot) && dot.actor.replica == replica);
                // Lives are there so that no two updates ever bear one name.
                assert!(!replay.accepted(*key).contains(dot), "{dot} twice");
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
                let (seen, carried) = (replay.seen(replica, *key), replay.incoming(&event.kind));
                assert_eq!(*relation, model::relation(&carried, seen));
                check(*key, before, seen);
                if model::carries_parts(replay.trace.message(*message)) {
                    assert_eq!(model::dots(incoming), carried);
                } else {
                    check(*key, incoming, &carried);
                }
                check(*key, after, &(seen | &carried));
            }
            EventKind::Replaced {
                message,
                key,
                before,
                after,
                ..
            } => {
                check(*key, before, replay.seen(replica, *key));
                check(*key, after, replay.carried(*message, *key));
            }
            EventKind::Followed {
                message,
                update,
                before,
                after,
                ..
            } => {
                let seen = replay.seen(replica, update.key);
                check(update.key, before, seen);
                let mut with = seen.clone();
                assert!(with.insert(update.dot), "{} twice", update.dot);
                check(update.key, after, &with);
                let accepted = replay.update(update.key, update.dot);
                assert_eq!(update.op, accepted.op);
                let stamped = match update.time {
                    Timestamp::Wall { clock } => (clock.0, 0),
                    Timestamp::Lamport { lamport } => (lamport.0.into(), 0),
                    Timestamp::Hybrid { hybrid } => (hybrid.clock.0, hybrid.count),
                };
                assert_eq!(stamped, accepted.time);
                assert!(replay.carried(*message, update.key).contains(&update.dot));
            }
            EventKind::Noted {
                note: Note::Expired { key, before } | Note::Collected { key, before },
                ..
            } => check(*key, before, replay.seen(replica, *key)),
            EventKind::Noted {
                note: Note::Keeps { key, record, .. },
                ..
            } => check(*key, record, &model::dots(record)),
            EventKind::Answered { step, key, record } => {
                let mut after = Replay::clone(replay);
                after.take(id);
                check(*key, record, after.answered(*step));
            }
            EventKind::Sent { message } => {
                let message = replay.trace.message(*message);
                for (key, record) in message.payload.records() {
                    if !model::carries_parts(message) {
                        check(*key, record, &model::dots(record));
                    }
                }
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
                        let Entry::Of(actor) = reason.entry else {
                            panic!("{reason:?}")
                        };
                        assert!(explained.insert(actor));
                        let entries =
                            [mine, theirs, merged].map(|one| one.entry(actor).to_string());
                        assert_eq!([reason.mine, reason.theirs, reason.result], entries);
                        let equal = mine.entry(actor) == theirs.entry(actor);
                        assert_eq!(reason.rule == Rule::Same, equal);
                    }
                    // What it is silent about counts nothing.
                    let entries = explained.iter().map(|actor| merged.entry(*actor));
                    assert_eq!(entries.sum::<u64>(), merged.value());
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
                    let clock = |of: &LwwRegister| of.stamp().map(|one| one.time);
                    let writer = |of: &LwwRegister| of.stamp().map(|one| one.dot.actor);
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
                _ => check_reasons(&reasons, after),
            }
        }
    });
}

/// Each part is decided once, for one of the sides; what the merged state says of its parts is what
/// the reasons say, and what it is silent about is gone.
fn check_reasons(reasons: &[Decision], after: &Record) {
    let of_the_result = after.state.explain(&after.state);
    let mut result: BTreeMap<&Entry, &String> = BTreeMap::new();
    for part in &of_the_result {
        assert_eq!((part.rule, &part.mine), (Rule::Same, &part.theirs));
        assert_eq!(result.insert(&part.entry, &part.mine), None);
    }
    let mut explained = BTreeSet::new();
    for reason in reasons {
        assert!(explained.insert(&reason.entry), "{reason:?} twice");
        assert_eq!(reason.rule == Rule::Same, reason.mine == reason.theirs);
        assert!(reason.result == reason.mine || reason.result == reason.theirs);
        let gone = ["removed", "overwritten"].contains(&&*reason.result);
        match result.remove(&reason.entry) {
            Some(shown) => assert_eq!(*shown, reason.result),
            None => assert!(gone, "{reason:?}"),
        }
    }
    assert!(result.is_empty(), "unexplained: {result:?}");
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
                record.update(&write, Actor::from(replica(*letter)), Micros(*clock), false);
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
                    match (&event.kind, change(trace, &event.kind)) {
                        (_, Some((of, _, after))) if of == key => held.push((event.at, after)),
                        (
                            EventKind::Recovered {
                                lost_disk: true, ..
                            },
                            _,
                        ) => held.push((event.at, trace.initial_record(key))),
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

/// Where an operation that is carried out was last held back at its replica.
fn came_early(trace: &Trace, followed: EventId) -> Option<EventId> {
    let event = trace.event(followed);
    let EventKind::Followed { update, .. } = &event.kind else {
        return None;
    };
    let mut before = trace
        .events()
        .take(followed.0)
        .collect::<Vec<_>>()
        .into_iter()
        .rev();
    let held_back = before.find(|(_, other)| match &other.kind {
        EventKind::Noted {
            note: Note::HeldBack { update: held, .. },
            ..
        } => held == update && other.place == event.place,
        _ => false,
    });
    held_back.map(|(id, _)| id)
}

/// The message that a change names is the one whose arrival it follows from, or which came too
/// early.
#[test]
fn a_merge_names_the_message_that_brought_it() {
    on_every_event(|replay, id| {
        let trace = replay.trace;
        let event = trace.event(id);
        let (named, of, record) = match &event.kind {
            EventKind::Merged {
                message,
                copy,
                key,
                incoming,
                ..
            } => ((message, copy), key, Some(incoming)),
            EventKind::Replaced {
                message,
                copy,
                key,
                after,
                ..
            } => ((message, copy), key, Some(after)),
            EventKind::Followed {
                message,
                copy,
                update,
                ..
            } => ((message, copy), &update.key, None),
            _ => return,
        };
        let arrived = |until: usize| {
            let before = trace.events[..until].iter().rev();
            let mut here = before.filter(|before| before.place == event.place);
            here.find_map(|before| match &before.kind {
                EventKind::Delivered { message, copy, .. } => Some((message, copy)),
                _ => None,
            })
        };
        let came_early = came_early(trace, id).map_or(id.0, |note| note.0);
        assert!([arrived(id.0), arrived(came_early)].contains(&Some(named)));
        let message = trace.message(*named.0);
        let brought = message.payload.records().iter();
        let mut brought = brought.map(|(of, record)| (of, record));
        match (record, model::parcel(message)) {
            // A leaderless coordinator merges what it has gathered.
            (Some(_), _) if message.purpose == "got" => {}
            (Some(record), _) => assert!(brought.any(|one| one == (of, record))),
            (None, Some(parcel)) => assert!(parcel.updates.iter().any(|one| one.key == *of)),
            (None, None) => panic!("{} brings nothing", message.name),
        }
    });
}
