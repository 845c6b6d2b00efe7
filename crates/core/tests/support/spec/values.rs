//! What is read by somebody who has seen a set of updates.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use replicascope_core::crdt::{DataType, Op};
use replicascope_core::resolve::Resolution;
use replicascope_core::{Answer, Value};

use super::{Update, within};

/// The value of a key for somebody who has seen these updates.
pub fn value<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update> + Clone) -> Answer {
    let all: Vec<&Update> = seen.clone().collect();
    let sum = |initial: &BTreeMap<_, u32>| {
        let moved = all.iter().map(|update| match update.op {
            Op::Increment(by) => i64::from(by),
            Op::Decrement(by) => -i64::from(by),
            Op::Transfer { .. } => 0,
            ref other => panic!("a counter took {other:?}"),
        });
        let initial = initial.values().copied().map(i64::from);
        number(initial.sum::<i64>() + moved.sum::<i64>())
    };
    let written = |update: &Update| match &update.op {
        Op::Write(value) => Some(value.clone()),
        Op::Delete => None,
        other => panic!("a register took {other:?}"),
    };
    let nothing_or = |value: Option<Value>| value.map_or(Answer::Nothing, Answer::Value);
    match data_type {
        DataType::LwwRegister(options) => nothing_or(match last_write(all.iter().copied()) {
            Some(last) => written(last),
            None => options.initial.clone(),
        }),
        DataType::FwwRegister(_) => {
            let first = all.iter().min_by_key(|update| update.place());
            nothing_or(first.and_then(|first| written(first)))
        }
        DataType::MvRegister(options) => {
            let initial = options.initial.clone().filter(|_| all.is_empty());
            let siblings = last(&all).into_iter().filter_map(written);
            resolved(&options.resolve, siblings.chain(initial).collect())
        }
        DataType::GCounter(options)
        | DataType::PnCounter(options)
        | DataType::BoundedCounter(options) => sum(&options.initial),
        DataType::GSet(_)
        | DataType::TwoPhaseSet(_)
        | DataType::LwwElementSet(_)
        | DataType::OrSet(_)
        | DataType::Orswot(_) => {
            let touched = all.iter().map(|update| element(&update.op).clone());
            let touched: BTreeSet<Value> = touched.collect();
            set(touched
                .into_iter()
                .filter(|one| contains(data_type, &all, one)))
        }
        DataType::OrMap(options) => {
            let used = all.iter().filter_map(|update| match &update.op {
                Op::Within { entry, .. } => Some(entry.clone()),
                _ => None,
            });
            let used: BTreeSet<Value> = used.collect();
            let entries = used.into_iter().map(|entry| {
                let within = within(&entry, seen.clone());
                (entry, within)
            });
            let there = entries.filter(|(_, within)| !within.is_empty());
            Answer::Map(
                there
                    .map(|(entry, within)| (entry, value(&options.of, within.iter())))
                    .collect(),
            )
        }
        DataType::EnableWinsFlag(_) => Answer::Flag(outlives(&all, &Op::Enable, &Op::Disable)),
        DataType::DisableWinsFlag(_) => Answer::Flag(!outlives(&all, &Op::Disable, &Op::Enable)),
    }
}

fn number(number: i64) -> Answer {
    Answer::Value(Value::Integer(number))
}

fn set(elements: impl IntoIterator<Item = Value>) -> Answer {
    Answer::Value(Value::Set(Rc::new(elements.into_iter().collect())))
}

/// Whether there is an update of one kind that no update of the other kind has known.
fn outlives(all: &[&Update], one: &Op, other: &Op) -> bool {
    let others: Vec<_> = all.iter().filter(|update| update.op == *other).collect();
    let mut ones = all.iter().filter(|update| update.op == *one);
    ones.any(|update| !others.iter().any(|other| other.knows(update)))
}

fn element(op: &Op) -> &Value {
    match op {
        Op::Add(element) | Op::Remove(element) => element,
        other => panic!("a set took {other:?}"),
    }
}

pub fn contains(data_type: &DataType, all: &[&Update], one: &Value) -> bool {
    let (add, remove) = (Op::Add(one.clone()), Op::Remove(one.clone()));
    let of_it: Vec<&Update> = all
        .iter()
        .filter(|update| element(&update.op) == one)
        .copied()
        .collect();
    let added = of_it.iter().any(|update| update.op == add);
    match data_type {
        DataType::GSet(_) => added,
        DataType::TwoPhaseSet(_) => added && !of_it.iter().any(|update| update.op == remove),
        DataType::LwwElementSet(_) => {
            last_write(of_it.iter().copied()).is_some_and(|last| last.op == add)
        }
        _ => outlives(&of_it, &add, &remove),
    }
}

fn resolved(resolve: &Resolution, siblings: BTreeSet<Value>) -> Answer {
    if siblings.is_empty() {
        return Answer::Nothing;
    }
    let several = siblings.len() > 1;
    match resolve {
        _ if !several => Answer::Value(siblings.into_iter().next().expect("one")),
        Resolution::Siblings => Answer::Siblings(siblings),
        Resolution::Max => Answer::Value(siblings.into_iter().max().expect("several")),
        Resolution::Union => set(all_elements(&Answer::Siblings(siblings))),
        Resolution::Table(table) => {
            let mut siblings = siblings.into_iter();
            let mut all = siblings.next().expect("several");
            for next in siblings {
                let fits = table.cases.iter().find(|case| {
                    BTreeSet::from([&case.one, &case.other]) == BTreeSet::from([&all, &next])
                });
                if all != next {
                    all = fits.map_or(&table.otherwise, |case| &case.gives).clone();
                }
            }
            Answer::Value(all)
        }
    }
}

/// Everything in an answer, sets taken apart.
pub fn all_elements(answer: &Answer) -> BTreeSet<Value> {
    let of = |value: &Value| match value {
        Value::Set(elements) => BTreeSet::clone(elements),
        one => BTreeSet::from([one.clone()]),
    };
    match answer {
        Answer::Value(value) => of(value),
        Answer::Siblings(values) => values.iter().flat_map(of).collect(),
        _ => BTreeSet::new(),
    }
}

/// Those that no other one of these has known.
pub fn last<'a>(updates: &[&'a Update]) -> Vec<&'a Update> {
    let known = |one: &&&Update| !updates.iter().any(|other| other.knows(one));
    updates.iter().filter(known).copied().collect()
}

pub fn last_write<'a>(seen: impl Iterator<Item = &'a Update>) -> Option<&'a Update> {
    seen.max_by_key(|update| update.place())
}
