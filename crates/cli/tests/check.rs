//! `replicascope check`, `run` and `validate`, as a script calls them.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_replicascope");
    Command::new(program)
        .args(arguments)
        .output()
        .expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("a path").to_owned()
}

const BACKWARDS: &str = "\
[{:process 1, :type :invoke, :f :write, :value 1}
 {:process 1, :type :ok, :f :write, :value 1}
 {:process 1, :type :invoke, :f :write, :value 2}
 {:process 1, :type :ok, :f :write, :value 2}
 {:process 2, :type :invoke, :f :read, :value nil}
 {:process 2, :type :ok, :f :read, :value 2}
 {:process 2, :type :invoke, :f :read, :value nil}
 {:process 2, :type :ok, :f :read, :value 1}]
";

const LAB: &str = r#"{
  "version": 1, "title": "One write", "duration_us": 100000, "seed": 7,
  "replicas": ["A", "B"], "clients": ["c1"],
  "keys": [{ "name": "X", "type": { "lww_register": {} } }],
  "replication": { "eager": {} },
  "network": {
    "between_replicas": { "latency": { "constant_us": 20000 } },
    "to_clients": { "latency": { "constant_us": 3000 } }
  },
  "script": [
    { "id": 1, "at_us": 10000, "act": { "call": { "client": "c1", "replica": "A", "key": "X", "op": { "write": 5 } } } },
    { "id": 2, "at_us": 20000, "act": { "call": { "client": "c1", "replica": "B", "key": "X", "op": "read" } } }
  ]
}"#;

#[test]
fn verdict_and_witness_and_exit_status() {
    let path = file("backwards.edn", BACKWARDS);
    let output = run(&["check", &path, "--model", "mr"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("Process 2 read 2, then 1: time ran backwards."),
        "{told}"
    );
    assert!(told.contains("line 5") && told.contains("line 7"), "{told}");
    let output = run(&["check", &path, "--model", "ryw"]);
    assert_eq!(output.status.code(), Some(0));
    let fine: Vec<&str> = BACKWARDS.lines().take(6).collect();
    let path = file("fine.edn", &(fine.join("\n") + "]"));
    let output = run(&["check", &path, "--model", "sequential"]);
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["check", &path, "--model", "sequential", "--budget", "0"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
}

#[test]
fn every_model_as_json() {
    let path = file("all.edn", BACKWARDS);
    let output = run(&["check", &path, "--model", "all", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let verdicts = report["verdicts"].as_array().expect("verdicts");
    let violated = verdicts.iter().filter(|one| one["verdict"] == "violated");
    let violated: Vec<&str> = violated.filter_map(|one| one["model"].as_str()).collect();
    assert_eq!(
        violated,
        ["linearizable", "sequential", "causal", "pram", "mr"]
    );
    assert_eq!(report["events"], 8);
}

#[test]
fn a_document_is_run_and_checked() {
    let path = file("lab.json", LAB);
    let output = run(&["check", &path, "--model", "all"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("Client 1 read X = nothing at B after its own write X = 5"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    let cut = file(
        "cut.edn",
        "[{:process 1, :type :invoke, :f :read, :value nil}\n {:process",
    );
    let unknown = file(
        "unknown.edn",
        "{:process 1, :type :invoke, :f :fly, :value nil}",
    );
    let clocks = file("clocks.log", "began\nalice {\"alice\": 1}\n");
    let lab = file("wrong.json", &LAB.replace("\"B\"]", "\"Q\"]"));
    for (arguments, named) in [
        (vec!["check", &cut], "line 2"),
        (vec!["check", &unknown], "line 1: fly is not an operation"),
        (vec!["check", &clocks], "no operations to check"),
        (
            vec!["check", "nowhere.edn"],
            "nowhere.edn: it cannot be read",
        ),
        (
            vec!["check", &cut, "--model", "strict"],
            "--model: there is no strict",
        ),
        (vec!["check"], "FILE"),
        (vec!["run", &lab], "$.replicas"),
        (vec!["validate", &lab], "$.replicas"),
        (vec!["validate"], "LAB.json or LESSON.md"),
    ] {
        let output = run(&arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {told}");
        assert!(told.contains(named), "{arguments:?}: {told}");
    }
}

#[test]
fn a_run_as_json_has_its_trace_and_its_final_states() {
    let path = file("run.json", LAB);
    let output = run(&["run", &path, "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["final"]["B"]["X"]["value"]["value"], 5);
    assert!(
        report["trace"]["events"]
            .as_array()
            .is_some_and(|events| events.len() > 5)
    );
    let told = text(&run(&["run", &path]).stdout);
    assert!(told.contains("X at the end: A: 5, B: 5"), "{told}");
    let output = run(&["validate", &path, &path]);
    assert!(output.status.success());
    assert_eq!(text(&output.stdout).lines().count(), 2);
}

#[test]
fn each_command_has_its_help() {
    for command in ["check", "run", "validate", "lessons"] {
        let output = run(&[command, "--help"]);
        let told = text(&output.stdout);
        assert!(
            told.contains(&format!("Usage: replicascope {command}")),
            "{told}"
        );
        assert!(told.contains("Exit status:"), "{told}");
    }
}
