//! Parts the program in dist/, so that the first picture waits for no more than it needs:
//! crates/split says how. What the first pictures need is seen by playing them, in a browser.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::chromium;
use crate::files::{bytes, hash, text, unusable, write};
use crate::paths;
use crate::process::{Outcome, command, run};

/// In the page, before its address of the program's wasm.
const WASM: &str = "data-wasm=\"";
/// In the generated script: where it lists what it gives to the wasm…
const IMPORTS: &str = "\"./replicascope-web_bg.js\": import0,";
/// …and what is added there.
const LOAD: &str = "\"parts\": loaders(() => wasm),";
/// How many parts there are: one for each first picture that `web/first.mjs` plays, and the rest.
const PARTS: usize = 5;
/// The program as the linker wrote it: `web/build.rs` has it note where data is.
const LINKED: &str = "target/wasm32-unknown-unknown/release/replicascope-web.wasm";

/// Takes from the program what compilers and the linker noted about it, long names included.
pub fn strip(dist: &Path) -> Outcome {
    let wasm = wasm(dist, &text(&dist.join("index.html"))?)?;
    splitter(&[
        OsStr::new("strip"),
        wasm.as_os_str(),
        script_of(&wasm).as_os_str(),
    ])
}

/// The generated script of the program.
fn script_of(wasm: &Path) -> PathBuf {
    PathBuf::from(wasm.to_string_lossy().replace("_bg.wasm", ".js"))
}

fn wasm(dist: &Path, html: &str) -> Outcome<PathBuf> {
    let name = attribute(html, WASM).ok_or("the page names no wasm")?;
    Ok(dist.join(name))
}

/// Replaces the program by its parts.
pub fn split(dist: &Path) -> Outcome {
    let page = dist.join("index.html");
    let html = text(&page)?;
    let wasm = wasm(dist, &html)?;
    let first = scratch("first.wasm")?;
    let others: Vec<PathBuf> = (2..=PARTS)
        .map(|number| {
            wasm.to_string_lossy()
                .replace("_bg.wasm", &format!("_{number}.wasm"))
        })
        .map(PathBuf::from)
        .collect();
    let ran = ran(dist, &wasm)?;
    let linked = paths::root().join(LINKED);
    let mut arguments = vec![OsStr::new("split")];
    arguments.extend([&wasm, &linked, &ran, &first].map(|file| file.as_os_str()));
    arguments.extend(others.iter().map(|part| part.as_os_str()));
    splitter(&arguments)?;
    fs::copy(&first, &wasm).map_err(|error| unusable(&wasm, &error))?;

    let script = script_of(&wasm);
    let imports = format!("{IMPORTS}\n        {LOAD}");
    let glue = replaced(&text(&script)?, IMPORTS, &imports)?;
    write(
        &script,
        &format!("import {{ loaders }} from './parts.js';\n{glue}"),
    )?;

    let names = others.iter().filter_map(|part| part.file_name());
    let names: Vec<_> = names
        .map(|name| format!("./{}", name.to_string_lossy()))
        .collect();
    let mention = format!("data-parts=\"{}\" {WASM}", names.join(" "));
    let html = replaced(&html, WASM, &mention)?;
    write(&page, &html)
}

/// Which points of the program run while the first pictures are shown. Played once for each program:
/// one that has not changed is not played again.
fn ran(dist: &Path, wasm: &Path) -> Outcome<PathBuf> {
    const PLAY: &str = "web/first.mjs";
    let played = (bytes(wasm)?, bytes(Path::new(PLAY))?);
    let ran = scratch(&format!("ran-{}", hash(played)))?;
    if ran.exists() {
        return Ok(ran);
    }
    let recording = scratch("recording")?;
    copy_folder(dist, &recording).map_err(|error| unusable(&recording, &error))?;
    let program = recording.join(wasm.file_name().unwrap_or_default());
    splitter(&[OsStr::new("record"), wasm.as_os_str(), program.as_os_str()])?;
    run(command("node")
        .arg(PLAY)
        .args([&recording, &ran])
        .env("CHROMIUM", chromium::browser()?))?;
    Ok(ran)
}

fn splitter(arguments: &[&OsStr]) -> Outcome {
    run(command("cargo")
        .args(["run", "--quiet", "--package", "replicascope-split", "--"])
        .args(arguments))
}

/// A place for what is made on the way.
fn scratch(name: &str) -> Outcome<PathBuf> {
    let folder = paths::root().join("target/first");
    fs::create_dir_all(&folder).map_err(|error| unusable(&folder, &error))?;
    Ok(folder.join(name))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// What stands between the mark and the next quotation mark.
fn attribute<'html>(html: &'html str, mark: &str) -> Option<&'html str> {
    let (_, after) = html.split_once(mark)?;
    Some(after.split_once('"')?.0)
}

/// The text with its one `from` replaced: what occurs twice, or never, is not what we think it is.
fn replaced(text: &str, from: &str, to: &str) -> Outcome<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => Err(format!(
            "`{from}` was to be there once, and is {count} times"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found() {
        let html = r#"<script data-wasm="./a_bg.wasm" src="b">"#;
        assert_eq!(attribute(html, WASM), Some("./a_bg.wasm"));
        assert_eq!(attribute("<script>", WASM), None);
    }

    #[test]
    fn only_what_is_there_once_is_replaced() {
        assert_eq!(replaced("a b", "a", "c").as_deref(), Ok("c b"));
        for wrong in ["b", "a a"] {
            assert!(replaced(wrong, "a", "c").is_err());
        }
    }
}
