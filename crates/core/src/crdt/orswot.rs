//! Orswot: an observed-remove set without tombstones.
//!
//! Bieniusa, Zawirski, Preguiça, Shapiro, Baquero, Balegas and Duarte, *An Optimized Conflict-free
//! Replicated Set*, INRIA RR-8083, 2012, section 3. It shows what [`OrSet`](super::OrSet) shows. It
//! keeps, instead of the tags that were removed, one version vector of all tags ever seen: a tag
//! that a side has seen and no longer has was removed there. Why merging is associative,
//! commutative and idempotent is argued in `dots.rs`.
//!
//! Adding an element replaces the tags of it that are already there, so an element has at most one
//! tag for each replica that added it concurrently with the others.

use serde::{Deserialize, Serialize};

use super::dots::Dots;
use super::{Answer, Author, Crdt, Decision, Entry, Op};
use crate::clock::Dot;
use crate::value::Value;

/// Observed-remove sets have no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// The elements under the adds that put them in.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Orswot {
    adds: Dots<Value, ()>,
}

impl Crdt for Orswot {
    type Options = Options;
    const NAME: &'static str = "orswot";
    const TITLE: &'static str = "OR-Set without tombstones";
    const SUMMARY: &'static str =
        "An observed-remove set that keeps one version vector instead of tombstones.";
    const OBSERVES: bool = true;

    fn initial(_: &Options) -> Self {
        Self {
            adds: Dots::default(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Add(Value::Integer(1)), Op::Remove(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Add(element) | Op::Remove(element) if element.is_element())
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let (element, added) = match op {
            Op::Add(element) => (element, Some(())),
            Op::Remove(element) => (element, None),
            _ => return,
        };
        self.adds.replace(author, element, added);
    }

    fn merge(&mut self, theirs: &Self) {
        self.adds.merge(&theirs.adds);
    }

    fn read(&self) -> Answer {
        Answer::set(self.adds.all())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let entry = |element: &Value, dot| Entry::Tag(element.clone(), dot);
        self.adds.explain(&theirs.adds, entry, |()| "in".to_owned())
    }

    /// A remove has removed for good what it removed; an add shows while its tag is left.
    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        match op {
            Op::Add(element) => self.adds.contains(element, dot),
            _ => true,
        }
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            adds: self.adds.delta(&since.adds),
        }
    }

    fn bytes(&self) -> usize {
        let elements = self.adds.iter().map(|(element, ..)| element.bytes());
        self.adds.bytes() + elements.sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rule, author, author_having_seen};
    use super::*;

    #[test]
    fn what_is_seen_and_no_longer_there_was_removed() {
        let value = |text: &str| Value::parse(text).expect("a fruit");
        let add = |text: &str| Op::Add(value(text));
        let mut a = Orswot::initial(&Options {});
        a.update(&add("apple"), &author('A', 1, 0));
        a.update(&add("pear"), &author_having_seen('A', 2, &[('A', 1)]));
        let mut b = a.clone();
        a.update(
            &Op::Remove(value("apple")),
            &author_having_seen('A', 3, &[('A', 2)]),
        );
        b.update(&add("plum"), &author_having_seen('B', 1, &[('A', 2)]));
        let rules: Vec<Rule> = a.explain(&b).into_iter().map(|one| one.rule).collect();
        assert_eq!(rules, [Rule::RemovedHere, Rule::Same, Rule::NewHere]);
        a.merge(&b);
        assert_eq!(a.read().to_string(), "{pear, plum}");
    }
}
