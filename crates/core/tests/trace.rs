//! The order of every trace: time, causes, and the events of each message and operation.

mod support;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::crdt::DataType;
use replicascope_core::lab::{Act, FaultKind};
use replicascope_core::message::{Failure, Payload};
use replicascope_core::replication::Replication;
use replicascope_core::trace::{Ending, EventId, EventKind, Refusal};
use replicascope_core::{Interval, Lab, Micros, Place, ReplicaId, Trace};
use serde_json::Value as Json;
use support::lab;
use support::model::run;
use support::traces::{SEEDS, on_every_trace};

/// The name of a variant: how its debug output begins.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.chars().take_while(|c| c.is_alphabetic()).collect()
}

/// What a document contains, in words.
fn contents(lab: &Lab) -> Vec<String> {
    let mut found = vec![
        format!("{} replicas", lab.replicas.len()),
        lab.replication.title().into(),
        format!("compared with {}", lab.compare.len()),
        variant(&lab.network.between_replicas.latency),
        variant(&lab.network.to_clients.latency),
    ];
    let lab_has = [
        ("no link rules", lab.network.links.is_empty()),
        ("link rules", !lab.network.links.is_empty()),
        ("overrides", !lab.overrides.is_empty()),
        ("an empty script", lab.script.is_empty()),
    ];
    let has = lab_has.iter().filter(|(_, has)| *has);
    found.extend(has.map(|(what, _)| String::from(*what)));
    for key in &lab.keys {
        found.push(key.data_type.title().into());
        match &key.data_type {
            DataType::LwwRegister(options) => {
                found.push(format!("clock {}", variant(&options.clock)));
            }
            DataType::MvRegister(options) => {
                found.push(format!("reads {}", variant(&options.resolve)));
            }
            _ => {}
        }
    }
    for session in lab.sessions.values() {
        found.push(format!("route {}", variant(&session.route)));
        found.push(format!("token {}", variant(&session.token)));
        found.push(format!("patience {}", session.patience.is_some()));
    }
    for fault in &lab.faults {
        found.push(format!("fault {}", variant(&fault.kind)));
        if let FaultKind::Crash { loses_disk, .. } = fault.kind {
            found.push(format!("loses disk {loses_disk}"));
        }
        let one_way = fault.kind.links().map(|links| links.one_way);
        found.extend(one_way.map(|one_way| format!("one way {one_way}")));
        if one_way.is_none() && fault.kind.place().is_none() {
            found.push("everywhere".into());
        }
    }
    for step in &lab.script {
        found.push(format!("act {}", variant(&step.act)));
        if let Act::Call(call) = &step.act {
            found.push(format!("op {}", variant(&call.op)));
        }
    }
    found.extend(settings(&lab.replication));
    found
}

/// The choices that a strategy leaves, in words.
fn settings(replication: &Replication) -> Vec<String> {
    match replication {
        Replication::SingleLeader(options) => vec![
            format!("acknowledge {}", variant(&options.acknowledge)),
            format!("read from {}", variant(&options.read_from)),
            format!("failover {}", options.failover_after.is_some()),
        ],
        Replication::MultiLeader(options) => vec![
            variant(&options.topology),
            format!("{} regions", options.regions),
        ],
        Replication::Leaderless(options) => vec![
            format!("repair {}", variant(&options.read_repair)),
            format!("hints {}", options.hinted_handoff),
            format!("sloppy {}", options.sloppy),
            format!("exchange {}", variant(&options.anti_entropy)),
            format!("collect {}", options.collect_after.is_some()),
        ],
        Replication::Broadcast(options) => vec![format!("order {}", variant(&options.order))],
        Replication::Gossip(options) => vec![
            format!("ship {}", variant(&options.ship)),
            format!("fan-out {}", options.fan_out),
        ],
        Replication::Eager(_)
        | Replication::AntiEntropy(_)
        | Replication::TtlCache(_)
        | Replication::ByHand(_) => Vec::new(),
    }
}

/// What happens in a trace, in words.
fn happenings(trace: &Trace) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |what: String| found.push(what);
    for (id, event) in trace.events() {
        note(variant(&event.kind));
        match &event.kind {
            EventKind::Dropped { why, .. } => note(variant(why)),
            EventKind::Delivered { repeat: true, .. } => note("repeat".into()),
            EventKind::Merged {
                relation,
                before,
                incoming,
                ..
            } => {
                note(variant(relation));
                for decision in before.state.explain(&incoming.state) {
                    note(variant(&decision.rule));
                }
            }
            EventKind::Returned { misses, .. } if !misses.is_empty() => note("stale".into()),
            EventKind::Noted { note: one, .. } => note(variant(one)),
            EventKind::Failed { why, .. } => note(variant(why)),
            EventKind::Refused {
                why: Refusal::Update(why),
                ..
            } => note(variant(why)),
            EventKind::Refused { why, .. } => note(variant(why)),
            EventKind::Recovered { lost_disk, .. } => note(format!("lost disk {lost_disk}")),
            EventKind::Applied { dot, .. } if dot.actor.life > 0 => note("a later life".into()),
            EventKind::Answered { step, .. } => {
                let held = format!("{step}/held@");
                let names = trace.events().map(|(id, _)| trace.event_name(id));
                if names.into_iter().any(|name| name.starts_with(&held)) {
                    note("held and answered".into());
                }
            }
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
    let purposes = trace.messages.iter().map(|message| message.purpose);
    found.extend(purposes.map(|purpose| format!("sends {purpose}")));
    for convergence in &trace.convergence {
        found.push(format!("agrees: {}", convergence.agreed_at.is_some()));
    }
    if !trace.lost.is_empty() {
        found.push("lost updates".into());
    }
    found
}

/// Without this, a test over generated documents could hold because nothing happens in them.
#[test]
fn the_generated_documents_contain_everything() {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for seed in SEEDS {
        let lab = lab(seed);
        let trace = run(lab.clone());
        for what in contents(&lab).into_iter().chain(happenings(&trace)) {
            *found.entry(what).or_default() += 1;
        }
    }
    let expected = "
        2 replicas, 3 replicas, 4 replicas, 5 replicas, 6 replicas, 7 replicas, 8 replicas,
        9 replicas, Single leader, Multi-leader, Leaderless quorums, Eager broadcast, Broadcast of operations, order Causal, order Sender,
        HeldBack, sends operation,
        Periodic anti-entropy, Gossip, Time-to-live cache, By hand, compared with 0,
        compared with 1, compared with 2, compared with 3, ConstantUs, UniformUs, ExponentialUs,
        no link rules, link rules, overrides, an empty script,
        route AsWritten, route Fixed, route Nearest, route Random, route Sticky, token None,
        token Writes, token Reads, token Both, patience true, patience false,
        fault Crash, loses disk true, loses disk false, fault Partition, fault SlowReplica,
        fault SlowLink, fault Loss, fault Duplication, fault Reordering, fault Clock,
        fault Offline, one way true, one way false, everywhere,
        act Call, act Send, act Promote, op Read, op Write, op Delete, op Increment,
        op Decrement, op Transfer, op Add, op Remove, op Enable, op Disable, op Within,
        LWW-Register, G-Counter, PN-Counter, Bounded counter, First-write-wins register,
        MV-Register, G-Set, 2P-Set, LWW-Element-Set, OR-Set with tombstones,
        OR-Set without tombstones, OR-Map, Enable-wins flag, Disable-wins flag,
        clock Wall, clock Lamport, clock Hybrid, reads Siblings, reads Union, reads Max,
        reads Table,
        acknowledge AtOnce, acknowledge Followers, acknowledge All, read from Any,
        read from Leader, failover true, failover false, AllToAll, Ring, Star, 1 regions,
        2 regions, 3 regions, 4 regions, 5 regions, repair Off, repair AfterAnswer, repair BeforeAnswer, hints true,
        hints false, sloppy true, sloppy false, exchange Off, exchange Full, exchange Merkle,
        collect true, collect false, ship States, ship Operations, ship Deltas, fan-out 1,
        fan-out 2, fan-out 3,
        Invoked, Sent, Delivered, Dropped, Applied, Merged, Answered, Held, Replaced, Followed,
        Noted, Returned, Failed, Promoted, Refused, Crashed, Recovered, FaultBegins, FaultEnds,
        Chance, ByHand, Partition, ReceiverDown, Offline, repeat, Equal, Newer, Older,
        Concurrent, stale, Same, OnlyOneWritten, HigherTimestamp, HigherReplica,
        LaterAtSameReplica, LowerTimestamp, LowerReplica, Maximum, Union, Tombstone, NewHere,
        NewThere, RemovedHere, RemovedThere, NoRights, NotThere, Written, Leads, Follows, Keeps, HandedOver, Expired, Collected,
        GaveUp, TooFew, NotTheLeader, Refused, Down, NoLeaders, lost disk true, lost disk false,
        a later life, held and answered, by hand, two messages of one cause,
        sends request, sends reply, sends forward, sends hand, sends update, sends push,
        sends pull, sends replicate, sends heartbeat, sends lead, sends newer term,
        sends confirm, sends sync, sends blank, sends noted, sends state, sends delta,
        sends operations, sends store, sends stored, sends store for, sends get, sends got,
        sends write back, sends repair, sends hand over, sends taken over, sends hashes,
        sends fetch, sends entry, agrees: true, agrees: false, lost updates";
    let times = |what: &str| found.get(what).copied().unwrap_or(0);
    let expected: Vec<&str> = expected.split(',').map(str::trim).collect();
    let rare: Vec<_> = expected.iter().filter(|what| times(what) < 3).collect();
    assert!(rare.is_empty(), "{rare:?} in {found:#?}");
    let new: Vec<_> = found
        .keys()
        .filter(|what| !expected.contains(&&***what))
        .collect();
    assert!(new.is_empty(), "to be listed above: {new:?}");
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
                    let mut since = trace.events[id.0 + 1..].iter();
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
                EventKind::Applied { step: of, .. }
                | EventKind::Answered { step: of, .. }
                | EventKind::Refused {
                    step: of,
                    why: Refusal::Update(_),
                } => *of == step,
                _ => false,
            });
            assert_eq!(operation.handled, handled.map(|(id, _)| id));
            // At the replica that was asked, or at one that it was passed on to.
            let requests = trace.messages.iter().filter(|message| {
                matches!(&message.payload, Payload::Request(request) if request.step == step)
            });
            let mut asked = requests.clone().filter(|one| one.purpose == "request");
            let first = asked.next();
            assert_eq!(asked.next(), None, "one request for each operation");
            assert_eq!(operation.asked.map(Place::Replica), first.map(|one| one.to));
            if let Some(handled) = operation.handled {
                let to: BTreeSet<_> = requests.map(|one| Some(one.to)).collect();
                assert!(to.contains(&place(handled)));
            }
            let of_its_end = |id: EventId| match &trace.event(id).kind {
                EventKind::Returned { step, .. } | EventKind::Failed { step, .. } => Some(*step),
                _ => None,
            };
            let ends = trace.events().map(|(id, _)| id);
            let ends: Vec<_> = ends.filter(|id| of_its_end(*id) == Some(step)).collect();
            assert_eq!(Vec::from_iter(operation.ended()), ends);
            let returns =
                |id: &EventId| matches!(trace.event(*id).kind, EventKind::Returned { .. });
            assert_eq!(operation.returned, ends.iter().copied().find(returns));
            let handled = operation.handled.map(|id| &trace.event(id).kind);
            let applied = matches!(handled, Some(EventKind::Applied { .. }));
            assert_eq!(operation.dot.is_some(), applied);
            let answered = matches!(handled, Some(EventKind::Answered { .. }));
            assert!(
                !(if operation.call.op.is_update() {
                    answered
                } else {
                    applied
                })
            );
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
            let name = match &event.kind {
                EventKind::Crashed { .. } => "faultbegins".into(),
                EventKind::Recovered { .. } => "faultends".into(),
                EventKind::Noted { note, .. } => variant(note).to_lowercase(),
                other => variant(other).to_lowercase(),
            };
            assert_eq!(kind.replace('_', ""), name);
            match &event.kind {
                EventKind::Returned { misses, .. } => assert_eq!(json["stale"], !misses.is_empty()),
                EventKind::Applied { step, key, .. } | EventKind::Held { step, key, .. } => {
                    assert_eq!(json["step"], step.0);
                    assert_eq!(json["key"], trace.lab.keys[*key].name.as_str());
                }
                EventKind::Merged { message, key, .. }
                | EventKind::Replaced { message, key, .. } => {
                    assert_eq!(json["message"], *trace.message(*message).name);
                    assert_eq!(json["key"], trace.lab.keys[*key].name.as_str());
                }
                EventKind::Followed { update, .. } => {
                    assert_eq!(json["key"], trace.lab.keys[update.key].name.as_str());
                    let time = serde_json::to_value(update.time).expect("JSON");
                    for (name, shown) in time.as_object().expect("an object") {
                        assert_eq!(json["update"][name], *shown);
                    }
                }
                EventKind::Failed { why, .. } => {
                    assert_eq!(json["why"], serde_json::to_value(why).expect("JSON"));
                }
                EventKind::Crashed { fault }
                | EventKind::Recovered { fault, .. }
                | EventKind::FaultBegins { fault }
                | EventKind::FaultEnds { fault } => assert_eq!(json["fault"], fault.0),
                _ => {}
            }
        }
        let messages = list(&json, "messages");
        assert_eq!(messages.len(), trace.messages.len());
        for (message, json) in trace.messages.iter().zip(&messages) {
            assert_eq!(json["id"], *message.name);
            assert_eq!(json["sent_at_us"], message.sent_at.0);
            assert_eq!(json["bytes"], message.bytes);
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
