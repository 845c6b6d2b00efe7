//! What a run shows, read from its trace.

use replicascope_core::trace::EventKind;
use replicascope_core::{Answer, Micros, Trace, Value};

use super::Shows;
use super::schedule::{NEW, WRITE};

/// A read that returned.
struct Read {
    began: Micros,
    returned: Micros,
    new: bool,
    stale: bool,
}

/// What the run shows, if anything.
pub(super) fn shown(trace: &Trace) -> Option<Shows> {
    let reads: Vec<Read> = trace
        .operations
        .iter()
        .filter_map(|one| read(trace, one))
        .collect();
    if reads.iter().any(|read| read.stale) {
        return Some(Shows::StaleRead);
    }
    let goes_back = |earlier: &Read| {
        let later = |later: &Read| earlier.returned < later.began && !later.new;
        earlier.new && reads.iter().any(later)
    };
    if reads.iter().any(goes_back) {
        return Some(Shows::NewThenOld);
    }
    let failed = trace.operation(WRITE)?.failed?;
    let failed_at = trace.event(failed).at;
    let after = |read: &Read| read.new && failed_at < read.began;
    reads
        .iter()
        .any(after)
        .then_some(Shows::FailedWriteReturned)
}

fn read(trace: &Trace, operation: &replicascope_core::trace::Operation) -> Option<Read> {
    let returned = trace.event(operation.returned?);
    match &returned.kind {
        EventKind::Returned {
            answer: Some(answer),
            misses,
            ..
        } => Some(Read {
            began: trace.event(operation.invoked).at,
            returned: returned.at,
            new: **answer == Answer::Value(Value::Integer(NEW)),
            stale: !misses.is_empty(),
        }),
        _ => None,
    }
}
