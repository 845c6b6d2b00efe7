//! Draws from a distribution, made ready to be fast.

use std::rc::Rc;

use super::law::{Distribution, Law};
use crate::chance::{Chance, ZIGGURAT, Ziggurat};

/// A distribution that is ready to be drawn from.
#[derive(Clone, Debug)]
pub(crate) struct Sampler {
    /// All laws but the last, each with the sum of the shares up to it in parts of 2^64.
    others: Vec<(u64, Ready)>,
    last: Ready,
    ziggurat: &'static Ziggurat,
}

#[derive(Clone, Debug)]
enum Ready {
    Uniform { from: f64, width: f64 },
    Exponential { mean: f64 },
    Pareto { least: f64, inverse_shape: f64 },
    Measured(Rc<[f64]>),
}

impl Sampler {
    pub(crate) fn new(distribution: &Distribution) -> Self {
        let mut below = 0.0;
        let laws = distribution.parts().iter().map(|part| {
            below += part.share;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "above 0; beyond the end it saturates"
            )]
            let end = (below * (1u64 << 63) as f64 * 2.0) as u64;
            (end, ready(&part.law))
        });
        let mut others: Vec<(u64, Ready)> = laws.collect();
        // A distribution has a part at least; what rounding leaves of the shares is the last one's.
        let last = others.pop().map(|(_, law)| law);
        Self {
            others,
            last: last.unwrap_or(Ready::Uniform {
                from: 0.0,
                width: 0.0,
            }),
            ziggurat: &ZIGGURAT,
        }
    }

    #[inline]
    pub(crate) fn draw(&self, chance: &mut Chance) -> f64 {
        match self.choose(chance) {
            Ready::Uniform { from, width } => from + width * chance.uniform(),
            Ready::Exponential { mean } => mean * chance.exponential(self.ziggurat),
            // If E is exponential with mean 1, exp(E/α) is Pareto with shape α.
            Ready::Pareto {
                least,
                inverse_shape,
            } => least * exp(chance.exponential(self.ziggurat) * inverse_shape),
            Ready::Measured(values) => values[chance.below(values.len())],
        }
    }

    #[inline]
    fn choose(&self, chance: &mut Chance) -> &Ready {
        if self.others.is_empty() {
            return &self.last;
        }
        let bits = chance.bits();
        let ruling = self.others.iter().find(|(end, _)| bits < *end);
        ruling.map_or(&self.last, |(_, law)| law)
    }
}

fn ready(law: &Law) -> Ready {
    match law {
        Law::Constant(time) => Ready::Uniform {
            from: *time,
            width: 0.0,
        },
        Law::Uniform(from, to) => Ready::Uniform {
            from: *from,
            width: to - from,
        },
        Law::Exponential { rate } => Ready::Exponential { mean: 1.0 / rate },
        Law::Pareto { least, shape } => Ready::Pareto {
            least: *least,
            inverse_shape: 1.0 / shape,
        },
        Law::Measured(values) => Ready::Measured(Rc::clone(values)),
    }
}

/// e^x for x from 0 to 700, and the same as at 700 beyond, within 1e-8 of the value: sums and
/// products alone, in one order, so that every machine finds the same digits.
#[inline]
fn exp(x: f64) -> f64 {
    const BITS_OF_ONE: u64 = 0x3ff << 52;
    // Adding this rounds to a whole number, which then stands in the lowest bits.
    const TO_WHOLE: f64 = (3u64 << 51) as f64;
    // Compared by hand: in WebAssembly `f64::min` is a call.
    let x = if x < 700.0 { x } else { 700.0 };
    let shifted = x * std::f64::consts::LOG2_E + TO_WHOLE;
    let halvings = shifted - TO_WHOLE;
    // ln 2 in two parts, so that their products are exact enough.
    let rest = x - halvings * 0.693_147_180_369_123_8 - halvings * 1.908_214_929_270_587_7e-10;
    // e^rest by its series, in pairs so that a processor can do several at a time; |rest| is at
    // most 0.347, so what is left out is at most 6e-9.
    let squared = rest * rest;
    let first = (1.0 + rest) + squared * (1.0 / 2.0 + rest * (1.0 / 6.0));
    let second =
        (1.0 / 24.0 + rest * (1.0 / 120.0)) + squared * (1.0 / 720.0 + rest * (1.0 / 5_040.0));
    let series = first + squared * squared * second;
    let power = f64::from_bits(BITS_OF_ONE.wrapping_add(shifted.to_bits() << 52));
    series * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_a_hundred_millionth() {
        for step in 0..70_000 {
            let x = f64::from(step) * 0.01;
            let (fast, exact) = (exp(x), libm::exp(x));
            assert!((fast / exact - 1.0).abs() < 1e-8, "{x}: {fast} {exact}");
        }
        assert_eq!(exp(1e9), exp(700.0));
    }

    #[test]
    fn draws_follow_their_distribution() {
        const DRAWS: u32 = 400_000;
        // Each distribution with a time and the share of draws that take longer.
        for (text, beyond, share) in [
            ("exponential(0.5)", 3.0, libm::exp(-1.5)),
            ("pareto(1.05, 1.51)", 4.2, libm::pow(0.25, 1.51)),
            ("pareto(1.05, 1.51)", 1.05, 1.0),
            ("uniform(2, 6)", 5.0, 0.25),
            ("constant(4)", 3.9999, 1.0),
            ("constant(4)", 4.0, 0.0),
            ("measured(1, 2, 3, 10)", 2.5, 0.5),
            (
                "38% pareto(1.05, 1.51) + 62% exponential(0.183)",
                1.05,
                0.38 + 0.62 * libm::exp(-0.183 * 1.05),
            ),
            (
                "20% constant(1) + 30% constant(2) + 50% constant(3)",
                1.5,
                0.8,
            ),
            (
                "20% constant(1) + 30% constant(2) + 50% constant(3)",
                2.5,
                0.5,
            ),
        ] {
            let sampler = Sampler::new(&text.parse().expect("a distribution"));
            let mut chance = Chance::new(3);
            let longer = (0..DRAWS)
                .filter(|_| sampler.draw(&mut chance) > beyond)
                .count();
            let found = longer as f64 / f64::from(DRAWS);
            let tolerance = 4.0 * (share * (1.0 - share) / f64::from(DRAWS)).sqrt() + 1e-12;
            assert!(
                (found - share).abs() <= tolerance,
                "{text}: {found} {share}"
            );
        }
    }
}
