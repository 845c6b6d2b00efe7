//! What EDN and JSON have in common.

use std::fmt;

use crate::value::Value;

/// A piece of EDN or JSON.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Datum {
    Nil,
    Integer(i64),
    /// A keyword without its colon, a symbol, or a number that is not whole.
    Name(String),
    Text(String),
    Many(Vec<Datum>),
    Map(Vec<(Datum, Datum)>),
}

impl Datum {
    /// The field of a map with this name.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        let mut pairs = pairs.iter();
        pairs
            .find(|(key, _)| key.name() == Some(name))
            .map(|(_, value)| value)
    }

    /// A keyword, a symbol or a text.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) | Self::Text(name) => Some(name),
            _ => None,
        }
    }

    /// As a value that can be written and read.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Nil => Value::Nothing,
            Self::Integer(number) => Value::Integer(*number),
            Self::Name(name) | Self::Text(name) => Value::text(name),
            Self::Many(items) => Value::Many(items.iter().map(Self::value).collect()),
            Self::Map(_) => Value::text(&self.to_string()),
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nil => f.write_str("nil"),
            Self::Integer(number) => number.fmt(f),
            Self::Name(name) => f.write_str(name),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Many(items) => {
                f.write_str("[")?;
                for (place, item) in items.iter().enumerate() {
                    let space = if place > 0 { " " } else { "" };
                    write!(f, "{space}{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(pairs) => {
                f.write_str("{")?;
                for (place, (key, value)) in pairs.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{key} {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}
