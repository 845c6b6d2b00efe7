//! The elements of a text, and the operations on them that replicas send each other.

use serde::Serialize;

use super::id::CharId;

/// On which side of its parent an element hangs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// What is sent to other replicas.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Op {
    /// A character was typed.
    Insert {
        /// Its name.
        id: CharId,
        /// The character.
        character: char,
        /// What it hangs on; none: the root.
        parent: Option<CharId>,
        /// On which side.
        side: Side,
    },
    /// A character was deleted.
    Delete {
        /// Its name.
        target: CharId,
    },
}

/// What became of an operation that came in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It changed the state.
    Applied,
    /// It had been there before.
    Known,
    /// It is too early: this character has not come yet. Nothing was changed.
    Missing(CharId),
}

/// A visible character.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Glyph {
    /// Its name.
    pub id: CharId,
    /// The character.
    pub character: char,
}

/// One element as others see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Element {
    /// Its name, and the character.
    #[serde(flatten)]
    pub glyph: Glyph,
    /// Whether it is a tombstone.
    pub deleted: bool,
    /// What it hangs on; none: the root.
    pub parent: Option<CharId>,
    /// On which side.
    pub side: Side,
}
