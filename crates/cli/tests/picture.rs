//! `replicascope picture`, as a script calls it.

use std::process::{Command, Output};

fn picture(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_replicascope");
    let lab = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../lessons/scenarios/crash.json"
    );
    let output = Command::new(program)
        .args(["picture", lab])
        .args(arguments)
        .output();
    output.expect("it starts")
}

#[test]
fn a_document_becomes_a_standalone_picture_of_one_of_its_keys() {
    let first = picture(&[]);
    assert!(first.status.success());
    let svg = String::from_utf8(first.stdout).expect("text");
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("Key X: "));
    let other = picture(&["--key", "Y"]);
    assert!(String::from_utf8_lossy(&other.stdout).contains("Key Y: "));
}

#[test]
fn a_key_that_is_not_there_is_named() {
    let output = picture(&["--key", "Q"]);
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("crash.json: there is no key Q"), "{told}");
}
