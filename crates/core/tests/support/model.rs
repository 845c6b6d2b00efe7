//! What a run must mean, said without states, versions or merging: a replica has seen a *set* of
//! updates, messages carry sets, merging is union, and a value is a function of a set.

mod replay;

use std::rc::Rc;

use replicascope_core::clock::{Dot, Relation};
use replicascope_core::lab::FaultKind;
use replicascope_core::message::{Parcel, Payload};
use replicascope_core::replication::Replication;
use replicascope_core::trace::Message;
use replicascope_core::{Lab, Micros, Record, ReplicaId, Trace};

pub use super::spec::Dots;
pub use replay::Replay;

/// How one set of updates stands to another.
pub fn relation(one: &Dots, other: &Dots) -> Relation {
    match (other.is_subset(one), one.is_subset(other)) {
        (true, true) => Relation::Equal,
        (true, false) => Relation::Newer,
        (false, true) => Relation::Older,
        (false, false) => Relation::Concurrent,
    }
}

/// The updates that a record says it includes.
pub fn dots(record: &Record) -> Dots {
    let components = record.version.components();
    components
        .flat_map(|(actor, count)| (1..=count).map(move |counter| Dot { actor, counter }))
        .collect()
}

/// What a replica's wall clock shows: the time, moved by whatever is wrong with the clock then.
pub fn wall_clock(lab: &Lab, replica: ReplicaId, at: Micros) -> Micros {
    let mut shows = i128::from(at.0);
    for fault in lab
        .faults
        .iter()
        .filter(|fault| fault.from <= at && at < fault.to)
    {
        if let FaultKind::Clock {
            replica: of,
            ahead,
            drift_ppm,
        } = fault.kind
            && of == replica
        {
            let gained = i128::from(at.0 - fault.from.0) * i128::from(drift_ppm) / 1_000_000;
            shows += i128::from(ahead) + gained;
        }
    }
    Micros(u64::try_from(shows.max(0)).expect("a moment"))
}

/// Whether one replica decides the order of all updates of a key: then each is later than those
/// that it has seen, whatever its clock shows.
pub fn one_decides(replication: &Replication) -> bool {
    matches!(
        replication,
        Replication::SingleLeader(_) | Replication::TtlCache(_)
    )
}

/// How long a replica keeps a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeps {
    Always,
    /// From the time that something reaches it until it expires.
    ForATime,
    Never,
}

pub fn keeps(lab: &Lab, replica: ReplicaId, key: usize) -> Keeps {
    let count = lab.replicas.len();
    let place = lab.replicas.iter().position(|one| *one == replica);
    let place = place.expect("a replica of the lab");
    match &lab.replication {
        Replication::TtlCache(_) if place > 0 => Keeps::ForATime,
        // N in a row, beginning with another one for each key.
        Replication::Leaderless(options)
            if (place + count - key % count) % count >= options.n.into() =>
        {
            Keeps::Never
        }
        _ => Keeps::Always,
    }
}

/// Whether what the message carries is what its sender held when it sent it. Leaderless
/// coordinators also send what they have gathered from several replicas, keep for others, or
/// repeat; then the model takes a record's word for what it includes, and checks that the sender
/// had heard of all that.
pub fn carries_what_is_held(message: &Message) -> bool {
    const GATHERED: [&str; 5] = [
        "write back",
        "repair",
        "store for",
        "hand over",
        "taken over",
    ];
    !GATHERED.contains(&message.purpose)
}

/// Whether the states that the message carries are only parts, good for those who hold the rest.
pub fn carries_parts(message: &Message) -> bool {
    message.purpose == "delta"
}

pub fn parcel(message: &Message) -> Option<&Parcel> {
    match &message.payload {
        Payload::Parcel(parcel) => Some(parcel),
        Payload::Request(_) | Payload::Reply { .. } => None,
    }
}

/// Runs a document that a test made.
pub fn run(lab: Lab) -> Trace {
    replicascope_core::run(&Rc::new(lab))
}
