//! Multi-value register: concurrent writes are all kept, as siblings.
//!
//! Shapiro et al. 2011, section 3.2.2 (specification 10); the versions here are dotted, as in
//! Preguiça et al. 2012. A write replaces exactly what its author had seen. The state is a causal
//! past with those of its writes that nobody has overwritten. Merging keeps a write if both have it
//! or if the other side has never seen it; one that the other side has seen and no longer has was
//! overwritten. Whether a write is overwritten depends on the set of writes in the past alone, and
//! merging takes the union of the pasts, so it is associative, commutative and idempotent.
//!
//! What a reader sees is the application's choice: all siblings, or what a
//! [merge function](crate::resolve::Resolution) makes of them. As that is a function of the
//! siblings, replicas agree whatever it is; what it drops, it drops for everybody.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule, read_modify_write};
use crate::clock::{Dot, DottedVersionVectorSet};
use crate::ids::ReplicaId;
use crate::refusal::LabError;
use crate::resolve::Resolution;
use crate::value::Value;

/// How a document sets the register up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The value before the first write; absent: never written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<Value>,
    /// What a reader sees of several siblings.
    #[serde(default, skip_serializing_if = "Resolution::is_usual")]
    pub resolve: Resolution,
}

/// Writes that nobody has overwritten.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MvRegister {
    /// Until the first write.
    #[serde(skip_serializing_if = "Option::is_none")]
    initial: Option<Value>,
    #[serde(skip_serializing_if = "Resolution::is_usual")]
    resolve: Resolution,
    siblings: DottedVersionVectorSet<Value>,
}

impl MvRegister {
    /// Different values that were written concurrently.
    pub fn siblings(&self) -> BTreeSet<Value> {
        let values = self.siblings.values().map(|(_, value)| value.clone());
        values.chain(self.initial.clone()).collect()
    }

    fn side(&self, dot: Dot) -> String {
        match self.siblings.get(dot) {
            Some(value) => value.to_string(),
            None if self.siblings.covers(dot) => "overwritten".to_owned(),
            None => "not seen".to_owned(),
        }
    }
}

impl Crdt for MvRegister {
    type Options = Options;
    const NAME: &'static str = "mv_register";
    const TITLE: &'static str = "MV-Register";
    const SUMMARY: &'static str = "Values written concurrently are all kept, as siblings.";
    const OBSERVES: bool = true;

    fn check(options: &Options, path: &str, _: &[ReplicaId]) -> Result<(), LabError> {
        options.resolve.check(&format!("{path}.resolve"))
    }

    fn initial(options: &Options) -> Self {
        Self {
            initial: options.initial.clone(),
            resolve: options.resolve.clone(),
            siblings: DottedVersionVectorSet::default(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        read_modify_write::examples()
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        read_modify_write::accepts(op)
    }

    fn prepared(&self, op: &Op) -> Op {
        read_modify_write::written(op, &self.read())
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let value = match op {
            Op::Write(value) => Some(value.clone()),
            Op::Delete => None,
            _ => return,
        };
        self.initial = None;
        self.siblings.update(author.dot, &author.seen, value);
    }

    fn merge(&mut self, theirs: &Self) {
        if theirs.initial.is_none() {
            self.initial = None;
        }
        self.siblings.merge(&theirs.siblings);
    }

    fn read(&self) -> Answer {
        self.resolve.of(self.siblings())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let dots = self.siblings.values().chain(theirs.siblings.values());
        let dots: BTreeSet<Dot> = dots.map(|(dot, _)| dot).collect();
        let rule = |dot| {
            let (mine, other) = (self.siblings.get(dot), theirs.siblings.get(dot));
            match (mine.is_some(), other.is_some()) {
                (true, false) if theirs.siblings.covers(dot) => Rule::RemovedThere,
                (true, false) => Rule::NewThere,
                (false, true) if self.siblings.covers(dot) => Rule::RemovedHere,
                (false, true) => Rule::NewHere,
                _ => Rule::Same,
            }
        };
        let decision = |dot| Decision {
            entry: Entry::Update(dot),
            mine: self.side(dot),
            theirs: theirs.side(dot),
            result: merged.side(dot),
            rule: rule(dot),
        };
        dots.into_iter().map(decision).collect()
    }

    fn keeps(&self, dot: Dot, op: &Op) -> bool {
        let read = self.read();
        let written = self.siblings.get(dot);
        match (&read, written) {
            // The application has it before it, whatever it makes of it.
            (Answer::Siblings(_), Some(_)) => true,
            // What is added or removed shows in the one value, or it does not.
            _ if matches!(op, Op::Add(_) | Op::Remove(_)) => read_modify_write::shows(op, &read),
            // A delete leaves nothing to be seen.
            (_, None) => *op == Op::Delete,
            (Answer::Value(Value::Set(all)), Some(written)) => written.elements().is_subset(all),
            (read, Some(written)) => *read == Answer::Value(written.clone()),
        }
    }

    /// A part of it would need a past with gaps: the whole is sent.
    fn delta(&self, _: &Self) -> Self {
        self.clone()
    }

    fn bytes(&self) -> usize {
        let values = self.siblings.values().map(|(_, value)| value.bytes());
        let initial = self.initial.as_ref().map_or(0, Value::bytes);
        self.siblings.bytes() + values.sum::<usize>() + initial
    }
}

#[cfg(test)]
mod tests {
    use super::super::{author, author_having_seen};
    use super::*;

    fn write(text: &str) -> Op {
        Op::Write(Value::parse(text).expect("a value"))
    }

    /// DeCandia et al., Dynamo, SOSP 2007, figure 3: servers x, y and z are A, B and C.
    #[test]
    fn the_versions_of_dynamo() {
        let mut x = MvRegister::initial(&Options::default());
        x.update(&write("D1"), &author('A', 1, 0));
        x.update(&write("D2"), &author_having_seen('A', 2, &[('A', 1)]));
        let (mut y, mut z) = (x.clone(), x.clone());
        y.update(&write("D3"), &author_having_seen('B', 1, &[('A', 2)]));
        z.update(&write("D4"), &author_having_seen('C', 1, &[('A', 2)]));
        x.merge(&y);
        assert_eq!(x.read().to_string(), "D3");
        x.merge(&z);
        assert_eq!(x.read().to_string(), "D3 | D4");
        let all = [('A', 2), ('B', 1), ('C', 1)];
        x.update(&write("D5"), &author_having_seen('A', 3, &all));
        x.merge(&y);
        x.merge(&z);
        assert_eq!(x.read().to_string(), "D5");
    }

    #[test]
    fn a_delete_removes_what_its_author_had_seen() {
        let mut a = MvRegister::initial(&Options::default());
        a.update(&write("1"), &author('A', 1, 0));
        let mut b = a.clone();
        a.update(&Op::Delete, &author_having_seen('A', 2, &[('A', 1)]));
        assert_eq!(a.read(), Answer::Nothing);
        b.update(&write("2"), &author_having_seen('B', 1, &[('A', 1)]));
        a.merge(&b);
        assert_eq!(a.read().to_string(), "2");
    }
}
