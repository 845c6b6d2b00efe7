//! The text page: its document with its history, and what of it is looked at.

use std::rc::Rc;

use replicascope_core::text::{Algorithm, TextAct, TextEdit, TextLab, TextRun, TextStep, Typing};
use replicascope_core::{History, ReplicaId};
use replicascope_words::say;

use super::typing::{Typed, difference};
use super::{Action, Notice};

/// What the text page shows.
#[derive(Clone)]
pub struct TextState {
    history: History<TextLab>,
    run: Rc<TextRun>,
    /// Whether characters are shown with their ids.
    pub ids: bool,
}

/// What can happen to it.
#[derive(Clone, PartialEq, Debug)]
pub enum TextAction {
    /// Opens a document, as one undo step, after so many of its steps; none: after all.
    Open(Box<TextLab>, Option<usize>),
    Edit(TextEdit),
    /// Something was typed into the field of a replica's text under an algorithm.
    Type(ReplicaId, Algorithm, Typed),
    /// Looks at the texts after so many steps.
    Show(usize),
    ShowIds(bool),
}

impl TextState {
    /// Opens a document.
    pub fn new(lab: TextLab) -> Self {
        let history = History::new(lab);
        let run = run(history.lab(), history.lab().steps.len());
        let ids = false;
        Self { history, run, ids }
    }

    /// The document.
    pub fn lab(&self) -> &Rc<TextLab> {
        self.history.lab()
    }

    /// What has become of it after the steps that are shown.
    pub fn run(&self) -> &Rc<TextRun> {
        &self.run
    }

    /// Whether later steps are not shown; nothing can be typed then.
    pub fn is_past(&self) -> bool {
        self.run.steps < self.lab().steps.len()
    }

    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    pub fn can_reset(&self) -> bool {
        self.history.can_reset()
    }

    /// Undoes, redoes or resets.
    pub fn travel(&mut self, action: &Action) {
        match action {
            Action::Undo => self.history.undo(),
            Action::Redo => self.history.redo(),
            _ => self.history.reset(),
        }
        self.show(usize::MAX);
    }

    /// Carries out an action; what is refused is told.
    pub fn take(&mut self, action: TextAction) -> Option<Notice> {
        match action {
            TextAction::Open(lab, steps) => {
                self.history.open(*lab);
                self.show(steps.unwrap_or(usize::MAX));
            }
            TextAction::Edit(edit) => return self.edit(&edit),
            TextAction::Type(replica, algorithm, typed) => {
                let act = TextAct::Type(self.typing(replica, algorithm, &typed)?);
                return self.edit(&TextEdit::Do(TextStep { replica, act }));
            }
            TextAction::Show(steps) => self.show(steps),
            TextAction::ShowIds(ids) => self.ids = ids,
        }
        None
    }

    fn edit(&mut self, edit: &TextEdit) -> Option<Notice> {
        if let Err(error) = self.history.edit(edit) {
            return Some(Notice::Problem(say::inspector::not_possible_yet(&error)));
        }
        self.show(usize::MAX);
        None
    }

    /// What was typed, told by the text as it is now: whoever types fast is ahead of the fields,
    /// which may not show it yet.
    fn typing(&self, replica: ReplicaId, algorithm: Algorithm, typed: &Typed) -> Option<Typing> {
        let mut replicas = self.run.replicas.iter();
        let replica = replicas.find(|one| one.id == replica)?;
        difference(&replica.glyphs(algorithm), &typed.text, typed.caret)
    }

    fn show(&mut self, steps: usize) {
        self.run = run(self.lab(), steps);
    }
}

/// The run of a document that was checked when it came in.
fn run(lab: &TextLab, steps: usize) -> Rc<TextRun> {
    let run = TextRun::of(lab, steps);
    Rc::new(run.expect("a document in the history is valid"))
}

#[cfg(test)]
mod tests {
    use replicascope_lessons::TEXTS;

    use super::*;

    fn state() -> TextState {
        TextState::new(TEXTS[0].lab().expect("valid"))
    }

    fn go_offline() -> TextEdit {
        let replica = "A".parse().expect("a replica");
        let act = TextAct::GoOffline;
        TextEdit::Do(TextStep { replica, act })
    }

    #[test]
    fn an_edit_is_one_undo_step_and_shows_the_newest() {
        let mut state = state();
        let steps = state.lab().steps.len();
        assert_eq!(state.take(TextAction::Show(2)), None);
        assert!(state.is_past() && state.run().shared(Algorithm::Rga).is_none());
        assert_eq!(state.take(TextAction::Edit(go_offline())), None);
        assert_eq!((state.run().steps, state.is_past()), (steps + 1, false));
        state.travel(&Action::Undo);
        assert_eq!((state.run().steps, state.can_redo()), (steps, true));
        assert!(!state.can_undo() && !state.can_reset());
    }

    #[test]
    fn whoever_types_ahead_of_the_fields_types_each_character_once() {
        let mut empty = state().lab().as_ref().clone();
        empty.steps.clear();
        let mut state = TextState::new(empty);
        let replica = "A".parse().expect("a replica");
        for text in ["c", "ca", "cat"] {
            let (text, caret) = (text.chars().collect(), text.len());
            let typed = Typed { text, caret };
            // Said twice, as a field that was not drawn anew in between would say it.
            for _ in 0..2 {
                let typed = TextAction::Type(replica, Algorithm::Rga, typed.clone());
                assert_eq!(state.take(typed), None);
            }
        }
        let shared = state.run().shared(Algorithm::Fugue).expect("one is online");
        assert!(shared.iter().map(|one| one.character).eq("cat".chars()));
        assert_eq!(state.lab().steps.len(), 3);
    }

    #[test]
    fn a_refused_edit_changes_nothing_and_says_why() {
        let mut state = state();
        let before = Rc::clone(state.lab());
        state.take(TextAction::Edit(go_offline()));
        let refused = state.take(TextAction::Edit(go_offline()));
        assert!(matches!(refused, Some(Notice::Problem(_))));
        state.travel(&Action::Reset);
        assert_eq!(*state.lab(), before);
    }
}
