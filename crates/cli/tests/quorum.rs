//! `replicascope quorum`, as a script calls it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_replicascope");
    let output = Command::new(program).arg("quorum").args(arguments).output();
    output.expect("it starts")
}

fn json(arguments: &[&str]) -> Value {
    let output = run(&[arguments, &["--json"]].concat());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("a path").to_owned()
}

#[test]
fn the_published_figure_and_the_same_digits_for_the_same_seed() {
    let asked = [
        "--n",
        "3",
        "--w",
        "1",
        "--r",
        "1",
        "--fit",
        "lnkd-disk",
        "--trials",
        "200000",
    ];
    let found = json(&asked);
    let consistent = found["consistent_at_0"].as_f64().expect("a number");
    assert!((consistent - 0.439).abs() < 0.005, "{consistent}");
    assert_eq!(
        found["consistent"][0]["probability"],
        found["consistent_at_0"]
    );
    assert_eq!(found, json(&asked));
    let other = json(&[&asked[..], &["--seed", "2"]].concat());
    assert_ne!(found["consistent_at_0"], other["consistent_at_0"]);
}

#[test]
fn what_the_numbers_promise() {
    let found = json(&["--n", "5", "--w", "3", "--r", "3", "--trials", "10"]);
    assert_eq!(found["overlap"]["pairs"], 100);
    assert_eq!(found["overlap"]["smallest"], 1);
    assert_eq!(found["guarantees"]["reads_survive"], 2);
    assert_eq!(found["guarantees"]["one_crash_can_lose_a_write"], false);
    assert_eq!(found["consistent_at_0"], 1.0);
}

#[test]
fn latencies_of_ones_own() {
    let table = file("four.csv", "w,a,r,s\n4,1,1,1\n4,1,1,1\n");
    let found = json(&["--latencies", &table, "--trials", "10", "--at", "2"]);
    assert_eq!(
        found["write_ms"]["p50"]["value"].as_f64().map(f64::round),
        Some(5.0)
    );
    assert_eq!(
        found["read_ms"]["p50"]["value"].as_f64().map(f64::round),
        Some(2.0)
    );
    assert_eq!(found.get("fit"), None);
    let column = file("one.csv", "7\n7\n");
    let own = format!("@{column}");
    let found = json(&["--write", &own, "--ack", "constant(1)", "--trials", "10"]);
    assert_eq!(found["latencies"]["write"], "measured(7, 7)");
    assert_eq!(
        found["write_ms"]["p99"]["value"].as_f64().map(f64::round),
        Some(8.0)
    );
}

#[test]
fn what_is_wrong_is_named_and_the_exit_code_says_so() {
    let table = file("wrong.csv", "write\n1\nsoon\n");
    for (arguments, named) in [
        (vec!["--n", "12"], "N: 12 is out of bounds: 1 to 9"),
        (vec!["--w", "4"], "W: 4 is out of bounds: 1 to 3"),
        (vec!["--w", "many"], "many"),
        (vec!["--fit", "mine"], "there are lnkd-ssd"),
        (
            vec!["--ack", "pareto(1)"],
            "--ack: pareto: it takes two numbers",
        ),
        (
            vec!["--latencies", &table],
            "wrong.csv: line 3: `soon` is not a number",
        ),
        (
            vec!["--latencies", "nowhere.csv"],
            "nowhere.csv: it cannot be read",
        ),
        (vec!["--trials", "0"], "--trials: 0 is out of bounds"),
        (vec!["--at", "-1"], "--at: -1 is out of bounds"),
        (vec!["--fast"], "--fast"),
        (vec!["3"], "3"),
    ] {
        let output = run(&arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(named), "{arguments:?}: {told}");
    }
}

#[test]
fn people_get_a_table_and_help() {
    let text = |arguments: &[&str]| {
        let output = run(arguments);
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("text")
    };
    let table = text(&["--w", "2", "--r", "2", "--trials", "1000"]);
    assert!(
        table.contains("9, of which 9 overlap; smallest overlap 1"),
        "{table}"
    );
    assert!(table.contains("100.00 %"), "{table}");
    assert!(text(&["--help"]).contains("--fit NAME"));
    assert!(text(&["--fits"]).contains("ymmr-3.5"));
}
