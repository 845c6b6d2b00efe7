//! Texts that several replicas edit: what the text page opens with.

use replicascope_core::LabError;
use replicascope_core::text::TextLab;

use crate::title_in;

/// A text document that comes with the product.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Its name in menus and links.
    pub name: &'static str,
    /// Its text, in a function of its own: a browser fetches those that it opens.
    json: fn() -> &'static str,
}

impl Text {
    /// The document's title, without reading the rest of it.
    pub fn title(&self) -> &'static str {
        title_in((self.json)())
    }

    /// The document.
    ///
    /// # Errors
    /// When the file is not a valid document, which the tests of this crate rule out.
    pub fn lab(&self) -> Result<TextLab, LabError> {
        TextLab::from_json((self.json)())
    }
}

macro_rules! texts {
    ($($name:literal)+) => {
        &[$(Text { name: $name, json: || include_str!(concat!("../texts/", $name, ".json")) }),+]
    };
}

/// Every text document, in the order of teaching; the first one opens with the page.
pub const TEXTS: &[Text] = texts! {
    "two-words" "typing-backwards" "newest-on-top" "tombstone" "delete-and-insert"
    "three-writers" "empty"
};
