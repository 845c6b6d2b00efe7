//! Documents of the page *Text*, and their links.

use replicascope_core::text::{Algorithm, SharedText, TextLab, TextRun};

use super::relinked;
use crate::change::{Chance, json, text};

/// A document is refused with a place in it, or it runs under every algorithm.
pub(super) fn text(input: &str) -> bool {
    let read = TextLab::from_json(input);
    match &read {
        Ok(lab) => {
            play(lab);
            assert_eq!(TextLab::from_json(&lab.to_json()).as_ref(), Ok(lab));
        }
        Err(error) => assert!(error.path().starts_with('$'), "{error}"),
    }
    read.is_ok()
}

fn play(lab: &TextLab) {
    let steps = lab.steps.len();
    for shown in [0, steps / 2, steps] {
        let run = TextRun::of(lab, shown).expect("what is valid runs");
        for algorithm in Algorithm::ALL {
            let _ = run.shared(algorithm);
        }
    }
}

/// A link is refused, or it opens what is written again as a link that opens the same.
pub(super) fn link(input: &str) -> bool {
    let opened = SharedText::from_link(input);
    if let Ok(shared) = &opened {
        let again = SharedText::from_link(&shared.to_link());
        assert_eq!(again.as_ref(), Ok(shared));
    }
    opened.is_ok()
}

/// A document put into a link, once changed before and once changed after.
pub(super) fn change_link(sample: &str, others: &[String], chance: &mut Chance) -> String {
    let wrapped = |text: &str| relinked(&format!(r#"{{"steps":3,"text":{text}}}"#));
    if chance.one_in(2) {
        wrapped(&json::changed(sample, others, chance))
    } else {
        let links: Vec<String> = others.iter().map(|other| wrapped(other)).collect();
        text::changed(&wrapped(sample), &links, chance)
    }
}
