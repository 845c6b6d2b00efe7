//! Verdicts in sentences. Every one is computed from the history.

use crate::history::{Ending, History, OpId};
use crate::object::Action;
use crate::verdict::{Reason, Verdict, Violation};

/// A client: `client 1` of a run, `process 4` of another tool's history.
pub fn client(history: &History, process: usize) -> String {
    let name = &history.processes[process];
    let number = name
        .strip_prefix('c')
        .and_then(|rest| rest.parse::<u32>().ok());
    match number {
        Some(number) => format!("client {number}"),
        None => format!("process {name}"),
    }
}

/// What was asked: `write X = 2`, `read X`, `add 3`.
pub fn action(history: &History, id: OpId) -> String {
    let key = &history.key_of(id).name;
    let of = |what: &str| match key.is_empty() {
        true => what.to_owned(),
        false => format!("{what} {key}"),
    };
    match &history.operation(id).action {
        Action::Read => of("read"),
        Action::Write(value) if key.is_empty() => format!("write {value}"),
        Action::Write(value) => format!("write {key} = {value}"),
        Action::Delete => of("delete"),
        Action::CompareAndSet(from, to) => format!("{} {from} by {to}", of("replace")),
        Action::Append(value) => format!("append {value}{}", to(key)),
        Action::Add(by) => format!("add {by}{}", to(key)),
        Action::Insert(value) => format!("insert {value}{}", to(key)),
        Action::Remove(value) => format!("remove {value}{}", from(key)),
    }
}

fn to(key: &str) -> String {
    match key {
        "" => String::new(),
        key => format!(" to {key}"),
    }
}

fn from(key: &str) -> String {
    match key {
        "" => String::new(),
        key => format!(" from {key}"),
    }
}

/// An operation: `client 1's write X = 2`.
pub fn operation(history: &History, id: OpId) -> String {
    let who = client(history, history.operation(id).process);
    format!("{who}'s {}", action(history, id))
}

/// What was asked and what came of it: `read X → 2`, `write X = 2, no answer`.
pub fn outcome(history: &History, id: OpId) -> String {
    let what = action(history, id);
    match &history.operation(id).ending {
        Ending::Returned {
            answer: Some(answer),
            ..
        } => format!("{what} → {answer}"),
        Ending::Returned { .. } => what,
        Ending::Failed { .. } => format!("{what}, failed"),
        Ending::Pending { .. } => format!("{what}, no answer"),
    }
}

/// What a read returned, and where: `X = 2 at B`.
fn found(history: &History, read: OpId) -> String {
    let operation = history.operation(read);
    let key = &history.key_of(read).name;
    let answer = operation
        .answer()
        .map_or_else(String::new, ToString::to_string);
    let what = match key.is_empty() {
        true => answer,
        false => format!("{key} = {answer}"),
    };
    match &operation.at {
        Some(at) => format!("{what} at {at}"),
        None => what,
    }
}

/// Time ran backwards, for one client or from one to another.
fn backwards(history: &History, earlier: OpId, later: OpId) -> String {
    let who = |id: OpId| client(history, history.operation(id).process);
    let (first, second) = (found(history, earlier), found(history, later));
    if who(earlier) == who(later) {
        return format!(
            "{} read {first}, then {second}: time ran backwards.",
            who(earlier)
        );
    }
    format!(
        "{} read {first}, and after that {} read {second}: time ran backwards.",
        who(earlier),
        who(later)
    )
}

/// Where and why it breaks, in one sentence.
pub fn violation(history: &History, violation: &Violation) -> String {
    let who = |id: OpId| client(history, history.operation(id).process);
    let of = |id: OpId| operation(history, id);
    let read = |id: OpId| found(history, id);
    let sentence = match violation.reason {
        Reason::OutOfThinAir { read: id } => {
            format!(
                "{} read {}, which no updates can have made.",
                who(id),
                read(id)
            )
        }
        Reason::Stale { update, read: id } => format!(
            "{} read {} although {} had returned before: the read is stale.",
            who(id),
            read(id),
            of(update)
        ),
        Reason::OwnUpdateMissing { update, read: id } => format!(
            "{} read {} after its own {}: it does not find its own update.",
            who(id),
            read(id),
            action(history, update)
        ),
        Reason::Backwards { earlier, later } => backwards(history, earlier, later),
        Reason::FromTheFuture { read: id, update } => {
            format!("{} read {} before {} began.", who(id), read(id), of(update))
        }
        Reason::Overtaken {
            first,
            second,
            read: id,
        } => format!(
            "{} saw {} and then read {}: the earlier {} is missing.",
            who(id),
            of(second),
            read(id),
            action(history, first)
        ),
        Reason::EffectBeforeCause {
            cause,
            effect,
            read: id,
        } => format!(
            "{} saw {} and then read {}: {} is missing, which {} had read before.",
            who(id),
            of(effect),
            read(id),
            of(cause),
            who(effect)
        ),
        Reason::NoPlace { last } => match violation.operations.len() {
            0 | 1 => format!("There is no place for {} in any order.", of(last)),
            count => format!(
                "{} operations have no common order; {} is the last of them.",
                count,
                of(last)
            ),
        },
    };
    capital(&sentence)
}

/// A verdict in one sentence.
pub fn verdict(history: &History, found: &Verdict) -> String {
    match found {
        Verdict::Holds(_) => "There is an order in which everything that was read is right.".into(),
        Verdict::Violated(broken) => violation(history, broken),
        Verdict::Unknown { spent } => {
            format!("Not clear after {spent} steps of the search.")
        }
    }
}

/// With a capital letter, as at the beginning of a sentence. (Our sentences begin with letters of
/// ASCII; the tables for all others are large.)
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
