//! Runs that are carried out a little at a time, and what is kept of large documents.

mod support;

use std::rc::Rc;

use replicascope_core::lab::Step;
use replicascope_core::sim::Running;
use replicascope_core::trace::EventId;
use replicascope_core::{Edit, History, Micros, StepId, run};

#[test]
fn a_run_in_slices_is_the_run() {
    let mut slices = 0;
    for seed in 0..60 {
        let lab = Rc::new(support::lab(seed));
        let whole = run(&lab);
        let mut running = Running::new(&lab);
        let mut reached = Micros::ZERO;
        while !running.advance(7) {
            assert!(running.now() >= reached && running.now() <= lab.duration);
            reached = running.now();
            slices += 1;
        }
        assert!(running.advance(7), "what is over stays over");
        assert_eq!(
            running.finish().trace().to_json(),
            whole.to_json(),
            "seed {seed}"
        );
    }
    assert!(slices > 600, "{slices} slices");
}

#[test]
fn every_event_is_found_by_its_name_and_nothing_else_is() {
    for seed in 0..60 {
        let trace = run(&Rc::new(support::lab(seed)));
        for index in 0..trace.events.len() {
            let name = trace.event_name(EventId::new(index));
            let found = trace.find(&name).map(|id| trace.event_name(id));
            assert_eq!(found.as_ref(), Some(&name));
            assert_eq!(trace.find(&format!("{name}x")), None);
        }
    }
}

#[test]
fn of_large_documents_fewer_are_kept_to_go_back_to() {
    let undone = |steps: u32| {
        let mut lab = support::lab(3);
        let step = lab.script.first().expect("a step").clone();
        let step = |n| Step {
            id: StepId(n),
            ..step.clone()
        };
        lab.script = (1..=steps).map(step).collect();
        lab.overrides.clear();
        let mut history = History::new(lab);
        for seed in 0..30 {
            let edit = Edit::SetSeed(1_000_000 + seed);
            history.edit(&edit).expect("possible");
        }
        (0..)
            .take_while(|_| {
                let can = history.can_undo();
                history.undo();
                can
            })
            .count()
    };
    assert_eq!((undone(1), undone(10_000)), (30, 10));
}
