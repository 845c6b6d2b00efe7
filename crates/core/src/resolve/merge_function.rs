//! Merge functions: several values in, one out.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::Table;
use crate::refusal::LabError;
use crate::value::{Answer, Value};

/// What a reader sees of several siblings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// All of them: the application chooses.
    #[default]
    Siblings,
    /// The union of all elements. It never drops an element, and brings back what was removed.
    Union,
    /// The largest.
    Max,
    /// What a table of cases says, one pair after the other.
    Table(Table),
}

impl Resolution {
    /// Whether it is the one that documents leave out.
    pub(crate) fn is_usual(&self) -> bool {
        *self == Self::Siblings
    }

    /// Refuses a table that is too long.
    pub(crate) fn check(&self, path: &str) -> Result<(), LabError> {
        match self {
            Self::Table(table) => table.check(&format!("{path}.table")),
            _ => Ok(()),
        }
    }

    /// What a reader sees. Values are taken in their order, so that all replicas that hold the same
    /// siblings show the same, even where the table treats pairs differently one way and the other.
    pub(crate) fn of(&self, siblings: BTreeSet<Value>) -> Answer {
        let mut values = siblings.into_iter();
        let Some(first) = values.next() else {
            return Answer::Nothing;
        };
        let all = match self {
            Self::Siblings => {
                let all: BTreeSet<Value> = std::iter::once(first.clone()).chain(values).collect();
                if all.len() > 1 {
                    return Answer::Siblings(all);
                }
                first
            }
            Self::Union => values.fold(first, |all, next| union(&all, &next)),
            Self::Max => values.fold(first, Value::max),
            Self::Table(table) => values.fold(first, |all, next| table.merge(&all, &next)),
        };
        Answer::Value(all)
    }
}

fn union(one: &Value, other: &Value) -> Value {
    Value::Set(Rc::new(&one.elements() | &other.elements()))
}

#[cfg(test)]
mod tests {
    use super::super::Case;
    use super::*;

    #[test]
    fn each_function_makes_one_value_of_several() {
        let value = |text: &str| Value::parse(text).expect("a value");
        let check = |resolution: &Resolution, siblings: &[&str], expected: &str| {
            let siblings = siblings.iter().map(|text| value(text)).collect();
            assert_eq!(resolution.of(siblings).to_string(), expected);
        };
        check(&Resolution::Siblings, &[], "nothing");
        check(&Resolution::Siblings, &["1"], "1");
        check(&Resolution::Siblings, &["2", "1"], "1 | 2");
        check(&Resolution::Max, &["2", "10"], "10");
        check(
            &Resolution::Union,
            &["{book, tv}", "{book}", "lamp"],
            "{book, lamp, tv}",
        );
        let table = Table {
            cases: vec![Case {
                one: value("paid"),
                other: value("shipped"),
                gives: value("shipped"),
            }],
            otherwise: value("ask"),
        };
        let table = Resolution::Table(table);
        check(&table, &["shipped", "paid"], "shipped");
        check(&table, &["shipped", "paid", "new"], "ask");
    }
}
