//! Sets, maps and flags that break a law.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::clock::Dot;
use replicascope_core::crdt::{Author, Op};
use replicascope_core::{Answer, Micros, Value};

use super::counters::{Counts, count, larger};
use super::{Shown, caught, set, union, wall};

/// Plainly what is in.
type Plain = BTreeSet<Value>;

impl Shown for Plain {
    fn read(&self) -> Answer {
        set(self.iter())
    }
}

/// Wrong: a remove leaves nothing behind.
fn put_or_take(held: &mut Plain, op: &Op, _: &Author) {
    match op {
        Op::Add(element) => held.insert(element.clone()),
        Op::Remove(element) => held.remove(element),
        _ => false,
    };
}

fn all_of_both(held: &mut Plain, incoming: &Plain) {
    held.extend(incoming.iter().cloned());
}

/// Wrong: only what both have.
fn common(held: &mut Plain, incoming: &Plain) {
    held.retain(|element| incoming.contains(element));
}

/// Elements with the clock of the last change, and whether they are in.
type Marks = BTreeMap<Value, (Micros, bool)>;

impl Shown for Marks {
    fn read(&self) -> Answer {
        set(self
            .iter()
            .filter(|(_, (_, is_in))| *is_in)
            .map(|(element, _)| element))
    }
}

fn mark(held: &mut Marks, op: &Op, author: &Author) {
    let (element, is_in) = match op {
        Op::Add(element) => (element, true),
        Op::Remove(element) => (element, false),
        other => panic!("a set took {other:?}"),
    };
    later_mark(held, &[(element.clone(), (wall(author), is_in))].into());
}

/// Wrong: keeps its own when the clocks say the same.
fn later_mark(held: &mut Marks, incoming: &Marks) {
    for (element, mark) in incoming {
        let mine = held.entry(element.clone()).or_insert(*mark);
        if mine.0 < mark.0 {
            *mine = *mark;
        }
    }
}

/// Elements once added, elements once removed: one fixed tag for each element.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct FixedTags {
    added: Plain,
    removed: Plain,
}

impl Shown for FixedTags {
    fn read(&self) -> Answer {
        set(self.added.difference(&self.removed))
    }
}

fn tag(held: &mut FixedTags, op: &Op, _: &Author) {
    match op {
        Op::Add(element) => held.added.insert(element.clone()),
        Op::Remove(element) => held.removed.insert(element.clone()),
        _ => false,
    };
}

fn both(held: &mut FixedTags, incoming: &FixedTags) {
    held.added.extend(incoming.added.iter().cloned());
    held.removed.extend(incoming.removed.iter().cloned());
}

/// Elements under their adds, without what was removed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Tags(BTreeMap<Dot, Value>);

impl Shown for Tags {
    fn read(&self) -> Answer {
        set(self.0.values())
    }
}

fn observe(held: &mut Tags, op: &Op, author: &Author) {
    let (Op::Add(element) | Op::Remove(element)) = op else {
        panic!("a set took {op:?}")
    };
    held.0
        .retain(|dot, of| of != element || !author.seen.covers(*dot));
    if matches!(op, Op::Add(_)) {
        held.0.insert(author.dot, element.clone());
    }
}

fn all_tags(held: &mut Tags, incoming: &Tags) {
    union(&mut held.0, &incoming.0);
}

/// Counters under the names of entries; an entry that is removed leaves nothing behind.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Entries(BTreeMap<Value, Counts>);

impl Shown for Entries {
    fn read(&self) -> Answer {
        let entries = self.0.iter();
        Answer::Map(
            entries
                .map(|(entry, counts)| (entry.clone(), counts.read()))
                .collect(),
        )
    }
}

fn change_entry(held: &mut Entries, op: &Op, author: &Author) {
    match op {
        Op::Within { entry, op } => count(held.0.entry(entry.clone()).or_default(), op, author),
        Op::Remove(entry) => {
            held.0.remove(entry);
        }
        other => panic!("a map took {other:?}"),
    }
}

fn all_entries(held: &mut Entries, incoming: &Entries) {
    for (entry, counts) in &incoming.0 {
        larger(held.0.entry(entry.clone()).or_default(), counts);
    }
}

/// A flag without a memory, that starts off or on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Bare<const ON: bool>(bool);

impl<const ON: bool> Default for Bare<ON> {
    fn default() -> Self {
        Self(ON)
    }
}

impl<const ON: bool> Shown for Bare<ON> {
    fn read(&self) -> Answer {
        Answer::Flag(self.0)
    }
}

fn turn<const ON: bool>(held: &mut Bare<ON>, op: &Op, _: &Author) {
    held.0 = *op == Op::Enable;
}

/// Wrong: whatever is not as at the beginning wins, be it old or new.
fn changed<const ON: bool>(held: &mut Bare<ON>, incoming: &Bare<ON>) {
    if incoming.0 != ON {
        held.0 = incoming.0;
    }
}

#[test]
fn sets_that_break_a_law_are_caught() {
    let caught = [
        caught("g_set", put_or_take, all_of_both),
        caught("g_set", put_or_take, common),
        caught("two_phase_set", put_or_take, all_of_both),
        caught("lww_element_set", mark, later_mark),
        caught("or_set", tag, both),
        caught("or_set", observe, all_tags),
        caught("orswot", put_or_take, all_of_both),
        caught("or_map", change_entry, all_entries),
        caught("enable_wins_flag", turn::<false>, changed),
        caught("disable_wins_flag", turn::<true>, changed),
    ];
    let expected = [
        "",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "commutative, convergent, specified",
        "specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}
