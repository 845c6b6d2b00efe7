use std::rc::Rc;

use replicascope_core::replication::rounds_expected;
use replicascope_core::run;
use replicascope_core::trace::{Measures, Note};

use crate::support::{
    at_the_end, changed, compared, fresh, lab, latency, move_step, noted, read, stale, trace,
};

#[test]
fn operations_and_deltas_take_fewer_bytes_than_states() {
    let traces: [_; 3] = compared("gossip-shipping");
    for trace in &traces {
        assert_eq!(at_the_end(trace), ["43"; 5]);
    }
    let [states, operations, deltas] = traces.map(|trace| Measures::of(&trace).bytes);
    assert!(operations < deltas, "{operations} {deltas}");
    assert!(deltas < states, "{deltas} {states}");
}

/// The mean number of rounds until all know, over 200 seeds.
fn rounds(fan_out: usize) -> f64 {
    let lab = lab("gossip-rounds");
    let strategies = [&lab.replication, &lab.compare[0]];
    let mut measures = Measures::default();
    for seed in 0..200 {
        let mut lab = lab.under(strategies[fan_out - 1]);
        lab.seed = seed;
        measures.add(&run(&Rc::new(lab)));
    }
    assert_eq!(measures.disagreeing, 0);
    measures.rounds.iter().sum::<u64>() as f64 / measures.rounds.len() as f64
}

#[test]
fn a_rumour_reaches_nine_in_about_as_many_rounds_as_expected() {
    let expected = rounds_expected(9);
    assert!((expected - 5.4).abs() < 0.05, "as the prompt says");
    let (one, two) = (rounds(1), rounds(2));
    assert!((one - expected).abs() < 1.5, "{one} {expected}");
    assert!(two + 1.0 < one, "{two} {one}");
}

#[test]
fn a_cache_is_stale_until_its_entry_expires() {
    let cache = trace("ttl-cache");
    assert_eq!(read(&cache, 1), fresh("1"));
    assert_eq!(read(&cache, 3), stale("1"));
    let expired = noted(&cache, |note| matches!(note, Note::Expired { .. }));
    assert_eq!(expired, [(126, "B".into())]);
    assert_eq!(read(&cache, 4), fresh("2"));
    assert_eq!(latency(&cache, 3), Some(6), "from the cache");
    assert_eq!(latency(&cache, 4), Some(34), "fetched");
    let earlier = changed("ttl-cache", |lab| move_step(lab, 4, 115));
    assert_eq!(read(&earlier, 4), stale("1"));
}
