//! Chance without a generator: every draw is a hash of the seed and of what is drawn for.
//!
//! Nothing is consumed in sequence, so adding, moving or removing one thing never changes what
//! is drawn for another.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::time::Micros;

/// The second half of the hash key: tells these draws from any other use of the same hash.
const DOMAIN: u64 = u64::from_be_bytes(*b"replicas");

/// All the chance in a run.
#[derive(Clone, Copy)]
pub(crate) struct Chance {
    seed: u32,
}

impl Chance {
    pub(crate) fn new(seed: u32) -> Self {
        Self { seed }
    }

    /// 64 evenly distributed bits for one property of one named thing.
    pub(crate) fn bits(self, name: &[u8], property: &str) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.seed.into(), DOMAIN);
        hasher.write(name);
        hasher.write(b"#");
        hasher.write(property.as_bytes());
        hasher.finish()
    }

    /// An evenly distributed whole number below `end`, which is above 0.
    pub(crate) fn below(self, end: u64, name: &[u8], property: &str) -> u64 {
        let scaled = u128::from(self.bits(name, property)) * u128::from(end);
        // The product is below `end << 64`, so its upper half fits.
        u64::try_from(scaled >> 64).unwrap_or(end - 1)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn in_a_thousand(self, cases: u16, name: &[u8], property: &str) -> bool {
        cases > 0 && self.below(1000, name, property) < cases.into()
    }

    /// An exponentially distributed time, by inversion (Devroye, *Non-Uniform Random Variate
    /// Generation*, 1986, section II.2). `libm` gives the same bits on every machine.
    pub(crate) fn exponential(self, mean: Micros, name: &[u8], property: &str) -> Micros {
        // 53 bits, moved off 0 so that the logarithm is finite.
        let uniform = ((self.bits(name, property) >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
        let time = -libm::log(uniform) * mean.0 as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the logarithm lies from -38 to 0, so this is 0 to 38 means: never negative, \
                      and a mean within its bounds is far from 2^64 / 38; parts of a µs go"
        )]
        Micros(time as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even() {
        let chance = Chance::new(7);
        let lost =
            (0..10_000).filter(|n| chance.in_a_thousand(300, n.to_string().as_bytes(), "loss"));
        assert!((2_800..3_200).contains(&lost.count()));
        let mean = (0..10_000)
            .map(|n| {
                chance
                    .exponential(Micros(1_000), n.to_string().as_bytes(), "latency")
                    .0
            })
            .sum::<u64>()
            / 10_000;
        assert!((950..1_050).contains(&mean), "{mean}");
    }
}
