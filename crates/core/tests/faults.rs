//! What becomes of messages: faults stop what they must and no more, and the rest fares as its
//! link says.

mod support;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::lab::{FaultKind, Latency, LinkQuality};
use replicascope_core::trace::{EventKind, Flight, Loss, Message, Refusal};
use replicascope_core::{Interval, Lab, Micros, Place, Trace};
use support::model::run;
use support::traces::{crashes_of, is_down, on_every_trace, when};

#[test]
fn faults_begin_and_end_when_the_document_says() {
    on_every_trace(|trace| {
        for fault in &trace.lab.faults {
            let at = |name: &str| {
                let event = trace.find(&format!("{}/{name}", fault.id));
                event.map(|id| trace.event(id).at)
            };
            let within = |at: Micros| (at <= trace.lab.duration).then_some(at);
            assert_eq!(at("begins"), within(fault.from));
            match fault.kind {
                // A replica comes back when the last of the crashes that hold it down is over.
                FaultKind::Crash { replica, .. } if is_down(trace, replica, fault.to) => {
                    // One that ends as another begins may be noted first.
                    let next = crashes_of(trace, replica)
                        .into_iter()
                        .find(|one| one.from == fault.to);
                    assert!(at("ends").is_none() || next.is_some());
                }
                // It comes back once, however many of them are over at that moment.
                FaultKind::Crash { replica, .. } => {
                    let together = trace.lab.faults.iter().filter(|other| {
                        matches!(other.kind, FaultKind::Crash { replica: of, .. } if of == replica)
                            && other.to == fault.to
                    });
                    let ends = together.filter_map(|one| trace.find(&format!("{}/ends", one.id)));
                    let ends: Vec<_> = ends.map(|id| trace.event(id).at).collect();
                    assert_eq!(ends, Vec::from_iter(within(fault.to)));
                }
                _ => assert_eq!(at("ends"), within(fault.to)),
            }
        }
    });
}

#[test]
fn nothing_happens_at_a_replica_that_is_down() {
    on_every_trace(|trace| {
        for event in &trace.events {
            let Some(Place::Replica(replica)) = event.place else {
                continue;
            };
            let of_the_fault = matches!(
                event.kind,
                EventKind::Crashed { .. }
                    | EventKind::Recovered { .. }
                    | EventKind::FaultBegins { .. }
                    | EventKind::FaultEnds { .. }
                    | EventKind::Refused { .. }
            );
            assert!(
                of_the_fault || !is_down(trace, replica, event.at),
                "{event:?}"
            );
            if let EventKind::Refused { why, .. } = event.kind {
                let down = is_down(trace, replica, event.at);
                assert_eq!(down, why == Refusal::Down);
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
            FaultKind::Partition(links) => {
                let (between, and) = (&links.between, &links.and);
                let back = between.contains(&to) && and.contains(&from);
                (between.contains(&from) && and.contains(&to)) || (back && !links.one_way)
            }
            _ => false,
        })
    };
    on_every_trace(|trace| {
        for message in &trace.messages {
            let partitions = partitioned(trace, message.from, message.to);
            let under_way = |flight: &Flight, partition: &Interval| {
                // A fault counts before whatever else happens at the moment it begins.
                partition.from <= flight.over_at() && message.sent_at < partition.to
            };
            for flight in &message.flights {
                let stopped = partitions.iter().any(|one| under_way(flight, one));
                let lost_to_it = matches!(flight.lost, Some((_, Loss::Partition(_))));
                assert_eq!(stopped, lost_to_it, "{} {flight:?}", message.name());
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

/// The faults that may change how a message fares beyond what its link says.
fn in_the_way<'a>(trace: &'a Trace, message: &Message) -> Vec<&'a FaultKind> {
    let holds = |from: Micros, to: Micros, until: Micros| from <= until && message.sent_at < to;
    let arrivals = message.flights.iter().map(|flight| flight.arrives);
    let until = arrivals.max().expect("at least one copy");
    let faults = trace.lab.faults.iter();
    faults
        .filter(|fault| match &fault.kind {
            FaultKind::SlowReplica { replica, .. } => {
                message.to == Place::Replica(*replica) && holds(fault.from, fault.to, until)
            }
            FaultKind::SlowLink { on, .. }
            | FaultKind::Loss { on, .. }
            | FaultKind::Duplication { on, .. }
            | FaultKind::Reordering { on, .. } => {
                let (Place::Replica(from), Place::Replica(to)) = (message.from, message.to) else {
                    return false;
                };
                let concerned = on.as_ref().is_none_or(|links| {
                    let back = links.between.contains(&to) && links.and.contains(&from);
                    (links.between.contains(&from) && links.and.contains(&to))
                        || (back && !links.one_way)
                });
                concerned && holds(fault.from, fault.to, message.sent_at)
            }
            FaultKind::Crash { .. }
            | FaultKind::Partition(_)
            | FaultKind::Clock { .. }
            | FaultKind::Offline { .. } => false,
        })
        .map(|fault| &fault.kind)
        .collect()
}

/// How often each of several things was the case.
#[derive(Default, Debug)]
struct Tally(BTreeMap<&'static str, u32>);

impl Tally {
    /// One of two things is the case.
    fn note(&mut self, first: bool, [one, other]: [&'static str; 2]) {
        *self.0.entry(if first { one } else { other }).or_default() += 1;
    }

    /// The one has this share of both.
    fn even(&self, one: &str, other: &str, ratio: f64) {
        let [one, other] = [one, other].map(|what| f64::from(*self.0.get(what).unwrap_or(&0)));
        assert!(one + other > 200.0, "{self:?}");
        assert!((one / (one + other) - ratio).abs() < 0.07, "{self:?}");
    }
}

/// Latency, loss and duplication are those of the link: of its last rule, or else of its kind.
#[test]
fn messages_fare_as_their_link_says() {
    let tally = RefCell::new(Tally::default());
    on_every_trace(|trace| {
        let lab = &trace.lab;
        let by_hand: BTreeSet<&str> = lab.overrides.iter().map(|one| &*one.message).collect();
        for message in &trace.messages {
            if by_hand.contains(&*message.name()) || !in_the_way(trace, message).is_empty() {
                continue;
            }
            let mut rules = lab.network.links.iter().rev();
            let last_rule = rules.find(|rule| (rule.from, rule.to) == (message.from, message.to));
            let quality = match (last_rule, message.from, message.to) {
                (Some(rule), ..) => rule.quality,
                (None, Place::Replica(_), Place::Replica(_)) => lab.network.between_replicas,
                (None, ..) => lab.network.to_clients,
            };
            fares(message, quality, &mut tally.borrow_mut());
        }
    });
    let tally = tally.into_inner();
    tally.even("upper half", "lower half", 0.5);
    tally.even("beyond the median", "below the median", 0.5);
    tally.even("lost", "not lost", 0.3);
    tally.even("twins", "siblings", 0.0);
}

/// A message fares as a link of this quality may have it.
fn fares(message: &Message, quality: LinkQuality, tally: &mut Tally) {
    let flights = message.flights.iter();
    let times = flights.map(|flight| flight.arrives.since(message.sent_at).0);
    let times: Vec<u64> = times.collect();
    for time in &times {
        takes(*time, quality.latency, tally);
    }
    let is_lost = |by: fn(Loss) -> bool| {
        let mut flights = message.flights.iter();
        flights.any(|one| one.lost.is_some_and(|(_, why)| by(why)))
    };
    let stopped = is_lost(|why| matches!(why, Loss::Partition(_)));
    let lost = is_lost(|why| matches!(why, Loss::Chance));
    match quality.loss_per_mille {
        0 => assert!(!lost),
        1000 => assert!(lost || stopped),
        300 if !stopped => tally.note(lost, ["lost", "not lost"]),
        _ => {}
    }
    match (quality.duplicate_per_mille, &times[..]) {
        (0, [_]) => {}
        (0, _) => panic!("{} is duplicated", message.name()),
        (1000, [_]) => assert!(lost || stopped, "{}", message.name()),
        (1000, [one, other]) => {
            let constant = matches!(quality.latency, Latency::ConstantUs(_));
            tally.note(one == other && !constant, ["twins", "siblings"]);
        }
        (_, copies) => assert!(copies.len() <= 2),
    }
}

/// A flight takes as long as the latency has it.
fn takes(time: u64, latency: Latency, tally: &mut Tally) {
    match latency {
        Latency::ConstantUs(constant) => assert_eq!(time, constant.0),
        Latency::UniformUs(least, most) => {
            assert!((least.0..=most.0).contains(&time));
            let upper = time > (least.0 + most.0) / 2;
            tally.note(upper, ["upper half", "lower half"]);
        }
        Latency::ExponentialUs {
            at_least,
            mean_beyond,
        } => {
            assert!(time >= at_least.0);
            // Half of all lie below the mean times ln 2.
            let beyond = (time - at_least.0) as f64 / mean_beyond.0 as f64;
            let upper = beyond > std::f64::consts::LN_2;
            tally.note(upper, ["beyond the median", "below the median"]);
        }
    }
}
