//! The states at hand and their joins as a Hasse diagram: what includes more lies higher, a line
//! joins two states with none between them.

use replicascope_core::Record;

use super::{join, shown};

/// The size of the picture, in its own units.
pub const LATTICE_SIZE: (f64, f64) = (460.0, 330.0);
const MARGIN: (f64, f64) = (76.0, 34.0);
/// A label has room for so many characters.
const ROOM: usize = 20;

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Lattice {
    /// The states, from the bottom.
    pub nodes: Vec<LatticeNode>,
    /// The lines between them.
    pub edges: Vec<LatticeEdge>,
}

/// What a state is in this merge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// What all replicas begin with.
    Start,
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// What the merge gives: the least state that includes both.
    Join,
}

impl Role {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Left => "left",
            Self::Right => "right",
            Self::Join => "join",
        }
    }
}

/// A state.
#[derive(Clone, PartialEq, Debug)]
pub struct LatticeNode {
    /// Its middle.
    pub at: (f64, f64),
    /// The value and the version.
    pub label: String,
    /// What it is here; several where they are the same state.
    pub roles: Vec<Role>,
}

/// A line from a state to one that includes more, with none between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LatticeEdge {
    /// The place of the lower one.
    pub lower: usize,
    /// The place of the higher one.
    pub higher: usize,
    /// Whether it leads from a side of the merge towards what it gives.
    pub to_join: bool,
}

impl Lattice {
    pub(super) fn of(start: &Record, left: &Record, right: &Record, third: &Record) -> Self {
        let result = join(left, right);
        let states = closure([start, left, right, third]);
        let includes = |more: usize, less: usize| {
            more != less && join(&states[more], &states[less]) == states[more]
        };
        let places = 0..states.len();
        let covers = |higher: usize, lower: usize| {
            includes(higher, lower)
                && !places
                    .clone()
                    .any(|one| includes(higher, one) && includes(one, lower))
        };
        let heights = heights(states.len(), includes);
        let role = |state: &Record| {
            let roles = [
                (Role::Start, start),
                (Role::Left, left),
                (Role::Right, right),
                (Role::Join, &result),
            ];
            let roles = roles.into_iter().filter(|(_, one)| *one == state);
            roles.map(|(role, _)| role).collect::<Vec<_>>()
        };
        let nodes: Vec<LatticeNode> = states
            .iter()
            .enumerate()
            .map(|(place, state)| LatticeNode {
                at: spot(&heights, place),
                label: shortened(&shown(state)),
                roles: role(state),
            })
            .collect();
        let is = |place: usize, roles: &[Role]| {
            nodes[place].roles.iter().any(|role| roles.contains(role))
        };
        let towards = |place: usize| is(place, &[Role::Left, Role::Right]);
        let pairs = places
            .clone()
            .flat_map(|lower| places.clone().map(move |higher| (lower, higher)));
        let edges =
            pairs
                .filter(|(lower, higher)| covers(*higher, *lower))
                .map(|(lower, higher)| LatticeEdge {
                    lower,
                    higher,
                    to_join: towards(lower) && is(higher, &[Role::Join]),
                });
        let edges = edges.collect();
        Self { nodes, edges }
    }
}

/// These states and all their joins, each once: eight at the most, since the start is below all.
fn closure(states: [&Record; 4]) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    for state in states {
        if !all.contains(state) {
            all.push(state.clone());
        }
    }
    let mut next = 0;
    while next < all.len() {
        for other in 0..next {
            let joined = join(&all[other], &all[next]);
            if !all.contains(&joined) {
                all.push(joined);
            }
        }
        next += 1;
    }
    all
}

/// How many states lie below each one, on the longest way down.
fn heights(count: usize, includes: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut heights = vec![0; count];
    // The longest way has no more steps than there are states.
    for _ in 0..count {
        for place in 0..count {
            let below = (0..count).filter(|other| includes(place, *other));
            let height = below.map(|other| heights[other] + 1).max();
            heights[place] = height.unwrap_or(0);
        }
    }
    heights
}

/// Where a state is drawn: by its height, side by side with those of the same height.
fn spot(heights: &[usize], place: usize) -> (f64, f64) {
    let level = heights[place];
    let top = heights.iter().max().copied().unwrap_or(0).max(1);
    let same: Vec<usize> = (0..heights.len())
        .filter(|other| heights[*other] == level)
        .collect();
    let index = same.iter().position(|other| *other == place).unwrap_or(0);
    let across = LATTICE_SIZE.0 - 2.0 * MARGIN.0;
    let spread = match same.len() {
        1 => LATTICE_SIZE.0 / 2.0,
        count => MARGIN.0 + across * index as f64 / (count - 1) as f64,
    };
    let up = level as f64 / top as f64 * (LATTICE_SIZE.1 - 2.0 * MARGIN.1);
    (spread, LATTICE_SIZE.1 - MARGIN.1 - up)
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= ROOM {
        return text.to_owned();
    }
    text.chars().take(ROOM - 1).chain(['…']).collect()
}
