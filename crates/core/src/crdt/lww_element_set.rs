//! LWW-Element-Set: for each element the latest add or remove counts.
//!
//! Shapiro et al. 2011, section 3.3.3. There an element has a timestamp for its latest add and one
//! for its latest remove and is in if the first is later. Only the later of the two ever decides,
//! so one is kept: each element is a last-write-wins register of "in" or "out". Stamps are totally
//! ordered, so for each element merging is the maximum of a total order.
//!
//! Of a concurrent add and remove the clocks choose, not what their authors had seen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Stamp};
use crate::clock::{Clock, Dot, Timestamp};
use crate::time::Micros;
use crate::value::{Value, as_pairs};

/// How a document sets the set up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// By which clock an add or remove is later than another.
    #[serde(default, skip_serializing_if = "Clock::is_usual")]
    pub clock: Clock,
}

/// For each element that was ever added or removed, which was later.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LwwElementSet {
    #[serde(skip_serializing_if = "Clock::is_usual")]
    clock: Clock,
    #[serde(serialize_with = "as_pairs")]
    marks: BTreeMap<Value, Mark>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
struct Mark {
    #[serde(flatten)]
    stamp: Stamp,
    is_in: bool,
}

impl LwwElementSet {
    fn stamp(&self, element: &Value) -> Option<Stamp> {
        self.marks.get(element).map(|mark| mark.stamp)
    }

    fn contains(&self, element: &Value) -> bool {
        self.marks.get(element).is_some_and(|mark| mark.is_in)
    }

    fn mark(&mut self, element: &Value, mark: &Mark) {
        if self.stamp(element) < Some(mark.stamp) {
            self.marks.insert(element.clone(), mark.clone());
        }
    }

    fn side(&self, element: &Value) -> String {
        let Some(Mark { stamp, is_in }) = self.marks.get(element) else {
            return "–".to_owned();
        };
        let is_in = if *is_in { "in" } else { "out" };
        format!("{is_in} @ {} {}", stamp.time, stamp.dot.actor)
    }
}

impl Crdt for LwwElementSet {
    type Options = Options;
    const NAME: &'static str = "lww_element_set";
    const TITLE: &'static str = "LWW-Element-Set";
    const SUMMARY: &'static str =
        "A set in which for each element the latest add or remove counts, by timestamp.";

    fn initial(options: &Options) -> Self {
        Self {
            clock: options.clock,
            marks: BTreeMap::new(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Add(Value::Integer(1)), Op::Remove(Value::Integer(1))]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Add(element) | Op::Remove(element) if element.is_element())
    }

    fn time(&self, _: &Op, wall: Micros, decides: bool) -> Timestamp {
        let held = self.marks.values().map(|mark| mark.stamp.time).max();
        self.clock.stamp(wall, held, decides)
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let (element, is_in) = match op {
            Op::Add(element) => (element, true),
            Op::Remove(element) => (element, false),
            _ => return,
        };
        let stamp = Stamp::of(author);
        self.mark(element, &Mark { stamp, is_in });
    }

    fn merge(&mut self, theirs: &Self) {
        for (element, mark) in &theirs.marks {
            self.mark(element, mark);
        }
    }

    fn read(&self) -> Answer {
        let marks = self.marks.iter();
        Answer::set(
            marks
                .filter(|(_, mark)| mark.is_in)
                .map(|(element, _)| element),
        )
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let elements: BTreeSet<&Value> = self.marks.keys().chain(theirs.marks.keys()).collect();
        let decision = |element: &Value| Decision {
            entry: Entry::Element(element.clone()),
            mine: self.side(element),
            theirs: theirs.side(element),
            result: merged.side(element),
            rule: Stamp::later(self.stamp(element), theirs.stamp(element)),
        };
        elements.into_iter().map(decision).collect()
    }

    /// Whether the element is as the update left it.
    fn keeps(&self, _: Dot, op: &Op) -> bool {
        match op {
            Op::Add(element) => self.contains(element),
            Op::Remove(element) => !self.contains(element),
            _ => true,
        }
    }

    fn delta(&self, since: &Self) -> Self {
        let marks = self.marks.iter();
        let newer = marks.filter(|(element, mark)| since.stamp(element) < Some(mark.stamp));
        Self {
            clock: self.clock,
            marks: newer
                .map(|(element, mark)| (element.clone(), mark.clone()))
                .collect(),
        }
    }

    fn bytes(&self) -> usize {
        let marks = self.marks.iter();
        let one = |(element, mark): (&Value, &Mark)| element.bytes() + mark.stamp.bytes() + 1;
        marks.map(one).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rule, author};
    use super::*;

    #[test]
    fn the_clock_chooses_between_a_concurrent_add_and_remove() {
        let apple = Value::parse("apple").expect("a fruit");
        let (add, remove) = (Op::Add(apple.clone()), Op::Remove(apple));
        let mut a = LwwElementSet::initial(&Options::default());
        let mut b = a.clone();
        a.update(&add, &author('A', 1, 5));
        b.update(&remove, &author('B', 1, 6));
        assert_eq!(a.explain(&b)[0].rule, Rule::HigherTimestamp);
        a.merge(&b);
        assert_eq!(a.read().to_string(), "{}");
        assert!(!a.keeps(author('A', 1, 5).dot, &add));
    }
}
