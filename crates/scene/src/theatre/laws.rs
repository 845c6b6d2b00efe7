//! The three laws of merging, tried on states at hand.

use replicascope_core::crdt::State;
use replicascope_words::say;

use crate::words;

/// A law, and what it gives here.
#[derive(Clone, PartialEq, Debug)]
pub struct Law {
    /// What to do to see it.
    pub name: &'static str,
    /// What mathematicians call it.
    pub term: &'static str,
    /// One way round.
    pub one: Trial,
    /// The other.
    pub other: Trial,
    /// Whether both give the same state.
    pub holds: bool,
}

/// What is merged, and what comes of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Trial {
    /// Such as `A ⊔ B`.
    pub merges: String,
    /// The value that it gives.
    pub gives: String,
}

pub(super) fn merged(one: &State, other: &State) -> State {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}

pub(super) fn tried(
    a: &str,
    mine: &State,
    b: &str,
    theirs: &State,
    (c, third): &(String, State),
) -> Vec<Law> {
    let both = merged(mine, theirs);
    let c = if c.contains(' ') { "0" } else { c };
    vec![
        law(
            (say::theatre::swap(), say::theatre::commutative()),
            (format!("{a} ⊔ {b}"), &both),
            (format!("{b} ⊔ {a}"), &merged(theirs, mine)),
        ),
        law(
            (say::theatre::merge_twice(), say::theatre::idempotent()),
            (format!("{a} ⊔ {b}"), &both),
            (format!("({a} ⊔ {b}) ⊔ {b}"), &merged(&both, theirs)),
        ),
        law(
            (say::theatre::regroup(), say::theatre::associative()),
            (format!("({a} ⊔ {b}) ⊔ {c}"), &merged(&both, third)),
            (
                format!("{a} ⊔ ({b} ⊔ {c})"),
                &merged(mine, &merged(theirs, third)),
            ),
        ),
    ]
}

fn law(
    (name, term): (&'static str, &'static str),
    one: (String, &State),
    other: (String, &State),
) -> Law {
    let trial = |(merges, state): &(String, &State)| Trial {
        merges: merges.clone(),
        gives: words::answer(&state.read()),
    };
    Law {
        name,
        term,
        one: trial(&one),
        other: trial(&other),
        holds: one.1 == other.1,
    }
}
