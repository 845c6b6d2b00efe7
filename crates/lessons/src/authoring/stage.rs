//! The runs of a lesson, which answer all that it asks.

use std::rc::Rc;

use replicascope_core::text::{TextLab, TextRun};
use replicascope_core::{Lab, Trace, run};

use super::Problem;
use super::front::Front;
use crate::lesson::Staged;
use crate::probe::{Finding, Probe, Subject};
use crate::{SCENARIOS, TEXTS};

/// What comes before the name of a text.
const TEXT: &str = "text/";
/// So many documents are on one stage at most.
const MOST: usize = 5;

/// The runs.
pub struct Stage(Vec<(Staged, Running)>);

enum Running {
    Lab(Box<Trace>),
    Text(Box<TextRun>),
}

impl Stage {
    /// Runs what the lesson names.
    pub fn open(front: &Front) -> Result<Self, Vec<Problem>> {
        let at = &front.runs;
        let opened = at.value.iter().map(|name| open(name));
        let (runs, mut problems) = opened.fold((Vec::new(), Vec::new()), |mut all, one| {
            match one {
                Ok(run) => all.0.push(run),
                Err(reason) => all.1.push(Problem::new(at.line, reason)),
            }
            all
        });
        if at.value.len() > MOST {
            problems.push(Problem::new(
                at.line,
                format!("a stage has at most {MOST} documents"),
            ));
        }
        match problems.is_empty() {
            true => Ok(Self(runs)),
            false => Err(problems),
        }
    }

    /// The documents.
    pub fn staged(&self) -> Vec<Staged> {
        self.0.iter().map(|(staged, _)| staged.clone()).collect()
    }

    /// The place of a document by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(staged, _)| staged.name == name)
    }

    /// What a run answers.
    pub fn ask(&self, place: usize, probe: &str) -> Result<Finding, String> {
        let probe: Probe = probe
            .parse()
            .map_err(|error| format!("`{probe}`: {error}"))?;
        let subject = match self.0.get(place).map(|(_, running)| running) {
            Some(Running::Lab(trace)) => Subject::Run(trace),
            Some(Running::Text(run)) => Subject::Text(run),
            None => Subject::Nothing,
        };
        probe
            .ask(subject)
            .map_err(|error| format!("`{probe}`: {error}"))
    }

    /// How long the run lasts, in microseconds.
    pub fn duration(&self, place: usize) -> u64 {
        match self.0.get(place).map(|(_, running)| running) {
            Some(Running::Lab(trace)) => trace.lab.duration.0,
            _ => 0,
        }
    }
}

fn open(name: &str) -> Result<(Staged, Running), String> {
    let missing = || format!("there is no scenario or text `{name}`");
    let broken = |error| format!("{name}: {error}");
    if let Some(text) = name.strip_prefix(TEXT) {
        let known = TEXTS
            .iter()
            .find(|one| one.name == text)
            .ok_or_else(missing)?;
        let lab: TextLab = known.lab().map_err(broken)?;
        let run = TextRun::of(&lab, lab.steps.len()).map_err(broken)?;
        let staged = Staged {
            name: text.to_owned(),
            title: lab.title,
            is_text: true,
        };
        return Ok((staged, Running::Text(Box::new(run))));
    }
    let known = SCENARIOS
        .iter()
        .find(|one| one.name == name)
        .ok_or_else(missing)?;
    let lab: Lab = known.lab().map_err(broken)?;
    let staged = Staged {
        name: name.to_owned(),
        title: lab.title.clone(),
        is_text: false,
    };
    Ok((staged, Running::Lab(Box::new(run(&Rc::new(lab))))))
}
