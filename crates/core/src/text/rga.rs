//! RGA, the replicated growable array: a character is hung on the one that it was typed after.
//!
//! Roh, Jeon, Kim and Lee, *Replicated abstract data types: Building blocks for collaborative
//! applications*, Journal of Parallel and Distributed Computing 71(3), 2011, section 5. There a
//! linked list is kept, and what comes in skips whatever has a larger id. Hung up as a tree
//! (Attiya et al. 2016) the same order is: everything hangs on the right, and of those
//! that were typed after the same character **the larger id comes first**. A character's id is
//! larger than all that its author had seen, so a typed character stands directly after the one
//! that it was typed after; and what hangs below a sibling with a larger id is larger still, so
//! both descriptions skip the same.
//!
//! What it costs: characters typed one *in front of* the other all hang on the same parent. When
//! two replicas do so at the same place, the ids of both alternate, and so do the letters
//! (Kleppmann, Gomes, Mulligan and Beresford, *Interleaving anomalies in collaborative text
//! editors*, PaPoC 2019; Weidner and Kleppmann 2023).

use std::cmp::Ordering;

use super::id::CharId;
use super::sequence::Handle;
use super::tree::{Rule, Side, Tree};

/// The rule of RGA.
#[derive(Clone, Debug)]
pub struct RgaRule;

/// A text kept by RGA.
pub type Rga = Tree<RgaRule>;

impl Rule for RgaRule {
    fn hang(_: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side) {
        (left, Side::Right)
    }

    fn order(one: CharId, other: CharId) -> Ordering {
        other.cmp(&one)
    }
}
