//! A run that is taken up in the middle after an edit is the run from the start.

mod support;

use std::rc::Rc;

use proptest::prelude::*;
use replicascope_core::sim::Running;
use replicascope_core::{Edit, Lab, Micros, Trace, run};
use support::edits::random_edit;
use support::{Dice, lab};

/// Everything that a trace says, in one text.
fn all_of(trace: &Trace) -> String {
    let (events, messages) = (&trace.events, &trace.messages);
    format!(
        "{events:?} {messages:?} {:?} {} {:?}",
        trace.operations,
        trace.to_json(),
        trace.lab
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// One edit after the other, each on the run of the one before, as in a drag.
    #[test]
    fn it_is_the_run_from_the_start(seed in 0..400u64, edits in 0..u64::MAX, every in 1..20usize) {
        let dice = &mut Dice::new(edits);
        let mut run_so_far = Running::saving(&Rc::new(lab(seed)), every).finish();
        for _ in 0..4 {
            let before = Rc::clone(&run_so_far.trace().lab);
            let edit = random_edit(dice, &before);
            let Ok(after) = before.edited(&edit) else { continue };
            let after = Rc::new(after);
            run_so_far = Running::after(&run_so_far, &after).finish();
            prop_assert!(all_of(run_so_far.trace()) == all_of(&run(&after)), "{:?}", edit);
        }
    }
}

/// Most of a run is taken over: an edit near its end goes on from a place after most of its events.
#[test]
fn an_edit_near_the_end_runs_little_again() {
    let document: Lab = (0..)
        .map(lab)
        .find(|lab| lab.script.len() > 3)
        .expect("one");
    let run_before = Running::saving(&Rc::new(document.clone()), 1).finish();
    let last = document
        .script
        .iter()
        .map(|step| step.at)
        .max()
        .expect("steps");
    let step = document
        .script
        .iter()
        .find(|step| step.at == last)
        .expect("the last")
        .id;
    let at = Micros(last.0 + 1);
    let after = document.edited(&Edit::Move { step, at }).expect("allowed");
    let taken_up = run_before.taken_up_at(&after).expect("a place");
    let later = run_before
        .trace()
        .events
        .iter()
        .filter(|event| event.at < last)
        .count();
    assert!(taken_up < last);
    let between = run_before
        .trace()
        .events
        .iter()
        .filter(|event| event.at > taken_up && event.at < last);
    assert!(between.count() * 4 < later, "{later}");
}
