//! What the value of a parameter says; none: it is no such value.

use replicascope_core::Micros;

use super::USUAL_SPEED;

/// The slowest and the fastest.
pub const SPEEDS: (f64, f64) = (0.05, 25.0);
/// The latest moment that an address may name, in milliseconds.
pub const LATEST: f64 = 600_000.0;
/// So much of a value is quoted when it is not understood.
const QUOTED: usize = 40;

pub fn flag(value: &str) -> Option<bool> {
    match value {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// Words with commas between them; an empty list is one, too.
pub fn list<T: PartialEq>(value: &str, of: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut all = Vec::new();
    for word in value
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let one = of(word)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Some(all)
}

/// Names of lessons are names of files, too.
pub fn is_name(value: &str) -> bool {
    let allowed =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    (1..=60).contains(&value.len()) && value.chars().all(allowed)
}

pub fn is_language(value: &str) -> bool {
    let part =
        |part: &str| (1..=8).contains(&part.len()) && part.chars().all(char::is_alphanumeric);
    value.split('-').all(part)
}

/// Milliseconds, as whole microseconds.
pub fn millis(value: &str) -> Option<Micros> {
    let at: f64 = value.parse().ok()?;
    within(at, (0.0, LATEST)).map(|at| Micros(whole(at * 1000.0)))
}

pub fn speed(value: &str) -> Option<u32> {
    let speed = within(value.parse().ok()?, SPEEDS)?;
    u32::try_from(whole(speed * f64::from(USUAL_SPEED))).ok()
}

fn within(value: f64, (least, most): (f64, f64)) -> Option<f64> {
    (least..=most).contains(&value).then_some(value)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the bounds above"
)]
fn whole(value: f64) -> u64 {
    value.round() as u64
}

pub fn motion(value: &str) -> Option<bool> {
    match value {
        "auto" => Some(false),
        "reduce" => Some(true),
        _ => None,
    }
}

/// A scheme and a host, perhaps with a port; `null` is the origin of those that have none.
pub fn origin(value: &str) -> Option<String> {
    let secure = value.strip_prefix("https://");
    let host = secure.or_else(|| value.strip_prefix("http://"));
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    let is_host = |host: &str| (1..=255).contains(&host.len()) && host.chars().all(allowed);
    (value == "null" || host.is_some_and(is_host)).then(|| value.to_ascii_lowercase())
}

/// The beginning of a value.
pub fn quoted(value: &str) -> String {
    let mut letters = value.chars();
    let begin: String = letters.by_ref().take(QUOTED).collect();
    match letters.next() {
        Some(_) => format!("{begin}…"),
        None => begin,
    }
}

/// Text of an address: `%20` and `+` are spaces.
pub fn decoded(text: &str) -> String {
    let (bytes, mut plain, mut at) = (text.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let coded = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let coded = coded.and_then(|two| std::str::from_utf8(two).ok());
        let coded = coded.and_then(|two| u8::from_str_radix(two, 16).ok());
        plain.push(match (byte, coded) {
            (_, Some(coded)) => coded,
            (b'+', None) => b' ',
            (byte, None) => *byte,
        });
        at += if coded.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}
