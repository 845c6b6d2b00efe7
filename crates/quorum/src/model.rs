//! How long the four messages of an operation take: the WARS model.
//!
//! Bailis et al. 2012, section 4.1: a write reaches a replica (W) and is acknowledged (A); a read
//! reaches a replica (R) and is answered (S).

use std::fmt;
use std::str::FromStr;

use crate::Refusal;
use crate::latency::{Distribution, MAX_MS};

/// One of the four messages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Leg {
    /// W: a write on its way to a replica.
    Write,
    /// A: the replica's acknowledgement.
    Ack,
    /// R: a read request on its way to a replica.
    Request,
    /// S: the replica's response.
    Response,
}

impl Leg {
    /// All of them, in the order of their letters.
    pub const ALL: [Self; 4] = [Self::Write, Self::Ack, Self::Request, Self::Response];

    /// Its name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Ack => "ack",
            Self::Request => "request",
            Self::Response => "response",
        }
    }

    /// Its letter in the model's name.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Write => "W",
            Self::Ack => "A",
            Self::Request => "R",
            Self::Response => "S",
        }
    }
}

/// The latencies of all four messages, in milliseconds.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    legs: [Distribution; 4],
    /// What a message takes more between data centres. Above 0, each replica is in one of its own,
    /// and every write and read begins in a random one of them.
    apart: f64,
}

impl Model {
    /// A model.
    ///
    /// # Errors
    /// When `apart`, what a message between data centres takes more, is out of bounds.
    pub fn new(legs: [Distribution; 4], apart: f64) -> Result<Self, Refusal> {
        if !(0.0..=MAX_MS).contains(&apart) {
            let reason = format!("{apart} is out of bounds: 0 to {MAX_MS}");
            return Err(Refusal::new("apart", reason));
        }
        Ok(Self { legs, apart })
    }

    /// The latencies of one message.
    pub fn leg(&self, leg: Leg) -> &Distribution {
        &self.legs[leg as usize]
    }

    /// The same with other latencies of one message.
    #[must_use]
    pub fn with(mut self, leg: Leg, distribution: Distribution) -> Self {
        self.legs[leg as usize] = distribution;
        self
    }

    /// What a message between data centres takes more; 0: there is one.
    pub fn apart(&self) -> f64 {
        self.apart
    }
}

/// One line for each message and one for the distance: what [`FromStr`] reads.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for leg in Leg::ALL {
            writeln!(f, "{} {}", leg.name(), self.leg(leg))?;
        }
        write!(f, "apart {}", self.apart)
    }
}

impl FromStr for Model {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut lines = text.lines();
        let mut value_of = |name: &str| {
            let line = lines.next().unwrap_or_default();
            let value = line.strip_prefix(name).map(str::trim);
            value.ok_or_else(|| Refusal::new(name, "its line is missing"))
        };
        let mut read = |leg: Leg| -> Result<Distribution, Refusal> {
            let distribution = value_of(leg.name())?.parse();
            distribution.map_err(|refusal: Refusal| refusal.within(leg.name()))
        };
        let [write, ack, request, response] = Leg::ALL;
        let legs = [read(write)?, read(ack)?, read(request)?, read(response)?];
        let apart = value_of("apart")?.parse();
        let apart = apart.map_err(|_| Refusal::new("apart", "it is not a number"))?;
        Self::new(legs, apart)
    }
}

/// A published fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fit {
    /// Its name on a command line.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it was measured on.
    pub about: &'static str,
    write: &'static str,
    others: &'static str,
    apart: u16,
}

const SSD: &str = "91.22% pareto(0.235, 10) + 8.78% exponential(1.66)";
const DISK: &str = "38% pareto(1.05, 1.51) + 62% exponential(0.183)";
const YMMR_OTHERS: &str = "98.2% pareto(1.5, 3.8) + 1.8% exponential(0.0217)";

/// The fits of Bailis et al. 2012, table 3 and section 5.2.
pub const FITS: [Fit; 5] = [
    Fit {
        name: "lnkd-ssd",
        title: "LNKD-SSD",
        about: "LinkedIn's Voldemort on solid-state disks",
        write: SSD,
        others: SSD,
        apart: 0,
    },
    Fit {
        name: "lnkd-disk",
        title: "LNKD-DISK",
        about: "LinkedIn's Voldemort on spinning disks",
        write: DISK,
        others: SSD,
        apart: 0,
    },
    Fit {
        name: "ymmr",
        title: "YMMR",
        about: "Yammer's Riak, as the paper prints the fit",
        write: "93.9% pareto(3, 3.35) + 6.1% exponential(0.0028)",
        others: YMMR_OTHERS,
        apart: 0,
    },
    Fit {
        name: "ymmr-3.5",
        title: "YMMR, α = 3.5",
        about: "the same with the shape that its authors' code has, and their results agree with",
        write: "93.9% pareto(3, 3.5) + 6.1% exponential(0.0028)",
        others: YMMR_OTHERS,
        apart: 0,
    },
    Fit {
        name: "wan",
        title: "WAN",
        about: "LNKD-DISK with each replica in a data centre of its own, 75 ms from the others",
        write: DISK,
        others: SSD,
        apart: 75,
    },
];

impl Fit {
    /// The fit with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FITS.iter().find(|fit| fit.name == name)
    }

    /// Its latencies.
    pub fn model(&self) -> Model {
        // The tests of this crate read every one of them.
        let read = |text: &str| text.parse::<Distribution>().expect("a published fit");
        let others = read(self.others);
        Model {
            legs: [read(self.write), others.clone(), others.clone(), others],
            apart: self.apart.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fit_is_valid_and_reads_back() {
        for fit in &FITS {
            let model = fit.model();
            assert_eq!(model.to_string().parse(), Ok(model), "{}", fit.name);
            assert_eq!(Fit::named(fit.name), Some(fit));
        }
    }

    #[test]
    fn what_is_wrong_with_a_model_is_named() {
        let text = FITS[1].model().to_string();
        for (from, to, message) in [
            (
                "apart 0",
                "apart -1",
                "apart: -1 is out of bounds: 0 to 1000000",
            ),
            ("apart 0", "apart far", "apart: it is not a number"),
            ("apart 0", "", "apart: its line is missing"),
            (
                "pareto(1.05, 1.51)",
                "pareto(1.05)",
                "write, part 1, pareto: it takes two numbers",
            ),
        ] {
            let refused = text.replace(from, to).parse::<Model>().expect_err(message);
            assert_eq!(refused.to_string(), message);
        }
    }
}
