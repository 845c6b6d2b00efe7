//! What can be learnt from a run, in sentences: who waits, where the algorithms differ, and which
//! of them mix what was typed apart.

use replicascope_core::text::interleaving::{Split, mixed, splits};
use replicascope_core::text::{Algorithm, CharId, Glyph, TextRun};

use super::words::{counted, listed, quoted, title};

/// Every finding, the most important last.
pub fn findings(run: &TextRun) -> Vec<String> {
    let mut sentences = waiting(run);
    let texts = Algorithm::ALL.map(|algorithm| run.shared(algorithm));
    let [Some(rga), Some(fugue), Some(ot)] = texts else {
        sentences.push("All are offline: everybody has a text of their own.".to_owned());
        return sentences;
    };
    if run.replicas.iter().all(|one| one.online) {
        sentences.push("All replicas hold the same text, under each algorithm.".to_owned());
    }
    let texts = [rga, fugue, ot];
    sentences.extend(compared(&texts));
    let found = Algorithm::ALL.map(|algorithm| splits(run, algorithm));
    let kept: Vec<_> = Algorithm::ALL
        .into_iter()
        .zip(&found)
        .filter(|(_, found)| found.is_empty())
        .map(|(algorithm, _)| title(algorithm))
        .collect();
    for ((algorithm, found), text) in Algorithm::ALL.into_iter().zip(&found).zip(&texts) {
        sentences.extend(mixing(algorithm, found, text));
    }
    if kept.len() == texts.len() {
        sentences.extend(order(&texts));
    } else if !kept.is_empty() {
        let keep = if kept.len() == 1 { "keeps" } else { "keep" };
        sentences.push(format!(
            "{} {keep} each replica's typing together.",
            listed(kept)
        ));
    }
    sentences
}

/// Whether an algorithm mixes what was typed apart.
pub fn mixes(run: &TextRun, algorithm: Algorithm) -> bool {
    !splits(run, algorithm).is_empty()
}

fn waiting(run: &TextRun) -> Vec<String> {
    let offline = run.replicas.iter().filter(|one| !one.online);
    let told = offline.map(|one| match one.waiting() {
        0 => format!("{} is offline.", one.id),
        some => format!(
            "{} is offline with {} that nobody else has.",
            one.id,
            counted(some, "edit")
        ),
    });
    told.collect()
}

/// Which algorithms give which text.
fn compared(texts: &[Vec<Glyph>; 3]) -> Option<String> {
    if texts.iter().all(Vec::is_empty) {
        return None;
    }
    let mut groups: Vec<(&Vec<Glyph>, Vec<&str>)> = Vec::new();
    for (algorithm, text) in Algorithm::ALL.into_iter().zip(texts) {
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(title(algorithm)),
            None => groups.push((text, vec![title(algorithm)])),
        }
    }
    if let [(text, names)] = groups.as_slice() {
        return Some(format!(
            "{} give the same: {}.",
            listed(names),
            written(text)
        ));
    }
    let told = groups.iter().map(|(text, names)| {
        let give = if names.len() == 1 { "gives" } else { "give" };
        format!("{} {give} {}", listed(names), written(text))
    });
    Some(format!("{}.", told.collect::<Vec<_>>().join("; ")))
}

fn written(text: &[Glyph]) -> String {
    quoted(text.iter().map(|glyph| glyph.character))
}

/// Where an algorithm tears apart what was typed side by side.
fn mixing(algorithm: Algorithm, found: &[Split], text: &[Glyph]) -> Option<String> {
    let first = found.first()?;
    let told = |id: CharId| {
        let glyph = text.iter().find(|glyph| glyph.id == id);
        quoted(glyph.map(|glyph| glyph.character))
    };
    let inner = text
        .iter()
        .filter(|glyph| first.between.contains(&glyph.id));
    let between = quoted(inner.map(|glyph| glyph.character));
    let stands = if first.between.len() == 1 {
        "stands"
    } else {
        "stand"
    };
    let others = first.between.iter().map(|id| id.replica);
    let mut others: Vec<_> = others.collect();
    others.sort_unstable();
    others.dedup();
    Some(format!(
        "{} mixes what {} typed: {} of {} {stands} between {} and {}, which {} typed side by side.",
        title(algorithm),
        listed(mixed(found)),
        between,
        listed(others),
        told(first.left),
        told(first.right),
        first.left.replica,
    ))
}

/// Where nothing is mixed and the order still differs: what comes first, and why.
fn order([rga, fugue, ot]: &[Vec<Glyph>; 3]) -> Option<String> {
    let others = [(Algorithm::Fugue, fugue), (Algorithm::Ot, ot)];
    let (algorithm, other) = others.into_iter().find(|(_, text)| *text != rga)?;
    let place = rga.iter().zip(other).position(|(one, two)| one != two)?;
    let (one, two) = (rga[place], other[place]);
    let larger = if one.id > two.id {
        ", the larger id"
    } else {
        ""
    };
    let earlier = if two.id.replica < one.id.replica {
        format!(", since {} comes before {}", two.id.replica, one.id.replica)
    } else {
        String::new()
    };
    Some(format!(
        "Nothing is mixed, but the order differs. Where they part, {} puts {} of {}{larger}, and {} puts {} of {}{earlier}.",
        title(Algorithm::Rga),
        quoted([one.character]),
        one.id,
        title(algorithm),
        quoted([two.character]),
        two.id,
    ))
}
