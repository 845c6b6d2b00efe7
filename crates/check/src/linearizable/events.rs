//! Beginnings and returns in the order of observation.

use super::operation::Timed;
use crate::bugs::{Bug, planted};

/// How many operations are under way at one moment at most.
pub(super) fn most_at_once(operations: &[Timed]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for event in events(operations) {
        match event.2 {
            What::Begins => now += 1,
            What::Returns => now -= 1,
        }
        most = most.max(now);
    }
    most
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum What {
    Begins,
    Returns,
}

/// Beginnings and returns in their order: moment, place of the operation, what.
pub(super) fn events(operations: &[Timed]) -> Vec<(usize, usize, What)> {
    let mut events = Vec::with_capacity(2 * operations.len());
    for (place, operation) in operations.iter().enumerate() {
        let ignored = planted(Bug::RealTimeIsIgnored);
        let begins = if ignored { 0 } else { operation.begins };
        let early = usize::from(planted(Bug::RealTimeIsLate) && begins > 0);
        events.push(((2 * begins).saturating_sub(3 * early), place, What::Begins));
        if let Some(at) = operation.returns {
            events.push((at.saturating_mul(2), place, What::Returns));
        }
    }
    events.sort_unstable();
    events
}
