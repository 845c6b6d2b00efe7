//! What lies on a replica's lane, and how much room each thing takes there.

use std::collections::BTreeMap;

use replicascope_core::trace::{Event, EventId, EventKind};
use replicascope_core::{Place, ReplicaId};

use super::marks::chip_width;
use super::{MARK_HALF, View};

/// A chip that has no room for its label shows its grip alone.
const BARE_CHIP: f64 = 18.0;
/// In a crowded view a chip is no more than this wide.
const CROWDED_CHIP: f64 = 7.0;

/// Something on a lane.
pub(crate) struct Occupied {
    /// What happened.
    pub(super) event: EventId,
    /// Where it begins.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// Whether it is a chip with its label.
    pub(super) is_labelled_chip: bool,
}

/// So far beside the view, in pixels, things are looked at that may reach into it.
const REACH: f64 = 600.0;

/// What lies on the lane of each replica, from left to right.
pub(super) fn lanes(view: &View) -> BTreeMap<ReplicaId, Vec<Occupied>> {
    let mut lanes: BTreeMap<ReplicaId, Vec<Occupied>> = BTreeMap::new();
    let scale = &view.frame.scale;
    let reach = if view.is_dense() {
        CROWDED_CHIP + MARK_HALF
    } else {
        REACH
    };
    let (from, to) = (
        scale.time(scale.left - reach),
        scale.time(scale.right + reach),
    );
    let during = view.trace.events_during(from, to);
    for (index, event) in during.clone().zip(&view.trace.events[during]) {
        let id = EventId::new(index);
        let replica = event.place.and_then(Place::replica);
        if let Some(replica) = replica.filter(|_| is_drawn(&event.kind)) {
            let lane = lanes.entry(replica).or_default();
            let next = occupied(view, id, event);
            make_room(lane, next.left);
            lane.push(next);
        }
    }
    lanes
}

fn occupied(view: &View, id: EventId, event: &Event) -> Occupied {
    let x = view.x(event.at);
    let call = match &event.kind {
        EventKind::Applied { step, .. } => view.trace.operation(*step),
        _ => None,
    };
    let (left, right) = match call {
        None => (x - MARK_HALF, x + MARK_HALF),
        Some(_) if view.is_dense() => (x, x + CROWDED_CHIP),
        Some(one) => (x, x + chip_width(&one.call)),
    };
    Occupied {
        event: id,
        left,
        right,
        is_labelled_chip: call.is_some() && !view.is_dense(),
    }
}

/// What comes next would hide the end of a chip's label, so the chip does without.
fn make_room(lane: &mut [Occupied], next: f64) {
    let last = lane.last_mut();
    if let Some(last) = last.filter(|last| last.is_labelled_chip && last.right > next) {
        last.right = last.left + BARE_CHIP;
        last.is_labelled_chip = false;
    }
}

fn is_drawn(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Applied { .. }
            | EventKind::Merged { .. }
            | EventKind::Replaced { .. }
            | EventKind::Followed { .. }
            | EventKind::Answered { .. }
    )
}

/// The first place from `start` on where something of this width lies free before `end`.
pub(super) fn free(lane: &[Occupied], start: f64, width: f64, end: f64) -> Option<f64> {
    const APART: f64 = 5.0;
    let mut start = start;
    for one in lane {
        if one.left < start + width && start < one.right + APART {
            start = one.right + APART;
        }
    }
    (start + width <= end).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_goes_into_the_first_gap_that_is_wide_enough() {
        let thing = |left: f64, right: f64| Occupied {
            event: EventId::new(0),
            left,
            right,
            is_labelled_chip: false,
        };
        let lane = [thing(10.0, 30.0), thing(50.0, 60.0), thing(120.0, 130.0)];
        assert_eq!(free(&lane, 0.0, 8.0, 200.0), Some(0.0));
        assert_eq!(free(&lane, 0.0, 12.0, 200.0), Some(35.0));
        assert_eq!(free(&lane, 0.0, 40.0, 200.0), Some(65.0));
        assert_eq!(free(&lane, 0.0, 80.0, 200.0), None);
    }
}
