//! The document of the text page: who typed what, and who was offline meanwhile.
//!
//! It holds what people did and nothing about algorithms, so that each can be run on the very
//! same keystrokes. Characters are named by their [ids](CharId), which do not depend on the
//! algorithm either: places do, as soon as two algorithms order one text differently.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::id::CharId;
use super::run::TextRun;
use crate::ids::ReplicaId;
use crate::lab::{Document, FORMAT_VERSION, json, limits as lab_limits};
use crate::refusal::{LabError, count};

/// The bounds of a text document.
pub mod limits {
    /// The fewest and most replicas.
    pub const REPLICAS: (usize, usize) = (2, 3);
    /// Steps.
    pub const STEPS: usize = 2_000;
    /// Characters typed in all steps together.
    pub const CHARACTERS: usize = 4_000;
}

/// A text that several replicas edit.
///
/// Values of this type that come from outside go through [`TextLab::from_json`] or
/// [`TextLab::validate`].
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextLab {
    /// Always [`FORMAT_VERSION`].
    pub version: u32,
    /// A short name.
    pub title: String,
    /// One sentence that says what to try.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prompt: String,
    /// The replicas, `A` first. All are online at first.
    pub replicas: Vec<ReplicaId>,
    /// What happened, in this order. Replicas that are online exchange everything after each.
    #[serde(default)]
    pub steps: Vec<TextStep>,
}

/// One thing that happened at one replica.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStep {
    /// Where.
    pub replica: ReplicaId,
    /// What.
    pub act: TextAct,
}

/// What can happen at a replica.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextAct {
    /// Somebody typed.
    Type(Typing),
    /// The replica exchanges nothing from here on.
    GoOffline,
    /// It exchanges again, first of all what waits.
    GoOnline,
}

/// What one input does to a text: it removes characters, and then inserts others.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// The characters that are deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<CharId>,
    /// The character after which text is inserted; absent: at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<CharId>,
    /// What is inserted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub insert: String,
}

/// A change of the document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEdit {
    /// Something more happens, after everything else.
    Do(TextStep),
    /// Only so many of the steps are kept.
    Keep(usize),
    /// One more replica, or without the last: there are so many.
    SetReplicas(usize),
}

impl TextLab {
    /// Reads a document.
    ///
    /// # Errors
    /// Names the JSON path of the first thing that is wrong, and the reason.
    pub fn from_json(text: &str) -> Result<Self, LabError> {
        let lab: Self = json::read(text.as_bytes())?;
        lab.validate()?;
        Ok(lab)
    }

    /// The document as JSON.
    pub fn to_json(&self) -> String {
        // Serialising plain data into memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Checks bounds, and that every step is possible where it stands.
    ///
    /// # Errors
    /// Names the JSON path of the first thing that is wrong, and the reason.
    pub fn validate(&self) -> Result<(), LabError> {
        if self.version != FORMAT_VERSION {
            let reason = format!("this build reads version {FORMAT_VERSION}");
            return Err(LabError::new("$.version", reason));
        }
        for (path, text, most) in [
            ("$.title", &self.title, lab_limits::TITLE),
            ("$.prompt", &self.prompt, lab_limits::PROMPT),
        ] {
            count(path, text.chars().count(), (0, most))?;
        }
        count("$.replicas", self.replicas.len(), limits::REPLICAS)?;
        if !self
            .replicas
            .iter()
            .copied()
            .eq(ReplicaId::all().take(self.replicas.len()))
        {
            return Err(LabError::new("$.replicas", "these are A, B and then C"));
        }
        count("$.steps", self.steps.len(), (0, limits::STEPS))?;
        let mut typed = 0;
        for (index, step) in self.steps.iter().enumerate() {
            let path = format!("$.steps[{index}]");
            if !self.replicas.contains(&step.replica) {
                let reason = format!("there is no replica {}", step.replica);
                return Err(LabError::new(format!("{path}.replica"), reason));
            }
            if let TextAct::Type(typing) = &step.act {
                typed += typing.insert.chars().count();
                typing.check(&format!("{path}.act.type"), typed)?;
            }
        }
        TextRun::of(self, self.steps.len()).map(|_| ())
    }
}

impl Typing {
    fn check(&self, path: &str, typed: usize) -> Result<(), LabError> {
        let insert = format!("{path}.insert");
        if typed > limits::CHARACTERS {
            let reason = format!("at most {} characters are typed in all", limits::CHARACTERS);
            return Err(LabError::new(insert, reason));
        }
        if self
            .insert
            .chars()
            .any(|one| one.is_control() && one != '\n')
        {
            return Err(LabError::new(insert, "no control characters but line ends"));
        }
        if self.insert.is_empty() && self.remove.is_empty() {
            return Err(LabError::new(path, "neither removes nor inserts anything"));
        }
        let distinct: BTreeSet<_> = self.remove.iter().collect();
        if distinct.len() < self.remove.len() {
            return Err(LabError::new(
                format!("{path}.remove"),
                "names a character twice",
            ));
        }
        Ok(())
    }
}

impl Document for TextLab {
    type Edit = TextEdit;

    fn edited(&self, edit: &TextEdit) -> Result<Self, LabError> {
        let mut lab = self.clone();
        match edit {
            TextEdit::Do(step) => lab.steps.push(step.clone()),
            TextEdit::Keep(steps) => lab.steps.truncate(*steps),
            TextEdit::SetReplicas(many) => {
                lab.replicas = ReplicaId::all().take(*many).collect();
            }
        }
        lab.validate()?;
        Ok(lab)
    }

    fn weight(&self) -> usize {
        self.steps.len()
    }
}
