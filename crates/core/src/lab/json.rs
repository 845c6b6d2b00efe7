//! JSON in: one way to read it, so that every error names its place.

use serde::de::DeserializeOwned;

use super::{LabError, limits};

/// Reads a value from JSON text.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, LabError> {
    if text.len() > limits::DOCUMENT_BYTES {
        let reason = format!(
            "{} bytes of JSON, at most {} are read",
            text.len(),
            limits::DOCUMENT_BYTES
        );
        return Err(LabError::new("$", reason));
    }
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(LabError::from)?;
    reader
        .end()
        .map_err(|error| LabError::new("$", error.to_string()))?;
    Ok(value)
}
