//! The reasons for a merge, as data: the rules that decided, one for each entry.

use serde::Serialize;

use crate::clock::{Actor, Dot};
use crate::value::Value;

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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// All of it.
    Whole,
    /// What one replica contributed, in one of its lives.
    Of(Actor),
    /// What one replica added.
    Plus(Actor),
    /// What one replica took away.
    Minus(Actor),
    /// Rights that the first handed over to the second.
    Rights(Actor, Actor),
    /// An element of a set.
    Element(Value),
    /// That an element was removed once and for all.
    Removed(Value),
    /// One adding of an element, by its unique tag.
    Tag(Value, Dot),
    /// What one update left behind.
    Update(Dot),
    /// What one update did to an entry of a map.
    Within(Value, Dot),
}

/// A rule by which a merge decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
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
    /// The write with the lower timestamp wins.
    LowerTimestamp,
    /// Equal timestamps: the write of the replica earlier in the alphabet wins.
    LowerReplica,
    /// The larger of two counts.
    Maximum,
    /// What one side has, both have after the merge.
    Union,
    /// The tag is among the tombstones of one side: the element was removed.
    Tombstone,
    /// What arrived has it, and the replica has never seen it: kept.
    NewHere,
    /// The replica has it, and the other had never seen it: kept.
    NewThere,
    /// What arrived has it; the replica has seen it and has it no more: it was removed here.
    RemovedHere,
    /// The replica has it; the other has seen it and has it no more: it was removed there.
    RemovedThere,
}
