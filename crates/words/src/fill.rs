//! From a row to what is said: the text in the language that is spoken, with its places filled.

use std::fmt::{Display, Write};

use crate::language::{Language, speaking};
use crate::mirrored;

/// A text without places.
#[inline(never)]
pub fn plain(english: &'static str, german: &'static str) -> &'static str {
    match speaking() {
        Language::English => english,
        Language::German => german,
        Language::Mirrored => mirrored::kept(english),
    }
}

/// The text whose places are to be filled.
#[inline(never)]
pub fn chosen(english: &'static str, german: &'static str) -> &'static str {
    match speaking() {
        Language::German => german,
        Language::English | Language::Mirrored => english,
    }
}

/// A text with something in its places.
#[inline(never)]
pub fn filled(text: &str, places: &[&str], values: &[&dyn Display]) -> String {
    let mirrored = speaking() == Language::Mirrored;
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let value = places.iter().zip(values).find(|(name, _)| **name == place);
        add(&mut said, before, mirrored);
        if let Some((_, value)) = value {
            // What is filled in has a direction of its own. Writing to a text never fails.
            let _ = match mirrored {
                true => write!(said, "\u{2068}{value}\u{2069}"),
                false => write!(said, "{value}"),
            };
        }
        rest = after;
    }
    add(&mut said, rest, mirrored);
    said
}

fn add(said: &mut String, text: &str, mirrored: bool) {
    match mirrored {
        true => said.push_str(&mirrored::written(text)),
        false => said.push_str(text),
    }
}

/// Every text has every place of its row and no other: seen when the row is compiled. A count
/// is the first place, and chooses the text: it need not be told in it.
pub const fn check(texts: &[&str], places: &[&str], tells_first: bool) {
    let mut at = 0;
    while at < texts.len() {
        let mut held = 0;
        let mut place = 0;
        while place < places.len() {
            let found = count(texts[at], places[place]);
            let may_lack = place == 0 && !tells_first;
            assert!(found > 0 || may_lack, "a text lacks a place of its row");
            held += found;
            place += 1;
        }
        assert!(
            held == braces(texts[at]),
            "a text has a place that its row does not name"
        );
        at += 1;
    }
}

/// How often a text has a place.
const fn count(text: &str, place: &str) -> usize {
    let (text, place) = (text.as_bytes(), place.as_bytes());
    let (mut at, mut found) = (0, 0);
    while at + place.len() + 2 <= text.len() {
        if text[at] == b'{' && text[at + place.len() + 1] == b'}' && begins(text, at + 1, place) {
            found += 1;
        }
        at += 1;
    }
    found
}

const fn begins(text: &[u8], from: usize, with: &[u8]) -> bool {
    let mut at = 0;
    while at < with.len() {
        if text[from + at] != with[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn braces(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut at, mut found) = (0, 0);
    while at < text.len() {
        if text[at] == b'{' {
            found += 1;
        }
        at += 1;
    }
    found
}
