//! `replicascope validate`: whether documents can be used.

use std::io::Write;
use std::path::PathBuf;

use lexopt::Arg::Value;
use lexopt::Parser;

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "validate",
    summary: "whether documents can be used",
    help: HELP,
    failed: 3,
    run: validate,
};

const HELP: &str = "\
Whether documents can be used. What is wrong is said with its JSON path.

Usage: replicascope validate LAB.json...

Exit status: 0, all can; 3, one cannot.

Example: replicascope validate course/*.json
";

fn validate(mut parser: Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => files.push(path.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Err(Failure::Usage("say which LAB.json to look at".into()));
    }
    let mut wrong = Vec::new();
    for file in &files {
        match input::lab(file) {
            Ok(lab) => writeln!(out, "{}: fine: {}", file.display(), lab.title)?,
            Err(failure) => wrong.push(failure.to_string()),
        }
    }
    match wrong.is_empty() {
        true => Ok(Verdict::Fine),
        false => Err(Failure::Input(wrong.join("\n"))),
    }
}
