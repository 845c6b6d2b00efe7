use crate::support::{NOTHING, agreed_at, at_the_end, fresh, lost, read, stale, trace};

#[test]
fn convergence_shows_a_stale_read_and_then_a_fresh_one() {
    let trace = trace("convergence");
    assert_eq!(read(&trace, 2), stale("1"));
    assert_eq!(read(&trace, 3), fresh("2"));
    assert_eq!(at_the_end(&trace), ["2", "2", "2"]);
    assert!(agreed_at(&trace).is_some());
}

#[test]
fn lost_write_loses_the_acknowledged_write_of_the_first_client() {
    let trace = trace("lost-write");
    assert_eq!(at_the_end(&trace), ["blue", "blue", "blue"]);
    assert_eq!(lost(&trace), [1]);
}

#[test]
fn the_counter_ends_at_seven_everywhere() {
    let trace = trace("g-counter");
    assert_eq!(at_the_end(&trace), ["7", "7", "7"]);
    assert_eq!(lost(&trace), NOTHING);
}
