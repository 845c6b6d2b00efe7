//! `replicascope quorum`: what N, W and R give, and how stale reads are.

mod options;
mod report;

use std::io::Write;

use replicascope_quorum::staleness::Simulation;
use replicascope_quorum::{FITS, Model};

use crate::command::{Command, Failure, Verdict};
use options::Options;
use report::Report;

/// The command.
pub const COMMAND: Command = Command {
    name: "quorum",
    summary: "what N, W and R give, and how stale, how often",
    help: HELP,
    run,
};

const HELP: &str = "\
What N, W and R give: which sets meet, what that promises, how likely a read returns the newest
completed write, and how long reads and writes take.

Usage: replicascope quorum [OPTIONS]

  --n N, --w W, --r R   replicas, write and read quorum; left out: 3, 1, 1
  --fit NAME            a published fit of latencies; left out: lnkd-disk
  --fits                lists them, and does nothing else
  --write LATENCY       how long a write takes to reach a replica,
  --ack LATENCY         the acknowledgement to come back,
  --request LATENCY     a read request to reach a replica,
  --response LATENCY    the response to come back: each instead of the fit's
  --latencies FILE      all four from one table, with columns named write, ack, request and
                        response, or w, a, r and s; a single column counts for all four
  --apart MS            each replica is in a data centre of its own, so far from the others;
                        reads and writes begin in a random one
  --at MS               a time after the write to tell the probability at; can be repeated
  --trials T            simulated writes and reads; left out: 1000000
  --seed S              the same seed gives the same digits, here and in the page; left out: 1
  --json                as JSON

A LATENCY, in milliseconds, is one of
  constant(T)   uniform(FROM, TO)   exponential(RATE)   pareto(LEAST, SHAPE)
or a mixture such as '38% pareto(1.05, 1.51) + 62% exponential(0.183)', or @FILE: a table of
measured values, one on each line.

Example: replicascope quorum --n 3 --w 1 --r 1 --fit lnkd-disk --json
";

fn run(parser: lexopt::Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let options = Options::read(parser)?;
    if options.list_fits {
        for fit in &FITS {
            writeln!(out, "{:11}{}: {}", fit.name, fit.title, fit.about)?;
        }
        return Ok(Verdict::Fine);
    }
    let report = report(&options);
    if options.json {
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?;
        writeln!(out, "{text}")?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(Verdict::Fine)
}

fn report(options: &Options) -> Report {
    let model: &Model = &options.model;
    let mut simulation = Simulation::new(model, options.quorum.n(), options.seed);
    simulation.run(options.trials);
    Report::of(options, simulation.tally())
}
