//! The command line of [`replicascope_fuzz`].

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    replicascope_fuzz::main(&words)
}
