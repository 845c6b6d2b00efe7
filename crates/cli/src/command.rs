//! What all commands have in common.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// Something that can be done.
pub struct Command {
    /// What it is called by.
    pub name: &'static str,
    /// One line about it.
    pub summary: &'static str,
    /// All that it takes.
    pub help: &'static str,
    /// Does it, and writes what comes of it.
    pub run: fn(lexopt::Parser, &mut dyn io::Write) -> Result<Verdict, Failure>,
}

/// How it came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is done.
    Fine,
}

impl Verdict {
    /// What a script sees of it.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Self::Fine => ExitCode::SUCCESS,
        }
    }
}

/// Why something could not be done.
#[derive(Debug)]
pub enum Failure {
    /// The arguments are wrong.
    Usage(String),
    /// What was given to read is wrong, or cannot be read; the text names the place.
    Input(String),
    /// Nothing can be written.
    Output(io::Error),
}

impl Failure {
    /// What a script sees of it.
    pub const EXIT_CODE: u8 = 2;
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) | Self::Input(text) => f.write_str(text),
            Self::Output(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
