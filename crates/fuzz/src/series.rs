//! Many inputs, and the report of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::failure::{self, Failure};
use crate::targets::Target;
use crate::watch::Watch;

/// Reads so many inputs, shared among the targets; whether all is well.
pub(crate) fn run(targets: &[&Target], count: u64, from: u64, watch: &Watch) -> bool {
    let each = count.div_ceil(targets.len() as u64);
    let start = Instant::now();
    println!("target       inputs   taken  seconds  slowest ms  its seed  most KiB");
    let mut all_well = true;
    for target in targets {
        let found = of_target(target, each, from, watch);
        println!("{}", found.line(target, each));
        for (says, seed) in &found.failures {
            report(target, says, *seed);
        }
        all_well &= found.failures.is_empty();
    }
    let inputs = each * targets.len() as u64;
    println!("{inputs} inputs in {:.1} s", start.elapsed().as_secs_f64());
    all_well
}

/// What came of the inputs of a target.
#[derive(Default)]
struct Found {
    time: Duration,
    /// How long the slowest took, and its seed.
    slowest: (Duration, u64),
    peak: usize,
    /// How many were taken, as right.
    taken: u64,
    /// For each cause the first line of its words, and the seed that showed it first.
    failures: BTreeMap<String, u64>,
}

impl Found {
    fn line(&self, target: &Target, inputs: u64) -> String {
        format!(
            "{:11} {inputs:7} {:7}  {:7.1}  {:10.1}  {:8}  {:8}",
            target.name,
            self.taken,
            self.time.as_secs_f64(),
            self.slowest.0.as_secs_f64() * 1000.0,
            self.slowest.1,
            self.peak / 1024,
        )
    }
}

fn of_target(target: &Target, inputs: u64, from: u64, watch: &Watch) -> Found {
    let samples = (target.samples)();
    let mut found = Found::default();
    for seed in from..from + inputs {
        let input = target.input(&samples, seed);
        watch.begin(target.name, seed);
        let start = Instant::now();
        let outcome = failure::outcome(target, &input);
        let time = start.elapsed();
        found.time += time;
        found.slowest = found.slowest.max((time, seed));
        found.peak = found.peak.max(outcome.peak);
        found.taken += u64::from(outcome.taken);
        if let Some(failure) = outcome.failure {
            found.failures.entry(first_line(&failure)).or_insert(seed);
        }
    }
    found
}

fn first_line(failure: &Failure) -> String {
    let says = failure.says();
    says.lines().next().unwrap_or_default().to_owned()
}

/// Prints a cause, the smallest input that shows it, and how to repeat it.
fn report(target: &Target, says: &str, seed: u64) {
    println!("\nFAILED: {} {says}", target.name);
    println!("  repeat it with: --target {} --seed {seed}", target.name);
    let input = target.input(&(target.samples)(), seed);
    if let Some(failure) = failure::outcome(target, &input).failure {
        let smallest = failure::smallest(target, &input, &failure);
        println!("  {}", failure.says().replace('\n', "\n  "));
        println!("  the smallest input found, of {} bytes:", smallest.len());
        println!("{}\n", shortened(&smallest));
    }
}

/// The beginning and the end of a text.
fn shortened(text: &str) -> String {
    const MOST: usize = 2_000;
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= MOST {
        return text.to_owned();
    }
    let (begin, end) = (&letters[..MOST / 2], &letters[letters.len() - MOST / 2..]);
    format!(
        "{} […] {}",
        String::from_iter(begin),
        String::from_iter(end)
    )
}

/// Reads one input again and prints it with what comes of it; whether all is well.
pub(crate) fn repeat(target: &Target, seed: u64, watch: &Watch) -> bool {
    let input = target.input(&(target.samples)(), seed);
    println!("{input}");
    watch.begin(target.name, seed);
    let start = Instant::now();
    let outcome = failure::outcome(target, &input);
    println!(
        "\n{} bytes; {:.1} ms; {} KiB",
        input.len(),
        start.elapsed().as_secs_f64() * 1000.0,
        outcome.peak / 1024
    );
    if let Some(failure) = &outcome.failure {
        report(target, &first_line(failure), seed);
    }
    outcome.failure.is_none()
}
