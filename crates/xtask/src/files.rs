//! Reading and writing files, with errors that name them.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::process::Outcome;

/// What is in a file.
pub fn bytes(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| unusable(file, &error))
}

/// The text of a file.
pub fn text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| unusable(file, &error))
}

/// Writes a text in place of what is there.
pub fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| unusable(file, &error))
}

/// All files in a folder and its folders.
pub fn under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    gather(folder, &mut files).map_err(|error| unusable(folder, &error))?;
    Ok(files)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// A name for what has this content: 16 digits.
pub fn hash(content: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// That a file or a folder cannot be used, and why.
pub fn unusable(file: &Path, error: &io::Error) -> String {
    format!("{} cannot be used: {error}", file.display())
}
