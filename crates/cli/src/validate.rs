//! `replicascope validate`: whether documents and lessons can be used.

use std::io::Write;
use std::path::{Path, PathBuf};

use lexopt::Arg::Value;
use lexopt::Parser;
use replicascope_lessons::authoring;

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "validate",
    summary: "whether documents and lessons can be used",
    help: HELP,
    failed: 3,
    run: validate,
};

const HELP: &str = "\
Whether documents and lessons can be used. What is wrong with a document is said with its JSON
path, what is wrong with a lesson with its line.

Usage: replicascope validate LAB.json... LESSON.md...

Exit status: 0, all can; 3, one cannot.

Example: replicascope validate course/*.json course/*.md
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
        return Err(Failure::Usage(
            "say which LAB.json or LESSON.md to look at".into(),
        ));
    }
    let mut wrong = Vec::new();
    for file in &files {
        match title(file) {
            Ok(title) => writeln!(out, "{}: fine: {title}", file.display())?,
            Err(failure) => wrong.push(failure.to_string()),
        }
    }
    match wrong.is_empty() {
        true => Ok(Verdict::Fine),
        false => Err(Failure::Input(wrong.join("\n"))),
    }
}

/// The title of a document or a lesson that can be used.
fn title(file: &Path) -> Result<String, Failure> {
    if file.extension().is_none_or(|ending| ending != "md") {
        return Ok(input::lab(file)?.title.clone());
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let lesson = authoring::read(&name, &input::text(file)?);
    lesson.map(|one| one.lesson.title).map_err(|problems| {
        let lines = problems
            .iter()
            .map(|one| format!("{}: {one}", file.display()));
        Failure::Input(lines.collect::<Vec<_>>().join("\n"))
    })
}
