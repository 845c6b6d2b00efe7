use super::*;

fn lab() -> Lab {
    replicascope_lessons::SCENARIOS[0]
        .lab()
        .expect("a valid document")
}

fn replica(letter: &str) -> ReplicaId {
    letter.parse().expect("a replica")
}

fn spot(millis: u64, place: Option<Place>) -> Spot {
    let time = Micros::from_millis(millis);
    Spot {
        time,
        place,
        off: false,
    }
}

/// The edit of a drag from 20 ms on lane A to another spot, with the playhead at 33 ms.
fn check(grab: Grab, now: Spot, expected: Option<&str>) {
    let mut drag = Drag::new(grab, spot(20, Some(Place::Replica(replica("A")))));
    drag.now = now;
    let edit = drag.edit(&lab(), Micros::from_millis(33));
    let expected = expected.map(|json| Edit::from_json(json).expect("an edit"));
    assert_eq!(edit, expected);
}

fn update() -> Grab {
    let applied = Micros::from_millis(18);
    Grab::Update {
        step: StepId(1),
        replica: replica("A"),
        applied,
    }
}

fn head(after_us: &[u64]) -> Grab {
    Grab::Head {
        message: "op1:A>C/update".into(),
        copy: 0,
        sent: Micros::from_millis(18),
        after: after_us.iter().copied().map(Micros).collect(),
    }
}

fn lane(letter: &str) -> Option<Place> {
    Some(Place::Replica(replica(letter)))
}

#[test]
fn an_update_along_its_lane_moves_in_time() {
    let moved = r#"{"move": {"step": 1, "at_us": 25000}}"#;
    check(update(), spot(30, lane("A")), Some(moved));
    check(
        update(),
        spot(0, lane("A")),
        Some(r#"{"move": {"step": 1, "at_us": 0}}"#),
    );
}

#[test]
fn an_update_to_another_lane_is_sent_from_the_playhead() {
    let send =
        r#"{"add": {"at_us": 33000, "act": {"send": {"from": "A", "to": "B", "key": "X"}}}}"#;
    // Dropped before it leaves: the network decides when it arrives.
    check(update(), spot(30, lane("B")), Some(send));
    let deliver = r#"{"deliver": {"message": "op4:A>B/hand", "after_us": [17000]}}"#;
    let both = format!(r#"{{"all": [{send}, {deliver}]}}"#);
    check(update(), spot(50, lane("B")), Some(&both));
}

#[test]
fn an_arrowhead_arrives_where_it_is_dropped_and_is_lost_off_the_diagram() {
    let later = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [42000]}}"#;
    check(head(&[32_000]), spot(30, lane("C")), Some(later));
    let least = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [1]}}"#;
    check(head(&[5_000]), spot(2, lane("C")), Some(least));
    let mut off = spot(30, None);
    off.off = true;
    let lost = r#"{"deliver": {"message": "op1:A>C/update", "after_us": []}}"#;
    check(head(&[32_000]), off, Some(lost));
    let one_left = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [9000]}}"#;
    check(head(&[32_000, 9_000]), off, Some(one_left));
}

#[test]
fn a_new_write_reaches_the_replica_where_it_is_dropped() {
    let grab = Grab::New {
        tool: Tool::Update,
        key: 0,
    };
    let call = r#"{"call": {"client": "c1", "replica": "A", "key": "X", "op": {"write": 3}}}"#;
    let add = format!(r#"{{"add": {{"at_us": 47000, "act": {call}}}}}"#);
    check(grab.clone(), spot(50, lane("A")), Some(&add));
    check(grab, spot(50, None), None);
}

#[test]
fn a_value_dropped_where_it_was_does_nothing() {
    let grab = Grab::Record {
        replica: replica("A"),
        key: 0,
    };
    check(grab.clone(), spot(33, lane("A")), None);
    check(grab.clone(), spot(33, None), None);
    let send =
        r#"{"add": {"at_us": 33000, "act": {"send": {"from": "A", "to": "C", "key": "X"}}}}"#;
    check(grab, spot(33, lane("C")), Some(send));
}

#[test]
fn a_fault_is_drawn_from_where_the_pointer_went_down() {
    let grab = Grab::Break(Breaking::Crash);
    let crash = |from: u64, to: u64, replica: &str| {
        format!(
            r#"{{"add_fault": {{"from_us": {from}, "to_us": {to}, "kind": {{"crash": {{"replica": "{replica}"}}}}}}}}"#
        )
    };
    // On the lane where it began, whichever way and wherever it ends.
    check(
        grab.clone(),
        spot(50, lane("C")),
        Some(&crash(20_000, 50_000, "A")),
    );
    check(
        grab.clone(),
        spot(5, None),
        Some(&crash(5_000, 20_000, "A")),
    );
    let mut drag = Drag::new(grab, spot(0, None));
    assert_eq!(
        drag.edit(&lab(), Micros::ZERO),
        None,
        "between the lanes nothing breaks"
    );

    // From the palette it is as long as usual.
    drag.start.off = true;
    drag.now = spot(30, lane("B"));
    let dropped = crash(30_000, 60_000, "B");
    let dropped = Edit::from_json(&dropped).expect("an edit");
    assert_eq!(drag.edit(&lab(), Micros::ZERO), Some(dropped));
    drag.now.off = true;
    assert_eq!(drag.edit(&lab(), Micros::ZERO), None);
}
