//! The order of every trace: time, causes, and the events of each message and operation.

mod support;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::replication::Replication;
use replicascope_core::trace::{Ending, EventId, EventKind, Loss};
use replicascope_core::{Interval, Micros, Place, ReplicaId};
use serde_json::Value as Json;
use support::lab;
use support::model::run;
use support::traces::{SEEDS, on_every_trace};

/// Without this, a test over generated documents could hold because nothing happens in them.
#[test]
fn the_generated_documents_contain_everything() {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    let mut note = |what: String| *found.entry(what).or_default() += 1;
    for seed in SEEDS {
        let lab = lab(seed);
        note(format!("{} replicas", lab.replicas.len()));
        note(lab.replication.title().into());
        for quality in [&lab.network.between_replicas, &lab.network.to_clients] {
            note(format!("{:?}", quality.latency).chars().take(7).collect());
        }
        let lab_has = [
            ("no link rules", lab.network.links.is_empty()),
            ("link rules", !lab.network.links.is_empty()),
            ("overrides", !lab.overrides.is_empty()),
            ("an empty script", lab.script.is_empty()),
        ];
        lab_has
            .iter()
            .filter(|(_, has)| *has)
            .for_each(|(what, _)| note((*what).into()));
        let trace = run(lab);
        for (id, event) in trace.events() {
            let kind = format!("{:?}", event.kind);
            let kind: String = kind.chars().take_while(|c| c.is_alphabetic()).collect();
            note(kind);
            match &event.kind {
                EventKind::Dropped {
                    why: Loss::Partition(_),
                    ..
                } => note("Partition".into()),
                EventKind::Dropped { why, .. } => note(format!("{why:?}")),
                EventKind::Delivered { repeat: true, .. } => note("repeat".into()),
                EventKind::Merged {
                    relation,
                    before,
                    incoming,
                    ..
                } => {
                    note(format!("{relation:?}"));
                    for decision in before.state.explain(&incoming.state) {
                        note(format!("{:?}", decision.rule));
                    }
                }
                EventKind::Returned { misses, .. } if !misses.is_empty() => note("stale".into()),
                _ => {}
            }
            let name = trace.event_name(id);
            if name.contains("/hand/") {
                note("by hand".into());
            }
            if name.contains("/pull.1/") {
                note("two messages of one cause".into());
            }
        }
        for convergence in &trace.convergence {
            note(format!("agrees: {}", convergence.agreed_at.is_some()));
        }
        if !trace.lost.is_empty() {
            note("lost updates".into());
        }
    }
    let expected = "
        2 replicas, 3 replicas, 4 replicas, 5 replicas, 6 replicas, 7 replicas, 8 replicas,
        9 replicas, Eager broadcast, Periodic anti-entropy, By hand, Constan, Uniform, Exponen,
        no link rules, link rules, overrides, an empty script, Invoked, Sent, Delivered, Dropped,
        Applied, Merged, Answered, Returned, Refused, Crashed, Recovered, Cut, Healed, Chance,
        ByHand, Partition, ReceiverDown, repeat, Equal, Newer, Older, Concurrent, stale, Same,
        OnlyOneWritten, HigherTimestamp, HigherReplica, Maximum, by hand,
        two messages of one cause, agrees: true, agrees: false, lost updates";
    for what in expected.split(',').map(str::trim) {
        let times = found.get(what).copied().unwrap_or(0);
        assert!(times >= 3, "{what}: {times} times in {found:#?}");
    }
}

#[test]
fn time_never_goes_backwards_and_ends_with_the_run() {
    on_every_trace(|trace| {
        assert!(trace.events.is_sorted_by_key(|event| event.at));
        assert!(
            trace
                .events
                .iter()
                .all(|event| event.at <= trace.lab.duration)
        );
    });
}

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
            // A sending may add what it was sent for: something at the same place and moment.
            if let EventKind::Sent { .. } = event.kind {
                let here = |id: &&EventId| trace.event(**id).place == event.place;
                let now = |id: &&EventId| trace.event(**id).at == event.at;
                expected.extend(
                    causes
                        .difference(&expected.clone())
                        .filter(here)
                        .filter(now)
                        .take(1),
                );
            }
            assert_eq!(causes, expected, "{}", trace.event_name(id));
        }
    });
}

#[test]
fn every_copy_of_a_message_ends_once_when_and_how_its_flight_says() {
    on_every_trace(|trace| {
        let mut ends: BTreeMap<(usize, usize), EventId> = BTreeMap::new();
        for (id, event) in trace.events() {
            let (message, copy) = match event.kind {
                EventKind::Delivered { message, copy, .. } => (message, copy),
                EventKind::Dropped { message, copy, .. } => (message, copy),
                EventKind::Sent { message } => {
                    assert_eq!(trace.message(message).sent, id);
                    assert_eq!(trace.message(message).sent_at, event.at);
                    assert_eq!(event.place, Some(trace.message(message).from));
                    continue;
                }
                _ => continue,
            };
            assert_eq!(ends.insert((message.0, copy), id), None);
            let flight = trace.message(message).flights[copy];
            assert_eq!((flight.over_at(), flight.end), (event.at, Some(id)));
            match event.kind {
                EventKind::Dropped { why, .. } => {
                    assert_eq!((event.place, flight.lost), (None, Some((event.at, why))));
                }
                _ => {
                    let to = Some(trace.message(message).to);
                    assert_eq!((event.place, flight.lost), (to, None));
                }
            }
        }
        for (index, message) in trace.messages.iter().enumerate() {
            assert!(!message.flights.is_empty());
            for (copy, flight) in message.flights.iter().enumerate() {
                let ended = ends.contains_key(&(index, copy));
                assert_eq!(
                    ended,
                    flight.over_at() <= trace.lab.duration,
                    "{}",
                    message.name
                );
                assert_eq!(ended, flight.end.is_some());
                assert!(flight.arrives > message.sent_at);
            }
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
                reaches[cause.0][id.0] = true;
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
            let cone = trace.cone(EventId(centre));
            assert_eq!(cone.centre(), EventId(centre));
            for (other, reached) in reaches.iter().enumerate() {
                let id = EventId(other);
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

#[test]
fn an_operation_knows_its_events() {
    on_every_trace(|trace| {
        let invoked = trace
            .events()
            .filter(|(_, event)| matches!(event.kind, EventKind::Invoked { .. }));
        let invoked: Vec<_> = invoked.map(|(id, _)| id).collect();
        let operations: Vec<_> = trace.operations.iter().map(|one| one.invoked).collect();
        assert_eq!(operations, invoked);
        for operation in &trace.operations {
            let step = operation.step;
            assert_eq!(trace.operation(step), Some(operation));
            let place = |id| trace.event(id).place;
            assert_eq!(
                place(operation.invoked),
                Some(Place::Client(operation.call.client))
            );
            let handled = trace.events().find(|(_, event)| match &event.kind {
                EventKind::Applied { step: of, .. } | EventKind::Answered { step: of, .. } => {
                    *of == step
                }
                _ => false,
            });
            assert_eq!(operation.handled, handled.map(|(id, _)| id));
            if let Some(handled) = operation.handled {
                assert_eq!(place(handled), Some(Place::Replica(operation.call.replica)));
            }
            let update = operation.handled.is_some() && operation.call.op.is_update();
            assert_eq!(operation.dot.is_some(), update);
        }
    });
}

#[test]
fn a_run_with_too_many_events_is_stopped_and_says_so() {
    let mut lab = lab(0);
    lab.duration = Micros::from_millis(600_000);
    lab.replicas = ReplicaId::all().collect();
    let mut all = Replication::all().into_iter();
    lab.replication = all
        .find(|one| matches!(one, Replication::AntiEntropy(_)))
        .expect("registered");
    if let Replication::AntiEntropy(options) = &mut lab.replication {
        options.period = Micros::from_millis(1);
    }
    lab.validate().expect("within the bounds");
    let trace = run(lab);
    let last = trace.events.last().expect("events");
    assert_eq!(trace.ending, Ending::TooManyEvents { at: last.at });
    assert!(trace.events.len() >= replicascope_core::sim::MAX_EVENTS);
    assert!(trace.events.len() < replicascope_core::sim::MAX_EVENTS + 100);
    let beyond = |interval: &Interval| interval.to > last.at;
    assert!(
        !trace
            .convergence
            .iter()
            .any(|one| one.disagreements.iter().any(beyond))
    );
}

#[test]
fn a_trace_as_json_says_the_same() {
    on_every_trace(|trace| {
        let json: Json = serde_json::from_str(&trace.to_json()).expect("JSON");
        let list = |of: &Json, field: &str| of[field].as_array().cloned().expect("a list");
        let events = list(&json, "events");
        assert_eq!(events.len(), trace.events.len());
        for ((id, event), json) in trace.events().zip(&events) {
            assert_eq!(json["id"], trace.event_name(id));
            assert_eq!(json["at_us"], event.at.0);
            assert_eq!(
                json["place"].as_str().map(String::from),
                event.place.map(|place| place.to_string())
            );
            let causes: Vec<Json> = event
                .causes
                .iter()
                .map(|id| trace.event_name(*id).into())
                .collect();
            assert_eq!(list(json, "causes"), causes);
            let Json::String(kind) = &json["kind"] else {
                panic!("no kind in {json}")
            };
            match &event.kind {
                EventKind::Returned { misses, .. } => assert_eq!(json["stale"], !misses.is_empty()),
                EventKind::Cut { .. } | EventKind::Crashed { .. } => {
                    assert_eq!(kind, "fault_begins")
                }
                EventKind::Healed { .. } | EventKind::Recovered { .. } => {
                    assert_eq!(kind, "fault_ends")
                }
                other => assert!(format!("{other:?}").to_lowercase().starts_with(kind)),
            }
        }
        let messages = list(&json, "messages");
        assert_eq!(messages.len(), trace.messages.len());
        for (message, json) in trace.messages.iter().zip(&messages) {
            assert_eq!(json["id"], *message.name);
            assert_eq!(json["sent_at_us"], message.sent_at.0);
            let over_at: Vec<Json> = message
                .flights
                .iter()
                .map(|flight| flight.over_at().0.into())
                .collect();
            let copies = list(json, "copies");
            assert!(copies.iter().map(|copy| &copy["over_at_us"]).eq(&over_at));
            let lost = message.flights.iter().map(|flight| flight.lost.is_some());
            assert!(copies.iter().map(|copy| !copy["lost"].is_null()).eq(lost));
        }
        assert_eq!(list(&json, "convergence").len(), trace.lab.keys.len());
        assert_eq!(json["ending"], "complete");
    });
}
