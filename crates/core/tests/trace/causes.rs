//! What an event follows from, and all that reaches it and that it reaches.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::Place;
use replicascope_core::message::Failure;
use replicascope_core::trace::{EventId, EventKind};

use super::support::traces::on_every_trace;

#[test]
fn an_event_follows_from_the_one_before_it_at_its_place_and_from_what_arrived() {
    on_every_trace(|trace| {
        let mut last: BTreeMap<Place, EventId> = BTreeMap::new();
        for (id, event) in trace.events() {
            let before = event.place.and_then(|place| last.insert(place, id));
            let arrived = match &event.kind {
                EventKind::Delivered { message, .. } | EventKind::Dropped { message, .. } => {
                    Some(trace.message(*message).sent)
                }
                _ => None,
            };
            let mut expected: BTreeSet<_> = before.into_iter().chain(arrived).collect();
            let causes: BTreeSet<_> = event.causes.iter().copied().collect();
            assert_eq!(causes.len(), event.causes.len());
            assert!(causes.iter().all(|cause| *cause < id));
            // What a handler does may add what it was called for: something at the same place
            // since which nothing has happened there but what the handler did. A client that
            // gives up adds the invocation, whenever that was.
            if let EventKind::Failed { step, why } = &event.kind {
                let operation = trace.operation(*step).expect("an operation");
                let gives_up = *why == Failure::GaveUp;
                expected.extend(gives_up.then_some(operation.invoked));
            } else if arrived.is_none() {
                let here = |id: &&EventId| trace.event(**id).place == event.place;
                let called_for = |id: &&EventId| {
                    let mut since = trace.events[id.index() + 1..].iter();
                    since.all(|other| other.place != event.place || other.at >= event.at)
                };
                let further: Vec<_> = causes.difference(&expected).copied().collect();
                let further = further.iter().filter(here).filter(called_for);
                expected.extend(further.take(1));
            }
            assert_eq!(causes, expected, "{}", trace.event_name(id));
        }
    });
}

#[test]
fn the_cone_of_an_event_is_what_reaches_it_and_what_it_reaches() {
    let compared = Cell::new(0);
    on_every_trace(|trace| {
        let count = trace.events.len();
        if count > 120 {
            return;
        }
        // Warshall's algorithm over the direct causes.
        let mut reaches = vec![vec![false; count]; count];
        for (id, event) in trace.events() {
            for cause in &event.causes {
                reaches[cause.index()][id.index()] = true;
            }
        }
        for via in 0..count {
            for from in 0..count {
                for to in 0..count {
                    reaches[from][to] |= reaches[from][via] && reaches[via][to];
                }
            }
        }
        for centre in 0..count {
            let cone = trace.cone(EventId::new(centre));
            assert_eq!(cone.centre(), EventId::new(centre));
            for (other, reached) in reaches.iter().enumerate() {
                let id = EventId::new(other);
                assert_eq!(cone.is_past(id), reached[centre]);
                assert_eq!(cone.is_future(id), reaches[centre][other]);
                let related = other == centre || cone.is_past(id) || cone.is_future(id);
                assert_eq!(cone.contains(id), related);
            }
        }
        compared.set(compared.get() + 1);
    });
    assert!(compared.get() > 100);
}
