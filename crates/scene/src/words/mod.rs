//! The parts of sentences about a run. Every one is computed from the trace.

mod faults;
mod merging;
mod messages;

pub use faults::{fault, fault_in_short, percent};
pub use merging::{actors, because, comparison, entry, relation};
pub use messages::{cargo, loss, message, purpose};
pub use replicascope_check::words::capital;
use replicascope_core::crdt::{Op, Refused};
use replicascope_core::lab::{Act, Call};
use replicascope_core::trace::FalseConflict;
use replicascope_core::{Answer, Micros, Place, ReplicaId, StepId, Trace};
use replicascope_words::{number, say};

/// A moment or a length of time: `20.5 ms`.
pub fn time(at: Micros) -> String {
    number::ms(at.0)
}

/// A place in running text: `A`, `client 1`.
pub fn place(place: Place) -> String {
    match place {
        Place::Client(client) => say::operation::client(&(client.index() + 1)),
        Place::Replica(replica) => replica.to_string(),
    }
}

/// What a read returns: `2`, `{book, tv}`, `nothing`.
pub fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Nothing => say::operation::nothing().to_owned(),
        Answer::Flag(true) => say::operation::on().to_owned(),
        Answer::Flag(false) => say::operation::off().to_owned(),
        Answer::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{key}: {}", self::answer(value)));
            format!("{{{}}}", joined(entries))
        }
        Answer::Value(_) | Answer::Siblings(_) => answer.to_string(),
    }
}

/// An operation on its key: `write X = 2`, `read X`, `X + 1`.
pub fn operation(op: &Op, key: &str) -> String {
    match op {
        Op::Read => say::operation::reads(&key),
        Op::Write(value) => say::operation::writes(&key, value),
        Op::Delete => say::operation::deletes(&key),
        Op::Increment(by) => format!("{key} + {by}"),
        Op::Decrement(by) => format!("{key} − {by}"),
        Op::Transfer { to, amount } => say::operation::hands(amount, &key, to),
        Op::Add(element) => say::operation::adds(element, &key),
        Op::Remove(element) => say::operation::removes(element, &key),
        Op::Enable => say::operation::enables(&key),
        Op::Disable => say::operation::disables(&key),
        Op::Within { entry, op } => operation(op, &format!("{key}.{entry}")),
    }
}

/// Why a replica did not take an update.
pub fn refused(why: Refused) -> &'static str {
    match why {
        Refused::NoRights => say::operation::no_rights(),
        Refused::NotThere => say::operation::not_there(),
        Refused::Written => say::operation::written(),
    }
}

/// Siblings that somebody had seen and overwritten, as a sentence; nothing where there are none.
pub fn false_conflicts(overwritten: &[FalseConflict]) -> Option<String> {
    let values = overwritten.iter().map(|one| one.value.to_string());
    let count = overwritten.len();
    (count > 0).then(|| say::merging::false_conflicts(count, &joined(values)))
}

/// What a step does: `client 1's write X = 2`, `A's record sent by hand`.
pub fn step(trace: &Trace, id: StepId) -> String {
    // Most are operations, and those are found without looking through the script.
    if let Some(one) = trace.operation(id) {
        return call(&one.call);
    }
    match trace.lab.step(id).map(|step| &step.act) {
        Some(Act::Call(one)) => call(one),
        Some(Act::Send(send)) => say::operation::sent_by_hand(&send.key, &send.from, &send.to),
        Some(Act::Promote(promote)) => say::operation::order_to_lead(&promote.replica),
        None => id.to_string(),
    }
}

fn call(call: &Call) -> String {
    let what = operation(&call.op, call.key.as_str());
    say::operation::of_client(&place(Place::Client(call.client)), &what)
}

/// Several steps: `client 1's write X = 2, client 2's write X = 3`.
pub(crate) fn steps(trace: &Trace, ids: impl IntoIterator<Item = StepId>) -> String {
    joined(ids.into_iter().map(|id| step(trace, id)))
}

/// Several replicas: `A, B`.
pub fn replicas(replicas: &[ReplicaId]) -> String {
    joined(replicas.iter().map(ToString::to_string))
}

/// With commas between them.
pub(crate) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
