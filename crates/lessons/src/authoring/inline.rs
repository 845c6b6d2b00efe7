//! Words with what the engine is asked in them: `{{returns 1}}` becomes what it finds.
//!
//! `{{20 ms = returns 1}}` claims it and is checked; `{{cart-union: value A cart}}` asks another
//! document of the stage than the first.

use super::stage::Stage;
use crate::lesson::Inline;

/// Plain text, with all that is asked in it answered.
pub fn answered(text: &str, stage: &Stage) -> Result<Vec<Inline>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (asked, behind) = after.split_once("}}").ok_or("`{{` is not closed by `}}`")?;
        push_text(&mut parts, before)?;
        parts.push(Inline::Found(found(asked.trim(), stage)?));
        rest = behind;
    }
    push_text(&mut parts, rest)?;
    Ok(parts)
}

fn push_text(parts: &mut Vec<Inline>, text: &str) -> Result<(), String> {
    if text.contains("}}") {
        return Err("`}}` closes nothing".into());
    }
    if let Some(time) = typed_time(text) {
        return Err(format!(
            "`{time}` is typed: ask the engine, with {{{{returns 1}}}} or {{{{{time} = returns 1}}}}"
        ));
    }
    if !text.is_empty() {
        parts.push(Inline::Text(text.to_owned()));
    }
    Ok(())
}

fn found(asked: &str, stage: &Stage) -> Result<String, String> {
    let (claimed, probe) = match asked.split_once('=') {
        Some((claimed, probe)) => (Some(claimed.trim()), probe.trim()),
        None => (None, asked),
    };
    let other = probe.split_once(':');
    let other = other.and_then(|(name, rest)| Some((stage.place(name.trim())?, rest)));
    let (place, probe) = other.unwrap_or((0, probe));
    let found = stage.ask(place, probe.trim())?.found.to_string();
    match claimed {
        Some(claimed) if claimed != found => Err(format!(
            "the text says {claimed}, but the engine finds {found} for `{}`",
            probe.trim()
        )),
        _ => Ok(found),
    }
}

/// A time that nobody checks, such as `20 ms`.
fn typed_time(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| word.starts_with(|one: char| one.is_ascii_digit());
    let is_unit = |word: &str| word.trim_end_matches(|one: char| !one.is_alphanumeric()) == "ms";
    let pair = words
        .windows(2)
        .find(|pair| is_number(pair[0]) && is_unit(pair[1]));
    let alone = words.iter().find(|word| {
        let word = word.trim_end_matches(|one: char| !one.is_alphanumeric());
        is_number(word) && word.ends_with("ms")
    });
    pair.map(|pair| pair.join(" "))
        .or_else(|| alone.map(|word| (*word).to_owned()))
}
