//! What became of one operation.

use replicascope_core::clock::{Relation, VersionVector};
use replicascope_core::trace::{EventId, EventKind, Operation};
use replicascope_core::{StepId, Trace};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about an operation.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Question {
    Read(StepId),
    Fate(StepId),
    Freshness(StepId),
    MissedBy(StepId),
    Asked(StepId),
    Begins(StepId),
    Returns(StepId),
    Latency(StepId),
    Version(StepId),
    Relation(StepId, StepId),
}

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        type OfOne = fn(StepId) -> Question;
        let of_one: [(&str, OfOne); 9] = [
            ("read", Self::Read),
            ("fate of", Self::Fate),
            ("freshness of", Self::Freshness),
            ("missed by", Self::MissedBy),
            ("asked", Self::Asked),
            ("begins", Self::Begins),
            ("returns", Self::Returns),
            ("latency of", Self::Latency),
            ("version of", Self::Version),
        ];
        for (name, of) in of_one {
            if words.take_all(name) {
                return step(words).map(of).map(Some);
            }
        }
        if words.take_all("relation of") {
            let first = step(words)?;
            if !words.take("to") {
                return Err(ProbeError::new(
                    "it needs a second step: relation of 4 to 5",
                ));
            }
            return Ok(Some(Self::Relation(first, step(words)?)));
        }
        Ok(None)
    }

    pub(super) fn ask(&self, trace: &Trace) -> Result<Finding, ProbeError> {
        let operation = operation(trace, self.step())?;
        let begun = |found| Ok(Finding::event(found, trace, operation.invoked));
        let ended = |found| {
            let shown_by = operation.ended().unwrap_or(operation.invoked);
            Ok(Finding::event(found, trace, shown_by))
        };
        match self {
            Self::Read(step) => ended(returned(trace, operation, *step)?.0),
            Self::Freshness(step) => {
                let missed = returned(trace, operation, *step)?.1;
                let word = if missed > 0 { "stale" } else { "fresh" };
                ended(Found::word(word))
            }
            Self::MissedBy(step) => ended(Found::count(returned(trace, operation, *step)?.1)),
            Self::Fate(_) => ended(fate(operation)),
            Self::Asked(_) => begun(
                operation
                    .asked
                    .map_or(Found::word("nobody"), |one| Found::word(one.to_string())),
            ),
            Self::Begins(_) => begun(Found::Time(trace.event(operation.invoked).at)),
            Self::Returns(_) => ended(Found::when(
                operation.returned.map(|one| trace.event(one).at),
            )),
            Self::Latency(_) => {
                let began = trace.event(operation.invoked).at;
                let returned = operation.returned.map(|one| trace.event(one).at);
                ended(Found::when(returned.map(|at| at.since(began))))
            }
            Self::Version(step) => {
                let (version, event) = version(trace, *step)?;
                let text = Found::word(version.to_string());
                Ok(Finding::event(text, trace, event))
            }
            Self::Relation(one, other) => {
                let ((first, event), (second, later)) =
                    (version(trace, *one)?, version(trace, *other)?);
                let word = match first.relation_to(second) {
                    Relation::Equal => "equal",
                    Relation::Newer => "after",
                    Relation::Older => "before",
                    Relation::Concurrent => "concurrent",
                };
                Ok(Finding::event(Found::word(word), trace, event.max(later)))
            }
        }
    }

    fn step(&self) -> StepId {
        match *self {
            Self::Read(step)
            | Self::Fate(step)
            | Self::Freshness(step)
            | Self::MissedBy(step)
            | Self::Asked(step)
            | Self::Begins(step)
            | Self::Returns(step)
            | Self::Latency(step)
            | Self::Version(step)
            | Self::Relation(step, _) => step,
        }
    }
}

fn step(words: &mut Words) -> Result<StepId, ProbeError> {
    words.number("the number of a step").map(StepId)
}

fn operation(trace: &Trace, step: StepId) -> Result<&Operation, ProbeError> {
    let found = trace.operation(step);
    found.ok_or_else(|| ProbeError::new(format!("there is no operation {step}")))
}

/// What a read returned, and how many updates it misses.
fn returned(
    trace: &Trace,
    operation: &Operation,
    step: StepId,
) -> Result<(Found, usize), ProbeError> {
    if operation.call.op.is_update() {
        return Err(ProbeError::new(format!("{step} is not a read")));
    }
    let Some(event) = operation.returned else {
        return Ok((fate(operation), 0));
    };
    match &trace.event(event).kind {
        EventKind::Returned {
            answer: Some(answer),
            misses,
            ..
        } => Ok((Found::Shown((**answer).clone()), misses.len())),
        _ => Err(ProbeError::new(format!("{step} is not a read"))),
    }
}

fn fate(operation: &Operation) -> Found {
    Found::word(match (operation.returned, operation.failed) {
        (Some(_), _) => "returned",
        (None, Some(_)) => "failed",
        (None, None) => "no answer",
    })
}

/// The version that an update made, and the event that made it.
fn version(trace: &Trace, step: StepId) -> Result<(&VersionVector, EventId), ProbeError> {
    let handled = operation(trace, step)?.handled;
    let made = handled.and_then(|event| match &trace.event(event).kind {
        EventKind::Applied { after, .. } => Some((&after.version, event)),
        _ => None,
    });
    made.ok_or_else(|| ProbeError::new(format!("{step} made no version")))
}
