//! OR-Set, observed-remove set, as it is taught: unique tags and tombstones.
//!
//! Shapiro et al. 2011, section 3.3.5 (specification 15), its state-based form. Every add gets a
//! tag of its own: the name of the update. A remove deletes *all* tags of the element that its
//! author has observed, and remembers them as tombstones. An element is in while it has a tag left.
//! So it survives a concurrent remove exactly where a concurrent add gave it a tag that the remover
//! had not seen, and it can be added again after a remove. One fixed tag for each element would
//! make it a 2P-Set.
//!
//! The tags ever given and the tombstones both only grow and merge by union, which is associative,
//! commutative and idempotent; which tags are left follows from the two. Tombstones are never
//! forgotten; [`Orswot`](super::Orswot) does without.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule};
use crate::clock::{DOT_BYTES, Dot};
use crate::value::{Value, as_pairs};

/// OR-Sets have no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

type Tags = BTreeMap<Dot, Value>;

/// The tags that are left, and those that were removed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct OrSet {
    #[serde(serialize_with = "as_pairs")]
    tags: Tags,
    #[serde(serialize_with = "as_pairs")]
    tombstones: Tags,
}

impl OrSet {
    fn side(&self, tag: Dot) -> &'static str {
        if self.tags.contains_key(&tag) {
            "in"
        } else if self.tombstones.contains_key(&tag) {
            "removed"
        } else {
            "–"
        }
    }
}

fn newer(tags: &Tags, since: &Tags) -> Tags {
    let newer = tags.iter().filter(|(tag, _)| !since.contains_key(tag));
    newer
        .map(|(tag, element)| (*tag, element.clone()))
        .collect()
}

impl Crdt for OrSet {
    type Options = Options;
    const NAME: &'static str = "or_set";
    const TITLE: &'static str = "OR-Set with tombstones";
    const SUMMARY: &'static str =
        "A set in which a remove deletes the tags that it has observed, and only those.";
    const OBSERVES: bool = true;

    fn initial(_: &Options) -> Self {
        Self {
            tags: Tags::new(),
            tombstones: Tags::new(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Add(Value::Integer(1)), Op::Remove(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Add(element) | Op::Remove(element) if element.is_element())
    }

    fn update(&mut self, op: &Op, author: &Author) {
        match op {
            Op::Add(element) => {
                self.tags.insert(author.dot, element.clone());
            }
            Op::Remove(element) => {
                let observed =
                    |tag: &Dot, of: &mut Value| of == element && author.seen.covers(*tag);
                self.tombstones.extend(self.tags.extract_if(.., observed));
            }
            _ => {}
        }
    }

    fn merge(&mut self, theirs: &Self) {
        self.tombstones.extend(theirs.tombstones.clone());
        self.tags.extend(theirs.tags.clone());
        let tombstones = &self.tombstones;
        self.tags.retain(|tag, _| !tombstones.contains_key(tag));
    }

    fn read(&self) -> Answer {
        Answer::set(self.tags.values())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let all = [
            &self.tags,
            &self.tombstones,
            &theirs.tags,
            &theirs.tombstones,
        ];
        let all: BTreeSet<(&Value, Dot)> = all
            .into_iter()
            .flatten()
            .map(|(tag, element)| (element, *tag))
            .collect();
        let rule = |tag| match (self.side(tag), theirs.side(tag)) {
            (mine, other) if mine == other => Rule::Same,
            ("removed", _) | (_, "removed") => Rule::Tombstone,
            ("in", _) => Rule::NewThere,
            _ => Rule::NewHere,
        };
        let decision = |(element, tag): (&Value, Dot)| Decision {
            entry: Entry::Tag(element.clone(), tag),
            mine: self.side(tag).to_owned(),
            theirs: theirs.side(tag).to_owned(),
            result: merged.side(tag).to_owned(),
            rule: rule(tag),
        };
        all.into_iter().map(decision).collect()
    }

    /// A remove has removed for good what it removed; an add shows while its tag is left.
    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        !matches!(op, Op::Add(_)) || self.tags.contains_key(&dot)
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            tags: newer(&self.tags, &since.tags),
            tombstones: newer(&self.tombstones, &since.tombstones),
        }
    }

    fn bytes(&self) -> usize {
        let all = self.tags.values().chain(self.tombstones.values());
        all.map(|element| element.bytes() + DOT_BYTES).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{author, author_having_seen};
    use super::*;

    /// Three tags, two of which the remover has seen.
    #[test]
    fn a_remove_deletes_all_tags_that_it_has_observed_and_no_other() {
        let apple = Value::parse("apple").expect("a fruit");
        let (add, remove) = (Op::Add(apple.clone()), Op::Remove(apple));
        let mut a = OrSet::initial(&Options {});
        a.update(&add, &author('A', 1, 0));
        a.update(&add, &author_having_seen('A', 2, &[('A', 1)]));
        let mut b = a.clone();
        a.update(&remove, &author_having_seen('A', 3, &[('A', 2)]));
        assert_eq!(a.read().to_string(), "{}");
        b.update(&add, &author_having_seen('B', 1, &[('A', 2)]));
        let rules: Vec<Rule> = a.explain(&b).into_iter().map(|one| one.rule).collect();
        assert_eq!(rules, [Rule::Tombstone, Rule::Tombstone, Rule::NewHere]);
        a.merge(&b);
        assert_eq!(a.read().to_string(), "{apple}");
        assert!(!a.keeps(author('A', 1, 0).dot, &add));
        assert!(a.keeps(author('B', 1, 0).dot, &add));
    }
}
