//! What the learner has said to the questions of a lesson, and what the engine says.

use std::rc::Rc;

use replicascope_core::text::TextRun;
use replicascope_core::{Micros, Trace, run};
use replicascope_lessons::TEXTS;
use replicascope_lessons::lesson::{Ask, Lesson};
use replicascope_lessons::probe::{Finding, Probe, Subject};
use yew::prelude::*;

use super::opening;

/// What the learner has said to a question.
#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// This.
    Said(String),
    /// Nothing.
    Skipped,
}

/// What has been said so far, question by question.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answers(Vec<Option<Given>>);

impl Answers {
    /// Nothing yet.
    pub fn none(lesson: &Lesson) -> Self {
        Self(vec![None; lesson.asks().count()])
    }

    /// What was said to a question.
    pub fn of(&self, place: usize) -> Option<&Given> {
        self.0.get(place)?.as_ref()
    }

    /// The same with one answer more.
    #[must_use]
    pub fn with(&self, place: usize, given: Given) -> Self {
        let mut all = self.0.clone();
        if let Some(answer) = all.get_mut(place) {
            *answer = Some(given);
        }
        Self(all)
    }

    /// Whether every question was dealt with.
    pub fn is_complete(&self) -> bool {
        self.0.iter().all(Option::is_some)
    }

    /// From when on the picture of a document is covered; none: it is not.
    pub fn covered_from(&self, lesson: &Lesson, run: usize) -> Option<Micros> {
        let open = lesson.asks().zip(&self.0);
        let open = open.filter(|(ask, given)| ask.run == run && given.is_none());
        open.map(|(ask, _)| Micros(ask.from)).min()
    }
}

/// Asks the engine: the document as the lesson gives it, whatever the learner has made of it since.
#[hook]
pub fn use_finding(lesson: &Lesson, ask: &Ask) -> Rc<Option<Found>> {
    let staged = lesson.runs.get(ask.run).cloned();
    use_memo((staged, ask.probe.clone()), |(staged, probe)| {
        let staged = staged.as_ref()?;
        let probe: Probe = probe.parse().ok()?;
        if staged.is_text {
            let lab = TEXTS
                .iter()
                .find(|one| one.name == staged.name)?
                .lab()
                .ok()?;
            let run = TextRun::of(&lab, lab.steps.len()).ok()?;
            return Found::of(&probe, probe.ask(Subject::Text(&run)).ok()?, None);
        }
        let trace = run(&Rc::new(opening::scenario(&staged.name)?));
        Found::of(&probe, probe.ask_trace(&trace).ok()?, Some(&trace))
    })
}

/// What the engine says, and where the picture shows it.
#[derive(Clone, PartialEq)]
pub struct Found {
    pub finding: Finding,
    /// The moment that shows it; none: the picture does not show it.
    pub at: Option<Micros>,
    /// The name of the event that shows it.
    pub event: Option<String>,
}

impl Found {
    fn of(probe: &Probe, finding: Finding, trace: Option<&Trace>) -> Option<Self> {
        let shown = !probe.is_of_a_variation();
        let event = finding.event.filter(|_| shown);
        Some(Self {
            at: finding.at.filter(|_| shown),
            event: event.and_then(|event| Some(trace?.event_name(event))),
            finding,
        })
    }
}
