//! Input that nobody meant well: whatever comes into the product from outside, changed by chance.
//!
//! A [`Target`](targets::Target) is a way in: documents, links, histories, logs, lessons. Its
//! inputs are made from samples that are right ([`samples`]), changed as text or as JSON
//! ([`change`]), each by one seed. An input fails when reading it panics, allocates more than its
//! [`bound`](targets::Target::bound), or does not end ([`watch`]); what fails is made smaller
//! ([`failure`]) and printed with the words that repeat it.
//!
//! `cargo test -p replicascope-fuzz` does a few thousand inputs. The long run, with optimisation and
//! still with every check of overflow:
//!
//! ```sh
//! cargo run --profile fuzz -p replicascope-fuzz -- 1000000
//! ```

#![deny(missing_docs)]

pub mod change;
pub mod failure;
mod largest;
mod options;
pub mod samples;
mod series;
pub mod targets;
mod watch;

use std::process::ExitCode;

use peak_alloc::PeakAlloc;

use options::{Inputs, Options};
use targets::Target;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Carries out what the words of a command line ask for.
pub fn main(words: &[String]) -> ExitCode {
    match Options::parse(words) {
        Ok(options) => carry_out(&options),
        Err(problem) => {
            eprintln!("{problem}\n\n{}", options::USAGE);
            ExitCode::FAILURE
        }
    }
}

/// Reads so many inputs, shared among targets that are not in this crate; the words by which the
/// tests of other crates go through theirs.
///
/// # Panics
/// When one of them fails, after all were read.
pub fn go_through(targets: &[Target], count: u64) {
    failure::quietly();
    let targets: Vec<&Target> = targets.iter().collect();
    let all_well = series::run(&targets, count, 0, &watch::Watch::start());
    assert!(all_well, "what fails is printed above");
}

fn carry_out(options: &Options) -> ExitCode {
    failure::quietly();
    let watch = watch::Watch::start();
    let all_well = match options.inputs {
        Inputs::Largest => largest::table(),
        Inputs::One(seed) => options
            .targets
            .iter()
            .all(|target| series::repeat(target, seed, &watch)),
        Inputs::Many { count, from } => series::run(&options.targets, count, from, &watch),
    };
    if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
