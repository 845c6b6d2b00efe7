//! No file is longer than one idea needs. That no function is, clippy sees (`clippy.toml`).

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::files::{text, under};
use crate::process::Outcome;

/// The most lines of a file.
const MOST: usize = 400;
/// What is written by hand.
const FOLDERS: [&str; 4] = ["crates", "web/src", "web/style", "web/e2e"];
const ENDINGS: [&str; 4] = ["rs", "mjs", "js", "css"];

/// Refuses files that are too long, with the names and lengths of all of them.
pub fn check() -> Outcome {
    let mut long = Vec::new();
    for folder in FOLDERS {
        long.extend(too_long(Path::new(folder))?);
    }
    let lines = long
        .iter()
        .map(|(file, lines)| format!("\n  {} has {lines} lines", file.display()));
    match long.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "a file has at most {MOST} lines; split it by its ideas:{}",
            lines.collect::<String>()
        )),
    }
}

/// The files of a folder that are too long, with their lengths.
fn too_long(folder: &Path) -> Outcome<Vec<(PathBuf, usize)>> {
    let mut long = Vec::new();
    for file in under(folder)? {
        let ending = file.extension().and_then(OsStr::to_str);
        if ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
            let lines = text(&file)?.lines().count();
            if lines > MOST {
                long.push((file, lines));
            }
        }
    }
    long.sort();
    Ok(long)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_too_long_is_found_wherever_it_is() {
        let folder = std::env::temp_dir().join(format!("lengths-{}", std::process::id()));
        let within = folder.join("deep/deeper");
        fs::create_dir_all(&within).expect("a folder");
        let file = |name: &str, lines: usize| {
            let path = within.join(name);
            fs::write(&path, "line\n".repeat(lines)).expect("a file");
            path
        };
        file("fits.rs", MOST);
        file("figures.json", MOST + 1);
        let long = file("long.rs", MOST + 1);
        let found = too_long(&folder).expect("readable");
        fs::remove_dir_all(&folder).expect("removable");
        assert_eq!(found, [(long, MOST + 1)]);
    }
}
