//! One merge in full: two states side by side, entry by entry with the rule that decides it, the
//! laws tried on the states at hand, and their place in the lattice of states.

mod lattice;
mod laws;

use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Micros, Place, Record, ReplicaId, Trace};

use crate::inspection::{MergeView, merged};
use crate::words;

pub use lattice::{LATTICE_SIZE, Lattice, LatticeEdge, LatticeNode, Role};
pub use laws::{Law, LawKind, Naive};

/// One merge.
#[derive(Clone, PartialEq, Debug)]
pub struct Theatre {
    /// What takes in the other.
    pub left: Actor,
    /// What is taken in.
    pub right: Actor,
    /// The key.
    pub key: String,
    /// Both states, the result and what decided.
    pub view: MergeView,
    /// Every entry, then every component of the version vectors.
    pub rows: Vec<Row>,
    /// The laws, tried on these states and a third one.
    pub laws: Vec<Law>,
    /// The states and their joins, in order.
    pub lattice: Lattice,
}

/// A state that takes part.
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// Whose it is.
    pub replica: ReplicaId,
    /// Whose and when, such as `A at 28 ms`.
    pub name: String,
}

/// One entry on its way into the result.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What it is.
    pub entry: String,
    /// Whether it is a component of the version vectors, not an entry of the state.
    pub is_version: bool,
    /// On the left.
    pub mine: String,
    /// On the right.
    pub theirs: String,
    /// In the result.
    pub result: String,
    /// Why.
    pub rule: String,
    /// Whether the left one is what the result shows.
    pub from_left: bool,
    /// Whether the right one is.
    pub from_right: bool,
}

impl Theatre {
    /// The merge that would happen if one replica took in another's record of a key as they are at
    /// a moment.
    pub fn at(trace: &Trace, key: usize, at: Micros, left: ReplicaId, right: ReplicaId) -> Self {
        let actor = |replica: ReplicaId| Actor {
            replica,
            name: format!("{replica} at {at}"),
        };
        let record = |replica| &**trace.record_at(replica, key, at);
        let third = third(trace, key, at, left, right);
        let sides = (actor(left), actor(right));
        Self::of(trace, key, sides, (record(left), record(right)), third)
    }

    /// The merge that is this event; none if it is none.
    pub fn of_event(trace: &Trace, event: EventId) -> Option<Self> {
        let EventKind::Merged {
            message,
            key,
            before,
            incoming,
            ..
        } = &trace.event(event).kind
        else {
            return None;
        };
        let at = trace.event(event).at;
        let message = trace.message(*message);
        let (left, right) = (
            trace.event(event).place.and_then(Place::replica)?,
            message.from.replica()?,
        );
        let sides = (
            Actor {
                replica: left,
                name: format!("{left} at {at}"),
            },
            Actor {
                replica: right,
                name: format!("from {right}, sent at {}", message.sent_at),
            },
        );
        let third = third(trace, *key, at, left, right);
        Some(Self::of(trace, *key, sides, (before, incoming), third))
    }

    fn of(
        trace: &Trace,
        key: usize,
        (left, right): (Actor, Actor),
        (mine, theirs): (&Record, &Record),
        third: &Record,
    ) -> Self {
        let view = merged(mine, theirs, &join(mine, theirs));
        let start = trace.initial_record(key);
        Self {
            rows: rows(&view),
            laws: laws::all(mine, theirs, third),
            lattice: Lattice::of(start, mine, theirs, third),
            key: trace.lab.keys[key].name.to_string(),
            left,
            right,
            view,
        }
    }
}

/// What another replica holds; where there is none, what all begin with.
fn third(trace: &Trace, key: usize, at: Micros, left: ReplicaId, right: ReplicaId) -> &Record {
    let mut others = trace.lab.replicas.iter();
    let other = others.find(|one| **one != left && **one != right);
    other.map_or_else(
        || trace.initial_record(key),
        |other| trace.record_at(*other, key, at),
    )
}

/// One record with another merged into it.
fn join(mine: &Record, theirs: &Record) -> Record {
    let mut joined = mine.clone();
    joined.merge(theirs);
    joined
}

fn rows(view: &MergeView) -> Vec<Row> {
    let decisions = view.decisions.iter().map(|decision| {
        let (mine, theirs, result) = (&decision.mine, &decision.theirs, &decision.result);
        Row {
            entry: decision.entry.clone(),
            is_version: false,
            rule: decision.rule.clone(),
            from_left: mine == result,
            from_right: theirs == result,
            mine: mine.clone(),
            theirs: theirs.clone(),
            result: result.clone(),
        }
    });
    let components = view.components.iter().map(|component| {
        let (mine, theirs) = (component.before, component.incoming);
        Row {
            entry: component.actor.to_string(),
            is_version: true,
            mine: mine.to_string(),
            theirs: theirs.to_string(),
            result: component.after.to_string(),
            rule: format!("max({mine}, {theirs}) = {}", component.after),
            from_left: mine == component.after,
            from_right: theirs == component.after,
        }
    });
    decisions.chain(components).collect()
}

/// A record in a few characters.
fn shown(record: &Record) -> String {
    format!("{} {}", record.state.read(), record.version)
}

/// So many updates, in words.
fn updates(count: usize) -> String {
    format!("{count} {}", words::plural(count, "update", "updates"))
}
