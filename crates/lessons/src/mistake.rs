//! Mistakes: a run in which something goes wrong, where it does, why, and what mends it.

use replicascope_check::{BUDGET, History, Model, Verdict, check};
use replicascope_core::trace::{Event, EventId, EventKind, Operation};
use replicascope_core::{Answer, Edit, Lab, Place, Record, StepId, Trace};
use serde::Deserialize;

use crate::quiz::{Part, PartText, asked, ran};

/// A mistake that is often made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its name in addresses, and of its file in `practice/`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
}

macro_rules! mistakes {
    ($($name:literal $title:literal)+) => {
        &[$(Entry { name: $name, title: $title }),+]
    };
}

/// The mistakes, in the order of the course.
pub const MISTAKES: &[Entry] = mistakes! {
    "old-profile" "The profile that did not change"
    "lost-item" "The lamp that ate the TV"
    "two-answers" "One question, two answers"
    "future-write" "The write from the future"
    "early-answer" "The answer before the question"
    "careful-likes" "The like that waited"
};

/// A mistake as a learner meets it.
#[derive(Clone, PartialEq, Debug)]
pub struct Mistake {
    /// What is the case.
    pub setting: Vec<String>,
    /// The run in which it goes wrong.
    pub lab: Lab,
    /// What to point at.
    pub point: String,
    /// What to say to somebody who pointed elsewhere.
    pub hint: String,
    wrong: Wrong,
    /// The choice of causes.
    pub cause: Part,
    /// What mends it, in words.
    pub fix: String,
    /// The run that is mended.
    pub mended: Lab,
    /// What to compare.
    pub measures: Vec<Measure>,
    /// What is to be learned.
    pub explanation: Vec<String>,
}

/// Something that the fix changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// What it is.
    pub text: String,
    /// What the engine finds in the run, and in the one that is mended.
    pub found: [String; 2],
}

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wrong {
    /// A read misses what was acknowledged before it.
    StaleRead,
    /// An acknowledged update disappears.
    Discarded,
    /// A read returns several values.
    Siblings,
    /// An effect is seen without its cause.
    EffectFirst,
    /// An operation gets no answer.
    Unanswered,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    setting: Vec<String>,
    lab: Lab,
    wrong: Wrong,
    point: String,
    hint: String,
    cause: PartText,
    edits: Vec<Edit>,
    fix: String,
    measures: Vec<WrittenMeasure>,
    explanation: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMeasure {
    text: String,
    probe: String,
}

impl Mistake {
    /// Reads a mistake.
    ///
    /// # Errors
    /// Says where the text is not one, what is wrong with its document, or why it cannot be mended.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let lab = written.lab;
        lab.validate().map_err(|error| format!("$.lab: {error}"))?;
        let mut mended = lab.clone();
        for (place, edit) in written.edits.iter().enumerate() {
            let edited = mended.edited(edit);
            mended = edited.map_err(|error| format!("$.edits[{place}]: {error}"))?;
        }
        let traces = [ran(&lab), ran(&mended)];
        let measure = |one: WrittenMeasure| -> Result<Measure, String> {
            let [before, after] = &traces;
            let found = [asked(before, &one.probe)?, asked(after, &one.probe)?];
            Ok(Measure {
                text: one.text,
                found,
            })
        };
        Ok(Self {
            setting: written.setting,
            point: written.point,
            hint: written.hint,
            wrong: written.wrong,
            cause: written.cause.as_written()?,
            fix: written.fix,
            measures: written
                .measures
                .into_iter()
                .map(measure)
                .collect::<Result<_, _>>()?,
            explanation: written.explanation,
            lab,
            mended,
        })
    }

    /// Where it goes wrong.
    pub fn culprits(&self, trace: &Trace) -> Vec<EventId> {
        let unexplained = match self.wrong {
            Wrong::EffectFirst => unexplained(trace),
            _ => None,
        };
        let events = trace
            .events()
            .filter(|(_, event)| match (&event.kind, self.wrong) {
                (EventKind::Returned { misses, .. }, Wrong::StaleRead) => !misses.is_empty(),
                (
                    EventKind::Returned {
                        answer: Some(answer),
                        ..
                    },
                    Wrong::Siblings,
                ) => matches!(&**answer, Answer::Siblings(values) if values.len() > 1),
                (_, Wrong::EffectFirst) => unexplained
                    .as_ref()
                    .is_some_and(|one| is_unexplained(trace, event, one)),
                (EventKind::Invoked { step }, Wrong::Unanswered) => trace
                    .operation(*step)
                    .is_some_and(|one| one.returned.is_none()),
                (EventKind::Failed { .. }, Wrong::Unanswered) => true,
                (kind, Wrong::Discarded) => discards(trace, kind),
                _ => false,
            });
        events.map(|(id, _)| id).collect()
    }

    /// Whether somebody who points at an event means where it goes wrong: the same operation, or the
    /// same arrival.
    pub fn is_culprit(&self, trace: &Trace, event: EventId) -> bool {
        let same = |culprit: EventId| {
            let (kind, other) = (&trace.event(culprit).kind, &trace.event(event).kind);
            let operation = operation(kind).is_some() && operation(kind) == operation(other);
            let arrival = arrival(kind).is_some() && arrival(kind) == arrival(other);
            culprit == event || operation || arrival
        };
        self.culprits(trace).into_iter().any(same)
    }
}

fn operation(kind: &EventKind) -> Option<StepId> {
    match kind {
        EventKind::Invoked { step }
        | EventKind::Answered { step, .. }
        | EventKind::Applied { step, .. }
        | EventKind::Returned { step, .. }
        | EventKind::Failed { step, .. } => Some(*step),
        _ => None,
    }
}

fn arrival(kind: &EventKind) -> Option<(usize, usize)> {
    match kind {
        EventKind::Delivered { message, copy, .. }
        | EventKind::Merged { message, copy, .. }
        | EventKind::Replaced { message, copy, .. }
        | EventKind::Followed { message, copy, .. } => Some((message.index(), *copy)),
        _ => None,
    }
}

/// Whether an update that is lost in the end disappears here, or one never shows.
fn discards(trace: &Trace, kind: &EventKind) -> bool {
    let lost = trace.lost.iter().filter_map(|step| trace.operation(*step));
    let mut lost = lost.filter_map(|one| Some((one.dot?, &one.call.op)));
    let gone = |held: &[&Record], after: &Record| {
        lost.any(|(dot, op)| {
            held.iter().any(|one| one.shows(dot, op))
                && after.version.covers(dot)
                && !after.shows(dot, op)
        })
    };
    match kind {
        EventKind::Merged {
            before,
            incoming,
            after,
            ..
        } => {
            let mut gone = gone;
            gone(&[before, incoming], after)
        }
        // A write that comes to nothing where it is made.
        EventKind::Applied {
            dot, step, after, ..
        } => {
            let operation = trace.operation(*step);
            operation.is_some_and(|one| !after.shows(*dot, &one.call.op))
        }
        _ => false,
    }
}

/// The operations that break causal consistency, and the one that misses a cause.
fn unexplained(trace: &Trace) -> Option<(Vec<StepId>, &Operation)> {
    let history = History::of(trace);
    let Verdict::Violated(violation) = check(&history, Model::Causal, BUDGET) else {
        return None;
    };
    let involved = |one: &&Operation| {
        let id = history.of_step(one.step);
        id.is_some_and(|id| violation.operations.contains(&id))
    };
    let all: Vec<&Operation> = trace.operations.iter().filter(involved).collect();
    let misses = all.last().copied()?;
    Some((all.iter().map(|one| one.step).collect(), misses))
}

/// Whether the effect arrives, or is seen, where its cause is missing.
fn is_unexplained(
    trace: &Trace,
    event: &Event,
    (steps, misses): &(Vec<StepId>, &Operation),
) -> bool {
    match &event.kind {
        EventKind::Returned {
            step,
            answer: Some(_),
            ..
        } => {
            let operation = trace.operation(*step);
            let client = operation.map(|one| one.call.client);
            steps.contains(step) && client == Some(misses.call.client)
        }
        EventKind::Followed { update, .. } => {
            let at = event.place.and_then(Place::replica);
            steps.contains(&update.step) && at == misses.asked && update.key != misses.key
        }
        _ => false,
    }
}
