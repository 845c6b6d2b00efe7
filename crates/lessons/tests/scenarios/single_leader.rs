use replicascope_core::lab::Act;
use replicascope_core::trace::{EventKind, Note};

use crate::support::{
    NOTHING, agreed_at, at_the_end, changed, compared, count, deliver, end_fault, fresh, latency,
    lost, messages, move_step, noted, read, returned_at, stale, trace, value_at,
};

fn replaced(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Replaced { .. })
}

fn leads(note: &Note) -> bool {
    matches!(note, Note::Leads(_))
}

fn follows(note: &Note) -> bool {
    matches!(note, Note::Follows(_))
}

/// The place of a step that promotes, changed to another replica.
fn promote_instead(lab: &mut replicascope_core::Lab, replica: &str) {
    for step in &mut lab.script {
        if let Act::Promote(promote) = &mut step.act {
            promote.replica = replica.parse().expect("a replica");
        }
    }
}

#[test]
fn asynchronous_failover_loses_what_only_the_old_leader_has() {
    let asynchronous = trace("async-failover");
    assert_eq!(latency(&asynchronous, 2), Some(6));
    assert_eq!(latency(&asynchronous, 3), Some(6));
    assert_eq!(noted(&asynchronous, leads), [(100, "B".into())]);
    assert_eq!(read(&asynchronous, 5), stale("1"));
    assert_eq!(lost(&asynchronous), [2, 3]);
    assert_eq!(
        value_at(&asynchronous, "A", 166),
        "2",
        "it still has it when it returns"
    );
    assert_eq!(count(&asynchronous, replaced), 2);
    assert_eq!(read(&asynchronous, 6), stale("1"));

    let one_arrives = changed("async-failover", |lab| {
        deliver(lab, "op2:A>B/replicate", 18)
    });
    assert_eq!(lost(&one_arrives), [3]);
    assert_eq!(at_the_end(&one_arrives), ["2", "2", "2"]);
}

#[test]
fn semi_synchronous_failover_keeps_it_if_the_follower_that_has_it_leads() {
    let semi_synchronous = trace("semi-sync-failover");
    assert_eq!(latency(&semi_synchronous, 2), Some(36));
    assert_eq!(read(&semi_synchronous, 4), fresh("2"));
    assert_eq!(lost(&semi_synchronous), NOTHING);
    assert_eq!(at_the_end(&semi_synchronous), ["2", "2", "2"]);

    let wrong_one_leads = changed("semi-sync-failover", |lab| promote_instead(lab, "C"));
    assert_eq!(lost(&wrong_one_leads), [2]);
    assert_eq!(at_the_end(&wrong_one_leads), ["1", "1", "1"]);
}

#[test]
fn synchronous_replication_is_fresh_everywhere_and_waits_for_the_absent() {
    let synchronous = trace("sync-blocks");
    assert_eq!(latency(&synchronous, 1), Some(46));
    assert!(returned_at(&synchronous, 1) < Some(replicascope_core::Micros::from_millis(62)));
    assert_eq!(read(&synchronous, 2), fresh("2"));
    assert_eq!(read(&synchronous, 3), fresh("2"));
    assert_eq!(latency(&synchronous, 4), Some(106));
    let longer = changed("sync-blocks", |lab| end_fault(lab, 1, 180));
    assert_eq!(latency(&longer, 4), Some(136));
    let never_down = changed("sync-blocks", |lab| lab.faults.clear());
    assert_eq!(latency(&never_down, 4), Some(46));
}

#[test]
fn a_read_from_the_leader_is_fresh_and_takes_longer() {
    let [leader, any] = compared("read-from-leader");
    assert_eq!(read(&leader, 2), fresh("2"));
    assert_eq!(latency(&leader, 2), Some(24));
    assert_eq!(read(&any, 2), stale("1"));
    assert_eq!(latency(&any, 2), Some(6));
}

#[test]
fn a_leader_made_by_hand_takes_over_without_loss_once_it_has_everything() {
    let switched = trace("switch-leader");
    assert_eq!(noted(&switched, leads), [(65, "B".into())]);
    assert_eq!(
        noted(&switched, follows),
        [(85, "A".into()), (85, "C".into())]
    );
    assert_eq!(messages(&switched, "A>B/forward").len(), 1);
    assert_eq!(latency(&switched, 3), Some(26));
    assert_eq!(read(&switched, 4), fresh("2"));
    assert_eq!(lost(&switched), NOTHING);
    assert_eq!(count(&switched, replaced), 0);

    let too_early = changed("switch-leader", |lab| move_step(lab, 2, 25));
    assert_eq!(lost(&too_early), [1]);
    assert_eq!(count(&too_early, replaced), 2);
}

#[test]
fn a_partition_makes_two_leaders_and_one_gives_up_its_writes() {
    let split = trace("split-brain");
    assert_eq!(noted(&split, leads), [(140, "B".into())]);
    let gave_way = noted(&split, follows);
    assert_eq!(gave_way.last(), Some(&(259, "A".into())));
    let until_a_gives_way = |step| returned_at(&split, step).is_some_and(|at| at.0 < 259_000);
    assert!(
        until_a_gives_way(2) && until_a_gives_way(3),
        "both acknowledge"
    );
    assert_eq!(
        (value_at(&split, "A", 200), value_at(&split, "B", 200)),
        ("2".into(), "3".into())
    );
    assert_eq!(count(&split, replaced), 1);
    assert_eq!(lost(&split), [2]);
    assert_eq!(read(&split, 4), stale("3"));
    assert!(agreed_at(&split).is_some());

    let shorter = changed("split-brain", |lab| end_fault(lab, 1, 80));
    assert_eq!(noted(&shorter, leads), []);
    assert_eq!(lost(&shorter), NOTHING);
}
