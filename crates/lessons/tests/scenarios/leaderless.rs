use replicascope_core::replication::{LeaderlessOptions, Replication};
use replicascope_core::trace::{Measures, Note};
use replicascope_core::{Lab, Micros};

use crate::support::{
    NOTHING, at_the_end, changed, compared, deliver, end_fault, fresh, has_failed, latency, lost,
    messages, noted, read, remove_step, returned_at, stale, trace, value_at,
};

fn options(lab: &mut Lab) -> &mut LeaderlessOptions {
    match &mut lab.replication {
        Replication::Leaderless(options) => options,
        other => panic!("{}", other.title()),
    }
}

#[test]
fn a_read_quorum_meets_every_completed_write() {
    let overlap = trace("quorum-overlap");
    let acknowledged = returned_at(&overlap, 1).expect("acknowledged").0 / 1000;
    assert_eq!(
        value_at(&overlap, "C", acknowledged),
        "1",
        "C does not have it yet"
    );
    assert_eq!(value_at(&overlap, "C", 65), "1", "nor when it is asked");
    assert_eq!(read(&overlap, 2), fresh("2"));
    assert_eq!(latency(&overlap, 1), Some(36));
    assert_eq!(latency(&overlap, 2), Some(36));
    let a_is_late = changed("quorum-overlap", |lab| deliver(lab, "op2:A>C/got", 50));
    assert_eq!(read(&a_is_late, 2), fresh("2"));
}

#[test]
fn quorums_that_need_not_meet_are_quick_and_stale() {
    let gap = trace("quorum-gap");
    assert_eq!(read(&gap, 2), stale("1"));
    assert_eq!(latency(&gap, 1), Some(6));
    assert_eq!(latency(&gap, 2), Some(6));
    let all_answer = changed("quorum-gap", |lab| options(lab).r = 3);
    assert_eq!(read(&all_answer, 2), fresh("2"));
}

#[test]
fn while_a_write_is_under_way_a_later_read_may_return_the_older_value() {
    let trace = trace("new-then-old");
    assert_eq!(read(&trace, 2), fresh("2"));
    assert_eq!(
        read(&trace, 3),
        fresh("1"),
        "old, but nothing was acknowledged"
    );
    let second_began = trace.event(trace.operations[2].invoked).at;
    assert!(returned_at(&trace, 2) < Some(second_began));
    assert!(Some(second_began) < returned_at(&trace, 1));
}

#[test]
fn blocking_read_repair_rules_that_out() {
    let trace = trace("write-back");
    assert_eq!(read(&trace, 2), fresh("2"));
    assert_eq!(read(&trace, 3), fresh("2"));
    let first = returned_at(&trace, 2).expect("it returned").0 / 1000;
    assert_eq!(
        value_at(&trace, "B", first),
        "2",
        "stored before it was returned"
    );
    assert!(Some(Micros::from_millis(first)) < returned_at(&trace, 1));
}

#[test]
fn a_read_heals_the_replica_that_is_behind() {
    let healed = trace("read-repair");
    assert_eq!(messages(&healed, "A>C/repair").len(), 1);
    assert_eq!(read(&healed, 2), fresh("2"));
    assert_eq!(latency(&healed, 2), Some(6));
    let answered = returned_at(&healed, 2).expect("it returned");
    let repaired = messages(&healed, "A>C/repair")[0].sent_at;
    assert!(answered < repaired, "after the answer");
    assert_eq!(read(&healed, 3), fresh("2"));
    let without = changed("read-repair", |lab| remove_step(lab, 2));
    assert_eq!(read(&without, 3), stale("1"));
}

#[test]
fn a_hint_reaches_the_replica_that_was_down() {
    let handed_over = |note: &Note| matches!(note, Note::HandedOver { .. });
    let hinted = trace("hinted-handoff");
    let keeps = noted(&hinted, |note| matches!(note, Note::Keeps { .. }));
    assert_eq!(keeps, [(58, "A".into())]);
    assert_eq!(value_at(&hinted, "C", 131), "1");
    assert_eq!(noted(&hinted, handed_over), [(166, "A".into())]);
    assert_eq!(read(&hinted, 2), fresh("2"));
    let longer = changed("hinted-handoff", |lab| end_fault(lab, 1, 170));
    let tries = |trace| messages(trace, "A>C/hand over").len();
    assert!(tries(&longer) > tries(&hinted));
    assert_eq!(noted(&longer, handed_over).len(), 1);
}

#[test]
fn a_sloppy_quorum_voids_the_overlap() {
    let sloppy = trace("sloppy-quorum");
    let keeps = noted(&sloppy, |note| matches!(note, Note::Keeps { .. }));
    assert_eq!(keeps, [(72, "D".into()), (72, "E".into())]);
    assert_eq!(latency(&sloppy, 1), Some(74), "acknowledged with stand-ins");
    assert_eq!(read(&sloppy, 2), stale("1"));
    assert_eq!(read(&sloppy, 3), fresh("2"), "handed over in between");
    let strict = changed("sloppy-quorum", |lab| options(lab).sloppy = false);
    assert!(has_failed(&strict, 1), "without stand-ins it is refused");
    assert_eq!(read(&strict, 2), fresh("1"));
}

#[test]
fn hash_trees_need_fewer_bytes_than_full_exchange() {
    let [trees, full] = compared("hash-trees");
    for trace in [&trees, &full] {
        assert_eq!(read(trace, 2), fresh("ripe"));
    }
    let (trees, full) = (Measures::of(&trees), Measures::of(&full));
    assert!(
        trees.bytes * 4 < full.bytes,
        "{} {}",
        trees.bytes,
        full.bytes
    );
    assert!(trees.messages > full.messages);
}

#[test]
fn a_failed_write_may_surface_later() {
    let trace = trace("failed-write");
    assert!(has_failed(&trace, 1));
    assert_eq!(value_at(&trace, "A", 130), "2");
    assert_eq!(read(&trace, 2), fresh("1"));
    assert_eq!(read(&trace, 3), fresh("2"));
}

#[test]
fn a_tombstone_that_outlives_the_absence_deletes_the_value_there_too() {
    let kept = trace("tombstone-kept");
    assert!(
        returned_at(&kept, 2).is_some(),
        "the delete is acknowledged"
    );
    assert_eq!(value_at(&kept, "C", 149), "yes");
    assert_eq!(read(&kept, 3), fresh("nothing"));
    assert_eq!(at_the_end(&kept), ["nothing", "nothing", "nothing"]);
    assert_eq!(lost(&kept), NOTHING);
    let forgotten = changed("tombstone-kept", |lab| {
        options(lab).collect_after = Some(Micros::from_millis(40));
    });
    assert_eq!(read(&forgotten, 3), stale("yes"));
}

#[test]
fn a_tombstone_forgotten_too_soon_brings_the_value_back() {
    let trace = trace("tombstone-forgotten");
    let collected = noted(&trace, |note| matches!(note, Note::Collected { .. }));
    assert_eq!(collected, [(108, "A".into()), (108, "B".into())]);
    assert_eq!(read(&trace, 3), stale("yes"));
    assert_eq!(read(&trace, 4), stale("yes"), "at A, which had deleted it");
    assert_eq!(at_the_end(&trace), ["yes", "yes", "yes"]);
    assert_eq!(lost(&trace), [2]);
}

#[test]
fn with_one_copy_a_lost_disk_loses_an_acknowledged_write() {
    let one_copy = trace("disk-loss");
    assert_eq!(latency(&one_copy, 1), Some(6));
    assert_eq!(read(&one_copy, 2), stale("1"));
    assert_eq!(lost(&one_copy), [1]);
    let two_copies = changed("disk-loss", |lab| options(lab).w = 2);
    assert_eq!(returned_at(&two_copies, 1), None);
    assert_eq!(lost(&two_copies), NOTHING);
}
