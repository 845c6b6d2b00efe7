//! Parts a WebAssembly module in two: what runs while the first pictures are shown, and the rest.
//!
//! A visitor downloads the first part before seeing anything, and the rest while looking at it.
//! Which function belongs where is measured, not declared: [`record`] makes a module that notes
//! what has run, somebody plays it (`web/first.mjs`), and [`first`] and [`rest`] are cut along the
//! notes. No source file knows of it.
//!
//! The parts work together like this. A function that went into the rest leaves a *stub* in the
//! first part where the first part refers to it: the stub fetches the rest unless it is there, then
//! calls the function through a slot at the end of the table. The rest, once it arrives, fills
//! those slots, and shares memory, tables, globals and functions of the first part by import. A
//! wrong guess about what runs first therefore costs time, never correctness.

mod first;
mod module;
mod parts;
mod record;
mod rest;
#[cfg(test)]
mod tests;

use std::fs;
use std::process::ExitCode;

use module::{Module, Outcome};
use parts::Parts;

const USAGE: &str = "\
Usage: replicascope-split record MODULE RECORDING
       replicascope-split split MODULE RAN.json FIRST REST

record  writes a copy of MODULE whose exports `ran.N` are 1 once function N has run
split   writes the functions whose numbers RAN.json lists to FIRST, all others to REST";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match *words {
        ["record", module, recording] => record_to(module, recording),
        ["split", module, ran, first, rest] => split_to(module, ran, first, rest),
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

fn record_to(module: &str, recording: &str) -> Outcome {
    let bytes = read(module)?;
    write(recording, &record::recording(&Module::parse(&bytes)?)?)
}

fn split_to(module: &str, ran: &str, first: &str, rest: &str) -> Outcome {
    let bytes = read(module)?;
    let module = Module::parse(&bytes)?;
    let ran: Vec<u32> =
        serde_json::from_slice(&read(ran)?).map_err(|error| format!("{ran}: {error}"))?;
    let parts = Parts::of(&module, &ran)?;
    write(first, &first::first(&module, &parts)?)?;
    write(rest, &rest::rest(&module, &parts)?)
}

fn read(file: &str) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{file} cannot be read: {error}"))
}

fn write(file: &str, bytes: &[u8]) -> Outcome {
    fs::write(file, bytes).map_err(|error| format!("{file} cannot be written: {error}"))
}
