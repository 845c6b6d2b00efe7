//! What opens first: the link in the address, or the first scenario.

use replicascope_core::Lab;
use replicascope_core::lab::SharedLab;
use replicascope_lessons::SCENARIOS;

use crate::link::{self, Shared};
use crate::state::{Action, LearnAction, Notice, Page, State, TextAction, TextState};

/// The state that the page opens with, and whether it came from a link.
pub fn opening_state() -> (State, bool) {
    match link::in_address() {
        None => (State::new(first_scenario()), false),
        Some(Ok(Shared::Lab(shared))) => {
            let SharedLab { playhead, lab } = *shared;
            (State::new(lab).reduce(Action::Seek(playhead)), true)
        }
        Some(Ok(Shared::Text(shared))) => {
            let mut state = State::new(first_scenario());
            state.text = TextState::new(shared.text);
            let state = state.reduce(Action::ShowPage(Page::Text));
            let show = TextAction::Show(shared.steps);
            (state.reduce(Action::Text(show)), true)
        }
        Some(Ok(Shared::Learn(lesson))) => {
            let show = Action::Learn(LearnAction::Show(lesson));
            (State::new(first_scenario()).reduce(show), true)
        }
        Some(Ok(Shared::Practice(practice))) => {
            let show = Action::Learn(LearnAction::Practise(practice));
            (State::new(first_scenario()).reduce(show), true)
        }
        Some(Err(error)) => {
            let problem = format!(
                "The link could not be opened: {error}. This is the first scenario instead."
            );
            (
                State::new(first_scenario()).reduce(Action::Tell(Notice::Problem(problem))),
                false,
            )
        }
    }
}

fn first_scenario() -> Lab {
    // The tests of the lessons crate check every scenario.
    SCENARIOS[0].lab().expect("the first scenario is valid")
}
