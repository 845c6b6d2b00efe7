//! `replicascope`: the engine of the page, in a terminal.

mod check;
mod command;
mod input;
mod lessons;
mod picture;
mod quorum;
mod run;
mod validate;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use command::{Command, Failure, Verdict};

/// One line for each: its file says what it does.
const COMMANDS: &[Command] = &[
    check::COMMAND,
    run::COMMAND,
    picture::COMMAND,
    validate::COMMAND,
    lessons::COMMAND,
    quorum::COMMAND,
];

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let (outcome, failed) = run(std::env::args_os().skip(1).collect(), &mut out);
    match outcome {
        Ok(verdict) => verdict.exit_code(),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            // Whoever read it has read enough.
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("replicascope: {failure}");
            ExitCode::from(failed)
        }
    }
}

/// How it came out, and what a script is to see should it have failed.
fn run(mut words: Vec<OsString>, out: &mut dyn Write) -> (Result<Verdict, Failure>, u8) {
    const FAILED: u8 = 2;
    let first = match words.is_empty() {
        true => String::new(),
        false => words.remove(0).to_string_lossy().into_owned(),
    };
    let say = |out: &mut dyn Write, text: &str| {
        out.write_all(text.as_bytes())?;
        Ok(Verdict::Fine)
    };
    let wrong = |text: String| (Err(Failure::Usage(text)), FAILED);
    match &*first {
        "" => wrong("say what to do: see replicascope --help".into()),
        "-h" | "--help" | "help" => (say(out, &help()), FAILED),
        "-V" | "--version" => {
            let version = format!("replicascope {}\n", env!("CARGO_PKG_VERSION"));
            (say(out, &version), FAILED)
        }
        name => {
            let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
                return wrong(format!(
                    "there is no command {name}: see replicascope --help"
                ));
            };
            let outcome = if words.iter().any(|word| word == "-h" || word == "--help") {
                say(out, command.help)
            } else {
                (command.run)(lexopt::Parser::from_args(words), out)
            };
            (outcome, command.failed)
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
         Exit codes: 0, done; 2, something that was given is wrong, and the message says where.\n\
         check, run, picture, validate and lessons have codes of their own: see their help.\n",
        commands.collect::<String>()
    )
}
