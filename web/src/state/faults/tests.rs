use super::*;

fn lab() -> Lab {
    replicascope_lessons::SCENARIOS[0]
        .lab()
        .expect("a valid document")
}

/// What breaks, as the document would say it.
fn check(breaking: Breaking, lane: Option<&str>, expected: &str) {
    let lane = lane.map(|lane| lane.parse::<Place>().expect("a place"));
    let kind = breaking.on(&lab(), lane);
    let json = r#"{"add_fault": {"from_us": 0, "to_us": 1, "kind": KIND}}"#;
    let expected = Edit::from_json(&json.replace("KIND", expected)).expect("an edit");
    let edit = kind.map(|kind| Edit::AddFault {
        from: Micros::ZERO,
        to: Micros(1),
        kind,
    });
    assert_eq!(edit, Some(expected), "{breaking:?} on {lane:?}");
}

#[test]
fn on_a_replicas_lane_it_or_its_links_break() {
    let links = r#"{"between": ["B"], "and": ["A", "C"]}"#;
    let on = |rest: &str| format!(r#"{{"on": {links}, {rest}}}"#);
    let check = |breaking, kind: String| check(breaking, Some("B"), &kind);
    check(Breaking::Partition, format!(r#"{{"partition": {links}}}"#));
    check(Breaking::Crash, r#"{"crash": {"replica": "B"}}"#.into());
    check(
        Breaking::SlowReplica,
        r#"{"slow_replica": {"replica": "B", "by_us": 20000}}"#.into(),
    );
    check(
        Breaking::SlowLinks,
        format!(r#"{{"slow_link": {}}}"#, on(r#""by_us": 20000"#)),
    );
    check(
        Breaking::Loss,
        format!(r#"{{"loss": {}}}"#, on(r#""per_mille": 300"#)),
    );
    check(
        Breaking::Duplication,
        format!(r#"{{"duplication": {}}}"#, on(r#""per_mille": 300"#)),
    );
    check(
        Breaking::Reordering,
        format!(r#"{{"reordering": {}}}"#, on(r#""up_to_us": 20000"#)),
    );
    check(
        Breaking::Clock,
        r#"{"clock": {"replica": "B", "ahead_us": 50000}}"#.into(),
    );
    let lane = Some(Place::Replica(ReplicaId::new(1).expect("B")));
    assert_eq!(Breaking::Offline.on(&lab(), lane), None, "only clients are");
}

#[test]
fn on_a_clients_lane_the_client_is_offline() {
    for breaking in Breaking::ALL {
        check(breaking, Some("c1"), r#"{"offline": {"client": "c1"}}"#);
    }
}

#[test]
fn without_a_lane_there_is_a_first_choice_that_the_document_accepts() {
    for breaking in Breaking::ALL {
        let edit = breaking.added_at(&lab(), None, lab().duration);
        let edited = lab().edited(&edit.expect("an edit"));
        assert!(edited.is_ok(), "{breaking:?}: {edited:?}");
    }
    check(Breaking::Loss, None, r#"{"loss": {"per_mille": 300}}"#);
    check(Breaking::Crash, None, r#"{"crash": {"replica": "C"}}"#);
}

#[test]
fn drawn_backwards_it_is_the_same() {
    let [early, late] = [20, 30].map(Micros::from_millis);
    let forth = Breaking::Crash.added(&lab(), None, early, late);
    assert_eq!(Breaking::Crash.added(&lab(), None, late, early), forth);
    let Some(Edit::AddFault { from, to, .. }) = Breaking::Crash.added(&lab(), None, early, early)
    else {
        panic!("nothing is added");
    };
    assert_eq!((from, to), (early, early + Micros(1)));
}

#[test]
fn no_side_becomes_empty() {
    let [a, b, c] = [0, 1, 2].map(|index| ReplicaId::new(index).expect("a replica"));
    let links = Links::new(vec![a], vec![b, c]);
    assert_eq!(put(&links, a, Side::Second), None);
    assert_eq!(put(&links, a, Side::Neither), None);
    let moved = put(&links, b, Side::First).expect("C is still on the other side");
    assert_eq!(
        (&moved.between[..], &moved.and[..]),
        (&[a, b][..], &[c][..])
    );
    assert_eq!(side_of(&moved, b), Side::First);
    let out = put(&links, b, Side::Neither).expect("C is still on the other side");
    assert_eq!(side_of(&out, b), Side::Neither);
}
