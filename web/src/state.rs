//! All that the application knows, and the one function that changes it.
//!
//! The document with its history, what the learner looks at, and a drag in progress are the
//! truth; the trace is derived from them, and every picture from the trace.

mod action;
mod drag;
pub mod faults;
mod imported;
mod learn;
mod new_call;
mod page;
mod practice;
mod quorum;
mod selection;
#[cfg(test)]
mod tests;
mod text;
pub mod typing;
mod view;
mod wanted;

use std::rc::Rc;

use replicascope_core::sim::{Run, Running};
use replicascope_core::text::TextLab;
use replicascope_core::{Edit, History, Lab, Micros, Place, Trace};
use replicascope_lessons::{SCENARIOS, TEXTS};
use replicascope_words::say;

use crate::embed::Asked;
use crate::late::Late;

pub use action::Action;
pub use drag::{Drag, FaultPart, Grab, Spot, Tool, resized};
pub use faults::{Breaking, toggle_link};
pub use imported::Imported;
pub use learn::{LearnAction, LearnState};
pub use new_call::new_call;
pub use page::Page;
pub use practice::{KINDS, Practice};
pub use quorum::{Against, MOST_PINNED, QuorumChange, QuorumLab, SharedQuorum, TRIALS, Which};
pub use selection::Selection;
pub use text::{TextAction, TextState};
pub use view::View;
use wanted::{LARGE, Opening, run_at_once};
pub use wanted::{Ran, Wanted, taken_up};

/// How wide the timeline is taken to be until the page has measured it, in pixels.
const WIDTH: f64 = 1000.0;

/// All that the application knows.
#[derive(Clone)]
pub struct State {
    history: History,
    drag: Option<Drag>,
    /// The run of the document, or of what the drag in progress would make of it; then, where they
    /// are shown, its runs under the strategies that it is compared with.
    runs: Vec<Rc<Run>>,
    /// What is to be run before the document is on the screen, if that takes longer than a frame.
    wanted: Option<Rc<Wanted>>,
    /// How much of that has been run, from 0 to 1.
    pub progress: f64,
    /// Whether the document that is to be run is one that opens.
    opening: Option<Opening>,
    /// The history at whose document the screen stands: what giving up a run goes back to.
    settled: History,
    /// The text page.
    pub text: Late<TextState>,
    pub learn: LearnState,
    pub view: View,
    pub quorum: Late<QuorumLab>,
    pub notice: Option<Notice>,
    /// A history or a log of another tool, instead of the run.
    pub imported: Option<Rc<Imported>>,
    /// What the address, or the page around this one, asks for.
    pub asked: Rc<Asked>,
}

/// Something to tell the learner.
#[derive(Clone, PartialEq, Debug)]
pub enum Notice {
    /// Something went wrong; nothing was lost.
    Problem(String),
    /// Something is done.
    Done(String),
}

impl State {
    /// Opens a document.
    pub fn new(lab: Lab) -> Self {
        let history = History::new(lab);
        let run = run_at_once(Running::new(history.lab()));
        let is_large = run.is_none();
        // Of a large document there is nothing to show yet.
        let (settled, shown) = match run {
            Some(run) => (history.clone(), run),
            None => {
                let first = History::new(first_scenario());
                let shown = Running::new(first.lab()).finish();
                (first, shown)
            }
        };
        let view = View::new(shown.trace(), WIDTH);
        let mut state = Self {
            history,
            drag: None,
            runs: vec![Rc::new(shown)],
            wanted: None,
            progress: 0.0,
            opening: is_large.then_some(Opening { playhead: None }),
            settled,
            text: Late::new(|| TextState::new(first_text())),
            learn: LearnState::default(),
            view,
            quorum: Late::new(QuorumLab::default),
            notice: None,
            imported: None,
            asked: Rc::default(),
        };
        state.rerun();
        state
    }

    /// The document, without the drag in progress.
    pub fn lab(&self) -> &Rc<Lab> {
        self.history.lab()
    }

    /// The run on the screen; of several, the one in the centre of attention.
    pub fn trace(&self) -> &Rc<Trace> {
        self.runs[self.view.attended].trace()
    }

    /// The runs on the screen: the document's own, then those under the strategies that it is
    /// compared with, where they are shown.
    pub fn runs(&self) -> &[Rc<Run>] {
        &self.runs
    }

    /// What is to be run before the document is on the screen.
    pub fn wanted(&self) -> Option<&Rc<Wanted>> {
        self.wanted.as_ref()
    }

    /// Whether the run on the screen is too large to be run again for every frame of a drag.
    pub fn is_large(&self) -> bool {
        let events = self.runs.iter().map(|run| run.trace().events.len());
        events.sum::<usize>() > LARGE
    }

    /// The same with another of the runs in the centre of attention.
    #[must_use]
    pub fn attending(&self, place: usize) -> Self {
        let mut state = self.clone();
        state.view.attended = place.min(self.runs.len() - 1);
        state
    }

    /// Whether it differs from another one at most in what part of the run is in view: then only the
    /// diagram is to be drawn again.
    pub fn is_but_for_zoom(&self, other: &Self) -> bool {
        self.history.lab() == other.history.lab()
            && self.runs.len() == other.runs.len()
            && std::iter::zip(&self.runs, &other.runs).all(|(one, two)| Rc::ptr_eq(one, two))
            && self.drag.is_none()
            && other.drag.is_none()
            && Rc::ptr_eq(&self.asked, &other.asked)
            && self.view.is_but_for_zoom(&other.view)
    }

    /// The drag in progress.
    pub fn drag(&self) -> Option<&Drag> {
        self.drag.as_ref()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        match self.view.page {
            Page::Learn => false,
            Page::Text => self.text.can_undo(),
            _ => self.history.can_undo(),
        }
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        match self.view.page {
            Page::Learn => false,
            Page::Text => self.text.can_redo(),
            _ => self.history.can_redo(),
        }
    }

    /// Whether the document differs from what was opened.
    pub fn can_reset(&self) -> bool {
        match self.view.page {
            Page::Learn => false,
            Page::Text => self.text.can_reset(),
            _ => self.history.can_reset(),
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.take(action);
        next
    }

    fn take(&mut self, action: Action) {
        if self.asked.is_fixed() && action.changes() {
            return;
        }
        match action {
            Action::Open { lab, playhead } => self.open(*lab, playhead),
            Action::Edit(edit) => self.edit(&edit),
            Action::Swap(place) => {
                if let Some(edit) = page::swapped(self.lab(), place) {
                    self.edit(&edit);
                    self.view.attended = 0;
                }
            }
            // What is open elsewhere is not to change unseen.
            Action::Undo | Action::Redo | Action::Reset if self.view.page == Page::Learn => {}
            Action::Undo | Action::Redo | Action::Reset if self.view.page == Page::Text => {
                self.notice = None;
                self.text.travel(&action);
            }
            Action::Undo => self.travel(History::undo),
            Action::Redo => self.travel(History::redo),
            Action::Reset => self.travel(History::reset),
            Action::Drag(grab, at) => {
                self.view.playing = false;
                self.drag = Some(Drag::new(grab, at));
            }
            Action::DragTo(spot) => self.drag_to(spot),
            Action::Drop => self.drop_here(),
            Action::Progress(part) => self.progress = part,
            Action::Ran(ran) => self.ran(ran),
            Action::Abandon => self.abandon(),
            Action::CancelDrag => {
                self.view.armed = false;
                if self.drag.take().is_some() {
                    self.rerun();
                }
            }
            Action::Import(imported) => {
                self.imported = imported;
                self.notice = None;
            }
            Action::Tell(notice) => self.notice = Some(notice),
            Action::Dismiss => self.notice = None,
            Action::Select(selection) => self.view.selection = selection,
            Action::SelectNeighbour { forward } => {
                let trace = Rc::clone(self.trace());
                self.view.select_neighbour(&trace, forward);
            }
            // A frame stays what it is.
            Action::ShowPage(page) => self.show_page(self.asked.page().unwrap_or(page)),
            Action::Ask(asked) => self.ask(asked),
            Action::Text(action) => self.notice = self.text.take(action),
            Action::Learn(action) => {
                if matches!(action, LearnAction::Show(_) | LearnAction::Practise(_)) {
                    self.take(Action::ShowPage(Page::Learn));
                }
                self.learn.take(action);
            }
            Action::Quorum(change) => self.quorum.take(change),
            Action::Attend(place) => *self = self.attending(place),
            Action::Seek(at) if self.opening.is_some() => {
                self.opening = Some(Opening { playhead: Some(at) });
            }
            looking => {
                let trace = Rc::clone(self.trace());
                self.view.take(looking, &trace);
            }
        }
    }

    fn open(&mut self, lab: Lab, playhead: Option<Micros>) {
        self.drag = None;
        self.notice = None;
        self.imported = None;
        self.history.open(lab);
        if self.show(&Rc::clone(self.lab())) {
            self.opened(playhead);
        } else {
            self.opening = Some(Opening { playhead });
        }
    }

    /// The document that opens has been run.
    fn opened(&mut self, playhead: Option<Micros>) {
        self.view = View::new(self.runs[0].trace(), self.view.width);
        self.view.speed = self.asked.speed;
        self.view.page = self.asked.page().unwrap_or(self.view.page);
        self.rerun();
        if let Some(at) = playhead {
            self.take(Action::Seek(at));
        }
    }

    fn show_page(&mut self, page: Page) {
        self.drag = None;
        self.view.page = page;
        self.rerun();
    }

    fn ask(&mut self, asked: Rc<Asked>) {
        if asked.speed != self.asked.speed {
            self.view.speed = asked.speed;
        }
        self.view.armed &= !asked.is_fixed();
        self.asked = asked;
        self.show_page(self.asked.page().unwrap_or(self.view.page));
    }

    fn edit(&mut self, edit: &Edit) {
        self.drag = None;
        match self.history.edit(edit) {
            Ok(()) => self.notice = None,
            Err(error) => {
                self.notice = Some(Notice::Problem(say::inspector::not_possible_yet(&error)))
            }
        }
        self.rerun();
    }

    fn travel(&mut self, to: impl FnOnce(&mut History)) {
        self.drag = None;
        self.notice = None;
        to(&mut self.history);
        self.rerun();
    }

    fn drag_to(&mut self, spot: Spot) {
        let Some(drag) = &mut self.drag else { return };
        drag.now = spot;
        // Then the picture stays, and says where what is dragged would be.
        if self.is_large() {
            return;
        }
        let edit = self.drag_edit();
        let draft = edit.and_then(|edit| self.lab().edited(&edit).ok());
        let draft = draft.map_or_else(|| Rc::clone(self.lab()), Rc::new);
        self.show(&draft);
    }

    /// When what is dragged would happen, dropped here, and on whose lane it is.
    pub fn drags_to(&self) -> Option<(Micros, Option<Place>)> {
        let drag = self.drag.as_ref()?;
        let at = match self.drag_edit() {
            Some(Edit::Move { at, .. } | Edit::Add { at, .. }) => at,
            _ => drag.now.time,
        };
        Some((at, drag.now.place.or(drag.start.place)))
    }

    /// What dropping here would do.
    fn drag_edit(&self) -> Option<Edit> {
        self.drag.as_ref()?.edit(self.lab(), self.view.playhead)
    }

    fn drop_here(&mut self) {
        self.view.armed = false;
        let edit = self.drag_edit();
        let dragged = self.drag.take().and_then(|drag| drag.outcome(self.lab()));
        match edit {
            Some(edit) => {
                self.edit(&edit);
                self.view.selection = dragged.map(Selection::Event);
            }
            None => self.rerun(),
        }
    }
}

fn first_scenario() -> Lab {
    // The tests of the lessons crate check every scenario.
    SCENARIOS[0].lab().expect("the first scenario is valid")
}

/// The text that the text page begins with.
fn first_text() -> TextLab {
    // The tests of the lessons crate check every text.
    TEXTS[0].lab().expect("the first text is valid")
}
