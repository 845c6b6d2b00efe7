//! A merge function as a small table of cases, for a learner to edit.

use serde::{Deserialize, Serialize};

use crate::refusal::{LabError, count};
use crate::value::Value;

/// The most cases of a table.
pub const MAX_CASES: usize = 16;

/// What each pair of values makes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The pairs that matter. The first that fits counts; each fits both ways round.
    pub cases: Vec<Case>,
    /// What every other pair makes, unless both are equal.
    pub otherwise: Value,
}

/// What one pair of values makes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One value.
    pub one: Value,
    /// The other.
    pub other: Value,
    /// What both make.
    pub gives: Value,
}

impl Table {
    pub(super) fn check(&self, path: &str) -> Result<(), LabError> {
        count(&format!("{path}.cases"), self.cases.len(), (0, MAX_CASES))
    }

    /// What two values make.
    pub fn merge(&self, one: &Value, other: &Value) -> Value {
        if one == other {
            return one.clone();
        }
        let fits = |case: &&Case| {
            (&case.one, &case.other) == (one, other) || (&case.other, &case.one) == (one, other)
        };
        let case = self.cases.iter().find(fits);
        case.map_or(&self.otherwise, |case| &case.gives).clone()
    }

    /// The first values for which the order of merging matters: merged from the left and from the
    /// right. A table without any is associative; commutative and idempotent it is by how it is
    /// read.
    pub fn first_disagreement(&self) -> Option<[Value; 3]> {
        let mut values = vec![&self.otherwise];
        for case in &self.cases {
            values.extend([&case.one, &case.other, &case.gives]);
        }
        values.sort();
        values.dedup();
        let triples = values.iter().flat_map(|a| {
            let pairs = values
                .iter()
                .flat_map(|b| values.iter().map(move |c| (*b, *c)));
            pairs.map(move |(b, c)| [*a, b, c])
        });
        let disagree = |[a, b, c]: &[&Value; 3]| {
            self.merge(&self.merge(a, b), c) != self.merge(a, &self.merge(b, c))
        };
        let mut triples = triples;
        triples
            .find(disagree)
            .map(|triple| triple.map(Value::clone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_where_the_order_of_merging_matters() {
        let value = |text: &str| Value::parse(text).expect("a value");
        let table = |cases: &[[&str; 3]]| Table {
            cases: cases
                .iter()
                .map(|case| Case {
                    one: value(case[0]),
                    other: value(case[1]),
                    gives: value(case[2]),
                })
                .collect(),
            otherwise: value("?"),
        };
        let ranked = [["a", "b", "b"], ["a", "?", "?"], ["b", "?", "?"]];
        assert_eq!(table(&ranked).first_disagreement(), None);
        // Rock, paper, scissors.
        let circle = [["p", "r", "p"], ["p", "s", "s"], ["r", "s", "r"]];
        let found = table(&circle).first_disagreement().expect("it matters");
        let merge = |a: &Value, b: &Value| table(&circle).merge(a, b);
        let [a, b, c] = &found;
        assert_ne!(merge(&merge(a, b), c), merge(a, &merge(b, c)));
    }
}
