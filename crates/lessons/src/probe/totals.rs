//! What a whole run comes to.

use replicascope_core::clock::Relation;
use replicascope_core::trace::{Event, EventId, EventKind, Measures, Note, Operation};
use replicascope_core::{Micros, Trace};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about a run.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Question {
    StaleReads,
    AcknowledgedUpdates,
    LostUpdates,
    Failed,
    Unanswered,
    SlowestUpdate,
    SlowestRead,
    FastestUpdate,
    FastestRead,
    Converged,
    Conflicts,
    FirstConflict,
    HeldBack,
}

/// Each question by its words.
const QUESTIONS: [(&str, Question); 13] = [
    ("stale reads", Question::StaleReads),
    ("acknowledged updates", Question::AcknowledgedUpdates),
    ("lost updates", Question::LostUpdates),
    ("failed operations", Question::Failed),
    ("unanswered operations", Question::Unanswered),
    ("slowest update", Question::SlowestUpdate),
    ("slowest read", Question::SlowestRead),
    ("fastest update", Question::FastestUpdate),
    ("fastest read", Question::FastestRead),
    ("converged at", Question::Converged),
    ("conflicts", Question::Conflicts),
    ("first conflict", Question::FirstConflict),
    ("held back", Question::HeldBack),
];

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        let found = QUESTIONS.iter().find(|(name, _)| words.take_all(name));
        Ok(found.map(|(_, question)| *question))
    }

    pub(super) fn ask(self, trace: &Trace) -> Result<Finding, ProbeError> {
        let measures = Measures::of(trace);
        let slowest = |times: &replicascope_core::trace::Sample| times.percentile(100);
        let fastest = |times: &replicascope_core::trace::Sample| times.percentile(0);
        let found = match self {
            Self::StaleReads => {
                let first = trace.events().find(|(_, event)| is_stale_read(event));
                return Ok(Finding {
                    event: first.map(|(id, _)| id),
                    at: first.map(|(_, event)| event.at),
                    ..Finding::bare(Found::count(measures.stale_reads))
                });
            }
            Self::AcknowledgedUpdates => Found::count(measures.updates.count()),
            Self::LostUpdates => {
                let first = trace.lost.first().and_then(|step| trace.operation(*step));
                let event = first.and_then(|one| given_up(trace, one).or(one.returned));
                return Ok(Finding {
                    event,
                    at: event.map(|event| trace.event(event).at),
                    ..Finding::bare(Found::count(measures.lost_updates))
                });
            }
            Self::Failed => Found::count(measures.failed),
            Self::Unanswered => Found::count(measures.unanswered),
            Self::SlowestUpdate => Found::when(slowest(&measures.updates)),
            Self::SlowestRead => Found::when(slowest(&measures.reads)),
            Self::FastestUpdate => Found::when(fastest(&measures.updates)),
            Self::FastestRead => Found::when(fastest(&measures.reads)),
            Self::Converged => {
                let at = converged(trace);
                return Ok(Finding {
                    at,
                    ..Finding::bare(Found::when(at))
                });
            }
            Self::Conflicts => {
                Found::count(trace.events.iter().filter(|one| is_conflict(one)).count())
            }
            Self::FirstConflict => {
                let first = trace.events().find(|(_, event)| is_conflict(event));
                return Ok(first.map_or(Finding::bare(Found::Never), |(id, event)| {
                    Finding::event(Found::Time(event.at), trace, id)
                }));
            }
            Self::HeldBack => {
                Found::count(trace.events.iter().filter(|one| is_held_back(one)).count())
            }
        };
        Ok(Finding::bare(found))
    }
}

fn is_stale_read(event: &Event) -> bool {
    matches!(&event.kind, EventKind::Returned { misses, .. } if !misses.is_empty())
}

fn is_conflict(event: &Event) -> bool {
    matches!(
        &event.kind,
        EventKind::Merged {
            relation: Relation::Concurrent,
            ..
        }
    )
}

fn is_held_back(event: &Event) -> bool {
    let EventKind::Noted { note, .. } = &event.kind else {
        return false;
    };
    matches!(note, Note::HeldBack { .. })
}

/// Where the last replica that showed an update gave it up.
fn given_up(trace: &Trace, operation: &Operation) -> Option<EventId> {
    let (dot, op) = (operation.dot?, &operation.call.op);
    let replicas = trace.lab.replicas.iter();
    let held = replicas.map(|replica| trace.holdings_of(*replica, operation.key));
    let given_up = held.flat_map(|held| {
        let gone = held.windows(2).filter(|pair| match pair {
            [(_, before), (_, after)] => before.shows(dot, op) && !after.shows(dot, op),
            _ => false,
        });
        gone.filter_map(|pair| pair.last().map(|(event, _)| *event))
    });
    given_up.max()
}

/// From when on the replicas agree about every key.
fn converged(trace: &Trace) -> Option<Micros> {
    let agreed = trace.convergence.iter().map(|key| key.agreed_at);
    agreed.collect::<Option<Vec<_>>>()?.into_iter().max()
}
