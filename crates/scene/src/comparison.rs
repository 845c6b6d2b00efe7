//! Two events beside each other: what each knows of the run, as vector clocks, and of a key, as
//! version vectors; component by component, with what follows from that.

use std::cmp::Ordering;

use replicascope_core::clock::{Dot, Relation, VersionVector};
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Place, ReplicaId, Trace};
use replicascope_words::say;

use crate::{telling, words};

/// The signs under which the two events are told apart.
pub const SIGNS: [&str; 2] = ["①", "②"];

/// Two events beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// What happened in each, in one sentence.
    pub told: [String; 2],
    /// Which events led to each.
    pub events: Vectors,
    /// Which updates of a key are in what each is about; none: they are not about one key.
    pub versions: Option<Vectors>,
}

/// Two vectors, component by component.
#[derive(Clone, PartialEq, Debug)]
pub struct Vectors {
    /// What their components count.
    pub title: String,
    /// The vectors, as the field writes them.
    pub written: [String; 2],
    /// The update that each event made, by its name.
    pub dots: [Option<String>; 2],
    /// The components above 0 of either; what one of them lacks is 0.
    pub rows: Vec<Row>,
    /// In which components each is larger, and what follows.
    pub verdict: String,
    /// How the first stands to the second.
    pub relation: Relation,
    /// The larger of each pair of components.
    pub join: String,
    /// What comes after both.
    pub next: Next,
}

/// One component of two vectors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Whose it is.
    pub of: String,
    /// The replica whose colours it has.
    pub replica: Option<ReplicaId>,
    /// What each vector has.
    pub counts: [u32; 2],
    /// How the first stands to the second.
    pub order: Ordering,
    /// The larger of the two.
    pub join: u32,
    /// The same in what comes after both.
    pub next: u32,
}

/// What comes after both events: it knows their join, and advances its own component.
#[derive(Clone, PartialEq, Debug)]
pub struct Next {
    /// What its column is called: `write at A`.
    pub name: String,
    /// Its vector.
    pub vector: String,
    /// Why it has it.
    pub why: String,
}

/// A component, before it is known what comes next.
struct Component {
    of: String,
    replica: Option<ReplicaId>,
    counts: [u32; 2],
}

impl Component {
    fn row(self, next: &str) -> Row {
        let [first, second] = self.counts;
        let join = first.max(second);
        Row {
            order: first.cmp(&second),
            next: join + u32::from(self.of == next),
            of: self.of,
            replica: self.replica,
            counts: self.counts,
            join,
        }
    }
}

impl Comparison {
    /// Compares two events of a run.
    pub fn of(trace: &Trace, first: EventId, second: EventId) -> Self {
        let both = [first, second];
        Self {
            told: both.map(|id| telling::sentence(trace, id)),
            events: events(trace, both),
            versions: versions(trace, both),
        }
    }
}

/// Where the next event happens that knows both: at a replica that one of them is at, or else at
/// any.
fn replica(trace: &Trace, both: [EventId; 2]) -> ReplicaId {
    let places = both.iter().filter_map(|id| trace.event(*id).place);
    let mut replicas = places.filter_map(Place::replica);
    replicas.next().unwrap_or(trace.lab.replicas[0])
}

fn events(trace: &Trace, both: [EventId; 2]) -> Vectors {
    let clocks = both.map(|id| trace.vector_clock(id));
    let mut join = clocks[0];
    join.join(&clocks[1]);
    let at = replica(trace, both);
    let mut next = join;
    next.advance(Place::Replica(at));
    let components = next.components().map(|(place, _)| Component {
        of: place.to_string(),
        replica: place.replica(),
        counts: clocks.map(|clock| clock.get(place)),
    });
    let rows: Vec<Row> = components.map(|one| one.row(&at.to_string())).collect();
    let relation = clocks[0].relation_to(&clocks[1]);
    let follows = match relation {
        Relation::Equal if both[0] == both[1] => say::comparison::one_event(),
        Relation::Equal => say::comparison::network(),
        Relation::Older => say::comparison::first_before(),
        Relation::Newer => say::comparison::second_before(),
        Relation::Concurrent => say::comparison::events_concurrent(),
    };
    Vectors {
        title: say::comparison::events_known().to_owned(),
        written: clocks.map(|clock| clock.to_string()),
        dots: [None, None],
        verdict: verdict(&rows, relation, follows),
        rows,
        relation,
        join: join.to_string(),
        next: Next {
            name: say::comparison::next_at(&at),
            vector: next.to_string(),
            why: say::comparison::next_why(&at),
        },
    }
}

fn versions(trace: &Trace, both: [EventId; 2]) -> Option<Vectors> {
    let known = both.map(|id| trace.versions_at(id));
    let of_one_key = known[0].iter().find_map(|(key, first)| {
        let second = known[1].iter().find(|(of, _)| of == key)?;
        Some((*key, [*first, second.1]))
    });
    let (key, vectors) = of_one_key?;
    let [first, second] = vectors;
    let mut join = VersionVector::clone(first);
    join.join(second);
    let at = trace.actor_at(replica(trace, both), both[0].max(both[1]));
    let mut next = join.clone();
    next.advance(at);
    let components = words::actors(&[&next]).map(|actor| Component {
        of: actor.to_string(),
        replica: Some(actor.replica),
        counts: vectors.map(|vector| vector.get(actor)),
    });
    let rows: Vec<Row> = components.map(|one| one.row(&at.to_string())).collect();
    let relation = first.relation_to(second);
    let follows = match relation {
        Relation::Equal => say::comparison::same_updates(),
        Relation::Older => say::comparison::second_newer(),
        Relation::Newer => say::comparison::first_newer(),
        Relation::Concurrent => say::comparison::conflict(),
    };
    let name = &trace.lab.keys[key].name;
    let why = match relation {
        Relation::Concurrent => say::comparison::resolves(&at),
        _ => say::comparison::writes_next(&at),
    };
    Some(Vectors {
        title: say::comparison::updates_included(name),
        written: vectors.map(ToString::to_string),
        dots: both.map(|id| made(trace, id).map(|dot| dot.to_string())),
        verdict: verdict(&rows, relation, follows),
        rows,
        relation,
        join: join.to_string(),
        next: Next {
            name: say::comparison::write_at(&at),
            vector: next.to_string(),
            why,
        },
    })
}

/// The update that an event made.
fn made(trace: &Trace, id: EventId) -> Option<Dot> {
    match &trace.event(id).kind {
        EventKind::Applied { dot, .. } => Some(*dot),
        _ => None,
    }
}

/// In which components each is larger, and what follows from that.
fn verdict(rows: &[Row], relation: Relation, follows: &str) -> String {
    let larger = |order: Ordering| {
        let rows = rows.iter().filter(|row| row.order == order);
        rows.map(|row| row.of.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (first, second) = (larger(Ordering::Greater), larger(Ordering::Less));
    match relation {
        Relation::Equal => say::comparison::all_equal(&follows),
        Relation::Newer => say::comparison::first_dominates(&first, &follows),
        Relation::Older => say::comparison::second_dominates(&second, &follows),
        Relation::Concurrent => say::comparison::none_dominates(&first, &second, &follows),
    }
}
