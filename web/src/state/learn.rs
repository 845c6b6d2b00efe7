//! Which lesson is open, and which are done.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Practice;

/// What the application knows about lessons.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LearnState {
    /// The lesson that is open; none: what is practised, or the contents.
    pub lesson: Option<Rc<str>>,
    /// What is practised.
    pub practice: Option<Practice>,
    /// The names of those whose questions have been dealt with.
    pub done: Rc<BTreeSet<String>>,
}

/// What can happen to it.
#[derive(Clone, PartialEq, Debug)]
pub enum LearnAction {
    /// Opens a lesson; none: the contents.
    Show(Option<Rc<str>>),
    /// Opens something to practise.
    Practise(Practice),
    /// These are done, and were at an earlier visit.
    Remember(BTreeSet<String>),
    /// This one is done now.
    Done(Rc<str>),
    /// Begins anew.
    Forget,
}

impl LearnState {
    /// Whether something of the contents is open, and not these themselves.
    pub fn is_open(&self) -> bool {
        self.lesson.is_some() || self.practice.is_some()
    }

    pub(super) fn take(&mut self, action: LearnAction) {
        match action {
            LearnAction::Show(lesson) => {
                self.lesson = lesson;
                self.practice = None;
            }
            LearnAction::Practise(practice) => {
                self.lesson = None;
                self.practice = Some(practice);
            }
            LearnAction::Remember(names) => {
                Rc::make_mut(&mut self.done).extend(names);
            }
            LearnAction::Done(name) => {
                if !self.done.contains(&*name) {
                    Rc::make_mut(&mut self.done).insert(name.to_string());
                }
            }
            LearnAction::Forget => self.done = Rc::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_stays_done_until_it_is_forgotten() {
        let mut state = LearnState::default();
        state.take(LearnAction::Done("a".into()));
        state.take(LearnAction::Remember(BTreeSet::from(["b".into()])));
        state.take(LearnAction::Done("a".into()));
        assert_eq!(Vec::from_iter(&*state.done), ["a", "b"]);
        state.take(LearnAction::Forget);
        assert!(state.done.is_empty());
    }
}
