//! A list that knows the place of each of its elements: the order under every text here.
//!
//! Elements are appended to an arena and named by a [`Handle`] that never changes; what changes
//! is the order. It is a treap (Seidel and Aragon, *Randomized Search Trees*, Algorithmica 16,
//! 1996): a binary tree that is in list order from left to right and a heap in priorities, each
//! a hash of the handle. So it is balanced whatever the order of insertions, without a draw of
//! chance. Each node counts the elements below it, and those that are visible: to find the
//! element at a place, or the place of an element, is one way down or up, O(log n) expected.

/// Names an element for as long as the list exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Handle(u32);

impl Handle {
    /// The place in the arena: elements are numbered in the order of insertion.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// No node.
const NONE: u32 = u32::MAX;

/// The most elements that a list holds.
pub const MAX_ELEMENTS: usize = NONE as usize;

#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    left: u32,
    right: u32,
    /// Visible elements in the subtree.
    visible_below: u32,
    visible: bool,
}

/// A list of handles, some visible and some hidden.
#[derive(Clone, Debug)]
pub struct Sequence {
    nodes: Vec<Node>,
    root: u32,
}

impl Default for Sequence {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            root: NONE,
        }
    }
}

impl Sequence {
    /// How many elements there are, hidden ones too.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no element at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many elements are visible.
    pub fn visible(&self) -> usize {
        self.visible_below(self.root) as usize
    }

    /// Puts a new visible element directly after another, or first; none when the list is full.
    pub fn insert_after(&mut self, left: Option<Handle>) -> Option<Handle> {
        let new = u32::try_from(self.nodes.len())
            .ok()
            .filter(|n| *n != NONE)?;
        let parent = match left {
            None => self.leftmost(self.root),
            Some(Handle(left)) => match self.nodes[left as usize].right {
                NONE => left,
                right => self.leftmost(right),
            },
        };
        self.nodes.push(Node {
            parent,
            left: NONE,
            right: NONE,
            visible_below: 0,
            visible: true,
        });
        if parent == NONE {
            self.root = new;
        } else if left == Some(Handle(parent)) {
            self.node(parent).right = new;
        } else {
            self.node(parent).left = new;
        }
        self.recount_upwards(new, 1);
        self.rise(new);
        Some(Handle(new))
    }

    /// Shows or hides an element; tells whether that changed it.
    pub fn set_visible(&mut self, handle: Handle, visible: bool) -> bool {
        if self.is_visible(handle) == visible {
            return false;
        }
        self.node(handle.0).visible = visible;
        self.recount_upwards(handle.0, if visible { 1 } else { -1 });
        true
    }

    /// Whether the element is visible.
    pub fn is_visible(&self, handle: Handle) -> bool {
        self.nodes[handle.index()].visible
    }

    /// The visible element with so many visible ones before it.
    pub fn nth_visible(&self, place: usize) -> Option<Handle> {
        let mut before = u32::try_from(place).ok()?;
        let mut at = self.root;
        while at != NONE {
            let node = &self.nodes[at as usize];
            let left = self.visible_below(node.left);
            if before < left {
                at = node.left;
                continue;
            }
            before -= left;
            if node.visible {
                if before == 0 {
                    return Some(Handle(at));
                }
                before -= 1;
            }
            at = node.right;
        }
        None
    }

    /// How many visible elements stand before this one.
    pub fn visible_before(&self, handle: Handle) -> usize {
        let mut at = handle.0;
        let mut count = self.visible_below(self.nodes[at as usize].left);
        loop {
            let parent = self.nodes[at as usize].parent;
            if parent == NONE {
                return count as usize;
            }
            let above = &self.nodes[parent as usize];
            if above.right == at {
                count += self.visible_below(above.left) + u32::from(above.visible);
            }
            at = parent;
        }
    }

    /// The element directly after another, or the first; hidden ones count.
    pub fn next(&self, handle: Option<Handle>) -> Option<Handle> {
        let found = match handle {
            None => self.leftmost(self.root),
            Some(Handle(at)) => match self.nodes[at as usize].right {
                NONE => self.climb(at, |above, at| above.left == at),
                right => self.leftmost(right),
            },
        };
        (found != NONE).then_some(Handle(found))
    }

    /// The element directly before another; hidden ones count.
    pub fn previous(&self, handle: Handle) -> Option<Handle> {
        let found = match self.nodes[handle.index()].left {
            NONE => self.climb(handle.0, |above, at| above.right == at),
            left => self.rightmost(left),
        };
        (found != NONE).then_some(Handle(found))
    }

    /// All elements in order, hidden ones too.
    pub fn iter(&self) -> impl Iterator<Item = Handle> {
        std::iter::successors(self.next(None), |handle| self.next(Some(*handle)))
    }

    /// The first ancestor of which the way up comes from the given side.
    fn climb(&self, mut at: u32, from: impl Fn(&Node, u32) -> bool) -> u32 {
        loop {
            let parent = self.nodes[at as usize].parent;
            if parent == NONE || from(&self.nodes[parent as usize], at) {
                return parent;
            }
            at = parent;
        }
    }

    fn leftmost(&self, mut at: u32) -> u32 {
        while at != NONE && self.nodes[at as usize].left != NONE {
            at = self.nodes[at as usize].left;
        }
        at
    }

    fn rightmost(&self, mut at: u32) -> u32 {
        while self.nodes[at as usize].right != NONE {
            at = self.nodes[at as usize].right;
        }
        at
    }

    fn node(&mut self, at: u32) -> &mut Node {
        &mut self.nodes[at as usize]
    }

    fn visible_below(&self, at: u32) -> u32 {
        let node = self.nodes.get(at as usize);
        node.map_or(0, |node| node.visible_below)
    }

    fn recount_upwards(&mut self, mut at: u32, by: i32) {
        while at != NONE {
            let node = self.node(at);
            node.visible_below = node.visible_below.saturating_add_signed(by);
            at = node.parent;
        }
    }

    /// Rotates a new leaf up until the priorities are a heap again.
    fn rise(&mut self, at: u32) {
        while let parent = self.nodes[at as usize].parent
            && parent != NONE
            && priority(parent) < priority(at)
        {
            self.rotate_up(at, parent);
        }
    }

    /// Makes a node the parent of its parent; the order from left to right stays.
    fn rotate_up(&mut self, at: u32, parent: u32) {
        let above = self.nodes[parent as usize].parent;
        let inner;
        if self.nodes[parent as usize].left == at {
            inner = self.nodes[at as usize].right;
            self.node(parent).left = inner;
            self.node(at).right = parent;
        } else {
            inner = self.nodes[at as usize].left;
            self.node(parent).right = inner;
            self.node(at).left = parent;
        }
        if inner != NONE {
            self.node(inner).parent = parent;
        }
        self.node(parent).parent = at;
        self.node(at).parent = above;
        if above == NONE {
            self.root = at;
        } else if self.nodes[above as usize].left == parent {
            self.node(above).left = at;
        } else {
            self.node(above).right = at;
        }
        self.node(at).visible_below = self.nodes[parent as usize].visible_below;
        let Node {
            left,
            right,
            visible,
            ..
        } = self.nodes[parent as usize];
        let below = self.visible_below(left) + self.visible_below(right);
        self.node(parent).visible_below = below + u32::from(visible);
    }
}

/// Evenly spread bits of a handle (the finaliser of MurmurHash3): the same everywhere.
fn priority(handle: u32) -> u32 {
    let mut bits = handle.wrapping_add(0x9e37_79b9);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
    bits ^ (bits >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is asked of the list, a plain vector answers the same.
    #[test]
    fn a_sequence_is_a_vector() {
        for seed in 0..40_u32 {
            let mut sequence = Sequence::default();
            let mut plain: Vec<(Handle, bool)> = Vec::new();
            for step in 0..150_u32 {
                let dice = priority(seed * 1000 + step) as usize;
                if step % 4 == 3 {
                    let (handle, visible) = &mut plain[dice % step as usize % (step as usize / 2)];
                    *visible = dice.is_multiple_of(3);
                    sequence.set_visible(*handle, *visible);
                } else {
                    let place = dice % (plain.len() + 1);
                    let left = place.checked_sub(1).map(|left| plain[left].0);
                    let handle = sequence.insert_after(left).expect("room");
                    plain.insert(place, (handle, true));
                }
                same(&sequence, &plain);
            }
        }
    }

    fn same(sequence: &Sequence, plain: &[(Handle, bool)]) {
        let order: Vec<Handle> = plain.iter().map(|one| one.0).collect();
        assert_eq!(sequence.iter().collect::<Vec<_>>(), order);
        assert_eq!(sequence.len(), plain.len());
        let mut visible = 0;
        for (place, (handle, is_visible)) in plain.iter().enumerate() {
            assert_eq!(sequence.visible_before(*handle), visible);
            assert_eq!(sequence.is_visible(*handle), *is_visible);
            let before = place.checked_sub(1).map(|left| plain[left].0);
            assert_eq!(sequence.previous(*handle), before);
            if *is_visible {
                assert_eq!(sequence.nth_visible(visible), Some(*handle));
                visible += 1;
            }
        }
        assert_eq!(sequence.visible(), visible);
        assert_eq!(sequence.nth_visible(visible), None);
    }

    /// The depth of the deepest node.
    fn depth(sequence: &Sequence) -> usize {
        let up = |at: &u32| {
            let parent = sequence.nodes[*at as usize].parent;
            (parent != NONE).then_some(parent)
        };
        let depths = (0..sequence.len()).map(|at| {
            let at = u32::try_from(at).expect("small");
            std::iter::successors(Some(at), up).count()
        });
        depths.max().unwrap_or(0)
    }

    #[test]
    fn typing_in_either_direction_leaves_a_shallow_tree() {
        let (mut forward, mut backward) = (Sequence::default(), Sequence::default());
        let mut last = None;
        for _ in 0..100_000 {
            last = forward.insert_after(last);
            backward.insert_after(None);
        }
        // 2 ln n is the expected depth of a node; the deepest stays within a small multiple.
        assert!(depth(&forward) < 60, "{}", depth(&forward));
        assert!(depth(&backward) < 60, "{}", depth(&backward));
    }
}
