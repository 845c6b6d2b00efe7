//! Fugue: a character is hung on its left or its right neighbour, so that runs stay together.
//!
//! Weidner and Kleppmann, *The Art of the Fugue: Minimizing Interleaving in Collaborative Text
//! Editing*, 2023 (IEEE Transactions on Parallel and Distributed Systems 36(11), 2025),
//! algorithm 1. A typed character hangs on the right of the one before it, if nothing hangs there
//! yet; otherwise on the left of the element after it, tombstones included, on which then nothing
//! hangs on the left. So its author sees it exactly where it was typed, whatever its id. Siblings
//! arise from concurrent typing alone; their order only has to be the same everywhere, and here
//! is by replica, then by clock.
//!
//! Text typed forwards is a chain of right children, text typed backwards one of left children:
//! either is one subtree, and what another replica types at the same place is another subtree.
//! Subtrees are read off one after the other, so they do not interleave. (FugueMax, in
//! the same paper, also orders right siblings by what stood on their right, for rare cases of three
//! replicas; plain Fugue is what is built here.)

use std::cmp::Ordering;

use super::id::CharId;
use super::sequence::Handle;
use super::tree::{Rule, Side, Tree};

/// The rule of Fugue.
#[derive(Clone, Debug)]
pub struct FugueRule;

/// A text kept by Fugue.
pub type Fugue = Tree<FugueRule>;

impl Rule for FugueRule {
    fn hang(tree: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side) {
        if tree.has_right_child(left) {
            (tree.next(left), Side::Left)
        } else {
            (left, Side::Right)
        }
    }

    fn order(one: CharId, other: CharId) -> Ordering {
        one.by_replica(&other)
    }
}
