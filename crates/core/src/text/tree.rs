//! A text as a tree of its characters: what RGA and Fugue have in common.
//!
//! Every character ever typed is an element; a deleted one stays as a tombstone, since others may
//! name it. An element hangs on a parent, before it (on its left) or after it (on its right); the
//! list is read off by going through the tree: what hangs on the left, the element itself, what
//! hangs on the right. Those that hang on one side of one parent are ordered by their ids. The two
//! algorithms differ in two decisions only, a [`Rule`]: where a typed character is hung up, and
//! which of two siblings comes first.
//!
//! **Why merging is right.** A state is a set of elements, each with an unchanging id, character,
//! parent and side, and the set of those deleted. Merging is the union of both sets, and union is
//! associative, commutative and idempotent; typing and deleting only add. An element is known
//! only where its parent is, so the set is always a tree; and the order is a function of that
//! tree and of the total order of ids, not of the way that it was built. So whoever has
//! seen the same operations has the same list (Shapiro et al. 2011, section 3.4).
//! Elements never change places among each other, deleted or not: all lists that ever occur agree
//! on one order. That is the strong list specification of Attiya, Burckhardt, Gotsman, Morrison,
//! Yang and Zawirski, *Specification and Complexity of Collaborative Text Editing*, PODC 2016.
//!
//! **Operations** commute for the same reason. They may come twice and in any order, as long as
//! an element comes after its parent and a deletion after what it deletes; what comes too early
//! is told so. Tombstones are never collected: that would need to know what everybody has seen.
//!
//! **Cost.** Typing and deleting at a place is O(log n). So is taking in an element that has no
//! concurrent sibling; one that has may walk along the run of characters that its sibling begins.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::marker::PhantomData;

use serde::Serialize;

use super::id::CharId;
use super::sequence::{Handle, MAX_ELEMENTS, Sequence};
use crate::ids::{MAX_REPLICAS, ReplicaId};

/// On which side of its parent an element hangs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// What tells one algorithm from the other.
pub trait Rule: Sized {
    /// Where a character is hung up that is typed directly after `left`, or first: the parent,
    /// or none for the root, and the side. The root has a right side only.
    fn hang(tree: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side);

    /// Which of two elements on the same side of the same parent comes first in the list: the
    /// lesser one. Must be a total order of ids.
    fn order(one: CharId, other: CharId) -> Ordering;
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

/// The first and the last of the elements on one side of a parent.
#[derive(Clone, Copy, Default, Debug)]
struct Children {
    first: Option<Handle>,
    last: Option<Handle>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    glyph: Glyph,
    parent: Option<Handle>,
    side: Side,
    /// The sibling after it.
    next: Option<Handle>,
    left: Children,
    right: Children,
}

/// The state of one replica: see the [module](self).
#[derive(Clone, Debug)]
pub struct Tree<R> {
    order: Sequence,
    /// By handle; a parent always stands before its children.
    entries: Vec<Entry>,
    root: Children,
    /// For each replica, its characters by clock.
    index: [Vec<(u32, Handle)>; MAX_REPLICAS],
    clock: u32,
    rule: PhantomData<R>,
}

impl<R> Default for Tree<R> {
    fn default() -> Self {
        Self {
            order: Sequence::default(),
            entries: Vec::new(),
            root: Children::default(),
            index: std::array::from_fn(|_| Vec::new()),
            clock: 0,
            rule: PhantomData,
        }
    }
}

impl<R: Rule> Tree<R> {
    /// Types a character in front of the visible one at a place, or at the end; none when there
    /// is no such place or no room.
    pub fn insert(&mut self, replica: ReplicaId, at: usize, character: char) -> Option<Op> {
        let id = CharId {
            replica,
            clock: self.clock.checked_add(1)?,
        };
        self.insert_as(id, at, character)
    }

    /// The same with an id that was agreed on elsewhere and that nobody else uses. RGA puts the
    /// character where it was typed only if the id is larger than all others here.
    pub fn insert_as(&mut self, id: CharId, at: usize, character: char) -> Option<Op> {
        let left = match at.checked_sub(1) {
            Some(left) => Some(self.order.nth_visible(left)?),
            None => None,
        };
        self.hang_up(id, left, character)
    }

    /// The same directly after a character that is named, or first.
    pub fn insert_after(
        &mut self,
        id: CharId,
        left: Option<CharId>,
        character: char,
    ) -> Option<Op> {
        let left = match left {
            Some(left) => Some(self.handle(left)?),
            None => None,
        };
        self.hang_up(id, left, character)
    }

    fn hang_up(&mut self, id: CharId, left: Option<Handle>, character: char) -> Option<Op> {
        if self.order.len() == MAX_ELEMENTS || self.handle(id).is_some() {
            return None;
        }
        let (parent, side) = R::hang(self, left);
        self.add(Glyph { id, character }, parent, side)?;
        Some(Op::Insert {
            id,
            character,
            parent: parent.map(|parent| self.id(parent)),
            side,
        })
    }

    /// Deletes the visible character at a place; none when there is none.
    pub fn delete(&mut self, at: usize) -> Option<Op> {
        let handle = self.order.nth_visible(at)?;
        self.order.set_visible(handle, false);
        Some(Op::Delete {
            target: self.id(handle),
        })
    }

    /// Takes in an operation of another replica.
    pub fn apply(&mut self, op: &Op) -> Outcome {
        let (applied, missing) = match *op {
            Op::Insert { id, .. } if self.handle(id).is_some() => return Outcome::Known,
            Op::Insert {
                id,
                character,
                parent,
                side,
            } => {
                let glyph = Glyph { id, character };
                let above = parent.and_then(|parent| self.handle(parent));
                match (parent, above) {
                    (Some(parent), None) => return Outcome::Missing(parent),
                    _ => (self.add(glyph, above, side).is_some(), id),
                }
            }
            Op::Delete { target } => match self.handle(target) {
                Some(handle) => (self.order.set_visible(handle, false), target),
                None => return Outcome::Missing(target),
            },
        };
        match (applied, op) {
            (true, _) => Outcome::Applied,
            (false, Op::Delete { .. }) => Outcome::Known,
            // There is no room for it.
            (false, Op::Insert { .. }) => Outcome::Missing(missing),
        }
    }

    /// Takes in another replica's state.
    pub fn merge(&mut self, theirs: &Self) {
        for (entry, op) in theirs.entries.iter().zip(theirs.insertions()) {
            self.apply(&op);
            let target = entry.glyph.id;
            let deleted = theirs
                .handle(target)
                .is_some_and(|at| !theirs.order.is_visible(at));
            if deleted {
                self.apply(&Op::Delete { target });
            }
        }
    }

    /// What was typed, in an order in which it can be applied.
    fn insertions(&self) -> impl Iterator<Item = Op> {
        self.entries.iter().map(|entry| Op::Insert {
            id: entry.glyph.id,
            character: entry.glyph.character,
            parent: entry.parent.map(|parent| self.id(parent)),
            side: entry.side,
        })
    }

    fn add(&mut self, glyph: Glyph, parent: Option<Handle>, side: Side) -> Option<Handle> {
        let before = self.sibling_before(glyph.id, parent, side);
        let left = self.left_neighbour(before, parent, side);
        let new = self.order.insert_after(left)?;
        let after = match before {
            Some(before) => self.entries[before.index()].next.replace(new),
            None => self.children(parent, side).first,
        };
        let children = self.children_mut(parent, side);
        if before.is_none() {
            children.first = Some(new);
        }
        if after.is_none() {
            children.last = Some(new);
        }
        self.entries.push(Entry {
            glyph,
            parent,
            side,
            next: after,
            left: Children::default(),
            right: Children::default(),
        });
        let own = &mut self.index[glyph.id.replica.index()];
        let place = own.partition_point(|(clock, _)| *clock < glyph.id.clock);
        own.insert(place, (glyph.id.clock, new));
        self.clock = self.clock.max(glyph.id.clock);
        Some(new)
    }

    /// The last of the elements on that side of the parent that come before the id.
    fn sibling_before(&self, id: CharId, parent: Option<Handle>, side: Side) -> Option<Handle> {
        let mut before = None;
        let mut next = self.children(parent, side).first;
        while let Some(sibling) = next
            && R::order(self.id(sibling), id).is_lt()
        {
            before = Some(sibling);
            next = self.entries[sibling.index()].next;
        }
        before
    }

    /// The element of the list directly after which a new one goes.
    fn left_neighbour(
        &self,
        before: Option<Handle>,
        parent: Option<Handle>,
        side: Side,
    ) -> Option<Handle> {
        let after = match before {
            Some(before) => self.entries[before.index()].next,
            None => self.children(parent, side).first,
        };
        match (after, before, side) {
            // In front of all that hangs on the next sibling.
            (Some(after), _, _) => self.order.previous(self.first_below(after)),
            (None, _, Side::Left) => parent.and_then(|parent| self.order.previous(parent)),
            (None, Some(before), Side::Right) => Some(self.last_below(before)),
            (None, None, Side::Right) => parent,
        }
    }

    /// The first in the list of all that hangs on an element, itself included.
    fn first_below(&self, mut at: Handle) -> Handle {
        while let Some(left) = self.entries[at.index()].left.first {
            at = left;
        }
        at
    }

    /// The last in the list of all that hangs on an element, itself included.
    fn last_below(&self, mut at: Handle) -> Handle {
        while let Some(right) = self.entries[at.index()].right.last {
            at = right;
        }
        at
    }

    fn children(&self, parent: Option<Handle>, side: Side) -> Children {
        match (parent, side) {
            (None, _) => self.root,
            (Some(parent), Side::Left) => self.entries[parent.index()].left,
            (Some(parent), Side::Right) => self.entries[parent.index()].right,
        }
    }

    fn children_mut(&mut self, parent: Option<Handle>, side: Side) -> &mut Children {
        match (parent, side) {
            (None, _) => &mut self.root,
            (Some(parent), Side::Left) => &mut self.entries[parent.index()].left,
            (Some(parent), Side::Right) => &mut self.entries[parent.index()].right,
        }
    }

    /// Whether anything hangs on the right of an element, or on the root.
    pub fn has_right_child(&self, parent: Option<Handle>) -> bool {
        self.children(parent, Side::Right).first.is_some()
    }

    /// The element of the list after another, or the first, tombstones included.
    pub fn next(&self, handle: Option<Handle>) -> Option<Handle> {
        self.order.next(handle)
    }

    fn id(&self, handle: Handle) -> CharId {
        self.entries[handle.index()].glyph.id
    }

    fn handle(&self, id: CharId) -> Option<Handle> {
        let own = &self.index[id.replica.index()];
        let place = own.binary_search_by_key(&id.clock, |(clock, _)| *clock);
        place.ok().map(|place| own[place].1)
    }

    /// The largest clock of all characters seen.
    pub fn clock(&self) -> u32 {
        self.clock
    }

    /// How many characters the text has.
    pub fn len(&self) -> usize {
        self.order.visible()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many characters stand before this one; none if it has never been seen.
    pub fn place(&self, id: CharId) -> Option<usize> {
        Some(self.order.visible_before(self.handle(id)?))
    }

    /// The elements directly before and after a character, tombstones included.
    pub fn neighbours(&self, id: CharId) -> (Option<CharId>, Option<CharId>) {
        let Some(handle) = self.handle(id) else {
            return (None, None);
        };
        let (left, right) = (self.order.previous(handle), self.order.next(Some(handle)));
        (left.map(|at| self.id(at)), right.map(|at| self.id(at)))
    }

    /// The visible characters in order.
    pub fn glyphs(&self) -> impl Iterator<Item = Glyph> {
        let visible = self.order.iter().filter(|at| self.order.is_visible(*at));
        visible.map(|at| self.entries[at.index()].glyph)
    }

    /// The text.
    pub fn text(&self) -> String {
        self.glyphs().map(|glyph| glyph.character).collect()
    }

    /// All elements in order, tombstones included.
    pub fn elements(&self) -> impl Iterator<Item = Element> {
        self.order.iter().map(|at| {
            let entry = &self.entries[at.index()];
            Element {
                glyph: entry.glyph,
                deleted: !self.order.is_visible(at),
                parent: entry.parent.map(|parent| self.id(parent)),
                side: entry.side,
            }
        })
    }
}

/// The same elements, in the same places, deleted alike.
impl<R: Rule> PartialEq for Tree<R> {
    fn eq(&self, other: &Self) -> bool {
        self.order.len() == other.order.len() && self.elements().eq(other.elements())
    }
}

impl<R: Rule> Eq for Tree<R> {}
