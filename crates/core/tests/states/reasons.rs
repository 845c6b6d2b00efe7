//! The reasons that are given for a merge.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::clock::Actor;
use replicascope_core::crdt::{DataType, Decision, Entry, LwwRegister, Op, Rule, State};
use replicascope_core::trace::EventKind;
use replicascope_core::{Micros, Record, Value};

use super::support::labs::replica;
use super::support::traces::on_every_trace;

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
                        let Entry::Of(actor) = reason.entry else {
                            panic!("{reason:?}")
                        };
                        assert!(explained.insert(actor));
                        let entries =
                            [mine, theirs, merged].map(|one| one.entry(actor).to_string());
                        assert_eq!([reason.mine, reason.theirs, reason.result], entries);
                        let equal = mine.entry(actor) == theirs.entry(actor);
                        assert_eq!(reason.rule == Rule::Same, equal);
                    }
                    // What it is silent about counts nothing.
                    let entries = explained.iter().map(|actor| merged.entry(*actor));
                    assert_eq!(entries.sum::<u64>(), merged.value());
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
                    let clock = |of: &LwwRegister| of.stamp().map(|one| one.time);
                    let writer = |of: &LwwRegister| of.stamp().map(|one| one.dot.actor);
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
                _ => check_reasons(&reasons, after),
            }
        }
    });
}

/// Each part is decided once, for one of the sides; what the merged state says of its parts is what
/// the reasons say, and what it is silent about is gone.
fn check_reasons(reasons: &[Decision], after: &Record) {
    let of_the_result = after.state.explain(&after.state);
    let mut result: BTreeMap<&Entry, &String> = BTreeMap::new();
    for part in &of_the_result {
        assert_eq!((part.rule, &part.mine), (Rule::Same, &part.theirs));
        assert_eq!(result.insert(&part.entry, &part.mine), None);
    }
    let mut explained = BTreeSet::new();
    for reason in reasons {
        assert!(explained.insert(&reason.entry), "{reason:?} twice");
        assert_eq!(reason.rule == Rule::Same, reason.mine == reason.theirs);
        assert!(reason.result == reason.mine || reason.result == reason.theirs);
        let gone = ["removed", "overwritten"].contains(&&*reason.result);
        match result.remove(&reason.entry) {
            Some(shown) => assert_eq!(*shown, reason.result),
            None => assert!(gone, "{reason:?}"),
        }
    }
    assert!(result.is_empty(), "unexplained: {result:?}");
}

/// Each rule on the smallest pair of states that it decides.
#[test]
fn a_reason_names_the_rule_that_decided() {
    let check = |mine: &[(char, u64)], theirs: &[(char, u64)], rule: Rule, takes_theirs: bool| {
        let make = |writes: &[(char, u64)]| {
            let register = DataType::LwwRegister(Default::default());
            let mut record = Record::initial(register.initial());
            for (place, (letter, clock)) in (1..).zip(writes) {
                let write = Op::Write(Value::Integer(place));
                record.update(&write, Actor::from(replica(*letter)), Micros(*clock), false);
            }
            record.state
        };
        let (mine, theirs) = (make(mine), make(theirs));
        let reason = &mine.explain(&theirs)[0];
        assert_eq!(reason.rule, rule);
        let taken = if takes_theirs {
            &reason.theirs
        } else {
            &reason.mine
        };
        assert_eq!(reason.result, *taken);
        let mut merged = mine.clone();
        merged.merge(&theirs);
        assert_eq!(merged, if takes_theirs { theirs } else { mine });
    };
    check(&[], &[], Rule::Same, false);
    check(&[('A', 5)], &[('A', 5)], Rule::Same, false);
    check(&[], &[('A', 5)], Rule::OnlyOneWritten, true);
    check(&[('A', 5)], &[], Rule::OnlyOneWritten, false);
    check(&[('A', 6)], &[('B', 5)], Rule::HigherTimestamp, false);
    check(&[('B', 5)], &[('A', 6)], Rule::HigherTimestamp, true);
    check(
        &[('A', 5)],
        &[('A', 5), ('A', 6)],
        Rule::HigherTimestamp,
        true,
    );
    check(&[('A', 5)], &[('B', 5)], Rule::HigherReplica, true);
    check(
        &[('A', 5), ('A', 5)],
        &[('B', 5)],
        Rule::HigherReplica,
        true,
    );
    check(
        &[('A', 5)],
        &[('A', 5), ('A', 5)],
        Rule::LaterAtSameReplica,
        true,
    );
    check(
        &[('A', 5), ('A', 5)],
        &[('A', 5)],
        Rule::LaterAtSameReplica,
        false,
    );
}
