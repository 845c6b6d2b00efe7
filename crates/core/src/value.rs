//! What clients store and what they get back.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The longest text value, in characters.
pub const MAX_TEXT_LENGTH: usize = 40;
/// The largest whole number, either way: what every JSON reader keeps exactly.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// A value that a client writes: a whole number or a short text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// A short text.
    Text(Arc<str>),
}

impl Value {
    /// What somebody typed: a whole number where it reads as one, otherwise the text itself.
    ///
    /// # Errors
    /// Says which bound the text breaks.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(number) => Self::integer(number),
            Err(_) => Self::text(text),
        }
    }

    /// How many bytes a compact encoding takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Integer(_) => size_of::<i64>(),
            Self::Text(text) => text.len(),
        }
    }

    fn integer(number: i64) -> Result<Self, String> {
        if (-MAX_INTEGER..=MAX_INTEGER).contains(&number) {
            return Ok(Self::Integer(number));
        }
        Err(format!(
            "a number lies between -{MAX_INTEGER} and {MAX_INTEGER}"
        ))
    }

    fn text(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("a value is not empty".into());
        }
        if text.chars().count() > MAX_TEXT_LENGTH {
            return Err(format!("a text has at most {MAX_TEXT_LENGTH} characters"));
        }
        if text.chars().any(char::is_control) {
            return Err("a text has no control characters".into());
        }
        Ok(Self::Text(text.into()))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a text")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
                Value::integer(number).map_err(E::custom)
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                Value::integer(number).map_err(E::custom)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
                Value::text(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// What a read returns.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The key has never been written.
    Nothing,
    /// One value.
    Value(Value),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Value(value) => value.fmt(f),
        }
    }
}
