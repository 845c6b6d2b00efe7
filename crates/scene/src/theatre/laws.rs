//! The laws of merging, tried on the states at hand; and two merges that look right and break them.
//!
//! A join is commutative, associative and idempotent: Shapiro et al. 2011, section 2.3.1. Those
//! that break a law go by the updates that went into a record: one counts them and adds, one lists
//! them and takes over the list that arrives.

use replicascope_core::Record;

use super::{join, shown, updates};
use crate::words;

/// A law.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LawKind {
    /// The order of the two sides does not matter.
    Commutative,
    /// Merging once more changes nothing.
    Idempotent,
    /// It does not matter which two are merged first.
    Associative,
}

impl LawKind {
    /// What is done to try it.
    pub fn deed(self) -> &'static str {
        match self {
            Self::Commutative => "Swap",
            Self::Idempotent => "Merge twice",
            Self::Associative => "Regroup",
        }
    }

    /// What it says.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Commutative => "Commutative: whoever merges, both end with the same.",
            Self::Idempotent => "Idempotent: what arrives twice changes nothing the second time.",
            Self::Associative => {
                "Associative: three states give the same, whichever two merge first."
            }
        }
    }

    /// Its two sides, in letters: left, right and a third state.
    pub fn formulas(self) -> (&'static str, &'static str) {
        match self {
            Self::Commutative => ("left ⊔ right", "right ⊔ left"),
            Self::Idempotent => ("left ⊔ right", "(left ⊔ right) ⊔ right"),
            Self::Associative => ("(left ⊔ right) ⊔ third", "left ⊔ (right ⊔ third)"),
        }
    }

    /// Both sides of the law for a way of merging.
    fn sides<T>(self, (left, right, third): (&T, &T, &T), merge: impl Fn(&T, &T) -> T) -> (T, T) {
        let once = || merge(left, right);
        match self {
            Self::Commutative => (once(), merge(right, left)),
            Self::Idempotent => (once(), merge(&once(), right)),
            Self::Associative => (merge(&once(), third), merge(left, &merge(right, third))),
        }
    }
}

/// A law tried.
#[derive(Clone, PartialEq, Debug)]
pub struct Law {
    /// Which one.
    pub kind: LawKind,
    /// What its two sides give.
    pub results: (String, String),
    /// Whether that is the same.
    pub holds: bool,
    /// What the naive merges make of it.
    pub naive: Vec<Naive>,
}

/// A merge that looks right, under a law.
#[derive(Clone, PartialEq, Debug)]
pub struct Naive {
    /// What it is.
    pub name: &'static str,
    /// How it merges.
    pub rule: &'static str,
    /// What the two sides of the law give.
    pub results: (String, String),
    /// Whether that is the same.
    pub holds: bool,
}

/// Every law on these three records.
pub(super) fn all(left: &Record, right: &Record, third: &Record) -> Vec<Law> {
    let kinds = [
        LawKind::Commutative,
        LawKind::Idempotent,
        LawKind::Associative,
    ];
    let law = |kind: LawKind| {
        let (one, other) = kind.sides((left, right, third), join);
        Law {
            kind,
            results: (shown(&one), shown(&other)),
            holds: one == other,
            naive: vec![
                naive_counter(kind, [left, right, third]),
                naive_set(kind, [left, right, third]),
            ],
        }
    };
    kinds.map(law).to_vec()
}

fn naive_counter(kind: LawKind, records: [&Record; 3]) -> Naive {
    let count = |record: &Record| {
        let counts = record.version.components().map(|(_, count)| count as usize);
        counts.sum::<usize>()
    };
    let [left, right, third] = records.map(count);
    let (one, other) = kind.sides((&left, &right, &third), |mine, theirs| mine + theirs);
    Naive {
        name: "naive counter",
        rule: "counts updates, and adds what arrives",
        results: (updates(one), updates(other)),
        holds: one == other,
    }
}

fn naive_set(kind: LawKind, records: [&Record; 3]) -> Naive {
    let list = |record: &Record| {
        let actors = words::actors(&[&record.version]);
        let names = actors.flat_map(|actor| {
            let counts = 1..=record.version.get(actor);
            counts.map(move |count| format!("{actor}{count}"))
        });
        names.collect::<Vec<_>>()
    };
    let [left, right, third] = records.map(list);
    let (one, other) = kind.sides((&left, &right, &third), |_, theirs| theirs.clone());
    let written = |list: &[String]| format!("{{{}}}", list.join(", "));
    Naive {
        name: "naive set",
        rule: "lists updates, and takes over the list that arrives",
        results: (written(&one), written(&other)),
        holds: one == other,
    }
}
