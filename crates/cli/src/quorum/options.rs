//! What the command is given.

use std::fs::File;
use std::io::Read;

use lexopt::Arg::Long;
use lexopt::{Parser, ValueExt};
use replicascope_quorum::latency::{self, Column, Distribution, MAX_MS};
use replicascope_quorum::staleness::MAX_TRIALS;
use replicascope_quorum::{FITS, Fit, Leg, Model, Quorum};

use crate::command::Failure;

/// The times to tell probabilities at, unless others are asked for, in milliseconds.
const TIMES: [f64; 8] = [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
const MOST_TIMES: usize = 1000;
const TRIALS: u32 = 1_000_000;

/// Everything that was asked.
#[derive(Debug)]
pub struct Options {
    pub quorum: Quorum,
    /// The name of the published fit, unless its latencies were changed.
    pub fit: Option<&'static str>,
    pub model: Model,
    pub times: Vec<f64>,
    pub trials: u32,
    pub seed: u32,
    pub json: bool,
    pub list_fits: bool,
}

impl Options {
    /// Reads the arguments.
    pub fn read(mut parser: Parser) -> Result<Self, Failure> {
        let (mut n, mut w, mut r) = (3, 1, 1);
        let mut fit: &'static Fit = &FITS[1];
        let mut legs: Vec<(Leg, Distribution)> = Vec::new();
        let mut apart = None;
        let mut options = Self {
            quorum: Quorum::clamped(n, w, r),
            fit: None,
            model: fit.model(),
            times: Vec::new(),
            trials: TRIALS,
            seed: 1,
            json: false,
            list_fits: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("n") => n = parser.value()?.parse()?,
                Long("w") => w = parser.value()?.parse()?,
                Long("r") => r = parser.value()?.parse()?,
                Long("fit") => fit = named(&parser.value()?.string()?)?,
                Long("fits") => options.list_fits = true,
                Long("latencies") => legs.extend(table(&parser.value()?.string()?)?),
                Long("apart") => apart = Some(time("apart", &mut parser)?),
                Long("at") => options.times.push(time("at", &mut parser)?),
                Long("trials") => options.trials = parser.value()?.parse()?,
                Long("seed") => options.seed = parser.value()?.parse()?,
                Long("json") => options.json = true,
                Long(name) => match Leg::ALL.into_iter().find(|leg| leg.name() == name) {
                    Some(leg) => legs.push((leg, latency(leg, &parser.value()?.string()?)?)),
                    None => return Err(argument.unexpected().into()),
                },
                _ => return Err(argument.unexpected().into()),
            }
        }
        options.quorum = Quorum::new(n, w, r).map_err(|refusal| wrong(&refusal.to_string()))?;
        options.fit = (legs.is_empty() && apart.is_none()).then_some(fit.name);
        options.model = model(fit, legs, apart)?;
        options.check()
    }

    fn check(mut self) -> Result<Self, Failure> {
        if self.trials == 0 || self.trials > MAX_TRIALS {
            let trials = self.trials;
            return Err(wrong(&format!(
                "--trials: {trials} is out of bounds: 1 to {MAX_TRIALS}"
            )));
        }
        if self.times.len() > MOST_TIMES {
            return Err(wrong(&format!("--at: more than {MOST_TIMES} times")));
        }
        if self.times.is_empty() {
            self.times = TIMES.into();
        }
        self.times.sort_by(f64::total_cmp);
        Ok(self)
    }
}

fn wrong(text: &str) -> Failure {
    Failure::Usage(text.to_owned())
}

fn named(name: &str) -> Result<&'static Fit, Failure> {
    Fit::named(name).ok_or_else(|| {
        let names = FITS.map(|fit| fit.name).join(", ");
        wrong(&format!("--fit: there is no {name}; there are {names}"))
    })
}

fn time(name: &str, parser: &mut Parser) -> Result<f64, Failure> {
    let time: f64 = parser.value()?.parse()?;
    if (0.0..=MAX_MS).contains(&time) {
        return Ok(time);
    }
    Err(wrong(&format!(
        "--{name}: {time} is out of bounds: 0 to {MAX_MS} ms"
    )))
}

fn model(fit: &Fit, legs: Vec<(Leg, Distribution)>, apart: Option<f64>) -> Result<Model, Failure> {
    let base = fit.model();
    let apart = apart.unwrap_or(base.apart());
    let given = Leg::ALL.map(|leg| base.leg(leg).clone());
    let model = Model::new(given, apart).map_err(|refusal| wrong(&refusal.to_string()))?;
    let changed = legs.into_iter();
    Ok(changed.fold(model, |model, (leg, distribution)| {
        model.with(leg, distribution)
    }))
}

/// A distribution, or `@FILE`.
fn latency(leg: Leg, text: &str) -> Result<Distribution, Failure> {
    let Some(path) = text.strip_prefix('@') else {
        let read = text.parse::<Distribution>();
        return read.map_err(|refusal| wrong(&format!("--{}: {refusal}", leg.name())));
    };
    match columns(path)?.as_slice() {
        [column] => Ok(column.distribution.clone()),
        many => Err(Failure::Input(format!(
            "{path}: it has {} columns, and one is meant; see --latencies",
            many.len()
        ))),
    }
}

/// The distributions of a table, each for the message that its column names.
fn table(path: &str) -> Result<Vec<(Leg, Distribution)>, Failure> {
    let columns = columns(path)?;
    latency::by_leg(&columns).map_err(|refusal| Failure::Input(format!("{path}: {refusal}")))
}

fn columns(path: &str) -> Result<Vec<Column>, Failure> {
    let cannot = |error| Failure::Input(format!("{path}: it cannot be read: {error}"));
    let file = File::open(path).map_err(cannot)?;
    let mut text = String::new();
    // One byte more than is read, so that a longer table is refused and not cut off.
    let most = latency::MAX_BYTES as u64 + 1;
    file.take(most).read_to_string(&mut text).map_err(cannot)?;
    latency::columns(&text).map_err(|refusal| Failure::Input(format!("{path}: {refusal}")))
}
