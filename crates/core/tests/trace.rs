//! What every trace must satisfy, over generated documents: its order, its causes, its faults,
//! and that states, verdicts and figures agree with a replay in plain sets of updates.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::crdt::{Entry, Rule, State};
use replicascope_core::lab::FaultKind;
use replicascope_core::replication::Replication;
use replicascope_core::sim::Payload;
use replicascope_core::trace::{Ending, EventId, EventKind, Loss, MessageId};
use replicascope_core::{Interval, Lab, Micros, Place, Record, ReplicaId, Trace};
use support::lab;
use support::model::{self, Replay, run};

const SEEDS: std::ops::Range<u64> = 0..300;

/// Checks something on the trace of every generated document.
fn on_every_trace(check: impl Fn(&Trace)) {
    for seed in SEEDS {
        println!("seed {seed}");
        let trace = run(lab(seed));
        assert_eq!(trace.ending, Ending::Complete);
        check(&trace);
    }
}

/// Checks something on every event of every trace, with what a replay knows before the event.
fn on_every_event(check: impl Fn(&Replay, EventId)) {
    on_every_trace(|trace| {
        let mut replay = Replay::new(trace);
        for (id, _) in trace.events() {
            check(&replay, id);
            replay.take(id);
        }
    });
}

/// When a fault that the choice picks holds.
fn when(trace: &Trace, choice: impl Fn(&FaultKind) -> bool) -> Vec<Interval> {
    let faults = trace.lab.faults.iter().filter(|fault| choice(&fault.kind));
    faults
        .map(|fault| Interval {
            from: fault.from,
            to: fault.to,
        })
        .collect()
}

fn crashes_of(trace: &Trace, which: ReplicaId) -> Vec<Interval> {
    when(
        trace,
        |kind| matches!(kind, FaultKind::Crash { replica } if *replica == which),
    )
}

fn is_down(trace: &Trace, replica: ReplicaId, at: Micros) -> bool {
    crashes_of(trace, replica)
        .iter()
        .any(|crash| crash.contains(at))
}

// The generator.

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

// Order and causes.

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
    let compared = std::cell::Cell::new(0);
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

// Faults.

#[test]
fn nothing_happens_at_a_replica_that_is_down() {
    on_every_trace(|trace| {
        for event in &trace.events {
            let Some(Place::Replica(replica)) = event.place else {
                continue;
            };
            let of_the_fault = matches!(
                event.kind,
                EventKind::Crashed { .. } | EventKind::Recovered { .. } | EventKind::Refused { .. }
            );
            assert!(
                of_the_fault || !is_down(trace, replica, event.at),
                "{event:?}"
            );
            if let EventKind::Refused { .. } = event.kind {
                assert!(is_down(trace, replica, event.at));
            }
        }
    });
}

#[test]
fn only_a_receiver_that_is_down_loses_what_arrives() {
    on_every_trace(|trace| {
        for event in &trace.events {
            if let EventKind::Dropped { message, why, copy } = event.kind {
                let message = trace.message(message);
                let down = message
                    .to
                    .replica()
                    .is_some_and(|to| is_down(trace, to, event.at));
                if why == Loss::ReceiverDown {
                    assert!(down && message.flights[copy].arrives == event.at);
                }
            }
        }
    });
}

#[test]
fn nothing_crosses_a_partition_and_only_a_partition_stops_what_it_stops() {
    let partitioned = |trace: &Trace, from: Place, to: Place| {
        let (Place::Replica(from), Place::Replica(to)) = (from, to) else {
            return Vec::new();
        };
        when(trace, |kind| match kind {
            FaultKind::Partition { between, and } => {
                (between.contains(&from) && and.contains(&to))
                    || (between.contains(&to) && and.contains(&from))
            }
            FaultKind::Crash { .. } => false,
        })
    };
    on_every_trace(|trace| {
        for message in &trace.messages {
            let partitions = partitioned(trace, message.from, message.to);
            let under_way = |flight: &replicascope_core::trace::Flight, partition: &Interval| {
                // A fault counts before whatever else happens at the moment it begins.
                partition.from <= flight.over_at() && message.sent_at < partition.to
            };
            for flight in &message.flights {
                let stopped = partitions.iter().any(|one| under_way(flight, one));
                let lost_to_it = matches!(flight.lost, Some((_, Loss::Partition(_))));
                assert_eq!(stopped, lost_to_it, "{} {flight:?}", message.name);
                if let Some((at, Loss::Partition(fault))) = flight.lost {
                    let fault = trace.lab.faults.iter().find(|one| one.id == fault);
                    let fault = fault.expect("a fault of the lab");
                    assert!(fault.interval().contains(at) && at >= message.sent_at);
                }
            }
        }
    });
}

/// At one moment, faults count before whatever else happens then.
#[test]
fn a_fault_counts_from_its_first_moment_and_no_longer_at_its_last() {
    let check = |from: u64, to: u64, stopped: bool| {
        let json = format!(
            r#"{{"version": 1, "title": "", "duration_us": 100000, "seed": 1,
            "replicas": ["A", "B"], "clients": ["c1"],
            "keys": [{{"name": "X", "type": {{"lww_register": {{}}}}}}],
            "replication": {{"by_hand": {{}}}},
            "network": {{"between_replicas": {{"latency": {{"constant_us": 20000}}}},
                "to_clients": {{"latency": {{"constant_us": 1000}}}}}},
            "script": [{{"id": 1, "at_us": 20000,
                "act": {{"send": {{"from": "A", "to": "B", "key": "X"}}}}}}],
            "faults": [{{"id": 1, "from_us": {from}, "to_us": {to}, "kind": FAULT}}]}}"#
        );
        for fault in [
            r#"{"partition": {"between": ["B"], "and": ["A"]}}"#,
            r#"{"crash": {"replica": "B"}}"#,
        ] {
            let lab = Lab::from_json(&json.replace("FAULT", fault)).expect("valid");
            let arrives = run(lab).find("op1:A>B/hand/delivered.0").is_some();
            let crash_is_over = fault.contains("crash") && to <= 40_000;
            assert_eq!(
                arrives,
                !stopped || crash_is_over,
                "{from} to {to}: {fault}"
            );
        }
    };
    // The message is under way from 20 to 40 ms.
    check(40_000, 50_000, true);
    check(40_001, 50_000, false);
    check(30_000, 40_000, true);
    check(10_000, 20_001, true);
    check(10_000, 20_000, false);
}

// States.

#[test]
fn each_state_continues_the_one_before_it() {
    on_every_trace(|trace| {
        let mut held: BTreeMap<(ReplicaId, usize), Arc<Record>> = BTreeMap::new();
        let initial =
            |key: usize| Arc::new(Record::initial(trace.lab.keys[key].data_type.initial()));
        for event in &trace.events {
            let replica = event.place.and_then(Place::replica);
            let (key, before, after) = match &event.kind {
                EventKind::Applied {
                    key, before, after, ..
                }
                | EventKind::Merged {
                    key, before, after, ..
                } => (*key, before, after),
                EventKind::Answered { key, record, .. } => (*key, record, record),
                EventKind::Sent { message } => {
                    let message = trace.message(*message);
                    if let (Payload::Records(records), Some(from)) = (&message.payload, replica) {
                        for (key, record) in records {
                            let held = held.get(&(from, *key)).cloned();
                            assert_eq!(*record, held.unwrap_or_else(|| initial(*key)));
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            let replica = replica.expect("at a replica");
            let last = held.insert((replica, key), Arc::clone(after));
            assert_eq!(*before, last.unwrap_or_else(|| initial(key)));
        }
    });
}

#[test]
fn states_and_relations_agree_with_the_sets_of_updates() {
    on_every_event(|replay, id| {
        let event = replay.trace.event(id);
        let Some(replica) = event.place.and_then(Place::replica) else {
            return;
        };
        let check = |key: usize, record: &Record, seen: &model::Dots| {
            assert_eq!(model::dots(record), *seen);
            assert_eq!(record.state.read(), replay.value(key, seen));
            for dot in seen {
                assert_eq!(record.shows(*dot), replay.showing(key, seen).contains(dot));
            }
        };
        match &event.kind {
            EventKind::Applied {
                key,
                dot,
                before,
                after,
                ..
            } => {
                let seen = replay.seen(replica, *key);
                check(*key, before, seen);
                let mut with = seen.clone();
                assert!(with.insert(*dot) && dot.replica == replica);
                assert_eq!(model::dots(after), with);
            }
            EventKind::Merged {
                message,
                key,
                before,
                incoming,
                after,
                relation,
                ..
            } => {
                let (seen, carried) = (replay.seen(replica, *key), replay.carried(*message, *key));
                assert_eq!(*relation, model::relation(carried, seen));
                check(*key, before, seen);
                check(*key, incoming, carried);
                check(*key, after, &(seen | carried));
            }
            EventKind::Answered { key, record, .. } => {
                check(*key, record, replay.seen(replica, *key));
            }
            _ => {}
        }
    });
}

#[test]
fn a_read_returns_what_it_was_answered_from() {
    on_every_event(|replay, id| {
        let trace = replay.trace;
        if let EventKind::Returned { step, answer, .. } = &trace.event(id).kind {
            let operation = trace.operation(*step).expect("an operation");
            assert_eq!(operation.returned, Some(id));
            let handled = trace.event(operation.handled.expect("handled before it returns"));
            let answered = match &handled.kind {
                EventKind::Answered { record, .. } => Some(record.state.read()),
                _ => None,
            };
            assert_eq!(*answer, answered);
            assert_eq!(answer.is_none(), operation.call.op.is_update());
        }
    });
}

#[test]
fn the_reasons_of_a_merge_give_what_the_merge_gives() {
    on_every_trace(|trace| {
        for event in &trace.events {
            let EventKind::Merged {
                before,
                incoming,
                after,
                ..
            } = &event.kind
            else {
                continue;
            };
            let reasons = before.state.explain(&incoming.state);
            match (&before.state, &incoming.state, &after.state) {
                (State::GCounter(mine), State::GCounter(theirs), State::GCounter(merged)) => {
                    let mut explained = BTreeSet::new();
                    for reason in reasons {
                        let Entry::Of(replica) = reason.entry else {
                            panic!("{reason:?}")
                        };
                        assert!(explained.insert(replica));
                        let entries =
                            [mine, theirs, merged].map(|one| one.entry(replica).to_string());
                        assert_eq!([reason.mine, reason.theirs, reason.result], entries);
                        let equal = mine.entry(replica) == theirs.entry(replica);
                        assert_eq!(reason.rule == Rule::Same, equal);
                    }
                    let silent = ReplicaId::all().filter(|one| !explained.contains(one));
                    assert!(silent.map(|one| merged.entry(one)).all(|entry| entry == 0));
                }
                (
                    State::LwwRegister(mine),
                    State::LwwRegister(theirs),
                    State::LwwRegister(merged),
                ) => {
                    let [reason] = &reasons[..] else {
                        panic!("{reasons:?}")
                    };
                    let taken = if merged.stamp() == mine.stamp() {
                        &reason.mine
                    } else {
                        &reason.theirs
                    };
                    assert_eq!(reason.result, *taken);
                    let clock =
                        |of: &replicascope_core::crdt::LwwRegister| of.stamp().map(|one| one.clock);
                    let writer = |of: &replicascope_core::crdt::LwwRegister| {
                        of.stamp().map(|one| one.dot.replica)
                    };
                    let rule = if mine.stamp() == theirs.stamp() {
                        Rule::Same
                    } else if mine.stamp().is_none() || theirs.stamp().is_none() {
                        Rule::OnlyOneWritten
                    } else if clock(mine) != clock(theirs) {
                        Rule::HigherTimestamp
                    } else if writer(mine) != writer(theirs) {
                        Rule::HigherReplica
                    } else {
                        Rule::LaterAtSameReplica
                    };
                    assert_eq!(reason.rule, rule);
                }
                _ => panic!("states of two types"),
            }
        }
    });
}

#[test]
fn the_record_at_a_moment_is_what_the_last_event_until_then_left() {
    on_every_trace(|trace| {
        let lab = &trace.lab;
        let mut moments: BTreeSet<Micros> = trace.events.iter().map(|event| event.at).collect();
        moments.extend([Micros::ZERO, lab.duration]);
        moments.extend(trace.events.iter().map(|event| event.at + Micros(1)));
        for replica in &lab.replicas {
            for key in 0..lab.keys.len() {
                let mut held: Vec<(Micros, &Arc<Record>)> = Vec::new();
                for event in trace
                    .events
                    .iter()
                    .filter(|event| event.place == Some(Place::Replica(*replica)))
                {
                    match &event.kind {
                        EventKind::Applied { key: of, after, .. }
                        | EventKind::Merged { key: of, after, .. }
                            if *of == key =>
                        {
                            held.push((event.at, after));
                        }
                        _ => {}
                    }
                }
                for at in &moments {
                    let last = held.iter().rev().find(|(since, _)| since <= at);
                    let expected = last.map_or(trace.initial_record(key), |(_, record)| record);
                    assert_eq!(trace.record_at(*replica, key, *at), expected);
                }
            }
        }
    });
}

// Verdicts and figures.

/// The stretches of time in which something holds, from what holds after all that happens at
/// each moment; it stays so until the next one.
fn stretches(samples: &[(Micros, bool)], end: Micros) -> Vec<Interval> {
    let mut stretches: Vec<Interval> = Vec::new();
    let ends = samples.iter().skip(1).map(|(at, _)| *at).chain([end]);
    for ((from, _), to) in samples
        .iter()
        .zip(ends)
        .filter(|((from, holds), to)| *holds && from < to)
    {
        match stretches.last_mut() {
            Some(last) if last.to == *from => last.to = to,
            _ => stretches.push(Interval { from: *from, to }),
        }
    }
    stretches
}

#[test]
fn convergence_agrees_with_a_look_at_every_moment() {
    on_every_trace(|trace| {
        let (lab, end) = (&trace.lab, trace.lab.duration);
        let mut replay = Replay::new(trace);
        let moments: BTreeSet<Micros> = trace
            .events
            .iter()
            .map(|event| event.at)
            .chain([Micros::ZERO])
            .collect();
        let keys = 0..lab.keys.len();
        let mut differ = vec![Vec::new(); keys.len()];
        let mut anywhere = vec![Vec::new(); keys.len()];
        let mut stale: BTreeMap<(usize, ReplicaId), Vec<(Micros, bool)>> = BTreeMap::new();
        let mut next = 0;
        for at in moments {
            while trace.events.get(next).is_some_and(|event| event.at <= at) {
                replay.take(EventId(next));
                next += 1;
            }
            for key in keys.clone() {
                let seen: BTreeSet<_> = lab
                    .replicas
                    .iter()
                    .map(|one| replay.seen(*one, key))
                    .collect();
                differ[key].push((at, seen.len() > 1));
                let acknowledged = replay.acknowledged(key);
                let mut any = false;
                for replica in &lab.replicas {
                    let lacks = !acknowledged.is_subset(replay.seen(*replica, key));
                    let is_stale = lacks && !is_down(trace, *replica, at);
                    stale
                        .entry((key, *replica))
                        .or_default()
                        .push((at, is_stale));
                    any |= is_stale;
                }
                anywhere[key].push((at, any));
            }
        }
        for (key, convergence) in trace.convergence.iter().enumerate() {
            assert_eq!(convergence.key, lab.keys[key].name);
            let expected = stretches(&differ[key], end);
            assert_eq!(convergence.disagreements, expected);
            let agree = differ[key].last().is_some_and(|(_, differ)| !differ);
            let since = expected.last().map_or(Micros::ZERO, |last| last.to);
            assert_eq!(convergence.agreed_at, agree.then_some(since));
            for replica in &lab.replicas {
                let expected = stretches(&stale[&(key, *replica)], end);
                assert_eq!(convergence.stale[replica], expected, "{replica}");
            }
            let lengths = stretches(&anywhere[key], end);
            let total: u64 = lengths.iter().map(|one| one.length().0).sum();
            assert_eq!(convergence.stale_for, Micros(total));
        }
        assert_eq!(trace.convergence.len(), lab.keys.len());
    });
}

#[test]
fn a_read_misses_the_updates_acknowledged_before_it_that_it_does_not_include() {
    on_every_event(|replay, id| {
        if let EventKind::Returned {
            step,
            answer,
            misses,
        } = &replay.trace.event(id).kind
        {
            if answer.is_none() {
                assert!(misses.is_empty());
                return;
            }
            let listed: BTreeSet<_> = misses.iter().copied().collect();
            assert_eq!(listed.len(), misses.len());
            assert_eq!(listed, replay.missed_by(*step));
        }
    });
}

#[test]
fn lost_are_the_acknowledged_updates_that_nobody_shows_or_replaced_knowingly() {
    on_every_trace(|trace| {
        let listed: BTreeSet<_> = trace.lost.iter().copied().collect();
        assert_eq!(listed.len(), trace.lost.len());
        assert_eq!(listed, Replay::whole(trace).lost());
    });
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

/// The message that a merge names is the one whose arrival it follows from.
#[test]
fn a_merge_names_the_message_that_brought_it() {
    on_every_trace(|trace| {
        let mut arrived: BTreeMap<Place, (MessageId, usize)> = BTreeMap::new();
        for event in &trace.events {
            let Some(place) = event.place else { continue };
            match &event.kind {
                EventKind::Delivered { message, copy, .. } => {
                    arrived.insert(place, (*message, *copy));
                }
                EventKind::Merged {
                    message,
                    copy,
                    key,
                    incoming,
                    ..
                } => {
                    assert_eq!(arrived[&place], (*message, *copy));
                    let Payload::Records(records) = &trace.message(*message).payload else {
                        panic!("a merge of no records")
                    };
                    assert!(
                        records
                            .iter()
                            .any(|(of, record)| of == key && record == incoming)
                    );
                }
                _ => {}
            }
        }
    });
}
