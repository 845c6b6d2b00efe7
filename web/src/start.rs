//! What opens first: the link in the address, or the scenario that it names, or the first one.

use std::rc::Rc;

use replicascope_core::lab::SharedLab;
use replicascope_core::text::TextLab;
use replicascope_core::{Edit, Lab};
use replicascope_lessons::{SCENARIOS, TEXTS};
use replicascope_words::say;

use crate::dom;
use crate::embed::{Asked, Panel};
use crate::link::{self, Shared};
use crate::state::{Action, LearnAction, Notice, Page, QuorumChange, State, TextAction, TextState};

/// The state that the page opens with, and whether it came from a link.
pub fn opening_state() -> (State, bool) {
    let query = dom::window().location().search().unwrap_or_default();
    opened(&query, link::in_address())
}

/// The same for an address with this query and this link.
pub(crate) fn opened(query: &str, link: Option<Result<Shared, String>>) -> (State, bool) {
    let (mut asked, mut problems) = Asked::of(query);
    let linked = matches!(link, Some(Ok(_)));
    let mut state = match link {
        Some(Ok(Shared::Lab(shared))) => {
            let SharedLab { playhead, lab } = *shared;
            State::new(lab).reduce(Action::Seek(playhead))
        }
        Some(Ok(Shared::Text(shared))) => {
            let mut state = State::new(first_scenario());
            *state.text = TextState::new(shared.text);
            let show = TextAction::Show(shared.steps);
            on_the_text_page(state).reduce(Action::Text(show))
        }
        Some(Ok(Shared::Learn(lesson))) => {
            let show = Action::Learn(LearnAction::Show(lesson));
            State::new(first_scenario()).reduce(show)
        }
        Some(Ok(Shared::Practice(practice))) => {
            let show = Action::Learn(LearnAction::Practise(practice));
            State::new(first_scenario()).reduce(show)
        }
        Some(Ok(Shared::Quorum(shared))) => {
            let show = Action::Quorum(QuorumChange::Open(shared));
            State::new(first_scenario())
                .reduce(Action::ShowPage(Page::Quorum))
                .reduce(show)
        }
        failed => {
            if let Some(Err(error)) = failed {
                problems.push(match &asked.scenario {
                    Some(_) => say::import::named_instead(&error),
                    None => say::import::first_instead(&error),
                });
            }
            named(&asked, &mut problems)
        }
    };
    fit_panels(&mut asked, &state);
    if let Some(at) = asked.at.filter(|_| !linked) {
        state = state.reduce(Action::Seek(at));
    }
    let (plays, usual) = (asked.autoplay, Asked::default().speed);
    if asked.speed != usual {
        state = state.reduce(Action::SetSpeed(asked.speed));
    }
    state = state.reduce(Action::Ask(Rc::new(asked)));
    if plays {
        state = state.reduce(Action::Play);
    }
    if !problems.is_empty() {
        let problem = problems.join(" ");
        state = state.reduce(Action::Tell(Notice::Problem(problem)));
    }
    (state, linked)
}

/// The document that the address names, or the first scenario.
fn named(asked: &Asked, problems: &mut Vec<String>) -> State {
    if let Some(practice) = asked.practice {
        let practice = practice.seeded(asked.seed.unwrap_or_default());
        let show = Action::Learn(LearnAction::Practise(practice));
        return State::new(first_scenario()).reduce(show);
    }
    if let Some(lesson) = &asked.lesson {
        let show = Action::Learn(LearnAction::Show(Some(lesson.as_str().into())));
        return State::new(first_scenario()).reduce(show);
    }
    let Some(name) = &asked.scenario else {
        return seeded(State::new(first_scenario()), asked);
    };
    match document(name) {
        Some(Named::Lab(lab)) => seeded(State::new(*lab), asked),
        Some(Named::Text(text)) => {
            let mut state = State::new(first_scenario());
            *state.text = TextState::new(*text);
            on_the_text_page(state)
        }
        None => {
            let name: String = name.chars().take(40).collect();
            problems.push(say::import::no_scenario(&name));
            seeded(State::new(first_scenario()), asked)
        }
    }
}

/// A document that comes with the product.
pub enum Named {
    Lab(Box<Lab>),
    Text(Box<TextLab>),
}

/// The document of this name.
pub fn document(name: &str) -> Option<Named> {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    let text = TEXTS.iter().find(|one| one.name == name);
    // The tests of the lessons crate check every one.
    let lab = scenario.and_then(|one| Some(Named::Lab(Box::new(one.lab().ok()?))));
    lab.or_else(|| Some(Named::Text(Box::new(text?.lab().ok()?))))
}

/// The same document with the seed that is asked for, as it was opened.
fn seeded(state: State, asked: &Asked) -> State {
    let edit = asked.seed.map(Edit::SetSeed);
    let lab = edit.and_then(|edit| state.lab().edited(&edit).ok());
    lab.map_or(state, State::new)
}

fn on_the_text_page(state: State) -> State {
    state.reduce(Action::ShowPage(Page::Text))
}

/// A frame that names no panels has those that its document needs.
fn fit_panels(asked: &mut Asked, state: &State) {
    let needed = match state.view.page {
        Page::Text => Panel::Text,
        Page::Learn => Panel::Lesson,
        Page::Quorum => Panel::Quorum,
        Page::Compare => Panel::Compare,
        _ => Panel::Timeline,
    };
    asked.panels.get_or_insert_with(|| vec![needed]);
}

fn first_scenario() -> Lab {
    // The tests of the lessons crate check every scenario.
    SCENARIOS[0].lab().expect("the first scenario is valid")
}

#[cfg(test)]
mod tests {
    use replicascope_core::Micros;

    use super::*;

    fn open(query: &str) -> State {
        opened(query, None).0
    }

    fn problem(state: &State) -> String {
        match &state.notice {
            Some(Notice::Problem(problem)) => problem.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_names_a_scenario_a_seed_a_moment_and_a_speed() {
        let state = open("?scenario=cart-lww&seed=7&t=12.5&speed=2&autoplay=1");
        let cart = SCENARIOS.iter().find(|one| one.name == "cart-lww");
        let cart = cart.and_then(|one| one.lab().ok()).expect("a scenario");
        assert_eq!((&state.lab().title, state.lab().seed), (&cart.title, 7));
        assert_eq!(state.view.playhead, Micros(12_500));
        assert_eq!((state.view.speed, state.view.playing), (40_000, true));
        // That is how it was opened: there is nothing to undo.
        assert!(!state.can_undo() && !state.can_reset() && state.notice.is_none());
    }

    #[test]
    fn a_name_that_is_not_known_opens_the_first_scenario_and_says_so() {
        let state = open("?embed=1&scenario=no-such&t=5");
        assert_eq!(**state.lab(), first_scenario());
        assert!(problem(&state).starts_with("scenario=no-such: "));
        assert_eq!(state.view.playhead, Micros(5_000));
    }

    #[test]
    fn a_frame_that_names_no_panels_has_those_that_its_document_needs() {
        let cases = [
            ("?embed=1", Panel::Timeline, Page::Lab),
            ("?embed=1&scenario=cart-lww", Panel::Timeline, Page::Lab),
            (
                "?embed=1&scenario=when-to-acknowledge",
                Panel::Compare,
                Page::Compare,
            ),
            ("?embed=1&scenario=two-words", Panel::Text, Page::Text),
            ("?embed=1&lesson=lost-write", Panel::Lesson, Page::Learn),
            ("?embed=1&practice=sort", Panel::Lesson, Page::Learn),
        ];
        for (query, panel, page) in cases {
            let state = open(query);
            assert_eq!(state.asked.panels(), [panel], "{query}");
            assert_eq!(state.view.page, page, "{query}");
        }
    }

    #[test]
    fn a_frame_keeps_its_page_whatever_is_opened_in_it() {
        let state = open("?embed=1&panels=timeline");
        let Some(Named::Lab(lab)) = document("when-to-acknowledge") else {
            panic!("a scenario with several strategies");
        };
        let state = state.reduce(Action::Open {
            lab,
            playhead: None,
        });
        assert_eq!(state.view.page, Page::Lab);
        assert_eq!(
            state.reduce(Action::ShowPage(Page::Text)).view.page,
            Page::Lab
        );
    }

    #[test]
    fn a_link_wins_over_a_scenario_and_its_moment_over_the_query() {
        let Some(Named::Lab(lab)) = document("g-counter") else {
            panic!("a scenario");
        };
        let shared = Shared::Lab(Box::new(SharedLab {
            playhead: Micros(7_000),
            lab: *lab.clone(),
        }));
        let (state, linked) = opened("?embed=1&scenario=cart-lww&t=50&seed=3", Some(Ok(shared)));
        assert!(linked && **state.lab() == *lab);
        assert_eq!(state.view.playhead, Micros(7_000));
    }

    #[test]
    fn a_read_only_frame_takes_no_edit_and_no_drag_but_what_its_host_opens() {
        let state = open("?embed=1&readonly=1");
        let before = Rc::new(state.lab().clone());
        let edited = state.reduce(Action::Edit(Edit::SetSeed(99)));
        assert_eq!(edited.lab(), &*before);
        assert!(edited.notice.is_none());
        let Some(Named::Lab(lab)) = document("g-counter") else {
            panic!("a scenario");
        };
        let opened = state.reduce(Action::Open {
            lab: lab.clone(),
            playhead: None,
        });
        assert_eq!(**opened.lab(), *lab);
    }
}
