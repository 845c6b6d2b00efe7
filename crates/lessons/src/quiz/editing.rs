//! What becomes of words that several people typed at one place.

use std::collections::BTreeMap;

use replicascope_core::text::{Algorithm, TextLab, TextRun};

use super::{Dice, Fact, Made, Picture};

const WORDS: [&str; 6] = ["one", "two", "red", "sun", "fig", "sky"];
const NAMES: [&str; 3] = ["first", "second", "third"];

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    // What each replica types at the start, and how many characters it had typed and taken back.
    let mut typed: Vec<(&str, u32)> = vec![("Hello", 0), ("World", 0)];
    if let Some(dice) = dice {
        let mut words = WORDS;
        dice.shuffle(&mut words);
        typed = words
            .iter()
            .take(3)
            .map(|word| (*word, dice.within(0..=2)))
            .collect();
    }
    let lab = lab(&typed)?;
    let run = TextRun::of(&lab, lab.steps.len()).map_err(|error| error.to_string())?;
    let text = |algorithm| -> Result<String, String> {
        let glyphs = run.shared(algorithm).ok_or("all replicas are offline")?;
        Ok(glyphs.iter().map(|glyph| glyph.character).collect())
    };
    let (rga, ot) = (text(Algorithm::Rga)?, text(Algorithm::Ot)?);
    let forwards: String = typed.iter().map(|(word, _)| *word).collect();
    let backwards: String = typed.iter().rev().map(|(word, _)| *word).collect();
    let longest = typed
        .iter()
        .map(|(word, _)| word.len())
        .max()
        .unwrap_or_default();
    let letters = (0..longest).flat_map(|at| {
        typed
            .iter()
            .filter_map(move |(word, _)| word.chars().nth(at))
    });
    let mixed: String = letters.collect();
    let mut facts = BTreeMap::from([
        ("forwards", Fact::True(ot == forwards)),
        ("backwards", Fact::True(ot == backwards)),
        ("mixed", Fact::True(ot == mixed)),
        ("only", Fact::True(ot == typed[0].0)),
    ]);
    for (name, (word, _)) in NAMES.into_iter().zip(&typed) {
        let found = rga.find(word).ok_or("a word is not in one piece")?;
        facts.insert(name, Fact::Number(i64::try_from(found).unwrap_or(i64::MAX)));
    }
    let mut words = BTreeMap::from([
        ("list", told(&typed)),
        ("rga", rga),
        ("ot", ot),
        ("forwards", forwards),
        ("backwards", backwards),
        ("mixed", mixed),
    ]);
    for (name, (word, _)) in NAMES.into_iter().zip(&typed) {
        words.insert(name, (*word).to_owned());
    }
    Ok(Made {
        words,
        facts,
        picture: Picture::Text(Box::new(lab)),
    })
}

/// Who types what, and from which id on.
fn told(typed: &[(&str, u32)]) -> String {
    let all = ['A', 'B', 'C'].into_iter().zip(typed);
    let told = all.map(|(letter, (word, back))| {
        let id = format!("{letter}{}", back + 1);
        match back {
            0 => format!("{letter} types “{word}”, from `{id}` on"),
            1 => format!("{letter} types a letter and deletes it, then “{word}”, from `{id}` on"),
            _ => format!(
                "{letter} types {back} letters and deletes them, then “{word}”, from `{id}` on"
            ),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Everybody types at the start while offline, and then goes online, in the order of the replicas.
fn lab(typed: &[(&str, u32)]) -> Result<TextLab, String> {
    let letters = ["A", "B", "C"];
    let step = |replica: &str, act: &str| format!(r#"{{"replica":"{replica}","act":{act}}}"#);
    let all = || letters.into_iter().zip(typed);
    let mut steps: Vec<String> = all().map(|(at, _)| step(at, r#""go_offline""#)).collect();
    for (at, (word, back)) in all() {
        for nth in 1..=*back {
            steps.push(step(at, r#"{"type":{"insert":"x"}}"#));
            steps.push(step(
                at,
                &format!(r#"{{"type":{{"remove":["{at}{nth}"]}}}}"#),
            ));
        }
        steps.push(step(at, &format!(r#"{{"type":{{"insert":"{word}"}}}}"#)));
    }
    steps.extend(all().map(|(at, _)| step(at, r#""go_online""#)));
    let names: Vec<String> = all().map(|(at, _)| format!("\"{at}\"")).collect();
    let json = format!(
        r#"{{"version":1,"title":"Words at one place","replicas":[{}],"steps":[{}]}}"#,
        names.join(","),
        steps.join(",")
    );
    TextLab::from_json(&json).map_err(|error| error.to_string())
}
