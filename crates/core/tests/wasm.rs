//! The traces of the golden file, in a browser: a learner's link must show everybody the same.
//!
//! `cargo test -p replicascope-core --target wasm32-unknown-unknown --test wasm`, with
//! `wasm-bindgen-test-runner` as the runner.
#![cfg(target_arch = "wasm32")]

mod support;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn traces_are_those_of_the_golden_file() {
    support::golden::check();
}
