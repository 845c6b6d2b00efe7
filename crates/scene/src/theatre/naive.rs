//! Types that forget what they need, beside the one on the stage: a counter that is one number, a
//! set that is only its elements. They are wrong on purpose.

use std::collections::BTreeSet;

use replicascope_core::crdt::State;
use replicascope_core::{Answer, Value};
use replicascope_words::say;

use super::laws::merged;

/// A naive type with the same values.
#[derive(Clone, PartialEq, Debug)]
pub struct Naive {
    /// How it merges.
    pub title: &'static str,
    /// What merging once gives.
    pub once: String,
    /// What merging again gives, as after a duplicated message.
    pub twice: String,
    /// What merging the other way round gives.
    pub swapped: String,
    /// What the type on the stage gives.
    pub right: String,
    /// What is wrong here; none: nothing shows on these states.
    pub wrong: Option<&'static str>,
}

/// The naive types that could hold these values.
pub(super) fn beside(mine: &State, theirs: &State) -> Vec<Naive> {
    let right = merged(mine, theirs).read();
    match (mine.read(), theirs.read(), &right) {
        (
            Answer::Value(Value::Integer(mine)),
            Answer::Value(Value::Integer(theirs)),
            Answer::Value(Value::Integer(right)),
        ) => vec![
            naive(say::theatre::added_up(), mine, theirs, right, |a, b| a + b),
            naive(say::theatre::larger(), mine, theirs, right, |a, b| {
                *a.max(b)
            }),
        ],
        (
            Answer::Value(Value::Set(mine)),
            Answer::Value(Value::Set(theirs)),
            Answer::Value(Value::Set(right)),
        ) => {
            let [mine, theirs, right] =
                [&mine, &theirs, right].map(|set| Set(BTreeSet::clone(set)));
            vec![
                naive(
                    say::theatre::united(),
                    mine.clone(),
                    theirs.clone(),
                    &right,
                    |a, b| Set(&a.0 | &b.0),
                ),
                naive(
                    say::theatre::theirs_taken(),
                    mine,
                    theirs,
                    &right,
                    |_, b| b.clone(),
                ),
            ]
        }
        _ => Vec::new(),
    }
}

#[derive(Clone, PartialEq)]
struct Set(BTreeSet<Value>);

impl std::fmt::Display for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Value::Set(self.0.clone().into()).fmt(f)
    }
}

fn naive<T: PartialEq + std::fmt::Display>(
    title: &'static str,
    mine: T,
    theirs: T,
    right: &T,
    merge: fn(&T, &T) -> T,
) -> Naive {
    let once = merge(&mine, &theirs);
    let twice = merge(&once, &theirs);
    let swapped = merge(&theirs, &mine);
    let wrong = if twice != once {
        Some(say::theatre::twice_changes())
    } else if swapped != once {
        Some(say::theatre::ends_differ())
    } else if once != *right {
        Some(say::theatre::not_done())
    } else {
        None
    };
    Naive {
        title,
        once: once.to_string(),
        twice: twice.to_string(),
        swapped: swapped.to_string(),
        right: right.to_string(),
        wrong,
    }
}
