use replicascope_core::trace::{EventKind, Measures};

use crate::support::{
    NOTHING, at_the_end, compared, count, fresh, has_failed, latency, lost, read, returned_at,
    stale,
};

#[test]
fn waiting_for_more_followers_costs_time_and_saves_acknowledged_writes() {
    let traces: [_; 3] = compared("when-to-acknowledge");
    let [asynchronous, semi_synchronous, synchronous] = &traces;
    let first_write = traces.each_ref().map(|trace| latency(trace, 1));
    assert_eq!(first_write, [Some(6), Some(46), Some(126)]);

    assert_eq!(read(asynchronous, 2), stale("0"));
    assert_eq!(read(semi_synchronous, 2), stale("0"));
    assert_eq!(read(synchronous, 2), fresh("0"), "not acknowledged yet");

    assert_eq!(lost(asynchronous), [3]);
    for trace in [semi_synchronous, synchronous] {
        assert_eq!(returned_at(trace, 3), None);
        assert_eq!(lost(trace), NOTHING);
    }
    for trace in &traces {
        let replaced = |kind: &EventKind| matches!(kind, EventKind::Replaced { .. });
        assert_eq!(count(trace, replaced), 1, "A gives it up");
        assert_eq!(at_the_end(trace), ["1", "1", "1"]);
    }
}

#[test]
fn under_a_partition_strategies_differ_in_who_may_write_and_what_is_lost() {
    let traces: [_; 3] = compared("who-takes-writes");
    let [single, multi, leaderless] = &traces;
    assert_eq!(
        (has_failed(single, 1), has_failed(single, 2)),
        (false, true)
    );
    assert_eq!((has_failed(multi, 1), has_failed(multi, 2)), (false, false));
    assert_eq!(
        (has_failed(leaderless, 1), has_failed(leaderless, 2)),
        (true, false)
    );
    let lost = traces.each_ref().map(lost);
    assert_eq!(lost, [vec![], vec![1], vec![]]);
    for (trace, value) in traces.iter().zip(["a", "b", "b"]) {
        assert_eq!(
            (read(trace, 3).0, read(trace, 4).0),
            (value.into(), value.into())
        );
        assert_eq!(Measures::of(trace).unanswered, 0);
    }
}
