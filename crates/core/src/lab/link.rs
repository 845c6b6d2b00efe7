//! A document as part of a web address: JSON, deflated, in URL-safe base64, with a version.
//!
//! The format is `1.` followed by base64url without padding of a zlib stream that holds
//! `{"t": playhead in µs, "lab": document}`. Its checksum is what tells a damaged link from one
//! that means another document.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Lab, LabError, limits};
use crate::time::Micros;

/// The longest link that is read, in bytes; also what browsers and mail programs bear.
pub const MAX_LINK_LENGTH: usize = 1 << 20;

const PREFIX: &str = "1.";
/// Smallest result; documents are small enough that the time does not matter.
const DEFLATE_LEVEL: u8 = 9;

/// What a link holds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedLab {
    /// Where the playhead stands.
    #[serde(rename = "t")]
    pub playhead: Micros,
    /// The document.
    pub lab: Lab,
}

/// Why a link does not open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It does not begin with a version that this build reads.
    Version,
    /// It is longer than [`MAX_LINK_LENGTH`], or holds more than a document may.
    TooLong,
    /// Part of it is missing or changed.
    Damaged,
    /// It holds a document that is refused.
    Lab(LabError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => f.write_str("it is not of a kind that this version reads"),
            Self::TooLong => f.write_str("it is too long"),
            Self::Damaged => f.write_str("part of it is missing or changed"),
            Self::Lab(error) => write!(f, "its document is not valid at {error}"),
        }
    }
}

impl std::error::Error for LinkError {}

impl SharedLab {
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
        let valid = shared.lab.validate();
        valid.map_err(|error| LinkError::Lab(error.within("lab")))?;
        Ok(shared)
    }
}

/// The text of a link that holds this.
pub(crate) fn pack(shared: &impl Serialize) -> String {
    // Serialising plain data into memory cannot fail.
    let json = serde_json::to_vec(shared).unwrap_or_default();
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&json, DEFLATE_LEVEL);
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(packed))
}

/// What a link holds; its bounds and its shape are checked, and nothing else.
pub(crate) fn unpack<T: DeserializeOwned>(link: &str) -> Result<T, LinkError> {
    if link.len() > MAX_LINK_LENGTH {
        return Err(LinkError::TooLong);
    }
    let body = link.strip_prefix(PREFIX).ok_or(LinkError::Version)?;
    let packed = URL_SAFE_NO_PAD
        .decode(body)
        .map_err(|_| LinkError::Damaged)?;
    let limit = limits::DOCUMENT_BYTES;
    let json = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, limit).map_err(
        |error| match error.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LinkError::TooLong,
            _ => LinkError::Damaged,
        },
    )?;
    super::json::read(&json).map_err(LinkError::Lab)
}
