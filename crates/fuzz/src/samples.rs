//! What is right, and in this repository: what inputs are made from.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use replicascope_check::{History, export};
use replicascope_core::run;
use replicascope_lessons::{SCENARIOS, TEXTS};

/// The documents of all scenarios, as JSON.
pub fn labs() -> Vec<String> {
    let labs = SCENARIOS.iter().filter_map(|one| one.lab().ok());
    labs.map(|lab| lab.to_json()).collect()
}

/// The documents of the page *Text*, as JSON.
pub fn texts() -> Vec<String> {
    let texts = TEXTS.iter().filter_map(|one| one.lab().ok());
    texts.map(|text| text.to_json()).collect()
}

/// What clients saw in some scenarios, written by `export`, with histories of other tools.
pub fn histories(folder: &str, export: fn(&History) -> String) -> Vec<String> {
    let few = SCENARIOS.iter().step_by(4).filter_map(|one| one.lab().ok());
    let seen = few.map(|lab| export(&History::of(&run(&Rc::new(lab)))));
    seen.chain(files(&format!("fuzz/samples/{folder}"), ""))
        .collect()
}

/// The runs of some scenarios as logs with vector clocks, with logs of other tools.
pub fn logs() -> Vec<String> {
    let few = SCENARIOS.iter().step_by(8).filter_map(|one| one.lab().ok());
    let logs = few.map(|lab| export::shiviz(&run(&Rc::new(lab))));
    logs.chain(files("fuzz/samples/shiviz", "")).collect()
}

/// The texts of the files of a folder of `crates/` whose names end like that, in the order of their
/// names.
///
/// # Panics
/// When there are none: this program runs where its repository is.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries = fs::read_dir(crates.join(folder)).into_iter().flatten();
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    let texts = paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok());
    let texts: Vec<String> = texts.collect();
    assert!(!texts.is_empty(), "crates/{folder} has no *{ending}");
    texts
}
