//! What clients write and what they get back, in whatever system a history comes from.

use std::fmt;
use std::rc::Rc;

/// A value in a history.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Value {
    /// Nothing: never written, or deleted.
    Nothing,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(Rc<str>),
    /// Several values: in order in a list, sorted in a set.
    Many(Rc<[Value]>),
}

impl Value {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// The values of a set: sorted, each once.
    pub fn set(values: impl IntoIterator<Item = Self>) -> Self {
        let mut values: Vec<Self> = values.into_iter().collect();
        values.sort();
        values.dedup();
        Self::Many(values.into())
    }

    /// The values that it is made of; none for a value that is not several.
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::Many(values) => values,
            _ => &[],
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Integer(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Many(values) => {
                f.write_str("[")?;
                for (place, value) in values.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
        }
    }
}
