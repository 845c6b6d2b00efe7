//! Where something waits at a replica: a client, from the arrival of its request to the reply; an
//! operation that came too early, until what has to come before it is there.

use std::collections::BTreeMap;

use replicascope_core::message::Payload;
use replicascope_core::trace::{EventKind, Note};
use replicascope_core::{Micros, Place, ReplicaId, StepId, Trace};
use replicascope_words::say;

use super::{BAND_HALF, View, Written, label_width};
use crate::words;

/// A stretch of a replica's lane during which an operation waits there.
#[derive(Clone, PartialEq, Debug)]
pub struct Wait {
    /// The operation.
    pub step: StepId,
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end: the request has arrived.
    pub from: f64,
    /// Its right end: the reply leaves, or whoever waits gives up.
    pub to: f64,
    /// The height of its middle: below the band.
    pub y: f64,
    /// How long, if there is room to say so.
    pub label: Option<String>,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl Wait {
    /// Where its label is written.
    pub(super) fn written(&self) -> Option<Written> {
        let half = width(self.label.as_ref()?) / 2.0;
        let middle = f64::midpoint(self.from, self.to);
        Some((middle - half, middle + half, self.y + 13.0))
    }
}

/// How wide a label is: it is set in a narrower type than those on the lanes.
fn width(label: &str) -> f64 {
    label_width(label) * 0.78
}

/// How far the bar lies below the band.
const BELOW: f64 = 5.0;

pub(super) fn waits(view: &View) -> Vec<Wait> {
    if view.dense {
        return Vec::new();
    }
    let mut waits: Vec<Wait> = intervals(view.trace)
        .into_iter()
        .filter(|(_, _, from, to)| from < to && view.overlaps(*from, *to))
        .filter_map(|(step, replica, from, to)| wait(view, step, replica, from, to))
        .collect();
    // Several may wait at one replica at once: each a little lower.
    for index in 0..waits.len() {
        let overlaps = |one: &&Wait| {
            let now = &waits[index];
            one.replica == now.replica && one.from < now.to && now.from < one.to
        };
        let above = waits[..index].iter().filter(overlaps).count();
        waits[index].y += above.min(3) as f64 * 4.0;
        if above > 0 {
            waits[index].label = None;
        }
    }
    waits
}

fn wait(view: &View, step: StepId, replica: ReplicaId, from: Micros, to: Micros) -> Option<Wait> {
    let lane = view.lanes.of_place(Place::Replica(replica))?;
    let (left, right) = (view.clipped(view.x(from)), view.clipped(view.x(to)));
    let length = to.since(from);
    let label = say::timeline::waits(&words::time(length));
    let what = words::step(view.trace, step);
    Some(Wait {
        step,
        replica,
        from: left,
        to: right,
        y: lane.y + BAND_HALF + BELOW,
        label: (width(&label) <= right - left).then_some(label),
        sentence: say::timeline::wait_at(&replica, &what, &words::time(length)),
    })
}

/// Whether an operation waits anywhere in a run.
pub fn has_waits(trace: &Trace) -> bool {
    intervals(trace).iter().any(|(_, _, from, to)| from < to)
}

/// For each operation at the replica that deals with it, from when to when it waits there.
fn intervals(trace: &Trace) -> Vec<(StepId, ReplicaId, Micros, Micros)> {
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
