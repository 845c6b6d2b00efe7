//! Distributions of one-way latencies, in milliseconds.

use std::rc::Rc;

use crate::Refusal;

/// The longest latency that is understood, in milliseconds.
pub const MAX_MS: f64 = 1e6;
/// The most parts of a mixture.
pub const MAX_PARTS: usize = 8;
/// The most measured values.
pub const MAX_VALUES: usize = 20_000;
/// The bounds of rates and shapes.
const PARAMETER: (f64, f64) = (1e-6, 1e6);

/// A law of chance.
#[derive(Clone, PartialEq, Debug)]
pub enum Law {
    /// Always the same.
    Constant(f64),
    /// Anything from the first to the second is equally likely.
    Uniform(f64, f64),
    /// So many per millisecond on average.
    Exponential {
        /// λ; the mean is 1/λ.
        rate: f64,
    },
    /// A heavy tail: the share that takes longer than x is (least/x)^shape.
    Pareto {
        /// The least that can occur.
        least: f64,
        /// α.
        shape: f64,
    },
    /// One of these values, each equally likely; ascending.
    Measured(Rc<[f64]>),
}

/// A law, and in how many of all cases it rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// From above 0 to 1.
    pub share: f64,
    /// The law.
    pub law: Law,
}

/// A law, or a mixture of laws: one is chosen by its share for each draw.
#[derive(Clone, PartialEq, Debug)]
pub struct Distribution {
    parts: Vec<Part>,
}

impl Distribution {
    /// One law for all.
    ///
    /// # Errors
    /// Names the parameter that is out of bounds.
    pub fn of(law: Law) -> Result<Self, Refusal> {
        Self::mixture(vec![Part { share: 1.0, law }])
    }

    /// Several laws, whose shares add up to 1.
    ///
    /// # Errors
    /// Names the part and its parameter that is out of bounds.
    pub fn mixture(parts: Vec<Part>) -> Result<Self, Refusal> {
        let count = parts.len();
        if count == 0 || count > MAX_PARTS {
            let reason = format!("{count} parts are out of bounds: 1 to {MAX_PARTS}");
            return Err(Refusal::new("mixture", reason));
        }
        for (number, part) in (1..).zip(&parts) {
            let check = within("share", part.share, (f64::MIN_POSITIVE, 1.0));
            let check = check.and_then(|()| part.law.check());
            check.map_err(|refusal| match count {
                1 => refusal,
                _ => refusal.within(&format!("part {number}")),
            })?;
        }
        let sum: f64 = parts.iter().map(|part| part.share).sum();
        // What is written in percent with a few digits may miss by rounding.
        if (sum - 1.0).abs() > 1e-3 {
            let reason = format!("they add up to {} %, not to 100 %", sum * 100.0);
            return Err(Refusal::new("shares", reason));
        }
        Ok(Self { parts })
    }

    /// Its laws with their shares.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}

impl Law {
    /// Measured values, in any order.
    ///
    /// # Errors
    /// Names the value that is out of bounds.
    pub fn measured(mut values: Vec<f64>) -> Result<Self, Refusal> {
        check_values(&values)?;
        values.sort_by(f64::total_cmp);
        Ok(Self::Measured(values.into()))
    }

    fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Constant(time) => within("constant", *time, (0.0, MAX_MS)),
            Self::Uniform(from, to) => {
                within("uniform: from", *from, (0.0, MAX_MS))?;
                within("uniform: to", *to, (*from, MAX_MS))
            }
            Self::Exponential { rate } => within("exponential: rate", *rate, PARAMETER),
            Self::Pareto { least, shape } => {
                within("pareto: least", *least, (1e-6, MAX_MS))?;
                within("pareto: shape", *shape, PARAMETER)
            }
            Self::Measured(values) => check_values(values),
        }
    }
}

fn check_values(values: &[f64]) -> Result<(), Refusal> {
    let count = values.len();
    if count == 0 || count > MAX_VALUES {
        let reason = format!("{count} values are out of bounds: 1 to {MAX_VALUES}");
        return Err(Refusal::new("measured", reason));
    }
    for (number, value) in (1..).zip(values) {
        within(&format!("measured: value {number}"), *value, (0.0, MAX_MS))?;
    }
    Ok(())
}

/// Also refuses what is not a number.
pub(super) fn within(place: &str, value: f64, (least, most): (f64, f64)) -> Result<(), Refusal> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let least = if least == f64::MIN_POSITIVE {
        "above 0".into()
    } else {
        least.to_string()
    };
    let reason = format!("{value} is out of bounds: {least} to {most}");
    Err(Refusal::new(place, reason))
}
