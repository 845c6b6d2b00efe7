//! The traces of the golden file, natively; `tests/wasm.rs` compares the same file in a browser.

mod support;

use support::golden;

/// `UPDATE_GOLDEN=1` writes the file anew, after a change that is meant to change traces.
#[test]
fn traces_are_those_of_the_golden_file() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let lines: String = (0..golden::LABS)
            .map(|seed| golden::line(seed) + "\n")
            .collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/traces.txt");
        std::fs::write(path, lines).expect("the golden file can be written");
        return;
    }
    golden::check();
}
