//! What opens first: the link in the address, or the first scenario.

use replicascope_core::Lab;
use replicascope_core::lab::SharedLab;
use replicascope_lessons::SCENARIOS;

use crate::link;
use crate::state::{Action, Notice, State};

/// The state that the page opens with, and whether it came from a link.
pub fn opening_state() -> (State, bool) {
    match link::in_address() {
        None => (State::new(first_scenario()), false),
        Some(Ok(SharedLab { playhead, lab })) => {
            (State::new(lab).reduce(Action::Seek(playhead)), true)
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
