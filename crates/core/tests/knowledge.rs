//! Vector clocks and versions of events, against reachability along causes and the names of
//! updates, in the traces of generated documents.

mod support;

use replicascope_core::clock::{Relation, VectorClock};
use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Place, Trace};
use support::traces::{SEEDS, on_every_event};
use support::{lab, model::run};

/// The documents whose pairs of events are all compared, and the longest of their traces that are.
const PAIRS_OF: usize = 25;
const LONGEST: usize = 400;

fn traces() -> impl Iterator<Item = Trace> {
    let traces = SEEDS.map(|seed| run(lab(seed)));
    traces
        .filter(|trace| trace.events.len() <= LONGEST)
        .take(PAIRS_OF)
}

/// Dominance of clocks is reachability along causes: for all pairs of events of processes.
#[test]
fn one_clock_dominates_another_where_causes_lead_from_event_to_event() {
    let mut found = [0; 4];
    for trace in traces() {
        let clocks: Vec<VectorClock> = trace
            .events()
            .map(|(id, _)| trace.vector_clock(id))
            .collect();
        for (one, event) in trace.events().filter(|(_, event)| event.place.is_some()) {
            let cone = trace.cone(one);
            for (other, _) in trace.events().filter(|(_, event)| event.place.is_some()) {
                let expected = if one == other {
                    Relation::Equal
                } else if cone.is_past(other) {
                    Relation::Newer
                } else if cone.is_future(other) {
                    Relation::Older
                } else {
                    Relation::Concurrent
                };
                let relation = clocks[one.index()].relation_to(&clocks[other.index()]);
                assert_eq!(relation, expected, "{one:?} and {other:?}");
                found[relation as usize] += 1;
            }
            // The test of one component says the same.
            let place = event.place.expect("filtered");
            let own = clocks[one.index()].get(place);
            for (other, _) in trace.events() {
                let known = clocks[other.index()].get(place) >= own;
                assert_eq!(known, one == other || cone.is_future(other));
            }
        }
    }
    assert!(found.iter().all(|count| *count > 1_000), "{found:?}");
}

#[test]
fn what_is_lost_on_the_way_knows_what_its_sending_knew() {
    let mut lost = 0;
    for trace in traces() {
        for (id, event) in trace.events() {
            if let EventKind::Dropped { message, .. } = event.kind {
                let sent = trace.message(message).sent;
                assert_eq!(trace.vector_clock(id), trace.vector_clock(sent));
                lost += 1;
            }
        }
    }
    assert!(lost > 20, "{lost}");
}

/// A replica's next update bears the name that its version and its life say.
#[test]
fn updates_are_named_after_what_their_replica_knew() {
    on_every_event(|replay, id| {
        let event = replay.trace.event(id);
        let (EventKind::Applied { dot, before, .. }, Some(Place::Replica(at))) =
            (&event.kind, event.place)
        else {
            return;
        };
        let actor = replay.trace.actor_at(at, id);
        assert_eq!(
            (dot.actor, dot.counter),
            (actor, before.version.get(actor) + 1)
        );
    });
}

/// What a client is told has the version that the replica told it.
#[test]
fn a_return_has_the_version_of_its_reply() {
    let mut reads = 0;
    for trace in traces() {
        for operation in &trace.operations {
            let (Some(returned), Some(handled)) = (operation.returned, operation.handled) else {
                continue;
            };
            let versions = trace.versions_at(returned);
            let [(key, version)] = versions[..] else {
                panic!("{versions:?}");
            };
            assert_eq!(key, operation.key);
            if let EventKind::Answered { record, .. } = &trace.event(handled).kind {
                assert_eq!(*version, record.version);
                reads += 1;
            }
        }
        assert!(trace.versions_at(EventId::new(0)).len() <= trace.lab.keys.len());
    }
    assert!(reads > 30, "{reads}");
}
