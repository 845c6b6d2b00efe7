//! Parts a WebAssembly module: what runs in a visitor's first picture, what runs in the next kind of
//! first picture, and so on, and the rest.
//!
//! A visitor downloads the parts that a picture needs before seeing it, and the others while looking
//! at it. Which function belongs where is measured, not declared: [`record`] makes a module that
//! notes what has run, somebody plays it (`web/first.mjs`), and the module is cut along the notes. No
//! source file knows of it.
//!
//! A cut gives two parts that work together like this. A function that went into the rest leaves a
//! *stub* in the first part where the first part refers to it: the stub fetches the rest unless it is
//! there, then calls the function through a slot at the end of the table. The rest, once it arrives,
//! fills those slots, and shares memory, tables, globals and functions of the first part by import. A
//! wrong guess about what runs first therefore costs time, never correctness. What is cut off a first
//! part that was cut already works the same: parts know the first one only.

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
       replicascope-split split MODULE RAN.json PART PART...

record  writes a copy of MODULE whose exports `ran.N` are 1 once function N has run
split   writes the functions whose numbers are in the first list of RAN.json to the first PART, those
        that are only in the second to the second, and so on; those in none to the last";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match *words {
        ["record", module, recording] => record_to(module, recording),
        ["split", module, ran, ref files @ ..] => split_to(module, ran, files),
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

fn split_to(module: &str, ran: &str, files: &[&str]) -> Outcome {
    let bytes = read(module)?;
    let ran: Vec<Vec<u32>> =
        serde_json::from_slice(&read(ran)?).map_err(|error| format!("{ran}: {error}"))?;
    if files.len() != ran.len() + 1 {
        return Err(format!(
            "{} lists of what has run make one part more",
            ran.len()
        ));
    }
    let parts = cut(bytes, ran)?;
    let mut written = files.iter().zip(parts);
    written.try_for_each(|(file, part)| write(file, &part))
}

/// One part for each list of functions, and the rest, beginning with the first.
fn cut(mut whole: Vec<u8>, mut ran: Vec<Vec<u32>>) -> Outcome<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    // The rest is cut off first: what remains is cut along the earlier lists.
    while let Some(last) = ran.pop() {
        let module = Module::parse(&whole)?;
        let mut up_to_here = last;
        up_to_here.extend(ran.iter().flatten());
        let cut = Parts::of(&module, &up_to_here)?;
        let number = ran.len() + 2;
        parts.push(rest::rest(&module, &cut, number)?);
        let first = first::first(&module, &cut, number)?;
        for earlier in &mut ran {
            *earlier = cut.renumbered(&module, earlier);
        }
        whole = first;
    }
    parts.push(whole);
    parts.reverse();
    Ok(parts)
}

fn read(file: &str) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{file} cannot be read: {error}"))
}

fn write(file: &str, bytes: &[u8]) -> Outcome {
    fs::write(file, bytes).map_err(|error| format!("{file} cannot be written: {error}"))
}
