//! A few thousand inputs of every target, the same ones each time.

use std::process::ExitCode;

const INPUTS: &str = "22500";

fn main() -> ExitCode {
    // Somebody looks for a test of another name, or only for names.
    if std::env::args().nth(1).is_some() {
        return ExitCode::SUCCESS;
    }
    replicascope_fuzz::main(&[INPUTS.to_owned()])
}
