//! Where operations wait at replicas: a client, from the arrival of its request to the reply; an
//! operation that came too early, until what has to come before it is there.

use std::collections::BTreeMap;

use super::{EventKind, Note, Trace};
use crate::ids::{Place, ReplicaId, StepId};
use crate::message::Payload;
use crate::time::Micros;

/// For each operation at the replica that deals with it, from when to when it waits there.
pub(super) fn waits(trace: &Trace) -> Vec<(StepId, ReplicaId, Micros, Micros)> {
    let mut waiting: BTreeMap<StepId, (ReplicaId, Micros)> = BTreeMap::new();
    let mut held_back: BTreeMap<(StepId, ReplicaId), Micros> = BTreeMap::new();
    let mut done = Vec::new();
    for event in &trace.events {
        let replica = event.place.and_then(Place::replica);
        match (&event.kind, replica) {
            (
                EventKind::Delivered {
                    message,
                    repeat: false,
                    ..
                },
                Some(replica),
            ) => {
                if let Payload::Request(request) = &trace.message(*message).payload {
                    waiting.entry(request.step).or_insert((replica, event.at));
                }
            }
            (EventKind::Sent { message }, Some(replica)) => {
                let step = match &trace.message(*message).payload {
                    Payload::Request(request) => request.step,
                    Payload::Reply { step, .. } => *step,
                    Payload::Parcel(_) => continue,
                };
                if waiting.get(&step).is_some_and(|(at, _)| *at == replica)
                    && let Some((replica, since)) = waiting.remove(&step)
                {
                    done.push((step, replica, since, event.at));
                }
            }
            (
                EventKind::Noted {
                    note: Note::HeldBack { update, .. },
                    ..
                },
                Some(replica),
            ) => {
                held_back.insert((update.step, replica), event.at);
            }
            (EventKind::Followed { update, .. }, Some(replica)) => {
                if let Some(since) = held_back.remove(&(update.step, replica)) {
                    done.push((update.step, replica, since, event.at));
                }
            }
            (EventKind::Failed { step, .. }, _) => {
                if let Some((replica, since)) = waiting.remove(step) {
                    done.push((*step, replica, since, event.at));
                }
            }
            (EventKind::Crashed { .. }, Some(down)) => {
                let lost = waiting.extract_if(.., |_, (replica, _)| *replica == down);
                done.extend(lost.map(|(step, (replica, since))| (step, replica, since, event.at)));
                let forgotten = held_back.extract_if(.., |(_, replica), _| *replica == down);
                done.extend(
                    forgotten.map(|((step, replica), since)| (step, replica, since, event.at)),
                );
            }
            _ => {}
        }
    }
    let end = trace.lab.duration;
    let open = waiting.into_iter();
    done.extend(open.map(|(step, (replica, since))| (step, replica, since, end)));
    let open = held_back.into_iter();
    done.extend(open.map(|((step, replica), since)| (step, replica, since, end)));
    done
}
