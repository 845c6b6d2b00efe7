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
//!
//! [One version vector for each server](Versions::PerServer) is there to be compared with: it cannot
//! say which of several siblings a write replaces. Almeida et al., *Scalable and Accurate Causality
//! Tracking for Eventually Consistent Stores*, DAIS 2014, section 3. It is no replicated data type:
//! a sibling that one replica has dropped may come back from another, in one order of merging and not
//! in another.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Answer, Author, Crdt, Decision, Entry, Op, Rule, read_modify_write};
use crate::clock::{Dot, DottedVersionVectorSet, Relation, VersionVector};
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
    /// What says which siblings a write replaces.
    #[serde(default, skip_serializing_if = "Versions::is_usual")]
    pub versions: Versions,
}

/// What says which siblings a write replaces.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Versions {
    /// Each sibling has a dot of its own: a write replaces those that its author had seen.
    #[default]
    Dotted,
    /// All siblings share one version vector: a write replaces all of them if its author had seen
    /// every update that the vector counts, and otherwise none.
    PerServer,
}

impl Versions {
    /// Whether it is the one that documents leave out.
    fn is_usual(&self) -> bool {
        *self == Self::Dotted
    }
}

/// What of its set-up a register keeps; all states of a key share it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
struct Settings {
    #[serde(skip_serializing_if = "Resolution::is_usual")]
    resolve: Resolution,
    #[serde(skip_serializing_if = "Versions::is_usual")]
    versions: Versions,
}

/// Writes that nobody has overwritten.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct MvRegister {
    /// Until the first write.
    #[serde(skip_serializing_if = "Option::is_none")]
    initial: Option<Box<Value>>,
    #[serde(flatten)]
    settings: Rc<Settings>,
    siblings: DottedVersionVectorSet<Value>,
}

impl MvRegister {
    /// Different values that were written concurrently.
    pub fn siblings(&self) -> BTreeSet<Value> {
        let values = self.siblings.values().map(|(_, value)| value.clone());
        values.chain(self.initial.as_deref().cloned()).collect()
    }

    /// Values that nobody has overwritten, as far as the versions tell, by their updates.
    pub fn updates(&self) -> impl Iterator<Item = (Dot, &Value)> {
        self.siblings.values()
    }

    /// What a write replaces whose author had seen this.
    fn replaced(&self, seen: &VersionVector) -> VersionVector {
        let replaces = match self.settings.versions {
            Versions::Dotted => true,
            Versions::PerServer => seen.covers_all(&self.siblings.past()),
        };
        if replaces {
            seen.clone()
        } else {
            VersionVector::default()
        }
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
            initial: options.initial.clone().map(Box::new),
            settings: Rc::new(Settings {
                resolve: options.resolve.clone(),
                versions: options.versions,
            }),
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
        let replaced = self.replaced(&author.seen);
        self.siblings.update(author.dot, &replaced, value);
    }

    fn learn(&mut self, seen: &VersionVector) {
        self.siblings.include(seen);
    }

    fn merge(&mut self, theirs: &Self) {
        if theirs.initial.is_none() {
            self.initial = None;
        }
        if self.settings.versions == Versions::Dotted {
            self.siblings.merge(&theirs.siblings);
            return;
        }
        match theirs.siblings.past().relation_to(&self.siblings.past()) {
            Relation::Newer => self.siblings.clone_from(&theirs.siblings),
            Relation::Older => {}
            Relation::Equal | Relation::Concurrent => self.siblings.unite(&theirs.siblings),
        }
    }

    fn read(&self) -> Answer {
        self.settings.resolve.of(self.siblings())
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let mut merged = self.clone();
        merged.merge(theirs);
        let dots = self.siblings.values().chain(theirs.siblings.values());
        let dots: BTreeSet<Dot> = dots.map(|(dot, _)| dot).collect();
        let rule = |dot| {
            let (mine, other) = (self.siblings.get(dot), theirs.siblings.get(dot));
            let one_sided = mine.is_some() != other.is_some();
            let covered = theirs.siblings.covers(dot) && self.siblings.covers(dot);
            match (mine.is_some(), other.is_some()) {
                _ if one_sided && covered && merged.siblings.get(dot).is_some() => Rule::Union,
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
        let initial = self.initial.as_ref().map_or(0, |value| value.bytes());
        let versions = match self.settings.versions {
            Versions::Dotted => self.siblings.bytes(),
            Versions::PerServer => self.siblings.past().bytes(),
        };
        versions + values.sum::<usize>() + initial
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

    fn per_server() -> MvRegister {
        MvRegister::initial(&Options {
            versions: Versions::PerServer,
            ..Options::default()
        })
    }

    /// Two clients take turns; each reads just before the other writes, so it overwrites its own
    /// last value and not the other's. The vector for each server cannot say so: siblings that
    /// were overwritten pile up. With dots there is one of each client.
    #[test]
    fn siblings_pile_up_under_a_vector_for_each_server() {
        for (mut register, expected) in [
            (per_server(), 20),
            (MvRegister::initial(&Options::default()), 2),
        ] {
            let mut read = [0, 0];
            for counter in 1..=20 {
                let client = usize::from(counter % 2 == 0);
                read[1 - client] = counter - 1;
                let author = author_having_seen('A', counter, &[('A', read[client])]);
                register.update(&write(&counter.to_string()), &author);
            }
            assert_eq!(register.updates().count(), expected);
            // Whoever has read all of them replaces all of them.
            let author = author_having_seen('A', 21, &[('A', 20)]);
            register.update(&write("all"), &author);
            assert_eq!(register.read().to_string(), "all");
        }
    }

    /// Which is why it is no replicated data type.
    #[test]
    fn under_a_vector_for_each_server_the_order_of_merging_matters() {
        let mut a = per_server();
        a.update(&write("old"), &author('A', 1, 0));
        let mut b = a.clone();
        b.update(&write("new"), &author_having_seen('B', 1, &[('A', 1)]));
        let mut c = per_server();
        c.update(&write("other"), &author('C', 1, 0));
        let merged = |one: &MvRegister, other: &MvRegister| {
            let mut merged = one.clone();
            merged.merge(other);
            merged
        };
        let (left, right) = (merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        assert_eq!(left.read().to_string(), "new | other");
        assert_eq!(right, left);
        // What was overwritten comes back with what is concurrent to it.
        let back = merged(&merged(&a, &c), &b);
        assert_eq!(back.read().to_string(), "new | old | other");
    }

    /// An update that overwrites what has not arrived here yet: when that arrives, it stays away.
    #[test]
    fn what_was_overwritten_before_it_arrived_does_not_come_back() {
        let (mut a, mut b) = (
            MvRegister::initial(&Options::default()),
            MvRegister::initial(&Options::default()),
        );
        b.update(&write("old"), &author('B', 1, 0));
        let seen = author_having_seen('A', 1, &[('B', 1)]);
        a.learn(&seen.seen);
        a.update(&write("new"), &seen);
        a.merge(&b);
        assert_eq!(a.read().to_string(), "new");
        b.merge(&a);
        assert_eq!(a, b);
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
