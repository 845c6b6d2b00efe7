use replicascope_core::clock::Relation;
use replicascope_core::trace::{EventKind, Loss};

use crate::support::{
    NOTHING, agreed_at, at_the_end, changed, compared, count, end_fault, fresh, latency, lost,
    messages, read, returned_at, stale, trace, value_at,
};

#[test]
fn a_slow_link_makes_reads_stale_and_a_slow_replica_makes_them_late() {
    let slow = trace("slow");
    assert_eq!(read(&slow, 2), stale("1"));
    assert_eq!(read(&slow, 3), fresh("2"));
    assert_eq!(latency(&slow, 2), Some(6));
    assert_eq!(latency(&slow, 3), Some(36));
    let link_is_well = changed("slow", |lab| end_fault(lab, 1, 20));
    assert_eq!(read(&link_is_well, 2), fresh("2"));
}

#[test]
fn a_lost_update_never_arrives_unless_states_are_exchanged_again() {
    let [eager, anti_entropy] = compared("loss");
    let update = messages(&eager, "A>C/update");
    let lost = update[0].flights[0].lost.map(|(_, why)| why);
    assert_eq!(lost, Some(Loss::Chance));
    assert_eq!(read(&eager, 2), stale("1"));
    assert_eq!(read(&eager, 3), stale("1"));
    assert_eq!(agreed_at(&eager), None);
    assert_eq!(read(&anti_entropy, 3), fresh("2"));
    assert!(agreed_at(&anti_entropy).is_some());
}

#[test]
fn duplicated_states_and_operations_are_counted_once() {
    let [states, operations] = compared("duplicates");
    for trace in [&states, &operations] {
        assert_eq!(at_the_end(trace), ["3", "3", "3"]);
    }
    let twice = states.messages.iter().filter(|one| one.flights.len() == 2);
    assert_eq!(twice.count(), 4, "both updates, to two others each");
    let merged = |kind: &EventKind| matches!(kind, EventKind::Merged { .. });
    assert_eq!(count(&states, merged), 8);
    let changed = |kind: &EventKind| match kind {
        EventKind::Merged { before, after, .. } => before != after,
        _ => false,
    };
    assert_eq!(count(&states, changed), 4);

    let copies: usize = operations
        .messages
        .iter()
        .filter(|one| one.purpose == "operations")
        .map(|one| one.flights.len())
        .sum();
    assert!(copies > 4, "{copies}");
    let carried_out = |kind: &EventKind| matches!(kind, EventKind::Followed { .. });
    assert_eq!(count(&operations, carried_out), 4);
}

#[test]
fn what_was_overtaken_changes_nothing() {
    let trace = trace("reordering");
    let arrivals: Vec<_> = messages(&trace, "A>C/update")
        .iter()
        .map(|one| one.flights[0].arrives)
        .collect();
    assert!(arrivals[1] < arrivals[0], "the second overtakes the first");
    let late = |kind: &EventKind| match kind {
        EventKind::Merged { relation, .. } => *relation == Relation::Older,
        _ => false,
    };
    assert!(count(&trace, late) >= 1);
    assert_eq!(read(&trace, 3), fresh("3"));
    assert_eq!(read(&trace, 4), fresh("3"));
    assert_eq!(at_the_end(&trace), ["3", "3", "3"]);
}

#[test]
fn a_cut_in_one_direction_stops_news_one_way_and_confirmations_the_other() {
    let trace = trace("one-way-partition");
    assert_eq!(read(&trace, 3), stale("1"));
    assert_eq!(read(&trace, 4), fresh("2"));
    assert_eq!(read(&trace, 5), fresh("2"));
    let arrived = |like| {
        let all = messages(&trace, like);
        let arrived = all.iter().filter(|one| one.flights[0].lost.is_none());
        (arrived.count(), all.len())
    };
    let (arrived_at_a, sent_to_a) = arrived("B>A/sync");
    assert!(arrived_at_a > 1, "sent again although it had arrived");
    assert_eq!(arrived_at_a, sent_to_a);
    let (arrived_at_b, sent_to_b) = arrived("A>B/sync");
    assert!(arrived_at_b < sent_to_b);
    let (confirmed, confirmations) = arrived("A>B/confirm");
    assert!(confirmed < confirmations);
}

#[test]
fn a_crash_keeps_the_disk_or_loses_it() {
    let trace = trace("crash");
    let recovered = |lost| move |kind: &EventKind| matches!(kind, EventKind::Recovered { lost_disk, .. } if *lost_disk == lost);
    assert_eq!(count(&trace, recovered(false)), 1);
    assert_eq!(count(&trace, recovered(true)), 1);
    assert_eq!(
        (value_at(&trace, "B", 121), value_at(&trace, "C", 121)),
        ("1".into(), "nothing".into())
    );
    assert_eq!(read(&trace, 3), fresh("1"));
    assert_eq!(read(&trace, 4), stale("nothing"));
    assert_eq!(read(&trace, 5), fresh("1"));
    assert_eq!(at_the_end(&trace), ["1", "1", "1"]);
}

#[test]
fn a_fast_clock_wins_over_every_later_write() {
    let fast = trace("fast-clock");
    assert_eq!(
        value_at(&fast, "A", 72),
        "blue",
        "A had received it before it wrote"
    );
    assert_eq!(read(&fast, 4).0, "blue");
    assert_eq!(at_the_end(&fast), ["blue", "blue", "blue"]);
    assert_eq!(lost(&fast), [3]);
    let right = changed("fast-clock", |lab| lab.faults.clear());
    assert_eq!(at_the_end(&right), ["green", "green", "green"]);
    assert_eq!(lost(&right), NOTHING);
}

#[test]
fn a_drifting_clock_orders_early_writes_right_and_late_ones_wrong() {
    let trace = trace("clock-drift");
    assert_eq!(read(&trace, 5).0, "2");
    assert_eq!(read(&trace, 6).0, "1");
    assert_eq!(lost(&trace), [4]);
}

#[test]
fn edits_made_offline_replace_what_was_written_after_them() {
    let offline = trace("offline");
    let returned = |step| returned_at(&offline, step).expect("it returned");
    assert!(
        returned(3) < returned(2),
        "client 2 wrote while client 1 was away"
    );
    assert_eq!(latency(&offline, 1), Some(91));
    assert_eq!(latency(&offline, 2), Some(76));
    assert_eq!(read(&offline, 4), fresh("b"));
    assert_eq!(at_the_end(&offline), ["b", "b", "b"]);
    let back_earlier = changed("offline", |lab| end_fault(lab, 1, 60));
    assert_eq!(read(&back_earlier, 4), fresh("c"));
}
