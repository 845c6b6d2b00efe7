//! What actions do to the state.

use replicascope_core::StepId;
use replicascope_core::lab::Step;

use super::*;

fn state() -> State {
    State::new(
        replicascope_lessons::SCENARIOS[0]
            .lab()
            .expect("a valid document"),
    )
}

fn at(millis: u64) -> Spot {
    let time = Micros::from_millis(millis);
    Spot {
        time,
        place: None,
        off: false,
    }
}

#[test]
fn a_drag_shows_its_outcome_and_is_one_undo_step() {
    let start = state();
    let dragging = start
        .reduce(Action::Drag(Grab::Call(StepId(1)), at(15)))
        .reduce(Action::DragTo(at(20)))
        .reduce(Action::DragTo(at(25)));
    assert_eq!(dragging.lab(), start.lab());
    assert_eq!(dragging.trace().lab.script[0].at, Micros::from_millis(25));
    let dropped = dragging.reduce(Action::Drop);
    assert_eq!(dropped.lab().script[0].at, Micros::from_millis(25));
    let undone = dropped.reduce(Action::Undo);
    assert_eq!(undone.lab(), start.lab());
    assert!(!undone.can_undo() && undone.can_redo());
    let cancelled = dragging.reduce(Action::CancelDrag);
    assert_eq!(cancelled.trace().lab, *start.lab());
    assert!(!cancelled.can_undo());
}

/// So many writes that a run of them takes longer than a frame.
fn large() -> Lab {
    let mut lab = first_scenario();
    let step = lab.script[0].clone();
    lab.duration = Micros::from_millis(6_000);
    lab.script = (1..=2_000)
        .map(|n| Step {
            id: StepId(n),
            at: Micros::from_millis(u64::from(n) * 2),
            ..step.clone()
        })
        .collect();
    lab
}

/// Runs what a state wants, as whoever holds it does.
fn run_wanted(state: &State) -> State {
    let wanted = Rc::clone(state.wanted().expect("something to run"));
    let runs = wanted
        .labs
        .iter()
        .map(|lab| Rc::new(Running::new(lab).finish()))
        .collect();
    state.reduce(Action::Ran(Ran { wanted, runs }))
}

#[test]
fn a_large_document_is_wanted_and_the_picture_before_stays() {
    let start = state();
    let lab = Box::new(large());
    let playhead = Some(Micros::from_millis(9));
    let opening = start.reduce(Action::Open { lab, playhead });
    assert_eq!(opening.lab().script.len(), 2_000);
    assert!(Rc::ptr_eq(opening.trace(), start.trace()));
    let open = run_wanted(&opening);
    assert!(open.wanted().is_none() && open.is_large());
    assert_eq!(
        (&open.trace().lab, open.view.playhead),
        (open.lab(), Micros(9_000))
    );

    // What comes of something else than what is wanted now is of no use.
    let (one, other) = (Edit::SetSeed(5), Edit::SetSeed(6));
    let edited = open.reduce(Action::Edit(one)).reduce(Action::Edit(other));
    let late = Ran {
        wanted: Rc::clone(opening.wanted().expect("wanted")),
        runs: open.runs().to_vec(),
    };
    assert!(edited.reduce(Action::Ran(late)).wanted().is_some());
    let done = run_wanted(&edited);
    assert_eq!(done.trace().lab.seed, 6);
    assert!(run_wanted(&done.reduce(Action::Undo)).lab().seed == 5);
}

#[test]
fn giving_up_a_run_goes_back_to_the_document_on_the_screen() {
    let start = state();
    let lab = Box::new(large());
    let opening = start.reduce(Action::Open {
        lab,
        playhead: None,
    });
    let back = opening.reduce(Action::Abandon);
    assert_eq!(back.lab(), start.lab());
    assert!(back.wanted().is_none() && !back.can_undo());
    assert!(Rc::ptr_eq(back.trace(), start.trace()));
}

#[test]
fn a_drag_in_a_large_run_says_where_it_would_be_and_runs_when_it_is_dropped() {
    let start = run_wanted(&State::new(large()));
    let dragging = start
        .reduce(Action::Drag(Grab::Call(StepId(1)), at(15)))
        .reduce(Action::DragTo(at(20)));
    assert!(Rc::ptr_eq(dragging.trace(), start.trace()));
    let moved = start.lab().script[0].at.shifted(5_000);
    assert_eq!(dragging.drags_to().map(|(at, _)| at), Some(moved));
    let dropped = dragging.reduce(Action::Drop);
    assert!(dropped.wanted().is_some());
    assert_eq!(run_wanted(&dropped).trace().lab.script[0].at, moved);
}

#[test]
fn a_refused_edit_changes_nothing_and_says_why() {
    let start = state();
    let refused = start.reduce(Action::Edit(Edit::Remove { step: StepId(99) }));
    assert_eq!(refused.lab(), start.lab());
    assert!(matches!(refused.notice, Some(Notice::Problem(_))));
    assert_eq!(refused.reduce(Action::Dismiss).notice, None);
}

#[test]
fn playing_stops_at_the_end_and_starts_over_there() {
    let end = state().lab().duration;
    let played = state().reduce(Action::Play).reduce(Action::Tick(1e9));
    assert_eq!((played.view.playhead, played.view.playing), (end, false));
    let again = played.reduce(Action::Play);
    assert_eq!(
        (again.view.playhead, again.view.playing),
        (Micros::ZERO, true)
    );
}

#[test]
fn a_frame_that_comes_after_a_jump_does_not_go_on_playing() {
    let at = Micros::from_millis(41);
    let jumped = state().reduce(Action::Play).reduce(Action::Seek(at));
    let late = jumped.reduce(Action::Tick(16_000.0));
    assert_eq!((late.view.playhead, late.view.playing), (at, false));
}

#[test]
fn stepping_visits_the_moments_of_events_both_ways() {
    let first = state()
        .reduce(Action::Seek(Micros::ZERO))
        .reduce(Action::StepForward);
    assert_eq!(first.view.playhead, Micros::from_millis(15));
    let second = first.reduce(Action::StepForward);
    assert_eq!(second.view.playhead, Micros::from_millis(18));
    assert_eq!(
        second.reduce(Action::StepBack).view.playhead,
        Micros::from_millis(15)
    );
}

#[test]
fn a_selected_message_stays_selected_when_it_is_lost() {
    let message = "op1:A>C/update";
    let merge = Selection::Event(format!("{message}/merged.0.X"));
    let lost = Edit::Deliver {
        message: message.into(),
        after_us: vec![],
    };
    let state = state()
        .reduce(Action::Select(Some(merge)))
        .reduce(Action::Edit(lost));
    let event = state
        .view
        .selection
        .as_ref()
        .and_then(|one| one.event(state.trace()));
    let name = event.map(|id| state.trace().event_name(id));
    assert_eq!(name.as_deref(), Some("op1:A>C/update/dropped.0"));
}

#[test]
fn opening_another_document_can_be_undone() {
    let start = state();
    let lab = replicascope_lessons::SCENARIOS[1]
        .lab()
        .expect("a valid document");
    let opened = start.reduce(Action::Open {
        lab: Box::new(lab),
        playhead: None,
    });
    assert!(!opened.can_reset());
    let edited = opened.reduce(Action::Edit(Edit::SetSeed(99)));
    assert_eq!(edited.reduce(Action::Reset).lab(), opened.lab());
    // What was opened goes back together with the document.
    let back = edited.reduce(Action::Undo).reduce(Action::Undo);
    let seeded = back.reduce(Action::Edit(Edit::SetSeed(99)));
    assert_eq!(seeded.reduce(Action::Reset).lab(), start.lab());
    assert_eq!(opened.reduce(Action::Undo).lab(), start.lab());
}
