use replicascope_core::trace::EventKind;
use replicascope_core::{Micros, StepId, Trace};

use crate::support::{
    asked, changed, deliver, fresh, latency, move_step, read, returned_at, stale, trace,
};

/// The read of these scenarios begins after the write was acknowledged.
fn assert_reads_after_writing(trace: &Trace) {
    let read = trace.operation(StepId(2)).expect("a read");
    let began = trace.event(read.invoked).at;
    assert!(returned_at(trace, 1).is_some_and(|at| at < began));
}

/// When a replica began to let a read wait.
fn held_at(trace: &Trace, step: u32) -> Vec<Micros> {
    let events = trace.events.iter();
    let held = events.filter(
        |event| matches!(event.kind, EventKind::Held { step: of, .. } if of == StepId(step)),
    );
    held.map(|event| event.at).collect()
}

#[test]
fn without_a_guarantee_a_client_may_miss_its_own_write() {
    let broken = trace("own-write-missing");
    assert_reads_after_writing(&broken);
    assert_eq!(
        (asked(&broken, 1), asked(&broken, 2)),
        ("A".into(), "C".into())
    );
    assert_eq!(read(&broken, 2), stale("old"));
    assert_eq!(
        (latency(&broken, 1), latency(&broken, 2)),
        (Some(6), Some(6))
    );
    let later = changed("own-write-missing", |lab| move_step(lab, 2, 65));
    assert_eq!(read(&later, 2), fresh("new"));
}

#[test]
fn a_sticky_session_reads_its_write_at_no_cost() {
    let sticky = trace("sticky-session");
    assert_reads_after_writing(&sticky);
    assert_eq!(asked(&sticky, 2), "A");
    assert_eq!(read(&sticky, 2), fresh("new"));
    assert_eq!(
        (latency(&sticky, 1), latency(&sticky, 2)),
        (Some(6), Some(6))
    );
}

#[test]
fn overlapping_quorums_read_it_and_both_wait() {
    let quorums = trace("session-quorum");
    assert_reads_after_writing(&quorums);
    assert_eq!(asked(&quorums, 2), "C");
    assert_eq!(read(&quorums, 2), fresh("new"));
    assert_eq!(
        (latency(&quorums, 1), latency(&quorums, 2)),
        (Some(46), Some(46))
    );
}

#[test]
fn a_version_token_reads_it_and_the_read_waits() {
    let token = trace("session-token");
    assert_reads_after_writing(&token);
    assert_eq!(asked(&token, 2), "C");
    assert_eq!(held_at(&token, 2), [Micros::from_millis(33)]);
    assert_eq!(read(&token, 2), fresh("new"));
    assert_eq!(
        (latency(&token, 1), latency(&token, 2)),
        (Some(6), Some(36))
    );
    let later = changed("session-token", |lab| deliver(lab, "op1:A>C/replicate", 85));
    assert_eq!(latency(&later, 2), Some(76));
    assert_eq!(read(&later, 2), fresh("new"));
}

#[test]
fn synchronous_replication_reads_it_and_the_write_waits() {
    let synchronous = trace("session-sync");
    assert_reads_after_writing(&synchronous);
    assert_eq!(asked(&synchronous, 2), "C");
    assert_eq!(read(&synchronous, 2), fresh("new"));
    assert_eq!(
        (latency(&synchronous, 1), latency(&synchronous, 2)),
        (Some(96), Some(6))
    );
    let later = changed("session-sync", |lab| deliver(lab, "op1:A>C/replicate", 50));
    assert_eq!(latency(&later, 1), Some(101));
}

#[test]
fn without_a_guarantee_time_may_run_backwards() {
    let backwards = trace("time-runs-backwards");
    assert_eq!(
        [read(&backwards, 2), read(&backwards, 3)],
        [fresh("2"), stale("1")]
    );
    assert!(returned_at(&backwards, 2) < returned_at(&backwards, 3));
    let earlier = changed("time-runs-backwards", |lab| {
        deliver(lab, "op1:A>C/replicate", 40);
    });
    assert_eq!(read(&earlier, 3), fresh("2"));
}

#[test]
fn reads_from_one_replica_never_go_back() {
    let affinity = trace("affinity");
    assert_eq!(
        (asked(&affinity, 2), asked(&affinity, 3)),
        ("B".into(), "B".into())
    );
    assert_eq!(
        [read(&affinity, 2), read(&affinity, 3)],
        [fresh("2"), fresh("2")]
    );
    assert_eq!(latency(&affinity, 3), Some(6));
}

#[test]
fn a_token_for_reads_never_goes_back_and_waits() {
    let token = trace("read-token");
    assert_eq!(
        (asked(&token, 2), asked(&token, 3)),
        ("B".into(), "C".into())
    );
    assert_eq!([read(&token, 2), read(&token, 3)], [fresh("2"), fresh("2")]);
    assert_eq!(held_at(&token, 3), [Micros::from_millis(68)]);
    assert_eq!(
        (latency(&token, 2), latency(&token, 3)),
        (Some(6), Some(41))
    );
    let earlier = changed("read-token", |lab| deliver(lab, "op1:A>C/replicate", 40));
    assert_eq!(held_at(&earlier, 3), []);
    assert_eq!(latency(&earlier, 3), Some(6));
}
