//! Verdicts in sentences. Every one is computed from the history.

use crate::history::{Ending, History, OpId};
use crate::object::Action;
use crate::verdict::{Reason, Verdict, Violation};
use replicascope_words::say;

/// A client: `client 1` of a run, `process 4` of another tool's history.
pub fn client(history: &History, process: usize) -> String {
    let name = &history.processes[process];
    let number = name
        .strip_prefix('c')
        .and_then(|rest| rest.parse::<u32>().ok());
    match number {
        Some(number) => say::history::client(&number),
        None => say::history::process(name),
    }
}

/// What was asked: `write X = 2`, `read X`, `add 3`.
pub fn action(history: &History, id: OpId) -> String {
    let key = &history.key_of(id).name;
    let action = &history.operation(id).action;
    match key.is_empty() {
        true => of_the_only_key(action),
        false => of_key(action, key),
    }
}

fn of_key(action: &Action, key: &str) -> String {
    match action {
        Action::Read => say::history::reads(&key),
        Action::Write(value) => say::history::writes(&key, value),
        Action::Delete => say::history::deletes(&key),
        Action::CompareAndSet(from, to) => say::history::compares(&key, from, to),
        Action::Append(value) => say::history::appends(&key, value),
        Action::Add(by) => say::history::adds(&key, by),
        Action::Insert(value) => say::history::inserts(&key, value),
        Action::Remove(value) => say::history::removes(&key, value),
    }
}

fn of_the_only_key(action: &Action) -> String {
    match action {
        Action::Read => say::history::read_bare().to_owned(),
        Action::Write(value) => say::history::write_bare(value),
        Action::Delete => say::history::delete_bare().to_owned(),
        Action::CompareAndSet(from, to) => say::history::compare_bare(from, to),
        Action::Append(value) => say::history::append_bare(value),
        Action::Add(by) => say::history::add_bare(by),
        Action::Insert(value) => say::history::insert_bare(value),
        Action::Remove(value) => say::history::remove_bare(value),
    }
}

/// An operation: `client 1's write X = 2`.
pub fn operation(history: &History, id: OpId) -> String {
    let who = client(history, history.operation(id).process);
    say::history::of(&who, &action(history, id))
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
        Ending::Failed { .. } => say::history::failed(&what),
        Ending::Pending { .. } => say::history::no_answer(&what),
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
        Some(at) => say::history::found_at(&what, at),
        None => what,
    }
}

/// Time ran backwards, for one client or from one to another.
fn backwards(history: &History, earlier: OpId, later: OpId) -> String {
    let who = |id: OpId| client(history, history.operation(id).process);
    let (first, second) = (found(history, earlier), found(history, later));
    if who(earlier) == who(later) {
        return say::history::back_for_one(&who(earlier), &first, &second);
    }
    say::history::back_for_two(&who(earlier), &first, &who(later), &second)
}

/// Where and why it breaks, in one sentence.
pub fn violation(history: &History, violation: &Violation) -> String {
    let who = |id: OpId| client(history, history.operation(id).process);
    let of = |id: OpId| operation(history, id);
    let read = |id: OpId| found(history, id);
    let sentence = match violation.reason {
        Reason::OutOfThinAir { read: id } => say::history::thin_air(&who(id), &read(id)),
        Reason::Stale { update, read: id } => say::history::stale(&who(id), &read(id), &of(update)),
        Reason::OwnUpdateMissing { update, read: id } => {
            say::history::own_missing(&who(id), &read(id), &action(history, update))
        }
        Reason::Backwards { earlier, later } => backwards(history, earlier, later),
        Reason::FromTheFuture { read: id, update } => {
            say::history::future(&who(id), &read(id), &of(update))
        }
        Reason::Overtaken {
            first,
            second,
            read: id,
        } => say::history::overtaken(&who(id), &of(second), &read(id), &action(history, first)),
        Reason::EffectBeforeCause {
            cause,
            effect,
            read: id,
        } => say::history::effect(&who(id), &of(effect), &read(id), &of(cause), &who(effect)),
        Reason::NoPlace { last } => match violation.operations.len() {
            0 | 1 => say::history::no_place(&of(last)),
            count => say::history::no_order(&count, &of(last)),
        },
    };
    capital(&sentence)
}

/// A verdict in one sentence.
pub fn verdict(history: &History, found: &Verdict) -> String {
    match found {
        Verdict::Holds(_) => say::history::holds().into(),
        Verdict::Violated(broken) => violation(history, broken),
        Verdict::Unknown { spent } => say::history::unclear(spent),
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
