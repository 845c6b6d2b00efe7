//! Where something waits at a replica: a client, from the arrival of its request to the reply; an
//! operation that came too early, until what has to come before it is there.

use replicascope_core::{Interval, Micros, Place, ReplicaId, StepId, Trace};
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
    if view.is_dense() {
        return Vec::new();
    }
    let mut waits: Vec<Wait> = view
        .trace
        .waits_during(view.from, view.to)
        .filter_map(|(step, replica, interval)| wait(view, step, replica, interval))
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

/// A label that would lie on something else that is written is left out.
pub(super) fn drop_overlapping_labels(waits: &mut [Wait], written: &[Written]) {
    for wait in waits {
        let label = wait.written();
        let on_it = |one: &Written| label.is_some_and(|label| super::overlap(*one, label, 12.0));
        if written.iter().any(on_it) {
            wait.label = None;
        }
    }
}

fn wait(view: &View, step: StepId, replica: ReplicaId, interval: Interval) -> Option<Wait> {
    let lane = view.lanes.of_place(Place::Replica(replica))?;
    let (left, right) = view.ends(interval);
    let length = interval.length();
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
    let mut waits = trace.waits_during(Micros::ZERO, trace.lab.duration);
    waits.next().is_some()
}
