//! The reasons for a merge, as data: the rules that decided, one for each entry.

use serde::Serialize;

use crate::clock::Actor;

/// How one entry of the merged state came about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Decision {
    /// Which part of the state.
    pub entry: Entry,
    /// What the replica had.
    pub mine: String,
    /// What arrived.
    pub theirs: String,
    /// What the replica has after the merge.
    pub result: String,
    /// The rule that decided.
    pub rule: Rule,
}

/// A part of a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// All of it.
    Whole,
    /// What one replica contributed, in one of its lives.
    Of(Actor),
}

/// A rule by which a merge decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Both sides hold the same write, or none.
    Same,
    /// Only one side has ever been written.
    OnlyOneWritten,
    /// The write with the higher timestamp wins.
    HigherTimestamp,
    /// Equal timestamps: the write of the replica later in the alphabet wins.
    HigherReplica,
    /// Equal timestamps at one replica: that replica's later write wins.
    LaterAtSameReplica,
    /// The larger of two counts.
    Maximum,
}
