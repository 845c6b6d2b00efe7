//! Other descriptions of the same sequences, written for clearness: slow, and with nothing of the
//! code under test in them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use replicascope_core::text::{CharId, Op, Side};

/// What a list looks like: characters in order, each with its name and whether it is deleted.
pub type List = Vec<(CharId, char, bool)>;

/// An algorithm, told by the set of operations that a replica has seen.
pub type Specification = fn(&BTreeSet<Op>) -> List;

/// RGA as Roh et al. tell it: a linked list in which an insertion skips all larger ids after the
/// character that it follows.
pub fn rga(seen: &BTreeSet<Op>) -> List {
    let mut insertions: Vec<(CharId, char, Option<CharId>)> = seen
        .iter()
        .filter_map(|op| match *op {
            Op::Insert {
                id,
                character,
                parent,
                ..
            } => Some((id, character, parent)),
            Op::Delete { .. } => None,
        })
        .collect();
    // Clocks rise along what was seen, so a character comes after the one that it follows.
    insertions.sort_by_key(|(id, ..)| (id.clock, id.replica));
    let mut list: List = Vec::new();
    for (id, character, after) in insertions {
        let mut at = match after {
            None => 0,
            Some(after) => 1 + place(&list, after),
        };
        let key = |id: CharId| (id.clock, id.replica);
        while list
            .get(at)
            .is_some_and(|(other, ..)| key(*other) > key(id))
        {
            at += 1;
        }
        list.insert(at, (id, character, is_deleted(seen, id)));
    }
    list
}

/// Fugue as Weidner and Kleppmann tell it: the tree, gone through depth first.
pub fn fugue(seen: &BTreeSet<Op>) -> List {
    let mut list = List::new();
    visit(seen, None, &mut list);
    list
}

fn visit(seen: &BTreeSet<Op>, node: Option<(CharId, char)>, list: &mut List) {
    for child in children(seen, node, Side::Left) {
        visit(seen, Some(child), list);
    }
    if let Some((id, character)) = node {
        list.push((id, character, is_deleted(seen, id)));
    }
    for child in children(seen, node, Side::Right) {
        visit(seen, Some(child), list);
    }
}

fn children(seen: &BTreeSet<Op>, of: Option<(CharId, char)>, on: Side) -> Vec<(CharId, char)> {
    let mut children: Vec<_> = seen
        .iter()
        .filter_map(|op| match *op {
            Op::Insert {
                id,
                character,
                parent,
                side,
            } if parent == of.map(|of| of.0) && side == on => Some((id, character)),
            _ => None,
        })
        .collect();
    children.sort_by(
        |(one, _), (other, _)| match one.replica.cmp(&other.replica) {
            Ordering::Equal => one.clock.cmp(&other.clock),
            by_replica => by_replica,
        },
    );
    children
}

fn place(list: &List, id: CharId) -> usize {
    let place = list.iter().position(|(other, ..)| *other == id);
    place.expect("what it follows is in the list")
}

fn is_deleted(seen: &BTreeSet<Op>, id: CharId) -> bool {
    seen.contains(&Op::Delete { target: id })
}
