//! The place of an update in a total order by timestamps.

use serde::Serialize;

use super::{Author, Rule};
use crate::clock::{DOT_BYTES, Dot, Timestamp};

/// The place of an update in the order that decides: by timestamp, then by replica, then by that
/// replica's own order. The last two make the order total.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Stamp {
    /// The timestamp.
    #[serde(flatten)]
    pub time: Timestamp,
    /// The update itself.
    pub dot: Dot,
}

impl Stamp {
    pub(super) fn of(author: &Author) -> Self {
        Self {
            time: author.time,
            dot: author.dot,
        }
    }

    /// How many bytes a compact encoding takes.
    pub(super) fn bytes(self) -> usize {
        self.time.bytes() + DOT_BYTES
    }

    /// Which rule makes the later of two stamps win.
    pub(super) fn later(mine: Option<Self>, theirs: Option<Self>) -> Rule {
        match (mine, theirs) {
            (mine, other) if mine == other => Rule::Same,
            (Some(mine), Some(other)) if mine.time != other.time => Rule::HigherTimestamp,
            (Some(mine), Some(other)) if mine.dot.actor != other.dot.actor => Rule::HigherReplica,
            (Some(_), Some(_)) => Rule::LaterAtSameReplica,
            _ => Rule::OnlyOneWritten,
        }
    }
}
