//! What a checker finds: never a bare yes or no.

use crate::history::OpId;

/// What a checker finds.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// The model holds.
    Holds(Certificate),
    /// The model is violated.
    Violated(Violation),
    /// The budget was spent before it was clear.
    Unknown {
        /// How many steps of the search were taken.
        spent: u64,
    },
}

/// Why a model holds: orders of the operations in which everything that was read is right.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Certificate {
    /// The orders.
    pub orders: Vec<Order>,
}

/// An order of operations.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// Whose view it is.
    pub of: Viewer,
    /// The operations. An update that is not among them did not happen, or need not have been
    /// seen.
    pub operations: Vec<OpId>,
}

/// Whose view an order of operations is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Viewer {
    /// Everybody's.
    All,
    /// Everybody's of one key.
    Key(usize),
    /// One session's.
    Session(usize),
    /// One session's of one key.
    SessionOfKey(usize, usize),
    /// That of one read.
    Read(OpId),
}

/// Where a model breaks.
#[derive(Clone, PartialEq, Debug)]
pub struct Violation {
    /// Operations that cannot be put in order whatever the others did: even when every other
    /// update may have happened at any time or never, and every other read is left out. None of
    /// these can be spared.
    pub operations: Vec<OpId>,
    /// What they break, where it has a name.
    pub reason: Reason,
    /// Why they would have to be in an order that is impossible.
    pub because: Vec<Because>,
}

/// Why an operation would have to come before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Because {
    /// The earlier one.
    pub from: OpId,
    /// The later one.
    pub to: OpId,
    /// Why.
    pub why: Why,
}

/// Why an operation would have to come before another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// It returned before the other began.
    RealTime,
    /// It precedes the other in a session.
    Session,
    /// The other one read what it made.
    ReadsFrom,
}

impl Verdict {
    /// In one word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Holds(_) => "holds",
            Self::Violated(_) => "violated",
            Self::Unknown { .. } => "unknown",
        }
    }
}

impl Reason {
    /// Its name for scripts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::OutOfThinAir { .. } => "out_of_thin_air",
            Self::Stale { .. } => "stale",
            Self::OwnUpdateMissing { .. } => "own_update_missing",
            Self::Backwards { .. } => "backwards",
            Self::FromTheFuture { .. } => "from_the_future",
            Self::Overtaken { .. } => "overtaken",
            Self::EffectBeforeCause { .. } => "effect_before_cause",
            Self::NoPlace { .. } => "no_place",
        }
    }

    /// The operations that it speaks of.
    pub fn operations(&self) -> Vec<OpId> {
        match *self {
            Self::OutOfThinAir { read } => vec![read],
            Self::Stale { update, read }
            | Self::OwnUpdateMissing { update, read }
            | Self::FromTheFuture { read, update } => vec![update, read],
            Self::Backwards { earlier, later } => vec![earlier, later],
            Self::Overtaken {
                first,
                second,
                read,
            } => vec![first, second, read],
            Self::EffectBeforeCause {
                cause,
                effect,
                read,
            } => vec![cause, effect, read],
            Self::NoPlace { last } => vec![last],
        }
    }
}

/// What is broken, where it has a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A read returned what no updates at all can have made.
    OutOfThinAir {
        /// The read.
        read: OpId,
    },
    /// A read returned something older than what had been acknowledged before it began.
    Stale {
        /// What it misses.
        update: OpId,
        /// The read.
        read: OpId,
    },
    /// A client did not find its own update.
    OwnUpdateMissing {
        /// The update.
        update: OpId,
        /// The read.
        read: OpId,
    },
    /// A read returned something older than an earlier read: time ran backwards.
    Backwards {
        /// The read that returned the newer.
        earlier: OpId,
        /// The read that returned the older.
        later: OpId,
    },
    /// A read returned what was written only after it.
    FromTheFuture {
        /// The read.
        read: OpId,
        /// The update.
        update: OpId,
    },
    /// A session's later update was seen, its earlier one was not.
    Overtaken {
        /// The earlier update.
        first: OpId,
        /// The later one.
        second: OpId,
        /// The read that misses the earlier.
        read: OpId,
    },
    /// An update was seen, and one that its author had seen before was not.
    EffectBeforeCause {
        /// What the author had seen.
        cause: OpId,
        /// The update.
        effect: OpId,
        /// The read that misses the cause.
        read: OpId,
    },
    /// Several things together leave no place for an operation.
    NoPlace {
        /// The last of the operations to return.
        last: OpId,
    },
}
