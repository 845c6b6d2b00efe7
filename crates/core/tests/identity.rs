//! Identity survives edits: what is drawn for a message depends on its name alone, names occur
//! once, and a trace depends on what its document says, not on how it is written down.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, Fault, FaultKind};
use replicascope_core::message::Cause;
use replicascope_core::trace::{EventId, Loss, Message, MessageId};
use replicascope_core::{Edit, Lab, Micros, StepId, Trace, Value};
use support::model::run;
use support::{Dice, lab};

/// What was drawn for a message: for each copy how long it takes, and whether chance loses it.
/// Times of arrival and faults on the way are not drawn.
fn fate(message: &Message) -> Vec<(Micros, Option<bool>)> {
    let flights = message.flights.iter().map(|flight| {
        let lost = match flight.lost {
            None | Some((_, Loss::ReceiverDown | Loss::Offline)) => Some(false),
            Some((_, Loss::Chance | Loss::ByHand)) => Some(true),
            // What would have become of it cannot be seen.
            Some((_, Loss::Partition(_))) => None,
        };
        (flight.arrives.since(message.sent_at), lost)
    });
    flights.collect()
}

fn fates(trace: &Trace) -> BTreeMap<String, &Message> {
    let named = trace
        .messages
        .iter()
        .map(|message| (message.name(), message));
    let fates: BTreeMap<_, _> = named.collect();
    assert_eq!(fates.len(), trace.messages.len(), "a name occurs twice");
    fates
}

/// Whether the fault has a say in how long messages take, or how many copies arrive.
fn shapes(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::SlowReplica { .. }
        | FaultKind::SlowLink { .. }
        | FaultKind::Loss { .. }
        | FaultKind::Duplication { .. }
        | FaultKind::Reordering { .. } => true,
        FaultKind::Partition(_)
        | FaultKind::Crash { .. }
        | FaultKind::Clock { .. }
        | FaultKind::Offline { .. } => false,
    }
}

/// The faults of the document that have a say in what becomes of messages, in order.
fn shaping(lab: &Lab) -> Vec<&Fault> {
    let mut shaping: Vec<_> = lab.faults.iter().filter(|one| shapes(&one.kind)).collect();
    shaping.sort_by_key(|fault| fault.id);
    shaping
}

/// Whether such a fault holds while the message is under way.
fn is_shaped(trace: &Trace, message: &Message) -> bool {
    let arrivals = message.flights.iter().map(|flight| flight.arrives);
    let until = arrivals.max().expect("at least one copy");
    let mut shaping = shaping(&trace.lab).into_iter();
    shaping.any(|fault| fault.from <= until && message.sent_at < fault.to)
}

/// Compares the messages of the same name in both runs; says how many there are. Where a fault has
/// a say, only those that leave at the same moment into the same faults can be compared.
fn same_fates(before: &Trace, after: &Trace, except: &str) -> usize {
    let same_faults = shaping(&before.lab) == shaping(&after.lab);
    let later = fates(after);
    let mut compared = 0;
    for (name, one) in fates(before) {
        let Some(other) = later.get(&name).filter(|_| name != except) else {
            continue;
        };
        let shaped = is_shaped(before, one) || is_shaped(after, other);
        if shaped && !(same_faults && one.sent_at == other.sent_at) {
            continue;
        }
        assert_eq!(
            (one.from, one.to, one.purpose),
            (other.from, other.to, other.purpose)
        );
        let (one, other) = (fate(one), fate(other));
        assert_eq!(one.len(), other.len(), "{name}");
        for ((time, lost), (other_time, other_lost)) in one.iter().zip(&other) {
            assert_eq!(time, other_time, "{name}");
            assert!(
                lost.is_none() || other_lost.is_none() || lost == other_lost,
                "{name}"
            );
        }
        compared += 1;
    }
    compared
}

fn edited(lab: &Lab, edit: &Edit) -> Lab {
    lab.edited(edit).expect("the edit is allowed")
}

/// Runs the check on many documents; it says how much it has compared, so that it cannot hold
/// because nothing was there.
fn on_many(least: usize, check: impl Fn(&Lab, &Trace, &mut Dice) -> usize) {
    let compared: usize = (0..250)
        .map(|seed| {
            println!("seed {seed}");
            let lab = lab(seed);
            let trace = run(lab.clone());
            check(&lab, &trace, &mut Dice::new(seed + 1_000_000))
        })
        .sum();
    println!("{compared} compared");
    assert!(compared >= least, "only {compared} compared");
}

#[test]
fn deciding_one_message_by_hand_leaves_all_others_as_drawn() {
    on_many(30_000, |lab, trace, dice| {
        if trace.messages.is_empty() {
            return 0;
        }
        let message = dice.pick(&trace.messages);
        let usual = message.flights[0].arrives.since(message.sent_at);
        let later = usual + Micros(dice.within(1, 30_000));
        let earlier = Micros(usual.0.div_ceil(2));
        let decisions = [vec![later], vec![earlier], vec![], vec![earlier, later]];
        let decide = |after_us| {
            let name = message.name();
            let decided = edited(
                lab,
                &Edit::Deliver {
                    message: name,
                    after_us,
                },
            );
            same_fates(trace, &run(decided), &message.name())
        };
        decisions.into_iter().map(decide).sum()
    });
}

#[test]
fn a_message_decided_by_hand_takes_the_times_that_the_hand_set() {
    on_many(200, |lab, trace, dice| {
        if trace.messages.is_empty() {
            return 0;
        }
        let name = dice.pick(&trace.messages).name();
        let after: Vec<_> = (0..dice.index(4))
            .map(|_| Micros(dice.within(1, 30_000)))
            .collect();
        let edit = Edit::Deliver {
            message: name.clone(),
            after_us: after.clone(),
        };
        let decided = run(edited(lab, &edit));
        let message = decided.message(decided.find_message(&name).expect("still sent"));
        let fate = fate(message);
        if after.is_empty() {
            assert!(fate.len() == 1 && fate[0].1 != Some(false));
        } else {
            let times: Vec<_> = fate.iter().map(|(time, _)| *time).collect();
            assert_eq!(times, after);
            assert!(fate.iter().all(|(_, lost)| *lost != Some(true)));
        }

        // Released, everything is as if it had never been decided.
        let mut never = lab.clone();
        never.overrides.retain(|one| one.message != name);
        let released = edited(&edited(lab, &edit), &Edit::Release { message: name });
        assert!(run(released).to_json() == run(never).to_json());
        1
    });
}

#[test]
fn a_step_that_comes_leaves_or_moves_leaves_all_messages_as_drawn() {
    on_many(30_000, |lab, trace, dice| {
        let key = dice.pick(&lab.keys);
        let ops = [Op::Read, Op::Write(Value::Integer(7)), Op::Increment(1)];
        let op = ops
            .into_iter()
            .rev()
            .find(|op| key.data_type.accepts(op))
            .expect("one of them");
        let act = Act::Call(Call {
            client: *dice.pick(&lab.clients),
            replica: *dice.pick(&lab.replicas),
            key: key.name.clone(),
            op,
        });
        let mut edits = vec![Edit::Add {
            at: moment(dice, lab),
            act: act.clone(),
        }];
        if !lab.script.is_empty() {
            let step = dice.pick(&lab.script).id;
            edits.push(Edit::Move {
                step,
                at: moment(dice, lab),
            });
            edits.push(Edit::Change { step, act });
            edits.push(Edit::Remove { step });
        }
        let compare = |edit| same_fates(trace, &run(edited(lab, edit)), "");
        edits.iter().map(compare).sum()
    });
}

fn moment(dice: &mut Dice, lab: &Lab) -> Micros {
    Micros(dice.within(0, lab.duration.0))
}

/// Crashes, partitions, clocks and absent clients decide what arrives, never what is drawn.
#[test]
fn a_fault_that_comes_or_goes_leaves_all_messages_as_drawn() {
    on_many(10_000, |lab, trace, dice| {
        let mut without = lab.clone();
        without.faults.retain(|fault| shapes(&fault.kind));
        let mut compared = same_fates(trace, &run(without), "");
        let kind = FaultKind::Crash {
            replica: *dice.pick(&lab.replicas),
            loses_disk: dice.one_in(2),
        };
        let (from, to) = (moment(dice, lab), lab.duration + Micros(1));
        let with = edited(lab, &Edit::AddFault { from, to, kind });
        compared += same_fates(trace, &run(with), "");
        compared
    });
}

#[test]
fn a_replica_that_joins_leaves_all_messages_as_drawn() {
    on_many(5_000, |lab, trace, _| match lab.edited(&Edit::AddReplica) {
        Ok(larger) => same_fates(trace, &run(larger), ""),
        Err(_) => 0,
    });
}

#[test]
fn another_seed_draws_anew() {
    let differ = (0..50).filter(|seed| {
        let lab = lab(*seed);
        let other = edited(&lab, &Edit::SetSeed(lab.seed ^ 1));
        run(lab).to_json() != run(other).to_json()
    });
    assert!(differ.count() > 30);
}

#[test]
fn the_document_may_list_its_parts_in_any_order() {
    on_many(250, |lab, trace, dice| {
        let mut shuffled = lab.clone();
        dice.shuffle(&mut shuffled.script);
        dice.shuffle(&mut shuffled.faults);
        dice.shuffle(&mut shuffled.overrides);
        assert!(run(shuffled).to_json() == trace.to_json());
        1
    });
}

#[test]
fn a_trace_is_a_function_of_its_document() {
    on_many(250, |lab, trace, _| {
        let (lab, text) = (Rc::new(lab.clone()), trace.to_json());
        assert!(replicascope_core::run(&lab).to_json() == text);
        let read_back = Lab::from_json(&lab.to_json()).expect("valid");
        assert!(run(read_back).to_json() == text);
        1
    });
}

#[test]
fn names_of_messages_and_events_occur_once_and_are_found_again() {
    on_many(250, |_, trace, dice| {
        let names: BTreeSet<_> = trace
            .messages
            .iter()
            .map(|message| message.name())
            .collect();
        assert_eq!(names.len(), trace.messages.len());
        let events: BTreeSet<_> = trace.events().map(|(id, _)| trace.event_name(id)).collect();
        assert_eq!(events.len(), trace.events.len());

        // Looking one up takes a walk through all: a few of each trace.
        for _ in 0..10.min(trace.events.len()) {
            let id = EventId::new(dice.index(trace.events.len()));
            assert_eq!(trace.find(&trace.event_name(id)), Some(id));
        }
        for (index, message) in trace.messages.iter().enumerate() {
            assert_eq!(
                trace.find_message(&message.name()),
                Some(MessageId::new(index))
            );
        }
        assert_eq!(trace.find("op1/no such"), None);
        assert_eq!(trace.find_message("op1:no such"), None);
        1
    });
}

/// A message is named after what caused it, so that its step can be told from its name.
#[test]
fn a_message_is_named_after_its_cause_ends_and_purpose() {
    on_many(5_000, |_, trace, _| {
        for message in &trace.messages {
            let cause = match message.cause {
                Cause::Step(StepId(step)) => format!("op{step}"),
                Cause::Timer { replica, number } => format!("{replica}~{number}"),
            };
            let first = format!(
                "{cause}:{}>{}/{}",
                message.from, message.to, message.purpose
            );
            let name = message.name();
            let rest = name.strip_prefix(&first).expect("the name begins so");
            let ordinal = rest.strip_prefix('.').map(|rest| rest.parse::<u32>());
            assert!(rest.is_empty() || ordinal.is_some_and(|ordinal| ordinal.is_ok_and(|n| n > 0)));
        }
        trace.messages.len()
    });
}
