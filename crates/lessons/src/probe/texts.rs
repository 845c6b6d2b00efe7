//! What becomes of a text that several replicas edit.

use replicascope_core::text::interleaving::splits;
use replicascope_core::text::{Algorithm, TextRun};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Question {
    Text(Algorithm),
    Mixed(Algorithm),
}

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        if words.take("text") {
            return algorithm(words).map(Self::Text).map(Some);
        }
        if words.take("mixed") {
            return algorithm(words).map(Self::Mixed).map(Some);
        }
        Ok(None)
    }

    pub(super) fn ask(self, run: &TextRun) -> Result<Finding, ProbeError> {
        let found = match self {
            Self::Text(algorithm) => {
                let text = run.shared(algorithm);
                let text = text.ok_or_else(|| ProbeError::new("all replicas are offline"))?;
                Found::word(text.iter().map(|glyph| glyph.character).collect::<String>())
            }
            Self::Mixed(algorithm) => {
                let mixed = !splits(run, algorithm).is_empty();
                Found::word(if mixed { "yes" } else { "no" })
            }
        };
        Ok(Finding::bare(found))
    }
}

fn algorithm(words: &mut Words) -> Result<Algorithm, ProbeError> {
    let word = words.next("an algorithm: rga, fugue or ot")?;
    match &*word {
        "rga" => Ok(Algorithm::Rga),
        "fugue" => Ok(Algorithm::Fugue),
        "ot" => Ok(Algorithm::Ot),
        _ => Err(ProbeError::new(format!(
            "`{word}` is not an algorithm: use rga, fugue or ot"
        ))),
    }
}
