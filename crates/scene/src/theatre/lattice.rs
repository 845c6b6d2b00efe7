//! The order of states: one is above another if merging it into that one gives it. Drawn as a Hasse
//! diagram, with the join of the two states on the stage marked.

use replicascope_core::Micros;
use replicascope_core::Trace;
use replicascope_core::crdt::State;
use replicascope_words::say;

use crate::words;

use super::laws::merged;

/// More states than this are not drawn.
const MOST: usize = 12;
/// Between one level and the next, and between neighbours on one.
const LEVEL: f64 = 52.0;
const ACROSS: f64 = 118.0;
const MARGIN: f64 = 26.0;

/// The states, greatest at the top, and which is right below which.
#[derive(Clone, PartialEq, Debug)]
pub struct Lattice {
    /// How wide the drawing is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// Every state once.
    pub nodes: Vec<Node>,
    /// From a node up to one with nothing between: their places among the nodes.
    pub edges: Vec<(usize, usize)>,
    /// The same in words.
    pub told: String,
}

/// A state.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Where it is drawn.
    pub x: f64,
    /// Where it is drawn.
    pub y: f64,
    /// What a reader of it sees.
    pub value: String,
    /// What it is on the stage.
    pub stands: Stands,
}

/// What a state is on the stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// The state on the left.
    Left,
    /// The one on the right.
    Right,
    /// Both, if they are equal.
    Both,
    /// What comes of merging the two, where that is neither of them.
    Join,
    /// Another state of the run.
    Aside,
}

/// The states that replicas have held until then, with those on the stage; if there are too many,
/// only the latter and what all began with.
pub(super) fn of(
    trace: &Trace,
    key: usize,
    until: Micros,
    mine: &State,
    theirs: &State,
) -> Option<Lattice> {
    let join = merged(mine, theirs);
    let initial = trace.initial_record(key).state.clone();
    let needed = distinct([initial, mine.clone(), theirs.clone(), join.clone()]);
    let held = trace.lab.replicas.iter().flat_map(|replica| {
        let held = trace.holdings_of(*replica, key).iter();
        let held = held.filter(|(event, _)| trace.event(*event).at <= until);
        held.map(|(_, record)| record.state.clone())
    });
    let all = distinct(needed.iter().cloned().chain(held));
    let states = if all.len() > MOST { needed } else { all };
    let below = |one: usize, other: usize| merged(&states[other], &states[one]) == states[other];
    let edges = covers(states.len(), below);
    // In a run that replaces or loses records the states may not be one order.
    let stands = |state: &State| match (state == mine, state == theirs) {
        (true, true) => Stands::Both,
        (true, false) => Stands::Left,
        (false, true) => Stands::Right,
        (false, false) if *state == join => Stands::Join,
        _ => Stands::Aside,
    };
    let levels = levels(states.len(), &edges);
    let highest = levels.iter().copied().max().unwrap_or(0);
    let row = |level: usize| levels.iter().filter(|one| **one == level).count();
    let widest = (0..=highest).map(row).max().unwrap_or(1);
    let width = widest as f64 * ACROSS;
    let nodes = states.iter().enumerate().map(|(place, state)| {
        let level = levels[place];
        let before = levels[..place].iter().filter(|one| **one == level).count();
        Node {
            x: width * (before as f64 + 0.5) / row(level) as f64,
            y: MARGIN + (highest - level) as f64 * LEVEL,
            value: words::answer(&state.read()),
            stands: stands(state),
        }
    });
    Some(Lattice {
        width,
        height: 2.0 * MARGIN + highest as f64 * LEVEL,
        nodes: nodes.collect(),
        edges,
        told: told(mine, theirs, &join),
    })
}

fn distinct(states: impl IntoIterator<Item = State>) -> Vec<State> {
    let mut all: Vec<State> = Vec::new();
    for state in states {
        if !all.contains(&state) {
            all.push(state);
        }
    }
    all
}

/// The pairs with nothing between them, from below to above.
fn covers(count: usize, below: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let strictly: Vec<Vec<bool>> = (0..count)
        .map(|one| {
            let is_below = |other: usize| one != other && below(one, other) && !below(other, one);
            (0..count).map(is_below).collect()
        })
        .collect();
    let pairs = (0..count).flat_map(|one| (0..count).map(move |other| (one, other)));
    let covers = pairs.filter(|(one, other)| {
        let mut between = 0..count;
        strictly[*one][*other] && !between.any(|mid| strictly[*one][mid] && strictly[mid][*other])
    });
    covers.collect()
}

/// How many steps lead up to each node at most.
fn levels(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut levels = vec![0; count];
    for _ in 0..count {
        for (below, above) in edges {
            levels[*above] = levels[*above].max(levels[*below] + 1);
        }
    }
    levels
}

fn told(mine: &State, theirs: &State, join: &State) -> String {
    let [left, right, value] = [mine, theirs, join].map(|state| words::answer(&state.read()));
    if mine == theirs {
        return say::theatre::sides_equal(&value);
    }
    if join == mine {
        return say::theatre::left_above(&left, &right);
    }
    if join == theirs {
        return say::theatre::right_above(&right, &left);
    }
    say::theatre::least_above(&left, &right, &value)
}
