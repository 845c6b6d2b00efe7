//! What is on the stage, and where it leads.

use replicascope_core::{Lab, Micros};
use replicascope_lessons::lesson::{Lesson, Panel, Place, Staged};
use replicascope_lessons::{SCENARIOS, TEXTS};

use crate::state::{Action, Page, QuorumChange, State, TextAction};

/// The scenario with this name.
pub fn scenario(name: &str) -> Option<Lab> {
    let found = SCENARIOS.iter().find(|one| one.name == name);
    found.and_then(|one| one.lab().ok())
}

/// What the stage of a lesson begins with; one that has a text only, with what it does not show.
pub fn first(lesson: &Lesson) -> Lab {
    let named = lesson.runs.first().and_then(|one| scenario(&one.name));
    let lab = named.or_else(|| SCENARIOS[0].lab().ok());
    // The tests of the lessons crate check every scenario.
    lab.expect("the first scenario is valid")
}

/// What puts a document on the stage, its playhead at a moment.
pub fn put(lesson: &Lesson, staged: &Staged, at: Option<Micros>) -> Vec<Action> {
    let document = if staged.is_text {
        let found = TEXTS.iter().find(|one| one.name == staged.name);
        let text = found.and_then(|one| one.lab().ok());
        text.map(|text| Action::Text(TextAction::Open(Box::new(text), None)))
    } else {
        scenario(&staged.name).map(|lab| Action::Open {
            lab: Box::new(lab),
            playhead: at,
        })
    };
    let show = Action::ShowPage(page(lesson));
    document.into_iter().chain([show]).collect()
}

/// What the parts of the stage take it to be on: it decides what is run, and what is undone.
fn page(lesson: &Lesson) -> Page {
    let shows = |panel: &Panel| lesson.panels.contains(panel);
    if shows(&Panel::Compare) {
        Page::Compare
    } else if shows(&Panel::Text) {
        Page::Text
    } else {
        Page::Lab
    }
}

/// The place of the document that is on the stage.
pub fn staged(lesson: &Lesson, state: &State) -> usize {
    let is_text = state.view.page == Page::Text;
    let title = match is_text {
        true => &state.text.lab().title,
        false => &state.lab().title,
    };
    let place = lesson.runs.iter().position(|one| one.title == *title);
    place.unwrap_or_default()
}

/// The page of a place.
pub fn page_of(place: Place) -> Page {
    match place {
        Place::Lab => Page::Lab,
        Place::Compare => Page::Compare,
        Place::Quorum => Page::Quorum,
        Place::Guarantees => Page::Guarantees,
        Place::Conflicts => Page::Conflicts,
        Place::Merge => Page::Theatre,
        Place::Text => Page::Text,
    }
}

/// What opens the stage's document on a page of its own, instead of what is open there.
pub fn leave(stage: &State, page: Page) -> Vec<Action> {
    let document = match page {
        Page::Text => Action::Text(TextAction::Open(
            Box::new(stage.text.lab().as_ref().clone()),
            Some(stage.text.run().steps),
        )),
        _ => Action::Open {
            lab: Box::new(stage.lab().as_ref().clone()),
            playhead: Some(stage.view.playhead),
        },
    };
    vec![
        document,
        Action::Quorum(QuorumChange::Choose(stage.quorum.quorum())),
        Action::Select(stage.view.selection.clone()),
        Action::ShowPage(page),
    ]
}
