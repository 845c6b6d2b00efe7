//! What the checkers say of a run.

use replicascope_check::{BUDGET, History, Model, Verdict, check};
use replicascope_core::{StepId, Trace};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// Whether the history satisfies a model.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Question(Model);

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        if !words.take("verdict") {
            return Ok(None);
        }
        let word = words.next("a model, such as causal")?;
        let model = Model::ALL.into_iter().find(|model| model.word() == word);
        let Some(model) = model else {
            let known = Model::ALL.map(Model::word).join(", ");
            let reason = format!("`{word}` is not a model: use one of {known}");
            return Err(ProbeError::new(reason));
        };
        Ok(Some(Self(model)))
    }

    pub(super) fn ask(self, trace: &Trace) -> Finding {
        let history = History::of(trace);
        let verdict = check(&history, self.0, BUDGET);
        let found = Found::word(verdict.word());
        let Verdict::Violated(violation) = &verdict else {
            return Finding::bare(found);
        };
        // Where the last of the operations that break it returned.
        let broken = violation.operations.iter();
        let names = broken.filter_map(|id| history.operation(*id).name.strip_prefix("op"));
        let ends = names.filter_map(|name| {
            let operation = trace.operation(StepId(name.parse().ok()?))?;
            operation.ended()
        });
        match ends.max() {
            Some(event) => Finding::event(found, trace, event),
            None => Finding::bare(found),
        }
    }
}
