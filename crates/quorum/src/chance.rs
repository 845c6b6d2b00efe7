//! A generator of chance with a seed: the same numbers on every machine.
//!
//! xoshiro256++ (Blackman and Vigna, *Scrambled Linear Pseudorandom Number Generators*, ACM TOMS
//! 47(4), 2021), its state filled by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) as its
//! authors advise. Exponential draws are by Marsaglia and Tsang's ziggurat (*Journal of
//! Statistical Software* 5(8), 2000), which needs a logarithm or a power only at its seams.

use std::sync::LazyLock;

/// The generator.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: [u64; 4],
}

impl Chance {
    pub(crate) fn new(seed: u32) -> Self {
        let mut counter = u64::from(seed);
        let mut next = || {
            counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = counter;
            mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ mixed >> 31
        };
        Self {
            state: [next(), next(), next(), next()],
        }
    }

    /// 64 evenly distributed bits.
    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// Evenly distributed from 0 to below 1.
    #[inline]
    pub(crate) fn uniform(&mut self) -> f64 {
        unit(self.bits())
    }

    /// An evenly distributed whole number below `end`.
    #[inline]
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // 32 bits scaled: the product is below `end << 32`, so its upper half fits.
        (((self.bits() >> 32) * end as u64) >> 32) as usize
    }

    /// Exponentially distributed with mean 1.
    #[inline]
    pub(crate) fn exponential(&mut self, ziggurat: &Ziggurat) -> f64 {
        let bits = self.bits();
        let layer = (bits & 255) as usize;
        let x = unit(bits) * ziggurat.edges[layer];
        if x < ziggurat.edges[layer + 1] {
            return x;
        }
        self.at_a_seam(ziggurat, layer, x)
    }

    /// The one draw in a hundred that does not fall wholly below the curve.
    #[cold]
    fn at_a_seam(&mut self, ziggurat: &Ziggurat, layer: usize, x: f64) -> f64 {
        if layer == 0 {
            // Beyond the last edge the rest is distributed like the whole.
            return ziggurat.edges[1] + self.exponential(ziggurat);
        }
        let (low, high) = (ziggurat.heights[layer], ziggurat.heights[layer + 1]);
        if low + self.uniform() * (high - low) < libm::exp(-x) {
            return x;
        }
        self.exponential(ziggurat)
    }
}

/// The upper 53 bits as a number from 0 to below 1.
#[inline]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The curve exp(−x) covered by 256 layers of equal area.
#[derive(Debug)]
pub(crate) struct Ziggurat {
    /// Where each layer ends: 0 is wider than the curve, 256 is its peak.
    edges: [f64; 257],
    /// The height of the curve there.
    heights: [f64; 257],
}

/// Where the tail begins, and the area of each layer: Marsaglia and Tsang, section 3.
const TAIL: f64 = 7.697_117_470_131_05;
const AREA: f64 = 0.003_949_659_822_581_572;

/// The one table.
pub(crate) static ZIGGURAT: LazyLock<Ziggurat> = LazyLock::new(|| {
    let (mut edges, mut heights) = ([0.0; 257], [0.0; 257]);
    edges[0] = AREA / libm::exp(-TAIL);
    edges[1] = TAIL;
    for layer in 1..256 {
        heights[layer] = libm::exp(-edges[layer]);
        if layer < 255 {
            edges[layer + 1] = -libm::log(heights[layer] + AREA / edges[layer]);
        }
    }
    heights[256] = 1.0;
    Ziggurat { edges, heights }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // The first numbers of xoshiro256++ from the state 1, 2, 3, 4, as its reference gives them.
        let mut chance = Chance {
            state: [1, 2, 3, 4],
        };
        assert_eq!(chance.bits(), 41_943_041);
        assert_eq!(chance.bits(), 58_720_359);
        assert_eq!(chance.bits(), 3_588_806_011_781_223);
    }

    #[test]
    fn exponential_draws_follow_their_curve_into_the_tail() {
        const DRAWS: u32 = 1_000_000;
        let mut chance = Chance::new(1);
        let draws: Vec<f64> = (0..DRAWS).map(|_| chance.exponential(&ZIGGURAT)).collect();
        for x in [0.001_f64, 0.1, 0.5, 1.0, 2.0, 4.0, 7.0, 8.0, 9.0] {
            let expected = f64::from(DRAWS) * libm::exp(-x);
            let beyond = draws.iter().filter(|draw| **draw > x).count() as f64;
            let deviation = (expected * (1.0 - libm::exp(-x))).sqrt();
            assert!(
                (beyond - expected).abs() < 4.0 * deviation,
                "{x}: {beyond} {expected}"
            );
        }
    }
}
