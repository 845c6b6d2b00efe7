//! States as sets of the updates in them.

use replicascope_core::clock::Timestamp;
use replicascope_core::message::Update;
use replicascope_core::trace::{EventId, EventKind, Note};
use replicascope_core::{Place, Record, ReplicaId};

use super::support::model::{self, Dots, Replay};
use super::support::traces::on_every_event;

#[test]
fn states_and_relations_agree_with_the_sets_of_updates() {
    on_every_event(|replay, id| {
        if let Some(replica) = replay.trace.event(id).place.and_then(Place::replica) {
            changed(replay, replica, id);
            told(replay, id);
        }
    });
}

/// A record says and shows what a set of updates comes to.
fn check(replay: &Replay, key: usize, record: &Record, seen: &Dots) {
    assert_eq!(model::dots(record), *seen);
    assert_eq!(record.state.read(), replay.value(key, seen));
    for dot in seen {
        let asked = &replay.update(key, *dot).asked;
        let shows = replay.showing(key, seen).contains(dot);
        assert_eq!(record.shows(*dot, asked), shows);
    }
}

/// What a replica held before the event and holds after it.
fn changed(replay: &Replay, replica: ReplicaId, id: EventId) {
    let check = |key: usize, record: &Record, seen: &Dots| check(replay, key, record, seen);
    let kind = &replay.trace.event(id).kind;
    match kind {
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
            let (seen, carried) = (replay.seen(replica, *key), replay.incoming(kind));
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
            same_update(replay, update);
            assert!(replay.carried(*message, update.key).contains(&update.dot));
        }
        EventKind::Noted {
            note: Note::Expired { key, before } | Note::Collected { key, before },
            ..
        } => check(*key, before, replay.seen(replica, *key)),
        _ => {}
    }
}

/// What is carried out elsewhere is what was accepted, at the time that it bears.
fn same_update(replay: &Replay, update: &Update) {
    let accepted = replay.update(update.key, update.dot);
    assert_eq!(update.op, accepted.op);
    let stamped = match update.time {
        Timestamp::Wall { clock } => (clock.0, 0),
        Timestamp::Lamport { lamport } => (lamport.0.into(), 0),
        Timestamp::Hybrid { hybrid } => (hybrid.clock.0, hybrid.count),
    };
    assert_eq!(stamped, accepted.time);
}

/// The records that go elsewhere, or are kept for somebody.
fn told(replay: &Replay, id: EventId) {
    let check = |key: usize, record: &Record, seen: &Dots| check(replay, key, record, seen);
    match &replay.trace.event(id).kind {
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
            assert_eq!(answer.as_deref().cloned(), answered);
            assert_eq!(answer.is_none(), operation.call.op.is_update());
        }
    });
}
