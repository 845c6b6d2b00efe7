//! The elements of a text in reading order, and what each hangs on.
//!
//! From left to right is the order of the list, tombstones included. A run that was typed
//! forwards or backwards in one go stays on one row; what branches off stands on the next.

use std::collections::BTreeMap;

use replicascope_core::text::{CharId, Element, Side};
use replicascope_words::say;

use super::words::visible;

/// The radius of an element.
pub const RADIUS: f64 = 13.0;
/// The radius of the root.
pub const ROOT_RADIUS: f64 = 6.0;
const ACROSS: f64 = 39.0;
const DOWN: f64 = 52.0;
const MARGIN: f64 = 20.0;
/// How far above an element the line to it turns.
const TURN: f64 = 9.0;
/// How many elements are drawn; more would be too small to read and too many to look at.
const MOST: usize = 200;

/// An element.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Its name.
    pub id: CharId,
    /// Its character, so that it can be seen.
    pub label: String,
    /// Whether it is a tombstone.
    pub deleted: bool,
    /// Its centre.
    pub at: (f64, f64),
    /// Everything about it, in words.
    pub told: String,
}

/// The line from an element to what it hangs on.
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// The element.
    pub child: CharId,
    /// On which side of its parent it hangs.
    pub side: Side,
    /// Its path.
    pub path: String,
}

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct TreePicture {
    /// The elements that are drawn, in reading order.
    pub nodes: Vec<Node>,
    /// A line for each of them.
    pub branches: Vec<Branch>,
    /// Where the root is: what is typed at the start hangs on it.
    pub root: (f64, f64),
    /// How large it is.
    pub size: (f64, f64),
    /// How many elements are not drawn.
    pub left_out: usize,
}

impl TreePicture {
    /// Lays out a list of elements.
    pub fn of(elements: &[Element]) -> Self {
        let drawn = &elements[..elements.len().min(MOST)];
        let column: BTreeMap<CharId, usize> = drawn
            .iter()
            .enumerate()
            .map(|(index, element)| (element.glyph.id, index))
            .collect();
        let rows = Rows::of(drawn, &column);
        let root = (MARGIN, MARGIN);
        let place = |id: CharId| {
            let across = column.get(&id).map_or(0.0, |index| *index as f64 + 1.0);
            (
                MARGIN + across * ACROSS,
                MARGIN + rows.of_element(id) as f64 * DOWN,
            )
        };
        let branches = drawn.iter().filter_map(|element| {
            // What hangs on something that is not drawn has no line.
            let (from, below) = match element.parent {
                Some(parent) => (column.get(&parent).map(|_| place(parent))?, RADIUS),
                None => (root, ROOT_RADIUS),
            };
            Some(Branch {
                child: element.glyph.id,
                side: element.side,
                path: path(from, below, place(element.glyph.id)),
            })
        });
        let height = drawn
            .iter()
            .map(|element| rows.of_element(element.glyph.id));
        Self {
            nodes: drawn.iter().map(|element| node(element, &place)).collect(),
            branches: branches.collect(),
            root,
            size: (
                2.0 * MARGIN + drawn.len() as f64 * ACROSS,
                2.0 * MARGIN + height.max().unwrap_or(0) as f64 * DOWN + 14.0,
            ),
            left_out: elements.len() - drawn.len(),
        }
    }
}

fn node(element: &Element, place: &impl Fn(CharId) -> (f64, f64)) -> Node {
    let label = visible(element.glyph.character);
    let id = element.glyph.id;
    let hangs = match (element.parent, element.side) {
        (None, _) => say::text::at_start().to_owned(),
        (Some(parent), Side::Right) => say::text::after_element(&parent),
        (Some(parent), Side::Left) => say::text::before_element(&parent),
    };
    Node {
        id,
        deleted: element.deleted,
        at: place(id),
        told: match element.deleted {
            true => say::text::node_deleted(&label, &id, &hangs),
            false => say::text::node(&label, &id, &hangs),
        },
        label,
    }
}

/// From rim to rim: straight along a row; down to another one, along it, and down.
fn path((x, y): (f64, f64), below: f64, (to_x, to_y): (f64, f64)) -> String {
    if y == to_y {
        let ahead = if to_x < x { -RADIUS } else { RADIUS };
        return format!("M{} {y} H{}", x + ahead, to_x - ahead);
    }
    let end = to_y - RADIUS;
    format!("M{x} {} V{} H{to_x} V{end}", y + below, end - TURN)
}

/// On which row each element stands; the root's is 0.
struct Rows(BTreeMap<CharId, usize>);

impl Rows {
    fn of(drawn: &[Element], column: &BTreeMap<CharId, usize>) -> Self {
        let mut siblings: BTreeMap<(Option<CharId>, Side), usize> = BTreeMap::new();
        for element in drawn {
            *siblings.entry((element.parent, element.side)).or_default() += 1;
        }
        // Whoever was typed first has the lower clock, and a parent was there before its children.
        let mut by_age: Vec<&Element> = drawn.iter().collect();
        by_age.sort_by_key(|element| element.glyph.id);
        let mut rows = Self(BTreeMap::new());
        for element in by_age {
            let id = element.glyph.id;
            let above = element.parent.map_or(0, |parent| rows.of_element(parent));
            let alone = siblings[&(element.parent, element.side)] == 1;
            let next_to = element.parent.is_some_and(|parent| {
                let columns = (column.get(&parent), column.get(&id));
                matches!(columns, (Some(one), Some(other)) if one.abs_diff(*other) == 1)
            });
            let row = if alone && next_to { above } else { above + 1 };
            rows.0.insert(id, row);
        }
        rows
    }

    fn of_element(&self, id: CharId) -> usize {
        self.0.get(&id).copied().unwrap_or(0)
    }
}
