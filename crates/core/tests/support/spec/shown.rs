//! Which updates still show in what is read.

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Answer, Value};

use super::values::{all_elements, last, last_write, value};
use super::{Dots, Update, within};

/// The updates among those seen that still show in the value.
pub fn showing<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update> + Clone) -> Dots {
    let all: Vec<&Update> = seen.clone().collect();
    let read = value(data_type, seen.clone());
    let shows = |update: &&&Update| shows(data_type, &all, &read, update);
    all.iter().filter(shows).map(|update| update.dot).collect()
}

fn shows(data_type: &DataType, all: &[&Update], read: &Answer, update: &Update) -> bool {
    let elements = || all_elements(read);
    let wanted = match &update.asked {
        Op::Add(element) => Some(elements().contains(element)),
        Op::Remove(element) => Some(!elements().contains(element)),
        _ => None,
    };
    match data_type {
        DataType::LwwRegister(_) => {
            let is_last = last_write(all.iter().copied()).map(|last| last.dot) == Some(update.dot);
            is_last || wanted == Some(true)
        }
        DataType::FwwRegister(_) => {
            let first = all.iter().min_by_key(|one| one.place());
            first.map(|first| first.dot) == Some(update.dot) || wanted == Some(true)
        }
        DataType::MvRegister(_) => {
            let Op::Write(written) = &update.op else {
                return true;
            };
            let is_sibling = last(all).iter().any(|one| one.dot == update.dot);
            let written = || all_elements(&Answer::Value(written.clone()));
            match (read, wanted) {
                (Answer::Siblings(_), _) if is_sibling => true,
                (_, Some(wanted)) => wanted,
                (Answer::Value(Value::Set(_)), None) => {
                    is_sibling && written().is_subset(&elements())
                }
                (Answer::Value(shown), None) => is_sibling && Op::Write(shown.clone()) == update.op,
                _ => false,
            }
        }
        DataType::GCounter(_)
        | DataType::PnCounter(_)
        | DataType::BoundedCounter(_)
        | DataType::GSet(_) => true,
        DataType::LwwElementSet(_) => wanted == Some(true),
        DataType::TwoPhaseSet(_) => wanted == Some(true) || matches!(update.op, Op::Remove(_)),
        DataType::OrSet(_) | DataType::Orswot(_) => {
            let Op::Add(element) = &update.op else {
                return true;
            };
            // Without tombstones an element has only the tags of the adds that came last.
            let adds_too = matches!(data_type, DataType::Orswot(_));
            let gone = |one: &&&Update| {
                one.knows(update)
                    && (one.op == Op::Remove(element.clone()) || adds_too && one.op == update.op)
            };
            all.iter().find(gone).is_none()
        }
        DataType::OrMap(options) => {
            let Op::Within { entry, .. } = &update.op else {
                return true;
            };
            let within = within(entry, all.iter().copied());
            showing(&options.of, within.iter()).contains(&update.dot)
        }
        DataType::EnableWinsFlag(_) | DataType::DisableWinsFlag(_) => {
            *read == Answer::Flag(update.op == Op::Enable)
        }
    }
}
