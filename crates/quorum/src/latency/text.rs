//! Distributions as text, the same in a field of the page and on a command line:
//! `38% pareto(1.05, 1.51) + 62% exponential(0.183)`.

use std::fmt;
use std::str::FromStr;

use super::law::{Distribution, Law, MAX_PARTS, MAX_VALUES, Part};
use crate::Refusal;

/// The longest text that is read: measured values of a few digits each.
const MAX_TEXT: usize = 24 * MAX_VALUES;

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(time) => write!(f, "constant({time})"),
            Self::Uniform(from, to) => write!(f, "uniform({from}, {to})"),
            Self::Exponential { rate } => write!(f, "exponential({rate})"),
            Self::Pareto { least, shape } => write!(f, "pareto({least}, {shape})"),
            Self::Measured(values) => {
                let values: Vec<String> = values.iter().map(f64::to_string).collect();
                write!(f, "measured({})", values.join(", "))
            }
        }
    }
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [Part { share: 1.0, law }] = self.parts() {
            return law.fmt(f);
        }
        for (index, part) in self.parts().iter().enumerate() {
            let plus = if index > 0 { " + " } else { "" };
            write!(f, "{plus}{}% {}", Percent(part.share), part.law)?;
        }
        Ok(())
    }
}

/// A share in percent that reads back as the same share.
struct Percent(f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.0 * 100.0;
        let rounded = (percent * 1e6).round() / 1e6;
        let shown = if rounded / 100.0 == self.0 {
            rounded
        } else {
            percent
        };
        write!(f, "{shown}")
    }
}

impl FromStr for Distribution {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.len() > MAX_TEXT {
            let reason = format!("{} bytes, at most {MAX_TEXT} are read", text.len());
            return Err(Refusal::new("distribution", reason));
        }
        let parts: Vec<&str> = text.split('+').take(MAX_PARTS + 1).collect();
        let single = parts.len() == 1;
        let parts = (1..).zip(parts).map(|(number, part)| {
            read_part(part).map_err(|refusal| match single {
                true => refusal,
                false => refusal.within(&format!("part {number}")),
            })
        });
        Self::mixture(parts.collect::<Result<_, _>>()?)
    }
}

/// `38% pareto(1.05, 1.51)`, or the law alone.
fn read_part(text: &str) -> Result<Part, Refusal> {
    let (share, law) = match text.split_once('%') {
        Some((share, law)) => (number("share", share)? / 100.0, law),
        None => (1.0, text),
    };
    Ok(Part {
        share,
        law: read_law(law.trim())?,
    })
}

fn read_law(text: &str) -> Result<Law, Refusal> {
    let opened = text.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let Some((name, arguments)) = opened else {
        let reason = format!("`{}` is not of the form name(number, …)", short(text));
        return Err(Refusal::new("law", reason));
    };
    let name = name.trim();
    let values = arguments.split(',').map(|value| number(name, value));
    let values: Vec<f64> = values.take(MAX_VALUES + 1).collect::<Result<_, _>>()?;
    match (name, &*values) {
        ("constant", [time]) => Ok(Law::Constant(*time)),
        ("uniform", [from, to]) => Ok(Law::Uniform(*from, *to)),
        ("exponential", [rate]) => Ok(Law::Exponential { rate: *rate }),
        ("pareto", [least, shape]) => Ok(Law::Pareto {
            least: *least,
            shape: *shape,
        }),
        ("measured", _) => Law::measured(values),
        ("constant" | "exponential", _) => Err(Refusal::new(name, "it takes one number")),
        ("uniform" | "pareto", _) => Err(Refusal::new(name, "it takes two numbers")),
        _ => {
            let reason = format!(
                "there is no `{}`; there are constant, uniform, exponential, pareto, measured",
                short(name)
            );
            Err(Refusal::new("law", reason))
        }
    }
}

fn number(place: &str, text: &str) -> Result<f64, Refusal> {
    text.trim().parse().map_err(|_| {
        let reason = format!("`{}` is not a number", short(text.trim()));
        Refusal::new(short(place), reason)
    })
}

/// The beginning of a text from outside, short enough for an error message.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 24;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distributions_read_back_as_they_are_written() {
        for text in [
            "constant(3)",
            "uniform(0.5, 12)",
            "exponential(0.183)",
            "38% pareto(1.05, 1.51) + 62% exponential(0.183)",
            "91.22% pareto(0.235, 10) + 8.78% exponential(1.66)",
            "measured(1, 2.5, 2.5, 40)",
        ] {
            let read: Distribution = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(read.to_string(), text);
            assert_eq!(read.to_string().parse(), Ok(read));
        }
        let loose: Distribution = " 50%constant( 1 )+50 % measured(3,2)"
            .parse()
            .expect("fine");
        assert_eq!(loose.to_string(), "50% constant(1) + 50% measured(2, 3)");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, message) in [
            ("", "law: `` is not of the form name(number, …)"),
            (
                "pareto 3",
                "law: `pareto 3` is not of the form name(number, …)",
            ),
            (
                "normal(3)",
                "law: there is no `normal`; there are constant, uniform, exponential, pareto, measured",
            ),
            ("pareto(3)", "pareto: it takes two numbers"),
            ("exponential(soon)", "exponential: `soon` is not a number"),
            (
                "exponential(NaN)",
                "exponential: rate: NaN is out of bounds: 0.000001 to 1000000",
            ),
            (
                "constant(-1)",
                "constant: -1 is out of bounds: 0 to 1000000",
            ),
            (
                "uniform(3, 2)",
                "uniform: to: 2 is out of bounds: 3 to 1000000",
            ),
            (
                "50% constant(1) + 60% pareto(0, 2)",
                "part 2, pareto: least: 0 is out of bounds: 0.000001 to 1000000",
            ),
            (
                "50% constant(1) + 40% constant(2)",
                "shares: they add up to 90 %, not to 100 %",
            ),
            (
                "0% constant(1) + 100% constant(2)",
                "part 1, share: 0 is out of bounds: above 0 to 1",
            ),
            (
                "measured(1, inf)",
                "measured: value 2: inf is out of bounds: 0 to 1000000",
            ),
        ] {
            let refused = text.parse::<Distribution>().expect_err(text);
            assert_eq!(refused.to_string(), message);
        }
        let many = ["10% constant(1)"; 10].join("+");
        let refused = many.parse::<Distribution>().expect_err("too many");
        assert_eq!(refused.place(), "mixture");
        let huge = format!("measured({})", vec!["1"; MAX_VALUES + 1].join(","));
        assert!(huge.parse::<Distribution>().is_err());
    }
}
