//! Every type for which an update depends on what its author had seen, walked through; what was
//! covered is printed.

use std::time::Instant;

use replicascope_core::crdt::{DataType, Op};

use super::REPLICAS;
use super::counted::counted;
use super::maps::{OfCounters, is_of_counters};
use super::pasts::is_a_function_of_its_past;
use super::states::{EACH, States};
use super::subject::Subject;
use super::support::breaches::Breaches;
use super::triples::check_all;
use super::types::{data_types, goes_by_clocks, initial};
use super::walk::{Covered, Onward, visit};

fn onward(data_type: &DataType) -> Onward {
    match data_type {
        DataType::OrMap(_) if is_of_counters(data_type) => Onward::Times(100),
        // In its states there is what the author of each update had seen: too many.
        DataType::OrMap(_) => Onward::Every {
            most: 20_000,
            some: 500,
        },
        DataType::TwoPhaseSet(_) | DataType::FwwRegister(_) => Onward::Every {
            most: usize::MAX,
            some: usize::MAX,
        },
        DataType::OrSet(_) => Onward::Times(4),
        DataType::LwwRegister(_) | DataType::LwwElementSet(_) => Onward::Times(250),
        _ => Onward::NewPairs,
    }
}

/// Whether the laws hold on states of different histories, too: where what an update did is told from
/// its name alone.
fn any_three_merge(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::MvRegister(_)
            | DataType::Orswot(_)
            | DataType::EnableWinsFlag(_)
            | DataType::DisableWinsFlag(_)
    )
}

fn check(types: impl Fn(&DataType) -> bool) {
    let walked = |one: &&DataType| !is_a_function_of_its_past(one) && types(one);
    for data_type in data_types().iter().filter(walked) {
        let initial = initial(data_type);
        if is_of_counters(data_type) {
            walk(data_type, &OfCounters(initial));
        } else {
            walk(data_type, &initial);
        }
    }
}

fn walk<S: Subject>(data_type: &DataType, initial: &S) {
    let (mut breaches, began) = (Breaches::default(), Instant::now());
    let mut states = States::new(data_type, initial, &mut breaches);
    let covered = visit(&mut states, onward(data_type));
    if goes_by_clocks(data_type) {
        states.update_all();
    }
    let triples = if any_three_merge(data_type) {
        format!("all {} triples of them", check_all(&mut states))
    } else {
        format!("{} triples of them held at once", covered.clusters)
    };
    let (count, pairs, updates) = (states.count(), states.pairs(), states.choices_told());
    breaches.none(format_args!("{data_type:?}"));
    println!(
        "{data_type:?}: up to {EACH} updates at each of {REPLICAS} replicas, {} in all, any of \
         {updates}, any merges: {count} different states ({}), {pairs} pairs compared with the \
         specification, the laws on {triples}, {:?}",
        covered.up_to,
        of_all(data_type, &covered),
        began.elapsed(),
    );
    if let Some(counted) = counted(data_type) {
        assert_eq!(count, counted, "{data_type:?}");
    }
    // One write at most is ever accepted by those that keep the first.
    let is_first = matches!(data_type, DataType::FwwRegister(_));
    let most = if is_first { REPLICAS } else { REPLICAS * EACH };
    assert_eq!(covered.up_to, most, "{data_type:?}");
    assert!(covered.all_up_to >= 3, "{data_type:?}");
}

/// Of which of all states those are that were met.
fn of_all(data_type: &DataType, covered: &Covered) -> String {
    let is_whole = covered.all_up_to == covered.up_to;
    match (counted(data_type), onward(data_type)) {
        (Some(counted), _) if is_of_counters(data_type) => {
            format!("of {counted} that there are, whatever the authors of changes had seen")
        }
        (Some(counted), _) => format!("of {counted} that there are"),
        (None, Onward::Every { .. }) if is_whole => "all of every cluster".to_owned(),
        _ => format!(
            "all of every cluster with up to {} updates in all, then of equally spaced ones",
            covered.all_up_to
        ),
    }
}

fn is_flag(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::EnableWinsFlag(_) | DataType::DisableWinsFlag(_)
    )
}

/// Two tests, so that two cores share them.
#[test]
fn clusters_of_registers_and_flags_with_up_to_four_updates_each_keep_the_laws() {
    check(|one| is_flag(one) || one.accepts(&Op::Delete));
}

#[test]
fn clusters_of_sets_and_maps_with_up_to_four_updates_each_keep_the_laws() {
    check(|one| !is_flag(one) && !one.accepts(&Op::Delete));
}
