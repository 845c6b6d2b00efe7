//! G-Set: a set that only grows.
//!
//! Shapiro et al. 2011, section 3.3.1 (specification 11). Merging is the union, which is
//! associative, commutative and idempotent, and an element that was taken in stays.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule};
use crate::clock::Dot;
use crate::value::Value;

/// Sets that only grow have no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// Everything that was ever added.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct GSet {
    elements: BTreeSet<Value>,
}

impl Crdt for GSet {
    type Options = Options;
    const NAME: &'static str = "g_set";
    const TITLE: &'static str = "G-Set";
    const SUMMARY: &'static str = "A set that only grows; merging is the union.";

    fn initial(_: &Options) -> Self {
        Self {
            elements: BTreeSet::new(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Add(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Add(element) if element.is_element())
    }

    fn update(&mut self, op: &Op, _: &Author) {
        if let Op::Add(element) = op {
            self.elements.insert(element.clone());
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.elements.extend(theirs.elements.iter().cloned());
    }

    fn read(&self) -> Answer {
        Answer::set(self.elements.iter())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        explain(&self.elements, &theirs.elements, Entry::Element)
    }

    fn keeps(&self, _: Dot, _: &Op) -> bool {
        true
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            elements: &self.elements - &since.elements,
        }
    }

    fn bytes(&self) -> usize {
        self.elements.iter().map(Value::bytes).sum()
    }
}

/// Why the union of two sets is what it is.
pub(super) fn explain(
    mine: &BTreeSet<Value>,
    theirs: &BTreeSet<Value>,
    entry: fn(Value) -> Entry,
) -> Vec<Decision> {
    let side = |set: &BTreeSet<Value>, element: &Value| {
        let there = if set.contains(element) { "in" } else { "–" };
        there.to_owned()
    };
    let all = mine | theirs;
    let decision = |element: &Value| Decision {
        entry: entry(element.clone()),
        mine: side(mine, element),
        theirs: side(theirs, element),
        result: "in".to_owned(),
        rule: if mine.contains(element) && theirs.contains(element) {
            Rule::Same
        } else {
            Rule::Union
        },
    };
    all.iter().map(decision).collect()
}

#[cfg(test)]
mod tests {
    use super::super::author;
    use super::*;

    #[test]
    fn the_union_of_two_baskets_has_each_fruit_once() {
        let basket = |fruits: [&str; 2]| {
            let mut set = GSet::initial(&Options {});
            for fruit in fruits {
                let fruit = Value::parse(fruit).expect("a fruit");
                set.update(&Op::Add(fruit), &author('A', 1, 0));
            }
            set
        };
        let mut a = basket(["apple", "banana"]);
        a.merge(&basket(["apple", "cherry"]));
        assert_eq!(a.read().to_string(), "{apple, banana, cherry}");
    }
}
