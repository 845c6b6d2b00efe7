//! JSON in: one way to read it, so that every error names its place.

use serde::de::DeserializeOwned;

use super::place::{self, Place};
use super::{LabError, limits};

/// Reads a value from JSON text.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, LabError> {
    if text.len() > limits::DOCUMENT_BYTES {
        let reason = format!(
            "{} bytes of JSON, at most {} are read",
            text.len(),
            limits::DOCUMENT_BYTES
        );
        return Err(LabError::new("$", reason));
    }
    serde_json::from_slice(text).map_err(|error| refusal(text, &error))
}

fn refusal(text: &[u8], error: &serde_json::Error) -> LabError {
    let reason = error.to_string();
    let end = place::offset(text, error.line(), error.column());
    let end = end - usize::from(is_one_too_far(text.split_at(end), error, &reason));
    let place = Place::of(&text[..end]);
    // A field that there is not is named; what stands in the place of a variant is not part of
    // the path.
    let path = place.path(reason.starts_with("unknown field"));
    LabError::new(path, reason)
}

/// Whether the last byte that was read is not of the value that is wrong: the bracket that opens
/// what should not be there, or the sign after a value that was refused once it was read.
fn is_one_too_far((read, rest): (&[u8], &[u8]), error: &serde_json::Error, reason: &str) -> bool {
    let starts = |what: &[&str]| what.iter().any(|what| reason.starts_with(what));
    let is_compound = starts(&["invalid type: sequence", "invalid type: map"]);
    match read.last() {
        // Unless that bracket is still to come.
        Some(b'[' | b'{') => is_compound && !rest.trim_ascii_start().starts_with(b"["),
        Some(b',' | b']' | b'}') => {
            error.is_data() && !is_compound && !starts(&["missing field", "invalid length"])
        }
        _ => false,
    }
}
