//! Pictures of the scenarios that come with the product: what is drawn agrees with the trace.

use std::rc::Rc;

use replicascope_core::replication::Holding;
use replicascope_core::trace::EventKind;
use replicascope_core::{Edit, Lab, Micros, Place, Trace, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::cluster::{Cluster, RADIUS};
use replicascope_scene::timeline::{ArrowEnd, Frame, MarkKind, Timeline};
use replicascope_scene::{Inspection, Scale, Subject, story, told};

fn lab(name: &str) -> Lab {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    scenario.expect("a scenario").lab().expect("a document")
}

fn traces() -> Vec<Trace> {
    SCENARIOS
        .iter()
        .map(|one| run(&Rc::new(lab(one.name))))
        .collect()
}

fn timeline(trace: &Trace) -> Timeline {
    let scale = Scale::fitting(trace.lab.duration, 100.0, 1200.0);
    Timeline::of(
        trace,
        Frame {
            width: 1220.0,
            scale,
            key: 0,
        },
    )
}

#[test]
fn every_message_every_update_and_every_merge_is_drawn_once() {
    for trace in traces() {
        let picture = timeline(&trace);
        let count = |wanted: fn(&EventKind) -> bool| {
            trace
                .events
                .iter()
                .filter(|event| wanted(&event.kind))
                .count()
        };
        let merges = picture
            .marks
            .iter()
            .filter(|mark| matches!(mark.kind, MarkKind::Merge(_)));
        assert_eq!(
            picture.chips.len(),
            count(|kind| matches!(kind, EventKind::Applied { .. }))
        );
        assert_eq!(
            merges.count(),
            count(|kind| matches!(kind, EventKind::Merged { .. }))
        );
        assert_eq!(
            picture.arrows.len(),
            trace
                .messages
                .iter()
                .map(|one| one.flights.len())
                .sum::<usize>()
        );
        assert_eq!(picture.calls.len(), trace.operations.len());
    }
}

#[test]
fn bands_show_what_the_replica_holds_at_every_moment() {
    for trace in traces() {
        let picture = timeline(&trace);
        for millis in 0..trace.lab.duration.0 / 1000 {
            let at = Micros(millis * 1000 + 500);
            let x = picture.scale.x(at);
            for replica in &trace.lab.replicas {
                let here = picture
                    .bands
                    .iter()
                    .filter(|band| band.replica == *replica && band.from <= x && x < band.to);
                let values: Vec<_> = here.map(|band| band.value.clone()).collect();
                let held = trace.record_at(*replica, 0, at).state.read().to_string();
                let lab = &trace.lab;
                let expected = match lab.replication.holding(&lab.replicas, *replica, 0) {
                    Holding::Copy => vec![held],
                    Holding::Nothing => vec![],
                    // Nothing before it fetches an entry and after that expires.
                    Holding::Cache if values.is_empty() => vec![],
                    Holding::Cache => vec![held],
                };
                assert_eq!(values, expected, "{replica} at {at} of {}", lab.title);
            }
        }
    }
}

#[test]
fn arrows_run_from_the_sender_to_the_receiver_and_to_the_right() {
    for trace in traces() {
        let picture = timeline(&trace);
        for arrow in &picture.arrows {
            let flight = trace.message(arrow.message).flights[arrow.copy];
            let lost = flight.lost.is_some();
            assert_eq!(arrow.end == ArrowEnd::Lost, lost, "{}", arrow.event);
            assert!(arrow.start.0 < arrow.tip.0);
            assert_eq!(picture.lane_at(arrow.start.1), Some(arrow.from));
            if !lost && flight.end.is_some() {
                assert_eq!(arrow.end, ArrowEnd::Arrives, "{}", arrow.event);
                assert_eq!(picture.lane_at(arrow.tip.1), Some(arrow.to));
                assert!((picture.scale.x(arrow.over_at) - arrow.tip.0).abs() < 0.1);
            }
        }
    }
}

#[test]
fn a_lost_message_ends_between_its_lanes() {
    let edit = Edit::Deliver {
        message: "op1:A>C/update".into(),
        after_us: vec![],
    };
    let trace = run(&Rc::new(lab("convergence").edited(&edit).expect("an edit")));
    let picture = timeline(&trace);
    let lost = picture
        .arrows
        .iter()
        .find(|arrow| arrow.end == ArrowEnd::Lost)
        .expect("one");
    let lane = |place: Place| picture.lanes.of_place(place).expect("a lane").y;
    assert!(lane(lost.from) < lost.tip.1 && lost.tip.1 < lane(lost.to));
    assert!(lost.by_hand);
    assert!(
        lost.sentence.contains("lost by your hand"),
        "{}",
        lost.sentence
    );
}

#[test]
fn the_list_tells_every_update_merge_and_return() {
    for trace in traces() {
        let told = told(&trace);
        for (id, event) in trace.events() {
            let must = matches!(
                event.kind,
                EventKind::Applied { .. } | EventKind::Merged { .. } | EventKind::Returned { .. }
            );
            assert!(!must || told.contains(&id));
        }
        for row in story(&trace, &told) {
            assert!(row.sentence.ends_with('.'), "{}", row.sentence);
        }
    }
}

#[test]
fn sentences_of_the_lost_write_say_what_was_discarded() {
    let trace = run(&Rc::new(lab("lost-write")));
    let all: Vec<_> = story(&trace, &told(&trace))
        .into_iter()
        .map(|row| row.sentence)
        .collect();
    let expected = "C merges red of A: concurrent, X = blue and red is discarded.";
    assert!(all.iter().any(|sentence| sentence == expected), "{all:#?}");
}

#[test]
fn an_inspected_merge_compares_component_by_component() {
    let trace = run(&Rc::new(lab("lost-write")));
    let merge = trace.find("op1:A>C/update/merged.0.X").expect("the merge");
    let inspection = Inspection::of(&trace, merge);
    let view = inspection.merge.expect("states");
    assert_eq!(
        (view.before.value.as_str(), view.before.version.as_str()),
        ("blue", "{C: 1}")
    );
    assert_eq!(view.incoming.expect("a side").version, "{A: 1}");
    assert_eq!(
        (view.after.value.as_str(), view.after.version.as_str()),
        ("blue", "{A: 1, C: 1}")
    );
    assert_eq!(
        view.verdict,
        "Concurrent: larger in A (1 against 0), but smaller in C (0 against 1); neither dominates."
    );
    assert_eq!(view.decisions[0].rule, "the higher timestamp wins");
    assert!(matches!(Subject::of(&trace, merge), Subject::Message(_, 0)));
}

#[test]
fn the_cluster_shows_messages_only_while_they_are_under_way() {
    let trace = run(&Rc::new(lab("convergence")));
    for millis in 0..trace.lab.duration.0 / 1000 {
        let at = Micros(millis * 1000);
        let cluster = Cluster::of(&trace, 0, at);
        let expected = trace.messages.iter().filter(|message| {
            let between = message.from.replica().is_some() && message.to.replica().is_some();
            between && message.sent_at <= at && at < message.flights[0].over_at()
        });
        assert_eq!(cluster.travelling.len(), expected.count(), "{at}");
        for node in &cluster.nodes {
            let held = trace
                .record_at(node.replica, 0, at)
                .state
                .read()
                .to_string();
            assert_eq!(node.value, held);
        }
    }
}

#[test]
fn what_messages_carry_lies_on_no_replica_of_the_cluster() {
    let mut labels = 0;
    for trace in traces() {
        for millis in 0..trace.lab.duration.0 / 1000 {
            let cluster = Cluster::of(&trace, 0, Micros(millis * 1000));
            for message in &cluster.travelling {
                // The middles of its first and its last letter.
                let length = message.label.chars().count() as f64 * 7.2;
                let (x, y) = message.label_at;
                let ends = [3.6, length - 3.6].map(|from_left| {
                    let left = if message.label_ends { x - length } else { x };
                    (left + from_left, y - 4.0)
                });
                labels += usize::from(length > 0.0);
                for (node, end) in cluster
                    .nodes
                    .iter()
                    .flat_map(|one| ends.map(|end| (one, end)))
                {
                    let apart = (node.at.0 - end.0).hypot(node.at.1 - end.1);
                    assert!(length == 0.0 || apart > RADIUS, "{message:?}");
                }
            }
        }
    }
    assert!(labels > 1_000, "{labels}");
}

#[test]
fn a_crowded_view_is_dense_and_a_close_one_is_not() {
    let mut lab = lab("convergence");
    lab.duration = Micros::from_millis(10_000);
    let write = lab.script[0].clone();
    lab.script = (1..=100)
        .map(|number| {
            let mut step = write.clone();
            step.id.0 = number;
            step.at = Micros::from_millis(u64::from(number) * 90);
            step
        })
        .collect();
    lab.validate().expect("a valid document");
    let trace = run(&Rc::new(lab));
    let far = timeline(&trace);
    assert!(far.is_dense());
    let scale = far.scale.zoomed(20.0, 300.0, trace.lab.duration);
    let near = Timeline::of(
        &trace,
        Frame {
            width: 1220.0,
            scale,
            key: 0,
        },
    );
    assert!(!near.is_dense() && !near.chips.is_empty() && near.chips.len() < 12);
}
