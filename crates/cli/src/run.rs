//! `replicascope run`: runs a document.

use std::io::Write;
use std::path::PathBuf;

use lexopt::Arg::{Long, Value};
use lexopt::Parser;
use replicascope_check::{Convergence, convergence};
use replicascope_core::{Trace, run};
use serde_json::json;

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "run",
    summary: "runs a document and tells what came of it",
    help: HELP,
    failed: 3,
    run: run_command,
};

const HELP: &str = "\
Runs a document and tells what every replica holds at the end.

Usage: replicascope run LAB.json [--json]

  LAB.json   a document, as the page gives it; - is the standard input
  --json     as JSON: the whole trace, and the final states by replica and key

The same document gives the same trace, byte for byte, here and in the page.

Exit status: 0, done; 3, the document cannot be used, and the message says where it is wrong.

Example: replicascope run lab.json --json
";

fn run_command(mut parser: Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let (mut file, mut as_json) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Long("json") => as_json = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let file = file.ok_or_else(|| Failure::Usage("say which LAB.json to run".into()))?;
    let trace = run(&input::lab(&file)?);
    if as_json {
        let report = json!({ "trace": trace, "final": states(&trace) });
        serde_json::to_writer(&mut *out, &report).map_err(std::io::Error::other)?;
        writeln!(out)?;
    } else {
        write_text(&trace, out)?;
    }
    Ok(Verdict::Fine)
}

/// What each replica holds at the end.
fn states(trace: &Trace) -> serde_json::Value {
    let end = trace.lab.duration;
    let of_replica = trace.lab.replicas.iter().map(|replica| {
        let keys = trace.lab.keys.iter().enumerate();
        let held = keys.map(|(place, key)| {
            let record = trace.record_at(*replica, place, end);
            (
                key.name.to_string(),
                json!({ "value": record.state.read(), "record": record }),
            )
        });
        let held: serde_json::Map<_, _> = held.collect();
        (replica.to_string(), held.into())
    });
    serde_json::Value::Object(of_replica.collect())
}

fn write_text(trace: &Trace, out: &mut dyn Write) -> Result<(), Failure> {
    let lab = &trace.lab;
    writeln!(
        out,
        "{}: {} events, {} messages",
        lab.title,
        trace.events.len(),
        trace.messages.len()
    )?;
    for (place, key) in lab.keys.iter().enumerate() {
        let held = lab.replicas.iter().map(|replica| {
            let record = trace.record_at(*replica, place, lab.duration);
            format!("{replica}: {}", record.state.read())
        });
        writeln!(
            out,
            "{} at the end: {}",
            key.name,
            held.collect::<Vec<_>>().join(", ")
        )?;
    }
    match convergence(trace) {
        Convergence::Agreed(at) => writeln!(out, "all replicas agree from {at} on")?,
        Convergence::Never(_) => writeln!(out, "the replicas never agree")?,
        Convergence::NotYet(_) => writeln!(out, "the replicas do not agree yet")?,
    }
    let lost: Vec<String> = trace.lost.iter().map(ToString::to_string).collect();
    if !lost.is_empty() {
        writeln!(
            out,
            "acknowledged updates that are lost: {}",
            lost.join(", ")
        )?;
    }
    Ok(())
}
