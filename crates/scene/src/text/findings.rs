//! What can be learnt from a run, in sentences: who waits, where the algorithms differ, and which
//! of them mix what was typed apart.

use replicascope_core::text::interleaving::{Split, mixed, splits};
use replicascope_core::text::{Algorithm, CharId, Glyph, TextRun};
use replicascope_words::say;

use super::words::{listed, quoted, title};

/// Every finding, the most important last.
pub fn findings(run: &TextRun) -> Vec<String> {
    let mut sentences = waiting(run);
    let texts = Algorithm::ALL.map(|algorithm| run.shared(algorithm));
    let [Some(rga), Some(fugue), Some(ot)] = texts else {
        sentences.push(say::text::all_offline().to_owned());
        return sentences;
    };
    if run.replicas.iter().all(|one| one.online) {
        sentences.push(say::text::all_the_same().to_owned());
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
        sentences.push(say::text::keeps_together(kept.len(), &listed(kept)));
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
        0 => say::text::is_offline(&one.id),
        some => say::text::offline_with(some, &one.id),
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
        return Some(say::text::give_same(&listed(names), &written(text)));
    }
    let told = groups
        .iter()
        .map(|(text, names)| say::text::gives(names.len(), &listed(names), &written(text)));
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
    let others = first.between.iter().map(|id| id.replica);
    let mut others: Vec<_> = others.collect();
    others.sort_unstable();
    others.dedup();
    Some(say::text::mixes(
        first.between.len(),
        &title(algorithm),
        &listed(mixed(found)),
        &between,
        &listed(others),
        &told(first.left),
        &told(first.right),
        &first.left.replica,
    ))
}

/// Where nothing is mixed and the order still differs: what comes first, and why.
fn order([rga, fugue, ot]: &[Vec<Glyph>; 3]) -> Option<String> {
    let others = [(Algorithm::Fugue, fugue), (Algorithm::Ot, ot)];
    let (algorithm, other) = others.into_iter().find(|(_, text)| *text != rga)?;
    let place = rga.iter().zip(other).position(|(one, two)| one != two)?;
    let (one, two) = (rga[place], other[place]);
    let (rga, quoted_one) = (title(Algorithm::Rga), quoted([one.character]));
    let first = match one.id > two.id {
        true => say::text::puts_larger(&rga, &quoted_one, &one.id),
        false => say::text::puts(&rga, &quoted_one, &one.id),
    };
    let (name, quoted_two) = (title(algorithm), quoted([two.character]));
    let (earlier, later) = (two.id.replica, one.id.replica);
    let second = match earlier < later {
        true => say::text::puts_earlier(&name, &quoted_two, &two.id, &earlier, &later),
        false => say::text::puts(&name, &quoted_two, &two.id),
    };
    Some(say::text::order_differs(&first, &second))
}
