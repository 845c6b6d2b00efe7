//! A text document as part of a web address, in the form that a [`Lab`](crate::Lab)'s link has.

use serde::{Deserialize, Serialize};

use super::document::TextLab;
use crate::lab::LinkError;
use crate::lab::link::{pack, unpack};

/// What a link holds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedText {
    /// After how many steps the texts are shown.
    pub steps: usize,
    /// The document.
    pub text: TextLab,
}

impl SharedText {
    /// Writes the text of a link.
    pub fn to_link(&self) -> String {
        pack(self)
    }

    /// Reads the text of a link.
    ///
    /// # Errors
    /// See [`LinkError`].
    pub fn from_link(link: &str) -> Result<Self, LinkError> {
        let shared: Self = unpack(link)?;
        let valid = shared.text.validate();
        valid.map_err(|error| LinkError::Lab(error.within("text")))?;
        Ok(shared)
    }
}
