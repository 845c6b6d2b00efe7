//! `replicascope picture`: the space-time diagram of a document.

use std::io::Write;
use std::path::PathBuf;

use lexopt::Arg::{Long, Value};
use lexopt::Parser;
use replicascope_core::run;
use replicascope_scene::figure;

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "picture",
    summary: "draws a document's run for paper",
    help: HELP,
    failed: 3,
    run: picture,
};

const HELP: &str = "\
Draws a document's run as a space-time diagram for paper, as a standalone SVG document.

Usage: replicascope picture LAB.json [--key NAME]

  LAB.json     a document, as the page gives it; - is the standard input
  --key NAME   the key that is looked at; left out: the first

Exit status: 0, done; 3, the document cannot be used, and the message says where it is wrong.

Example: replicascope picture lab.json > lab.svg
";

fn picture(mut parser: Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let (mut file, mut key) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Long("key") => key = Some(parser.value()?.to_string_lossy().into_owned()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let file = file.ok_or_else(|| Failure::Usage("say which LAB.json to draw".into()))?;
    let lab = input::lab(&file)?;
    let mut keys = lab.keys.iter();
    let place = match &key {
        None => Some(0),
        Some(name) => keys.position(|one| one.name.as_str() == name),
    };
    let place = place.ok_or_else(|| {
        let name = key.unwrap_or_default();
        Failure::Input(format!("{}: there is no key {name}", file.display()))
    })?;
    out.write_all(figure::timeline(&run(&lab), place, None, None).as_bytes())?;
    Ok(Verdict::Fine)
}
