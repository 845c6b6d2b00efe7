use replicascope_core::Trace;
use replicascope_core::clock::Relation;
use replicascope_core::trace::EventKind;

use crate::support::{
    agreed_at, at_the_end, changed, compared, count, fresh, latency, lost, move_step, read, stale,
    trace,
};

#[test]
fn two_regions_write_one_key_and_one_write_is_lost() {
    let regions = trace("two-regions");
    assert_eq!(latency(&regions, 1), Some(6));
    assert_eq!(latency(&regions, 2), Some(6));
    let conflict = |kind: &EventKind| match kind {
        EventKind::Merged { relation, .. } => *relation == Relation::Concurrent,
        _ => false,
    };
    assert!(count(&regions, conflict) >= 2, "each leader finds out");
    assert_eq!(lost(&regions), [1]);
    assert_eq!(read(&regions, 3).0, "blue");
    let red_later = changed("two-regions", |lab| move_step(lab, 1, 35));
    assert_eq!(lost(&red_later), [2]);
    assert_eq!(at_the_end(&red_later), ["red", "red", "red", "red"]);
}

/// Messages between replicas.
fn arrows(trace: &Trace) -> usize {
    let all = trace.messages.iter();
    all.filter(|one| !one.is_client_traffic()).count()
}

/// Has the write accepted by another replica.
fn write_at(name: &str, replica: &str) -> Trace {
    changed(name, |lab| {
        if let replicascope_core::lab::Act::Call(call) = &mut lab.script[0].act {
            call.replica = replica.parse().expect("a replica");
        }
    })
}

#[test]
fn with_all_leaders_in_touch_every_other_one_is_a_hop_away() {
    let all = trace("all-to-all");
    assert_eq!(read(&all, 2), fresh("2"));
    assert_eq!(read(&all, 3), fresh("2"));
    assert_eq!(agreed_at(&all), Some(68));
    assert!(arrows(&all) > arrows(&trace("ring")));
    assert!(arrows(&all) > arrows(&trace("star")));
}

#[test]
fn in_a_ring_news_take_three_hops() {
    let ring = trace("ring");
    assert_eq!(read(&ring, 2), stale("1"));
    assert_eq!(read(&ring, 3), stale("1"));
    assert_eq!(agreed_at(&ring), Some(168));
    assert_eq!(read(&write_at("ring", "D"), 3), fresh("2"));
}

#[test]
fn in_a_star_news_take_two_hops() {
    let star = trace("star");
    assert_eq!(read(&star, 2), stale("1"));
    assert_eq!(read(&star, 3), fresh("2"));
    assert_eq!(agreed_at(&star), Some(118));
    let in_the_middle = write_at("star", "A");
    assert_eq!(read(&in_the_middle, 2), fresh("2"));
    assert_eq!(agreed_at(&in_the_middle), Some(68));
}

#[test]
fn when_a_region_fails_news_stop_in_a_ring_only() {
    let [ring, all] = compared("region-fails");
    assert_eq!(read(&ring, 2), stale("1"));
    assert_eq!(read(&ring, 3), stale("1"));
    assert_eq!(read(&ring, 4), fresh("2"), "once B is back");
    assert_eq!(read(&all, 2), fresh("2"));
    assert_eq!(read(&all, 3), fresh("2"));
}
