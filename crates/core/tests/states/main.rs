//! States over generated documents: each continues the one before it and agrees with a replay
//! in plain sets of updates.

mod arrivals;
mod reasons;
#[path = "../support/mod.rs"]
mod support;
mod updates;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use replicascope_core::replication::Replication;
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Micros, Place, Record, ReplicaId, Trace};
use support::model;
use support::traces::on_every_trace;

/// What an event finds and leaves at its replica, and of which key.
fn change<'a>(
    trace: &'a Trace,
    kind: &'a EventKind,
) -> Option<(usize, &'a Rc<Record>, &'a Rc<Record>)> {
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
        let mut held: BTreeMap<(ReplicaId, usize), Rc<Record>> = BTreeMap::new();
        let initial =
            |key: usize| Rc::new(Record::initial(trace.lab.keys[key].data_type.initial()));
        for event in &trace.events {
            let Some(replica) = event.place.and_then(Place::replica) else {
                continue;
            };
            if let Some((key, before, after)) = change(trace, &event.kind) {
                let last = held.insert((replica, key), Rc::clone(after));
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
fn the_record_at_a_moment_is_what_the_last_event_until_then_left() {
    on_every_trace(|trace| {
        let lab = &trace.lab;
        let mut moments: BTreeSet<Micros> = trace.events.iter().map(|event| event.at).collect();
        moments.extend([Micros::ZERO, lab.duration]);
        moments.extend(trace.events.iter().map(|event| event.at + Micros(1)));
        for replica in &lab.replicas {
            for key in 0..lab.keys.len() {
                let mut held: Vec<(Micros, &Rc<Record>)> = Vec::new();
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
