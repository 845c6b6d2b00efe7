//! `replicascope lessons`: makes of lessons what the page fetches.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use lexopt::Arg::{Long, Value};
use lexopt::{Parser, ValueExt};
use replicascope_lessons::authoring::{self, Problem};

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "lessons",
    summary: "makes of lessons what the page fetches",
    help: HELP,
    failed: 3,
    run: lessons,
};

const HELP: &str = "\
Reads every lesson of a folder, checks it, and writes what the page fetches: index.json,
words.json for its search, and lessons/NAME.json for each NAME.md. A file that would not change is not written.

Usage: replicascope lessons FOLDER --to FOLDER

The first folder also holds chapters.txt, with a line `1: Title` for each chapter.

Exit status: 0, done; 3, a lesson cannot be used, and nothing was written.

Example: replicascope lessons crates/lessons/lessons --to target/content
";

/// The list of chapters.
const CHAPTERS: &str = "chapters.txt";

fn lessons(mut parser: Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let (mut from, mut to) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("to") => to = Some(PathBuf::from(parser.value()?.string()?)),
            Value(path) if from.is_none() => from = Some(PathBuf::from(path)),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let usage = |what: &str| Failure::Usage(format!("say {what}: see replicascope lessons --help"));
    let from = from.ok_or_else(|| usage("which FOLDER the lessons are in"))?;
    let to = to.ok_or_else(|| usage("--to which FOLDER to write"))?;
    let chapters = input::text(&from.join(CHAPTERS))?;
    let built = authoring::build(&chapters, &sources(&from)?)
        .map_err(|problems| Failure::Input(told(&from, &problems)))?;
    let files = built.files();
    keep_only(&to.join("lessons"), &files).map_err(|error| cannot("emptied", &to, &error))?;
    for (path, content) in &files {
        let path = to.join(path);
        write(&path, content).map_err(|error| cannot("written", &path, &error))?;
    }
    writeln!(out, "{} lessons in {}", built.lessons.len(), to.display())?;
    Ok(Verdict::Fine)
}

/// The name and the text of each lesson, by name.
fn sources(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| cannot("read", folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(
            entry
                .map_err(|error| cannot("read", folder, &error))?
                .path(),
        );
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let named = paths.iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok((name.into_owned(), input::text(path)?))
    });
    named.collect()
}

/// All that is wrong, a line for each.
fn told(folder: &Path, problems: &[(Option<String>, Problem)]) -> String {
    let lines = problems.iter().map(|(name, problem)| {
        let file = match name {
            Some(name) => format!("{name}.md"),
            None => CHAPTERS.to_owned(),
        };
        format!("{}: {problem}", folder.join(file).display())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Removes what earlier lessons left behind.
fn keep_only(folder: &Path, files: &[(String, String)]) -> std::io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_wanted = files.iter().any(|(wanted, _)| path.ends_with(wanted));
        if !is_wanted && path.extension().is_some_and(|ending| ending == "json") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Writes a file, unless it says the same already: whoever watches it sees changes only.
fn write(path: &Path, content: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}

fn cannot(done: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(format!("{}: it cannot be {done}: {error}", path.display()))
}
