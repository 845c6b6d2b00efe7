//! What clients store and what they get back.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// The longest text value, in characters.
pub const MAX_TEXT_LENGTH: usize = 40;
/// The largest whole number, either way: what every JSON reader keeps exactly.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// The most elements of a set that a client writes whole.
pub const MAX_ELEMENTS: usize = 32;

/// A value that a client writes: a whole number, a short text, or a set of these.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// A short text.
    Text(Rc<str>),
    /// A set of numbers and texts, such as a cart that is written whole.
    Set(Rc<BTreeSet<Value>>),
}

impl Ord for Value {
    /// Numbers, then texts, then sets. Two numbers are compared without a call: sets look for their
    /// elements so, which is much of what an update of a large one costs.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(mine), Self::Integer(theirs)) => mine.cmp(theirs),
            _ => self.cmp_unless_numbers(other),
        }
    }
}

impl PartialOrd for Value {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Value {
    /// Their order, unless both are numbers.
    fn cmp_unless_numbers(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(mine), Self::Text(theirs)) => mine.cmp(theirs),
            (Self::Set(mine), Self::Set(theirs)) => mine.cmp(theirs),
            (Self::Integer(_), _) | (Self::Text(_), Self::Set(_)) => Ordering::Less,
            _ => Ordering::Greater,
        }
    }

    /// What somebody typed: a set where it is in braces, a whole number where it reads as one,
    /// otherwise the text itself.
    ///
    /// # Errors
    /// Says which bound the text breaks.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inside = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        if let Some(inside) = inside {
            let parts = inside.split(',').map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            return Self::set(parts.map(Self::parse).collect::<Result<_, _>>()?);
        }
        match text.parse() {
            Ok(number) => Self::integer(number),
            Err(_) => Self::text(text),
        }
    }

    /// Whether it is a number or a text: what sets hold.
    pub fn is_element(&self) -> bool {
        !matches!(self, Self::Set(_))
    }

    /// What a set holds; what is no set is a set of itself alone.
    pub fn elements(&self) -> BTreeSet<Self> {
        match self {
            Self::Set(elements) => BTreeSet::clone(elements),
            one => BTreeSet::from([one.clone()]),
        }
    }

    /// Whether it is, or holds, this element.
    pub fn contains(&self, element: &Self) -> bool {
        match self {
            Self::Set(elements) => elements.contains(element),
            one => one == element,
        }
    }

    /// How many bytes a compact encoding takes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Integer(_) => size_of::<i64>(),
            Self::Text(text) => text.len(),
            Self::Set(elements) => elements.iter().map(Self::bytes).sum(),
        }
    }

    fn set(elements: BTreeSet<Self>) -> Result<Self, String> {
        if elements.len() > MAX_ELEMENTS {
            return Err(format!("a set has at most {MAX_ELEMENTS} elements"));
        }
        if !elements.iter().all(Self::is_element) {
            return Err("a set holds numbers and texts, not sets".into());
        }
        Ok(Self::Set(elements.into()))
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
            Self::Set(elements) => in_braces(f, elements.iter()),
        }
    }
}

/// As the field writes sets: `{book, tv}`.
fn in_braces(f: &mut fmt::Formatter<'_>, items: impl Iterator<Item: fmt::Display>) -> fmt::Result {
    f.write_str("{")?;
    for (place, item) in items.enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(f, "{comma}{item}")?;
    }
    f.write_str("}")
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text or a list of these")
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

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
                let mut elements = BTreeSet::new();
                while let Some(element) = items.next_element::<Element>()? {
                    elements.insert(element.0);
                    if elements.len() > MAX_ELEMENTS {
                        break;
                    }
                }
                Value::set(elements).map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// A number or a text: reading it never goes deeper.
struct Element(Value);

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged, expecting = "a set holds whole numbers and texts")]
        enum Raw {
            Integer(i64),
            Text(String),
        }
        let value = match Raw::deserialize(deserializer)? {
            Raw::Integer(number) => Value::integer(number),
            Raw::Text(text) => Value::text(&text),
        };
        value.map(Self).map_err(D::Error::custom)
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
    /// Several values, written concurrently: siblings, for the application to resolve.
    Siblings(BTreeSet<Value>),
    /// A flag.
    Flag(bool),
    /// A map.
    Map(#[serde(serialize_with = "as_pairs")] BTreeMap<Value, Answer>),
}

/// Maps whose keys may be numbers and texts at once, as JSON: a list of pairs.
pub(crate) fn as_pairs<K: Serialize, V: Serialize, S: serde::Serializer>(
    map: &BTreeMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(map)
}

impl Answer {
    /// A set.
    pub(crate) fn set<'a>(elements: impl Iterator<Item = &'a Value>) -> Self {
        Self::Value(Value::Set(Rc::new(elements.cloned().collect())))
    }

    /// A number; the bounds on operations and on the script keep counters far from the ends.
    pub(crate) fn number(number: i128) -> Self {
        let end = if number < 0 { i64::MIN } else { i64::MAX };
        Self::Value(Value::Integer(i64::try_from(number).unwrap_or(end)))
    }

    /// How many bytes a compact encoding takes: what a reader is after.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Value(value) => value.bytes(),
            Self::Siblings(values) => values.iter().map(Value::bytes).sum(),
            Self::Flag(_) => 1,
            Self::Map(entries) => {
                let entries = entries.iter();
                entries
                    .map(|(key, value)| key.bytes() + value.bytes())
                    .sum()
            }
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Value(value) => value.fmt(f),
            Self::Siblings(values) => {
                for (place, value) in values.iter().enumerate() {
                    let bar = if place == 0 { "" } else { " | " };
                    write!(f, "{bar}{value}")?;
                }
                Ok(())
            }
            Self::Flag(true) => f.write_str("on"),
            Self::Flag(false) => f.write_str("off"),
            Self::Map(entries) => {
                let entries = entries.iter();
                in_braces(f, entries.map(|(key, value)| format!("{key}: {value}")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_before_texts_and_texts_before_sets() {
        let ordered = ["-2", "10", "a", "b", "{}", "{10, a}", "{a}"];
        let ordered = ordered.map(|text| Value::parse(text).expect("a value"));
        for (place, one) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                let expected = place.cmp(&other_place);
                assert_eq!(one.cmp(other), expected, "{one} and {other}");
            }
        }
    }
}
