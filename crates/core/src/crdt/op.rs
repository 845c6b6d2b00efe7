//! What clients ask of keys.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::ReplicaId;
use crate::value::Value;

/// The largest amount that a single operation adds, takes or hands over.
pub const MAX_INCREMENT: u32 = 1_000_000;

/// What a client asks of a key.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Return the value.
    Read,
    /// Replace the value of a register.
    Write(Value),
    /// Remove the value of a register, leaving a tombstone.
    Delete,
    /// Add to a counter; 1 to [`MAX_INCREMENT`].
    Increment(u32),
    /// Take from a counter; 1 to [`MAX_INCREMENT`].
    Decrement(u32),
    /// Hand rights to decrement over to another replica; 1 to [`MAX_INCREMENT`].
    Transfer {
        /// Who gets them.
        to: ReplicaId,
        /// How many.
        amount: u32,
    },
    /// Put an element into a set.
    Add(Value),
    /// Take an element out of a set, or an entry out of a map.
    Remove(Value),
    /// Raise a flag.
    Enable,
    /// Lower a flag.
    Disable,
    /// Do something to one entry of a map.
    Within {
        /// Which one.
        entry: Value,
        /// What.
        op: Box<Op>,
    },
}

impl Op {
    /// Whether it changes the state.
    pub fn is_update(&self) -> bool {
        !matches!(self, Self::Read)
    }

    /// Whether a replica is named in it.
    pub fn names(&self, replica: ReplicaId) -> bool {
        match self {
            Self::Transfer { to, .. } => *to == replica,
            Self::Within { op, .. } => op.names(replica),
            _ => false,
        }
    }

    /// How many bytes a compact encoding of what it carries takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Write(value) | Self::Add(value) | Self::Remove(value) => value.bytes(),
            Self::Increment(_) | Self::Decrement(_) => size_of::<u32>(),
            Self::Transfer { .. } => size_of::<u8>() + size_of::<u32>(),
            Self::Read | Self::Delete | Self::Enable | Self::Disable => 0,
            Self::Within { entry, op } => entry.bytes() + op.bytes(),
        }
    }
}

/// Whether an amount is one that operations may have.
pub(super) fn is_amount(amount: u32) -> bool {
    (1..=MAX_INCREMENT).contains(&amount)
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read => f.write_str("read"),
            Self::Write(value) => write!(f, "write {value}"),
            Self::Delete => f.write_str("delete"),
            Self::Increment(by) => write!(f, "+{by}"),
            Self::Decrement(by) => write!(f, "−{by}"),
            Self::Transfer { to, amount } => write!(f, "hand {amount} to {to}"),
            Self::Add(element) => write!(f, "add {element}"),
            Self::Remove(element) => write!(f, "remove {element}"),
            Self::Enable => f.write_str("enable"),
            Self::Disable => f.write_str("disable"),
            Self::Within { entry, op } => write!(f, "{entry}: {op}"),
        }
    }
}
