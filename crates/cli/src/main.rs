//! `replicascope`: the engine of the page, in a terminal.

mod command;
mod quorum;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use command::{Command, Failure, Verdict};

/// One line for each: its file says what it does.
const COMMANDS: &[Command] = &[quorum::COMMAND];

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    match run(std::env::args_os().skip(1).collect(), &mut out) {
        Ok(verdict) => verdict.exit_code(),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            // Whoever read it has read enough.
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("replicascope: {failure}");
            ExitCode::from(Failure::EXIT_CODE)
        }
    }
}

fn run(mut words: Vec<OsString>, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let first = match words.is_empty() {
        true => String::new(),
        false => words.remove(0).to_string_lossy().into_owned(),
    };
    match &*first {
        "" => Err(Failure::Usage(
            "say what to do: see replicascope --help".into(),
        )),
        "-h" | "--help" | "help" => {
            out.write_all(help().as_bytes())?;
            Ok(Verdict::Fine)
        }
        "-V" | "--version" => {
            writeln!(out, "replicascope {}", env!("CARGO_PKG_VERSION"))?;
            Ok(Verdict::Fine)
        }
        name => {
            let command = COMMANDS.iter().find(|command| command.name == name);
            let command = command.ok_or_else(|| {
                Failure::Usage(format!(
                    "there is no command {name}: see replicascope --help"
                ))
            })?;
            if words.iter().any(|word| word == "-h" || word == "--help") {
                out.write_all(command.help.as_bytes())?;
                return Ok(Verdict::Fine);
            }
            (command.run)(lexopt::Parser::from_args(words), out)
        }
    }
}

fn help() -> String {
    let commands = COMMANDS
        .iter()
        .map(|command| format!("  {:10}{}\n", command.name, command.summary));
    format!(
        "Replicascope: what eventual consistency really does.\n\n\
         Usage: replicascope COMMAND [OPTIONS]\n\n\
         Commands:\n{}\n\
         replicascope COMMAND --help says what each takes.\n\n\
         Exit codes: 0, done; 2, something that was given is wrong, and the message says where.\n",
        commands.collect::<String>()
    )
}
