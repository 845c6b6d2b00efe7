//! The browser stage: the page as visitors get it, driven like a visitor would.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::chromium;
use crate::elsewhere::{self, Browser};
use crate::process::{Outcome, command, run, run_in_silence};

/// Plays the test files, or those whose name contains `name`, in Chromium; and beside it some of
/// them in other browsers; `page` waits for the page in dist/.
pub fn tests(name: Option<&str>, page: impl FnOnce() -> Outcome) -> Outcome {
    let (timed, others) = test_files(name)?
        .into_iter()
        .partition::<Vec<_>, _>(|file| is_timed(file));
    let chromium = chromium::browser()?;
    let (there, missing) = elsewhere::to_be_had(name);
    page()?;
    let play = |files: Vec<PathBuf>, at_once: u8| match files.is_empty() {
        true => Ok(()),
        false => run(node(at_once).args(files).env("CHROMIUM", &chromium)),
    };
    // Tests of the page mostly wait for it; only what depends on time wants the machine for itself.
    thread::scope(|scope| {
        let beside = scope.spawn(|| there.iter().try_for_each(|one| play_in(one, name)));
        play(others, 3).and(beside.join().expect("playing says what fails"))
    })?;
    play(timed, 1)?;
    println!("\n{}", elsewhere::summary(&there, &missing));
    Ok(())
}

/// What a browser beside Chromium prints comes in one piece, once it has ended.
fn play_in(browser: &Browser, name: Option<&str>) -> Outcome {
    run_in_silence(
        node(1)
            .args(browser.selected(name))
            .env("BROWSER", browser.name),
    )
}

fn node(at_once: u8) -> std::process::Command {
    let mut node = command("node");
    node.args(["--test", "--test-reporter=spec"])
        .arg(format!("--test-concurrency={at_once}"))
        .env("BROWSER", "chromium");
    node
}

fn is_timed(file: &Path) -> bool {
    let name = file.to_string_lossy();
    ["speed", "parts"].iter().any(|timed| name.contains(timed))
}

/// Listed here because only newer versions of Node.js expand patterns.
fn test_files(name: Option<&str>) -> Outcome<Vec<PathBuf>> {
    let folder = "web/e2e";
    let entries =
        fs::read_dir(folder).map_err(|error| format!("{folder}/ cannot be read: {error}"))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|file| file.to_str()?.strip_suffix(".test.mjs"))
                .is_some_and(|test| name.is_none_or(|name| test.contains(name)))
        })
        .collect();
    files.sort();
    match (files.is_empty(), name) {
        (false, _) => Ok(files),
        (true, Some(name)) => Err(format!("{folder}/ has no *{name}*.test.mjs")),
        (true, None) => Err(format!("{folder}/ has no *.test.mjs")),
    }
}
