//! Files that commands are given.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use replicascope_core::Lab;

use crate::command::Failure;

/// The text of a file, or of the standard input where its name is `-`.
pub fn text(path: &Path) -> Result<String, Failure> {
    let read = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| Failure::Input(format!("{}: it cannot be read: {error}", path.display())))
}

/// A document.
pub fn lab(path: &Path) -> Result<Rc<Lab>, Failure> {
    let lab = Lab::from_json(&text(path)?);
    lab.map(Rc::new)
        .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}
