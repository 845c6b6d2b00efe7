//! What a probe finds, where the run shows it, and whether somebody has guessed it.

use std::collections::BTreeSet;
use std::fmt;

use replicascope_core::trace::EventId;
use replicascope_core::{Answer, Micros, Trace, Value};

use super::words::millis;

/// An answer, with the place in the run that shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The answer.
    pub found: Found,
    /// The moment to look at; none: there is no such moment.
    pub at: Option<Micros>,
    /// The event to look at; none: there is no such event.
    pub event: Option<EventId>,
}

/// An answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// A whole number.
    Number(u64),
    /// A moment, or how long something took.
    Time(Micros),
    /// A share of one, to three digits.
    Share(f64),
    /// It never happens.
    Never,
    /// What a replica shows, or a read returned.
    Shown(Answer),
    /// A word or a few.
    Word(String),
}

impl Finding {
    /// An answer that no moment shows.
    pub(super) fn bare(found: Found) -> Self {
        Self {
            found,
            at: None,
            event: None,
        }
    }

    /// An answer that a moment shows.
    pub(super) fn at(found: Found, at: Micros) -> Self {
        Self {
            at: Some(at),
            ..Self::bare(found)
        }
    }

    /// An answer that an event shows.
    pub(super) fn event(found: Found, trace: &Trace, event: EventId) -> Self {
        Self {
            found,
            at: Some(trace.event(event).at),
            event: Some(event),
        }
    }
}

impl Found {
    /// A word.
    pub(super) fn word(word: impl Into<String>) -> Self {
        Self::Word(word.into())
    }

    /// So many.
    pub(super) fn count(count: usize) -> Self {
        Self::Number(count as u64)
    }

    /// When; or never.
    pub(super) fn when(at: Option<Micros>) -> Self {
        at.map_or(Self::Never, Self::Time)
    }

    /// Whether what somebody typed says the same: capitals, blanks, the order within a set and
    /// the unit do not matter.
    pub fn accepts(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let same_words = plain(typed) == plain(&self.to_string());
        same_words
            || match self {
                Self::Number(number) => typed.parse() == Ok(*number),
                Self::Time(time) => {
                    let number = typed.trim_end_matches("ms").trim_end();
                    millis(&number.replace(',', ".")) == Some(*time)
                }
                Self::Share(share) => percent(typed).is_some_and(|typed| close(typed, *share)),
                Self::Shown(answer) => shows(answer, typed),
                Self::Never | Self::Word(_) => false,
            }
    }
}

/// Letters and digits alone, in small letters.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|one| !one.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

/// A share written as `0.444`, `.444`, `44.4 %`.
fn percent(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(number) => number
            .trim_end()
            .replace(',', ".")
            .parse()
            .ok()
            .map(|share: f64| share / 100.0),
        None => text.replace(',', ".").parse().ok(),
    }
}

/// To half a percent: three digits, or a whole number of percent.
fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.005
}

fn shows(answer: &Answer, typed: &str) -> bool {
    let value = |text: &str| Value::parse(text.trim()).ok();
    match answer {
        Answer::Siblings(values) => {
            let bar = typed.replace(" and ", "|");
            let typed: Option<BTreeSet<_>> = bar.split('|').map(value).collect();
            typed.as_ref() == Some(values)
        }
        Answer::Value(Value::Set(_)) => {
            let inside = typed.trim_start_matches('{').trim_end_matches('}');
            value(&format!("{{{inside}}}")).map(Answer::Value).as_ref() == Some(answer)
        }
        Answer::Value(one) => value(typed).as_ref() == Some(one),
        Answer::Nothing => ["", "none", "empty"].contains(&&*plain(typed)),
        Answer::Flag(_) | Answer::Map(_) => false,
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Share(share) => write!(f, "{share:.3}"),
            Self::Never => f.write_str("never"),
            Self::Shown(answer) => answer.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}
