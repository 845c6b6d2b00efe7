//! What the parts of a text document are called, and what its steps say.

use replicascope_core::ReplicaId;
use replicascope_core::text::{Algorithm, Glyph, TextAct, TextStep};
use replicascope_words::say;

/// What people call an algorithm.
pub fn title(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rga => "RGA",
        Algorithm::Fugue => "Fugue",
        Algorithm::Ot => "OT",
    }
}

/// How it decides, in a sentence.
pub fn about(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rga => say::text::about_rga(),
        Algorithm::Fugue => say::text::about_fugue(),
        Algorithm::Ot => say::text::about_ot(),
    }
}

/// A character as it can be seen.
pub fn visible(character: char) -> String {
    match character {
        ' ' => "␣".to_owned(),
        '\n' => "↵".to_owned(),
        other => other.to_string(),
    }
}

/// A text in quotation marks, shortened when it is long.
pub(super) fn quoted(characters: impl IntoIterator<Item = char>) -> String {
    const MOST: usize = 40;
    let mut text: Vec<char> = characters.into_iter().collect();
    let long = text.len() > MOST;
    if long {
        text.truncate(MOST - 1);
    }
    let end = if long { "…" } else { "" };
    let text: String = text
        .into_iter()
        .map(|one| if one == '\n' { '↵' } else { one })
        .collect();
    say::text::quoted(&format!("{text}{end}"))
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn listed<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => say::text::list_of_two(&some.join(", "), last),
    }
}

/// What happened in a step.
pub fn step(step: &TextStep) -> String {
    let at = step.replica;
    match &step.act {
        TextAct::GoOffline => say::text::goes_offline(&at),
        TextAct::GoOnline => say::text::comes_back(&at),
        TextAct::Type(typing) => {
            let inserted = quoted(typing.insert.chars());
            match (typing.remove.is_empty(), typing.insert.is_empty()) {
                (true, _) => say::text::types(&at, &inserted),
                (false, true) => say::text::deletes(typing.remove.len(), &at),
                (false, false) => say::text::replaces(typing.remove.len(), &at, &inserted),
            }
        }
    }
}

/// The text as stretches of one author each.
pub fn runs(glyphs: &[Glyph]) -> Vec<(ReplicaId, String)> {
    let stretches = glyphs.chunk_by(|one, next| one.id.replica == next.id.replica);
    let run = |stretch: &[Glyph]| {
        let text = stretch.iter().map(|glyph| glyph.character).collect();
        (stretch[0].id.replica, text)
    };
    stretches.map(run).collect()
}
