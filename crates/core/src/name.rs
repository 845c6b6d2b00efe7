//! Names of messages: short texts, one for every message of a run.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The longest text, in bytes, that is kept in place: with the bounds of documents, nearly every name.
const IN_PLACE: usize = 22;

/// A text that never changes, read as a `&str`; a short one is kept without a heap, since there is one
/// of these for every message of a run.
#[derive(Clone)]
pub struct Name(Kept);

#[derive(Clone)]
enum Kept {
    InPlace { bytes: [u8; IN_PLACE], length: u8 },
    Apart(Arc<str>),
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        let mut bytes = [0; IN_PLACE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Kept::InPlace { bytes, length })
            }
            _ => Self(Kept::Apart(text.into())),
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            // It was copied from a text, whole.
            Kept::InPlace { bytes, length } => {
                str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default()
            }
            Kept::Apart(text) => text,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_text_that_it_was_made_of_however_long() {
        for text in ["", "op3:A>B/update", "é".repeat(40).as_str()] {
            for (end, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let name = Name::from(&text[..end]);
                assert_eq!(*name, text[..end]);
                assert_eq!(name.to_string(), text[..end]);
            }
        }
        assert_eq!(size_of::<Name>(), IN_PLACE + 2);
    }
}
