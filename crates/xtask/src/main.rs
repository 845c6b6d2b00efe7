//! The workspace's own commands. `cargo xtask help` lists them.
//!
//! Everything a bare machine lacks is installed by the command that needs it,
//! so that neither a reader nor CI has a set-up step. Nothing but the standard
//! library is used: these commands come before everything else, and so must
//! compile in a moment.

mod apt;
mod browser;
mod bundle;
mod chromium;
mod elsewhere;
mod files;
mod first;
mod lengths;
mod minify;
mod node;
mod offline;
mod paths;
mod process;
mod serve;
mod sheets;
mod single;
mod test;
mod tools;

use std::env;
use std::process::ExitCode;

use process::Outcome;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--open]       build the page, serve it here, and rebuild it whenever a file
                                  changes; needs nothing but Rust
  build [--single-file]           make the optimised page in dist/, to be put on any static host; and
                                  dist/replicascope.html, all of it in one file to open from a disk
  test [--only STAGE [NAME]]      run every check, stopping at the first that fails; STAGE is one of
                                  lint, native, wasm, browser; NAME narrows it to the tests (for
                                  browser: the test files) whose name contains it
  help                            show this
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nFAILED: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Outcome {
    // Whatever folder the command was typed in, paths below mean the same.
    env::set_current_dir(paths::root())
        .map_err(|error| format!("cannot enter {}: {error}", paths::root().display()))?;
    match words {
        [] | ["help" | "--help" | "-h", ..] => {
            print!("{USAGE}");
            Ok(())
        }
        ["serve", options @ ..] => serve::serve(&serve::Options::parse(options)?),
        ["build"] => bundle::build(false),
        ["build", "--single-file"] => bundle::build(true),
        ["test", options @ ..] => test::test(&test::Selection::parse(options)?),
        _ => Err(format!("no such command: {}\n\n{USAGE}", words.join(" "))),
    }
}
