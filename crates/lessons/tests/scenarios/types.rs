use replicascope_core::replication::Replication;
use replicascope_core::resolve::ways;

use crate::support::{
    NOTHING, agreed_at, at_the_end, changed, deliver, fresh, has_failed, lab, lost, move_step,
    read, trace, value_at,
};

#[test]
fn a_number_in_a_register_loses_an_increment_and_a_counter_does_not() {
    let run = trace("lost-increments");
    assert_eq!(at_the_end(&run), ["6"; 3]);
    assert_eq!(lost(&run), [1]);
    let lab = lab("lost-increments");
    let counter = ways(&lab, 0)
        .into_iter()
        .find(|way| way.title == "PN-Counter");
    // It begins at 0: the register's 5 is a write of its own.
    let end = counter.expect("a counter fits").end(&lab, 0);
    assert_eq!(end.shows[0].1.to_string(), "2");
    assert!(end.lost.is_empty());
}

/// The module's last quiz question.
#[test]
fn three_partial_views_are_all_right_and_sum_up_to_twenty_five() {
    let run = trace("three-views");
    let at = |millis| ["A", "B", "C"].map(|replica| value_at(&run, replica, millis));
    assert_eq!(at(65), ["20", "16", "19"]);
    assert_eq!(at(80), ["20", "21", "19"]);
    assert_eq!(at(110), ["25", "21", "19"]);
}

#[test]
fn up_and_down_both_count() {
    let run = trace("pn-counter");
    assert_eq!(at_the_end(&run), ["6"; 3]);
    assert_eq!(lost(&run), NOTHING);
}

#[test]
fn tickets_are_taken_by_whoever_has_rights() {
    let run = trace("bounded-counter");
    assert!(has_failed(&run, 1) && !has_failed(&run, 3) && !has_failed(&run, 4));
    assert_eq!(at_the_end(&run), ["1"; 3]);
    // Before the rights arrive it is refused again.
    let early = changed("bounded-counter", |lab| move_step(lab, 3, 28));
    assert!(has_failed(&early, 3));
    assert_eq!(at_the_end(&early), ["2"; 3]);
}

#[test]
fn what_was_removed_from_a_two_phase_set_never_returns() {
    let run = trace("two-phase-set");
    assert_eq!(read(&run, 4), fresh("{}"));
    assert_eq!(lost(&run), [3]);
    let lab = lab("two-phase-set");
    let shown = |title: &str| {
        let way = ways(&lab, 0).into_iter().find(|way| way.title == title);
        way.expect("it fits").end(&lab, 0).shows[0].1.to_string()
    };
    assert_eq!(shown("OR-Set without tombstones"), "{Ann}");
    assert_eq!(shown("LWW-Element-Set"), "{Ann}");
}

#[test]
fn an_apple_with_an_unseen_tag_stays() {
    let run = trace("or-set-tags");
    assert_eq!(value_at(&run, "A", 56), "{}");
    assert_eq!(at_the_end(&run), ["{apple}"; 3]);
    assert_eq!(lost(&run), NOTHING);
    // A remove that comes after the second add has seen both tags.
    let later = changed("or-set-tags", |lab| move_step(lab, 2, 80));
    assert_eq!(at_the_end(&later), ["{}"; 3]);
}

#[test]
fn an_entry_survives_with_what_its_remover_had_not_seen() {
    let run = trace("or-map");
    assert_eq!(at_the_end(&run), ["{milk: 1}"; 3]);
    let later = changed("or-map", |lab| move_step(lab, 3, 80));
    assert_eq!(at_the_end(&later), ["{milk: 1}"; 3]);
    let before = changed("or-map", |lab| move_step(lab, 3, 25));
    assert_eq!(at_the_end(&before), ["{}"; 3]);
}

#[test]
fn the_type_says_whether_enabling_or_disabling_wins() {
    let run = trace("flags");
    assert_eq!(at_the_end(&run), ["on"; 3]);
    let end = run.lab.duration;
    let safe = |replica| run.record_at(replica, 1, end).state.read().to_string();
    assert!(
        run.lab
            .replicas
            .iter()
            .all(|replica| safe(*replica) == "off")
    );
    assert!(agreed_at(&run).is_some());
}

#[test]
fn a_duplicated_operation_counts_twice_and_a_duplicated_state_does_not() {
    let run = trace("counted-twice");
    assert_eq!(at_the_end(&run), ["2", "2", "3"]);
    assert_eq!(agreed_at(&run), None);
    let with = |replication: Replication| {
        let run = changed("counted-twice", |lab| lab.replication = replication);
        (at_the_end(&run), agreed_at(&run).is_some())
    };
    let all = |value: &str| (vec![value.to_owned(); 3], true);
    assert_eq!(with(Replication::Broadcast(Default::default())), all("2"));
    assert_eq!(with(Replication::Eager(Default::default())), all("2"));
}

#[test]
fn a_set_that_only_grows_ends_with_the_union_in_any_order() {
    let run = trace("grow-only-set");
    assert_eq!(at_the_end(&run), ["{new, sale}"; 3]);
    assert_eq!(lost(&run), NOTHING);
    let late = changed("grow-only-set", |lab| deliver(lab, "op1:A>C/update", 60));
    assert_eq!(at_the_end(&late), ["{new, sale}"; 3]);
}
