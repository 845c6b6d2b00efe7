//! Leaderless quorums against a direct description of the rule: who has stored what by when, whose
//! answers come first, and what follows for each operation. It knows nothing of messages, handlers
//! or records, only latencies and sets.

mod support;

use std::collections::BTreeSet;
use std::rc::Rc;

use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, Micros, StepId, Trace, run};
use serde_json::{Value as Json, json};
use support::Dice;

/// From a client to a replica or back.
const TO_CLIENT: u64 = 700;
const TIMEOUT: u64 = 250_000;

/// One key, several replicas at fixed distances, some of them down from the beginning.
struct Setting {
    n: usize,
    w: usize,
    r: usize,
    /// How long a message takes from one replica to another.
    distance: Vec<Vec<u64>>,
    down: BTreeSet<usize>,
    calls: Vec<Call>,
    read_repair: &'static str,
}

#[derive(Clone, Copy)]
struct Call {
    at: u64,
    coordinator: usize,
    writes: bool,
}

/// What a client is told, and when.
#[derive(PartialEq, Debug)]
enum Outcome {
    Acknowledged {
        at: u64,
    },
    /// The calls whose writes the answer includes.
    Read {
        at: u64,
        includes: BTreeSet<usize>,
    },
    Failed {
        at: u64,
    },
}

impl Setting {
    fn drawn(dice: &mut Dice, n: usize, w: usize, r: usize, failing: bool) -> Self {
        let replicas = n + dice.index(2);
        // Some are far apart: what is slow decides who meets whom.
        let one_way = |dice: &mut Dice| match dice.one_in(3) {
            true => dice.within(60_000, 100_000),
            false => dice.within(1_000, 9_000),
        };
        let mut distance = vec![vec![0; replicas]; replicas];
        for row in &mut distance {
            row.iter_mut().for_each(|to| *to = one_way(dice));
        }
        let down = (1..replicas).filter(|_| failing && dice.one_in(3));
        let down: BTreeSet<usize> = down.collect();
        let up: Vec<usize> = (0..replicas).filter(|one| !down.contains(one)).collect();
        let calls = (0..dice.within(2, 6)).map(|_| Call {
            at: dice.within(0, 90_000),
            coordinator: *dice.pick(&up),
            writes: dice.one_in(2),
        });
        Self {
            n,
            w,
            r,
            distance,
            down,
            calls: calls.collect(),
            read_repair: "off",
        }
    }

    fn name(replica: usize) -> char {
        char::from(b'A' + u8::try_from(replica).expect("nine at most"))
    }

    fn lab(&self) -> Lab {
        let replicas: Vec<char> = (0..self.distance.len()).map(Self::name).collect();
        let pairs = replicas.iter().enumerate().flat_map(|(from, _)| {
            let others = (0..replicas.len()).filter(move |to| *to != from);
            others.map(move |to| (from, to))
        });
        let links: Vec<Json> = pairs
            .map(|(from, to)| {
                let latency = json!({ "constant_us": self.distance[from][to] });
                json!({ "from": Self::name(from), "to": Self::name(to), "quality": { "latency": latency } })
            })
            .collect();
        let calls = self.calls.iter().enumerate();
        let script: Vec<Json> = calls
            .map(|(index, call)| {
                let op = if call.writes {
                    json!({ "write": index })
                } else {
                    json!("read")
                };
                let call = json!({
                    "client": format!("c{}", index + 1), "replica": Self::name(call.coordinator),
                    "key": "X", "op": op,
                });
                json!({ "id": index, "at_us": self.calls[index].at, "act": { "call": call } })
            })
            .collect();
        let duration = 600_000;
        let faults: Vec<Json> = self
            .down
            .iter()
            .map(|replica| {
                let crash = json!({ "crash": { "replica": Self::name(*replica) } });
                json!({ "id": replica, "from_us": 0, "to_us": duration, "kind": crash })
            })
            .collect();
        let clients: Vec<String> = (1..=self.calls.len())
            .map(|one| format!("c{one}"))
            .collect();
        let document = json!({
            "version": 1, "title": "", "duration_us": duration, "seed": 1,
            "replicas": replicas, "clients": clients,
            "keys": [{ "name": "X", "type": { "lww_register": { "initial": "none" } } }],
            "replication": { "leaderless": {
                "n": self.n, "w": self.w, "r": self.r, "timeout_us": TIMEOUT,
                "read_repair": self.read_repair,
            } },
            "network": {
                "between_replicas": { "latency": { "constant_us": 1 } },
                "to_clients": { "latency": { "constant_us": TO_CLIENT } },
                "links": links,
            },
            "script": script, "faults": faults,
        });
        Lab::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}: {document}"))
    }

    /// Whether the replica keeps the key: the first N do.
    fn homes(&self) -> impl Iterator<Item = usize> {
        0..self.n
    }

    fn way(&self, from: usize, to: usize) -> u64 {
        if from == to {
            0
        } else {
            self.distance[from][to]
        }
    }

    /// When each home that is up has dealt with what a coordinator asked for, and when it says so:
    /// in the order in which the coordinator hears it.
    fn answers(&self, call: Call) -> Vec<(u64, u64, usize)> {
        let asked = call.at + TO_CLIENT;
        let up = self.homes().filter(|home| !self.down.contains(home));
        let answers = up.map(|home| {
            let there = asked + self.way(call.coordinator, home);
            (there + self.way(home, call.coordinator), there, home)
        });
        let mut answers: Vec<_> = answers.collect();
        answers.sort_unstable();
        answers
    }

    /// The calls whose writes a replica holds at a moment. A coordinator sends what it holds, and
    /// so also what it has got from others.
    fn held(&self, replica: usize, at: u64) -> BTreeSet<usize> {
        let mut held = BTreeSet::new();
        for (index, call) in self
            .calls
            .iter()
            .enumerate()
            .filter(|(_, call)| call.writes)
        {
            let carried_out = call.at + TO_CLIENT;
            let there = carried_out + self.way(call.coordinator, replica);
            let is_home = replica < self.n || replica == call.coordinator;
            if there <= at && is_home && !held.contains(&index) {
                held.insert(index);
                if replica != call.coordinator && carried_out > 0 {
                    held.extend(self.held(call.coordinator, carried_out));
                }
            }
        }
        held
    }

    /// The rule.
    fn outcome(&self, call: Call) -> Outcome {
        let needed = if call.writes { self.w } else { self.r };
        let answers = self.answers(call);
        let deadline = call.at + TO_CLIENT + TIMEOUT;
        let last = answers.get(needed - 1).map(|answer| answer.0);
        let Some(enough) = last.filter(|at| *at < deadline) else {
            return Outcome::Failed {
                at: deadline + TO_CLIENT,
            };
        };
        let at = enough + TO_CLIENT;
        if call.writes {
            return Outcome::Acknowledged { at };
        }
        let first = answers.iter().take(needed);
        let includes = first.flat_map(|(_, there, home)| self.held(*home, *there));
        Outcome::Read {
            at,
            includes: includes.collect(),
        }
    }

    /// The write that wins among some: the latest by the coordinator's clock.
    fn value(&self, includes: &BTreeSet<usize>) -> String {
        let latest = includes.iter().max_by_key(|index| {
            let call = self.calls[**index];
            (call.at, call.coordinator)
        });
        latest.map_or_else(|| "none".to_owned(), usize::to_string)
    }

    /// Whether the rule leaves it to chance what happens first, or the timeout is close.
    fn has_ties(&self) -> bool {
        let moments = self.calls.iter().flat_map(|call| {
            let answers = self.answers(*call).into_iter();
            answers
                .flat_map(|(back, there, _)| [back, there])
                .chain([call.at + TO_CLIENT + TIMEOUT])
        });
        let mut moments: Vec<u64> = moments.collect();
        let count = moments.len();
        moments.sort_unstable();
        moments.dedup();
        // A coordinator that is a home answers itself as soon as it is asked.
        let alone = self
            .calls
            .iter()
            .filter(|call| call.coordinator < self.n)
            .count();
        moments.len() + alone != count
    }
}

fn ended(trace: &Trace, call: usize) -> (u64, EventKind) {
    let step = StepId(u32::try_from(call).expect("few"));
    let operation = trace.operation(step).expect("it is in the script");
    let event = trace.event(operation.ended().expect("it ends"));
    (event.at.0, event.kind.clone())
}

fn settings() -> impl Iterator<Item = (usize, usize, usize)> {
    let pairs = |n| (1..=n).flat_map(move |w| (1..=n).map(move |r| (n, w, r)));
    (1..=5).flat_map(pairs)
}

#[test]
fn every_operation_ends_as_the_rule_says() {
    let dice = &mut Dice::new(5);
    let (mut failed, mut old) = (0, 0);
    for (n, w, r) in settings() {
        for round in 0..60 {
            let setting = Setting::drawn(dice, n, w, r, round % 2 == 0);
            if setting.distance.len() < 2 || setting.has_ties() {
                continue;
            }
            let trace = run(&Rc::new(setting.lab()));
            for (index, call) in setting.calls.iter().enumerate() {
                let what = format!("N={n} W={w} R={r}, call {index} of {}", trace.lab.to_json());
                match (setting.outcome(*call), ended(&trace, index)) {
                    (
                        Outcome::Read { at, includes },
                        (
                            ended,
                            EventKind::Returned {
                                answer: Some(answer),
                                misses,
                                ..
                            },
                        ),
                    ) => {
                        assert_eq!(
                            (at, setting.value(&includes)),
                            (ended, answer.to_string()),
                            "{what}"
                        );
                        let missed = acknowledged_before(&setting, *call)
                            .filter(|one| !includes.contains(one));
                        let missed: BTreeSet<usize> = missed.collect();
                        let misses: BTreeSet<usize> =
                            misses.iter().map(|step| step.0 as usize).collect();
                        assert_eq!(missed, misses, "{what}");
                        old += missed.len();
                    }
                    (
                        Outcome::Acknowledged { at },
                        (ended, EventKind::Returned { answer: None, .. }),
                    ) => {
                        assert_eq!(at, ended, "{what}");
                    }
                    (Outcome::Failed { at }, (ended, EventKind::Failed { .. })) => {
                        assert_eq!(at, ended, "{what}");
                        failed += 1;
                    }
                    (expected, found) => panic!("{expected:?}, not {found:?}: {what}"),
                }
            }
        }
    }
    assert!(failed > 100 && old > 100, "{failed} failed, {old} missed");
}

/// The writes whose clients knew that they were done when a read began.
fn acknowledged_before(setting: &Setting, read: Call) -> impl Iterator<Item = usize> {
    let writes = setting
        .calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.writes);
    writes.filter_map(move |(index, call)| match setting.outcome(*call) {
        Outcome::Acknowledged { at } if at < read.at => Some(index),
        _ => None,
    })
}

#[test]
fn reads_meet_every_completed_write_just_where_the_sets_have_to_overlap() {
    let dice = &mut Dice::new(6);
    for (n, w, r) in settings().filter(|(n, ..)| *n > 1) {
        // Where sets can miss each other, it may take many runs until they do.
        let runs = if w + r <= n { 20_000 } else { 100 };
        let stale = (0..runs).any(|_| {
            let setting = Setting::drawn(dice, n, w, r, false);
            let trace = run(&Rc::new(setting.lab()));
            let stale = |kind: &EventKind| matches!(kind, EventKind::Returned { misses, .. } if !misses.is_empty());
            trace.events.iter().any(|event| stale(&event.kind))
        });
        assert_eq!(stale, w + r <= n, "N={n} W={w} R={r}");
    }
}

/// Whether a read returned an older write than a read that had returned before it began; there
/// is one write only.
fn inverts(setting: &Setting) -> bool {
    let trace = run(&Rc::new(setting.lab()));
    let mut reads: Vec<(Micros, Micros, i64)> = Vec::new();
    for operation in &trace.operations {
        let ended = operation.returned.map(|event| trace.event(event));
        if let Some(EventKind::Returned {
            answer: Some(answer),
            ..
        }) = ended.map(|event| &event.kind)
        {
            let value = answer.to_string().parse().unwrap_or(-1);
            let ended = ended.map(|event| event.at).unwrap_or_default();
            reads.push((trace.event(operation.invoked).at, ended, value));
        }
    }
    let later = |one: &(Micros, Micros, i64)| {
        let (_, ended, value) = *one;
        reads
            .iter()
            .any(|(began, _, seen)| ended < *began && *seen < value)
    };
    reads.iter().any(later)
}

#[test]
fn only_blocking_read_repair_rules_out_that_time_runs_backwards() {
    for (read_repair, expected) in [
        ("off", true),
        ("after_answer", true),
        ("before_answer", false),
    ] {
        let dice = &mut Dice::new(7);
        let inverted = (0..4_000).any(|_| {
            let mut setting = Setting::drawn(dice, 3, 2, 2, false);
            setting.read_repair = read_repair;
            // One write at the first home, reads elsewhere while it is under way.
            for (index, call) in setting.calls.iter_mut().enumerate() {
                call.writes = index == 0;
                call.coordinator = if call.writes {
                    0
                } else {
                    1 + dice.index(setting.distance.len() - 1)
                };
            }
            inverts(&setting)
        });
        assert_eq!(inverted, expected, "read repair {read_repair}");
    }
}
