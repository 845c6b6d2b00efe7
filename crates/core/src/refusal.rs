//! What is wrong with a document or an edit, and where.

use std::fmt;

use crate::time::Micros;

/// A refusal: nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LabError {
    path: String,
    reason: String,
}

impl LabError {
    /// `path` is a JSON path such as `$.script[2].at_us`.
    pub(crate) fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }

    /// The same of a document that is a field of something else.
    pub(crate) fn within(self, field: &str) -> Self {
        let rest = self.path.trim_start_matches('$');
        Self::new(format!("$.{field}{rest}"), self.reason)
    }

    /// The JSON path of the part that is wrong.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for LabError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for LabError {}

/// Refuses a period, a latency or another length of time that is out of bounds.
pub(crate) fn between(
    path: &str,
    time: Micros,
    (least, most): (Micros, Micros),
) -> Result<(), LabError> {
    if (least..=most).contains(&time) {
        return Ok(());
    }
    Err(LabError::new(
        path,
        format!(
            "{} µs is out of bounds: {} to {} µs",
            time.0, least.0, most.0
        ),
    ))
}

/// Refuses a number of things that is out of bounds.
pub(crate) fn count(
    path: &str,
    count: usize,
    (least, most): (usize, usize),
) -> Result<(), LabError> {
    if (least..=most).contains(&count) {
        return Ok(());
    }
    let reason = format!("{count} is out of bounds: {least} to {most}");
    Err(LabError::new(path, reason))
}
