//! What the command says: as JSON, or for people.

use std::fmt;

use replicascope_quorum::overlap::Sizes;
use replicascope_quorum::staleness::{Probability, Tally};
use replicascope_quorum::{Guarantees, Histogram, Leg, Quantile, Quorum, versions};
use serde::Serialize;

use super::options::Options;

/// How many versions behind a read may be.
const VERSIONS: [u32; 5] = [1, 2, 3, 5, 10];

/// Everything that is said. The names are those of the JSON.
#[derive(Serialize)]
pub struct Report {
    n: u8,
    w: u8,
    r: u8,
    overlap: Overlap,
    guarantees: Promises,
    /// The published fit, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<&'static str>,
    latencies: Latencies,
    seed: u32,
    trials: u32,
    /// How likely a read that begins as soon as a write is acknowledged returns it.
    consistent_at_0: f64,
    /// The true one lies between these in 95 of 100 cases.
    consistent_at_0_between: (f64, f64),
    consistent: Vec<ConsistentAt>,
    within_versions: Vec<WithinVersions>,
    read_ms: Quantiles,
    write_ms: Quantiles,
}

#[derive(Serialize)]
struct Overlap {
    pairs: u32,
    overlapping: u32,
    smallest: u8,
    smallest_between_writes: u8,
}

#[derive(Serialize)]
struct Promises {
    reads_see_completed_writes: bool,
    writes_see_each_other: bool,
    reads_survive: u8,
    writes_survive: u8,
    one_crash_can_lose_a_write: bool,
}

#[derive(Serialize)]
struct Latencies {
    write: String,
    ack: String,
    request: String,
    response: String,
    apart_ms: f64,
}

#[derive(Serialize)]
struct ConsistentAt {
    after_ms: f64,
    probability: f64,
    between: (f64, f64),
}

#[derive(Serialize)]
struct WithinVersions {
    versions: u32,
    probability: f64,
}

#[derive(Serialize)]
struct Quantiles {
    p50: Measured,
    p99: Measured,
    p99_9: Measured,
}

#[derive(Serialize)]
struct Measured {
    value: f64,
    between: (f64, f64),
}

impl Report {
    /// What was found for what was asked.
    pub fn of(options: &Options, tally: &Tally) -> Self {
        let quorum = options.quorum;
        let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
        let given = Guarantees::of(quorum);
        let at_0 = tally.consistent_at(w, r, 0.0);
        let leg = |leg| options.model.leg(leg).to_string();
        Self {
            n,
            w,
            r,
            overlap: Overlap::of(quorum),
            guarantees: Promises {
                reads_see_completed_writes: given.reads_see_completed_writes(),
                writes_see_each_other: given.writes_see_each_other(),
                reads_survive: given.reads_survive,
                writes_survive: given.writes_survive,
                one_crash_can_lose_a_write: given.one_crash_can_lose_a_write(),
            },
            fit: options.fit,
            latencies: Latencies {
                write: leg(Leg::Write),
                ack: leg(Leg::Ack),
                request: leg(Leg::Request),
                response: leg(Leg::Response),
                apart_ms: options.model.apart(),
            },
            seed: options.seed,
            trials: tally.trials(),
            consistent_at_0: at_0.value,
            consistent_at_0_between: at_0.between,
            consistent: options
                .times
                .iter()
                .map(|t| ConsistentAt::of(*t, tally.consistent_at(w, r, *t)))
                .collect(),
            within_versions: VERSIONS
                .map(|versions| WithinVersions {
                    versions,
                    probability: versions::within(quorum, versions),
                })
                .into(),
            read_ms: Quantiles::of(tally.reads(r)),
            write_ms: Quantiles::of(tally.writes(w)),
        }
    }
}

impl Overlap {
    fn of(quorum: Quorum) -> Self {
        let sizes = Sizes::write_and_read(quorum);
        Self {
            pairs: sizes.pairs(),
            overlapping: sizes.meeting(),
            smallest: sizes.smallest(),
            smallest_between_writes: Sizes::two_writes(quorum).smallest(),
        }
    }
}

impl ConsistentAt {
    fn of(after_ms: f64, found: Probability) -> Self {
        Self {
            after_ms,
            probability: found.value,
            between: found.between,
        }
    }
}

impl Quantiles {
    fn of(times: &Histogram) -> Self {
        let measured = |share| {
            let Quantile { value, between } = times.quantile(share);
            Measured { value, between }
        };
        Self {
            p50: measured(0.5),
            p99: measured(0.99),
            p99_9: measured(0.999),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_promises(f)?;
        self.write_staleness(f)
    }
}

impl Report {
    fn write_promises(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (overlap, given) = (&self.overlap, &self.guarantees);
        let yes_no = |is: bool| if is { "yes" } else { "no" };
        writeln!(f, "N={} W={} R={}\n", self.n, self.w, self.r)?;
        writeln!(
            f,
            "Pairs of a write and a read set    {}, of which {} overlap; smallest overlap {}",
            overlap.pairs, overlap.overlapping, overlap.smallest
        )?;
        for (what, says) in [
            (
                "Reads see every completed write",
                yes_no(given.reads_see_completed_writes).into(),
            ),
            (
                "Writes see each other",
                yes_no(given.writes_see_each_other).into(),
            ),
            (
                "Replicas down before reads stop",
                format!("{} at most", given.reads_survive),
            ),
            (
                "Replicas down before writes stop",
                format!("{} at most", given.writes_survive),
            ),
            (
                "One lost disk can lose a write",
                yes_no(given.one_crash_can_lose_a_write).into(),
            ),
        ] {
            writeln!(f, "{what:35}{says}")?;
        }
        Ok(())
    }

    fn write_staleness(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fit = self.fit.unwrap_or("your latencies");
        writeln!(
            f,
            "\nLatencies: {fit}; {} trials, seed {}\n",
            self.trials, self.seed
        )?;
        writeln!(
            f,
            "{:>10}  {:>10}  95 of 100 between",
            "after", "consistent"
        )?;
        for one in &self.consistent {
            let (low, high) = one.between;
            let after = format!("{} ms", one.after_ms);
            writeln!(
                f,
                "{after:>10}  {:>8.2} %  {:.2} and {:.2} %",
                one.probability * 100.0,
                low * 100.0,
                high * 100.0
            )?;
        }
        let within = self.within_versions.iter();
        let within =
            within.map(|one| format!("{}: {:.1} %", one.versions, one.probability * 100.0));
        let within: Vec<String> = within.collect();
        writeln!(f, "\nWithin so many versions   {}\n", within.join("   "))?;
        writeln!(f, "{:10}{:>12}{:>12}{:>12}", "", "p50", "p99", "p99.9")?;
        for (what, times) in [("reads", &self.read_ms), ("writes", &self.write_ms)] {
            let [p50, p99, p99_9] =
                [&times.p50, &times.p99, &times.p99_9].map(|one| format!("{:.2} ms", one.value));
            writeln!(f, "{what:10}{p50:>12}{p99:>12}{p99_9:>12}")?;
        }
        Ok(())
    }
}
