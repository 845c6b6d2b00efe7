//! Lets the page work without a network: the list of its files goes into web/offline.js, which keeps
//! them, and the page is told of it. A page that trunk serves knows nothing of it.

use std::path::Path;

use crate::files::{bytes, hash, text, under, write as write_text};
use crate::process::Outcome;

const SCRIPT: &str = "offline.js";
/// In that file: the list before anything is in it.
const LIST: &str = "const FILES = {};";
/// In the page: the script that starts it.
const STARTS: &str = " data-program=\"";

/// Writes the script. Every other file of dist/ must be there already; those named are not kept.
pub fn write(dist: &Path, but: &[&str]) -> Outcome {
    let page = dist.join("index.html");
    let html = text(&page)?;
    let told = html.replacen(STARTS, &format!(" data-offline=\"./{SCRIPT}\"{STARTS}"), 1);
    if told == html {
        return Err("the page has no script that starts it".into());
    }
    write_text(&page, &told)?;

    let mut files = Vec::new();
    for file in under(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        if name == SCRIPT || but.contains(&&*name) {
            continue;
        }
        files.push((name, hash(bytes(&file)?)));
    }
    files.sort();
    let script = text(Path::new("web").join(SCRIPT).as_path())?;
    write_text(&dist.join(SCRIPT), &filled(&script, &files)?)
}

fn filled(script: &str, files: &[(String, String)]) -> Outcome<String> {
    if script.matches(LIST).count() != 1 {
        return Err(format!("web/{SCRIPT} has no place for the list"));
    }
    let lines = files
        .iter()
        .map(|(name, hash)| format!("  \"{name}\": \"{hash}\",\n"));
    let list = format!("const FILES = {{\n{}}};", lines.collect::<String>());
    Ok(script.replace(LIST, &list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_another_version() {
        let list = |content: &[u8]| filled(LIST, &[("a.js".to_owned(), hash(content))]);
        assert_eq!(list(b"one"), list(b"one"));
        assert_ne!(list(b"one"), list(b"two"));
        assert!(filled("const FILES = [];", &[]).is_err());
    }

    #[test]
    fn the_script_has_a_place_for_the_list() {
        let script = include_str!("../../../web/offline.js");
        assert!(filled(script, &[]).is_ok());
    }
}
