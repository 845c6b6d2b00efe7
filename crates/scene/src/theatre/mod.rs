//! A merge on the stage: what both sides hold, what comes of it entry by entry, and why; the laws
//! tried on the states at hand; what a naive type makes of the same; where the states stand in
//! their order.

mod lattice;
mod laws;
mod naive;

use std::rc::Rc;

use replicascope_core::crdt::{Decision, Rule, State};
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Micros, Record, ReplicaId, Trace};
use replicascope_words::say;

use crate::titles;
use crate::words;

pub use lattice::{Lattice, Node, Stands};
pub use laws::{Law, Trial};
pub use naive::Naive;

/// Two states about to be merged.
#[derive(Clone, PartialEq, Debug)]
pub struct Theatre {
    /// Of which key, and what type it has.
    pub title: String,
    /// What the replica holds that merges.
    pub left: Stand,
    /// What arrives.
    pub right: Stand,
    /// What comes of it.
    pub result: Stand,
    /// How each entry comes about, one after the other.
    pub steps: Vec<Step>,
    /// The laws of merging, tried on these states and a third.
    pub laws: Vec<Law>,
    /// The same with types that forget what they need.
    pub naive: Vec<Naive>,
    /// The order of the states of this run, where there are few enough.
    pub lattice: Option<Lattice>,
}

/// A state on the stage.
#[derive(Clone, PartialEq, Debug)]
pub struct Stand {
    /// Whose it is.
    pub name: String,
    /// The replica whose colours it has; none: what comes of the merge.
    pub replica: Option<ReplicaId>,
    /// What a reader sees.
    pub value: String,
    /// Bytes of the value itself.
    pub payload: usize,
    /// Bytes of all else.
    pub metadata: usize,
}

/// How one entry comes about.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Which one.
    pub entry: String,
    /// On the left.
    pub mine: String,
    /// On the right.
    pub theirs: String,
    /// In the result.
    pub result: String,
    /// The rule that decided, with its names and numbers.
    pub reason: String,
    /// Whether the entry is dropped.
    pub dropped: bool,
}

/// Where two states come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scene {
    /// A merge that happens in the run.
    Merge(EventId),
    /// What two replicas hold at a moment, merged out of turn.
    Between {
        /// The place of the key in the document.
        key: usize,
        /// The replica that would merge.
        left: ReplicaId,
        /// The replica that would send.
        right: ReplicaId,
        /// When.
        at: Micros,
    },
}

/// What a scene is about, taken from the run.
struct Parts<'a> {
    key: usize,
    at: Micros,
    left: (ReplicaId, &'a Rc<Record>),
    right: (ReplicaId, &'a Rc<Record>),
}

fn parts(trace: &Trace, scene: Scene) -> Option<Parts<'_>> {
    match scene {
        Scene::Merge(id) => {
            let event = trace.event(id);
            let EventKind::Merged {
                message,
                key,
                before,
                incoming,
                ..
            } = &event.kind
            else {
                return None;
            };
            let at = event.place?.replica()?;
            let from = trace.message(*message).from.replica()?;
            Some(Parts {
                key: *key,
                at: event.at,
                left: (at, before),
                right: (from, incoming),
            })
        }
        Scene::Between {
            key,
            left,
            right,
            at,
        } => Some(Parts {
            key,
            at,
            left: (left, trace.record_at(left, key, at)),
            right: (right, trace.record_at(right, key, at)),
        }),
    }
}

impl Theatre {
    /// Puts a merge on the stage; none where the event is no merge of what a replica sent.
    pub fn of(trace: &Trace, scene: Scene) -> Option<Self> {
        let parts = parts(trace, scene)?;
        let spec = trace.lab.keys.get(parts.key)?;
        let (at, from) = (parts.left.0, parts.right.0);
        let (mine, theirs) = (&parts.left.1.state, &parts.right.1.state);
        let result = laws::merged(mine, theirs);
        let third = third(trace, &parts);
        let decisions = mine.explain(theirs);
        let steps = decisions.iter().map(|decision| step(decision, at, from));
        Some(Self {
            title: format!("{}, {}", spec.name, titles::of_type(&spec.data_type)),
            left: stand(at.to_string(), Some(at), mine),
            right: stand(say::theatre::from_replica(&from), Some(from), theirs),
            result: stand(say::theatre::afterwards(&at), None, &result),
            steps: steps.collect(),
            laws: laws::tried(&at.to_string(), mine, &from.to_string(), theirs, &third),
            naive: naive::beside(mine, theirs),
            lattice: lattice::of(trace, parts.key, parts.at, mine, theirs),
        })
    }
}

/// A third state to regroup with: what another replica holds, or what all began with.
fn third(trace: &Trace, parts: &Parts) -> (String, State) {
    let mut others = trace.lab.replicas.iter();
    let other = others.find(|one| **one != parts.left.0 && **one != parts.right.0);
    let record = other.map(|one| (one.to_string(), trace.record_at(*one, parts.key, parts.at)));
    let (name, record) = record.unwrap_or_else(|| {
        let initial = trace.initial_record(parts.key);
        (say::theatre::beginning().to_owned(), initial)
    });
    (name, record.state.clone())
}

fn stand(name: String, replica: Option<ReplicaId>, state: &State) -> Stand {
    Stand {
        name,
        replica,
        value: words::answer(&state.read()),
        payload: state.payload(),
        metadata: state.metadata(),
    }
}

fn step(decision: &Decision, at: ReplicaId, from: ReplicaId) -> Step {
    let Decision {
        mine,
        theirs,
        result,
        ..
    } = decision;
    let reason = match decision.rule {
        Rule::NewHere => say::theatre::new_here(&at),
        Rule::NewThere => say::theatre::new_here(&from),
        Rule::RemovedHere => say::theatre::removed_by(&at),
        Rule::RemovedThere => say::theatre::removed_by(&from),
        _ => words::because(decision),
    };
    Step {
        entry: words::entry(&decision.entry),
        mine: mine.clone(),
        theirs: theirs.clone(),
        result: result.clone(),
        reason,
        dropped: matches!(
            decision.rule,
            Rule::RemovedHere | Rule::RemovedThere | Rule::Tombstone
        ),
    }
}
