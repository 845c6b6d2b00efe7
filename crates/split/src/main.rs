//! Parts a WebAssembly module: what runs in a visitor's first picture, what runs in the next kind of
//! first picture, and so on, and the rest.
//!
//! A visitor downloads the parts that a picture needs before seeing it, and the others while looking
//! at it. What belongs where is measured, not declared, and no source file knows of it:
//!
//! ```text
//!  module ──record──▶ recording ── web/first.mjs plays it ──▶ a byte for each point:
//!    │                                                        with which picture it ran first
//!    ▼                                                                  │
//!  outline ◀────────────────────────────────────────────────────────────┘
//!    │  pieces of functions that run later than the rest become functions of their own
//!    ▼
//!  parts     each function goes to its part, each constant to that of who refers to it
//!    │
//!    ├──▶ first   functions, zeros for constants that come later     ┐ one memory,
//!    ├──▶ later   part 2: functions, constants, slots of the table   ├ one table,
//!    └──▶ later   part 3 …                                           ┘ one set of globals
//! ```
//!
//! A part calls functions of earlier parts directly. A function of a later part it calls through a
//! slot at the end of the table, after it has made sure that the part is there: `need.N` asks the
//! page for it unless it is, and the page stands still until it is. A part that arrives fills its
//! slots, and memory with its constants. A wrong guess about what runs first therefore costs time,
//! never correctness.

mod arms;
mod code;
mod copy;
mod data;
mod first;
mod later;
mod linked;
mod live;
mod memory;
mod module;
mod names;
mod outline;
mod parts;
mod points;
mod record;
mod strip;
#[cfg(test)]
mod tests;
mod types;

use std::fs;
use std::process::ExitCode;

use data::Constants;
use linked::Linked;
use module::{Module, Outcome};
use parts::Parts;

const USAGE: &str = "\
Usage: replicascope-split strip MODULE SCRIPT
       replicascope-split record MODULE RECORDING
       replicascope-split split MODULE LINKED RAN PART PART...

strip   takes from MODULE what compilers note about themselves, and the names of what SCRIPT gives it,
        from both
record  writes a copy of MODULE that notes in its memory `ran` which of its points have run
split   cuts MODULE in so many parts; RAN has a byte for each point, the number of the part, from 1,
        with which it ran first; LINKED is the module as the linker wrote it, with relocations";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match *words {
        ["strip", module, script] => strip_in_place(module, script),
        ["record", module, recording] => record_to(module, recording),
        ["split", module, linked, ran, ref files @ ..] => split_to(module, linked, ran, files),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn strip_in_place(module: &str, script: &str) -> Outcome {
    let text = fs::read_to_string(script).map_err(|error| unreadable(script, &error))?;
    let (bytes, text) = names::numbered(&strip::stripped(&read(module)?)?, &text)?;
    write(module, &bytes)?;
    write(script, text.as_bytes())
}

fn record_to(module: &str, recording: &str) -> Outcome {
    let bytes = read(module)?;
    write(recording, &record::recording(&Module::parse(&bytes)?)?)
}

fn split_to(module: &str, linked: &str, ran: &str, files: &[&str]) -> Outcome {
    let linked = Linked::parse(&read(linked)?)?;
    let parts = cut(&read(module)?, &linked, &read(ran)?, files.len())?;
    let mut written = files.iter().zip(parts);
    written.try_for_each(|(file, part)| write(file, &part))
}

/// So many parts of a module, beginning with the first.
fn cut(whole: &[u8], linked: &Linked, ran: &[u8], many: usize) -> Outcome<Vec<Vec<u8>>> {
    let outlined = outline::outline(whole, ran)?;
    let module = Module::parse(&outlined.bytes)?;
    let parts = Parts::of(&module, &outlined.heat, many)?;
    let constants = Constants::of(&module, linked, &parts)?;
    let first = first::first(&module, &parts, &constants);
    let later = (2..=many).map(|part| later::later(&module, &parts, &constants, part));
    std::iter::once(first).chain(later).collect()
}

fn read(file: &str) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &str, error: &std::io::Error) -> String {
    format!("{file} cannot be read: {error}")
}

fn write(file: &str, bytes: &[u8]) -> Outcome {
    fs::write(file, bytes).map_err(|error| format!("{file} cannot be written: {error}"))
}
