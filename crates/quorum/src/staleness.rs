//! How stale, how often: probabilistically bounded staleness, by simulation of the WARS model.
//!
//! A trial is one write, and one read that begins t after the write was acknowledged. The write
//! reaches replica i after `W[i]`, its acknowledgement is back after `W[i] + A[i]`; the W-th
//! smallest of these is the write's latency. The read reaches replica i after `R[i]`, its answer
//! is back after `R[i] + S[i]`; the R-th smallest of these is the read's latency. The read is
//! consistent if one of the first R to answer had the write when it was asked, which is to say
//! if `W[i] − R[i] − write latency ≤ t` for one of them. So a trial gives the t from which on its
//! read is consistent, and all t are answered by one run.
//!
//! The same draws answer every W and every R: the sorted acknowledgements and answers hold all
//! of them. So one run answers the whole grid for an N, and comparing two choices compares them
//! under the same luck.
//!
//! Bailis et al., *Probabilistically Bounded Staleness for Practical Partial Quorums*, PVLDB 5(8),
//! 2012, sections 3 and 4. No anti-entropy, no read repair: theirs only helps.

use crate::chance::Chance;
use crate::latency::Sampler;
use crate::{Histogram, Leg, Model, Quantile};

/// The most trials that one run counts.
pub const MAX_TRIALS: u32 = 1_000_000_000;
/// How many standard deviations hold 95 of 100 cases.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// The largest N that is simulated: the largest of the paper.
pub const MAX_N: u8 = 10;
const MOST: usize = MAX_N as usize;

/// A run that can be continued. What it has found is a function of its model, N, seed and the
/// number of trials alone, however they were split.
#[derive(Clone, Debug)]
pub struct Simulation {
    samplers: [Sampler; 4],
    apart: f64,
    chance: Chance,
    tally: Tally,
}

/// What a run has found, for one N and every W and R.
#[derive(Clone, PartialEq, Debug)]
pub struct Tally {
    n: u8,
    trials: u32,
    /// By R.
    reads: Vec<Histogram>,
    /// By W.
    writes: Vec<Histogram>,
    /// For each W and R whose sets may miss each other, in the order of [`Tally::place`]: from which
    /// t on the read is consistent.
    fresh_after: Vec<Histogram>,
    /// In the same order: how many reads are consistent at t = 0.
    at_once: Vec<u32>,
}

/// A probability, with its sampling error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Probability {
    /// The estimate.
    pub value: f64,
    /// The true one lies between these in 95 of 100 cases (Wilson's interval).
    pub between: (f64, f64),
}

impl Simulation {
    /// A run without a trial yet.
    pub fn new(model: &Model, n: u8, seed: u32) -> Self {
        Self {
            samplers: Leg::ALL.map(|leg| Sampler::new(model.leg(leg))),
            apart: model.apart(),
            chance: Chance::new(seed),
            tally: Tally::new(n.clamp(1, MAX_N)),
        }
    }

    /// What has been found.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Does so many trials more, [`MAX_TRIALS`] in all at most.
    pub fn run(&mut self, trials: u32) {
        let trials = trials.min(MAX_TRIALS - self.tally.trials);
        for _ in 0..trials {
            self.trial();
        }
        self.tally.trials += trials;
    }

    #[inline]
    fn trial(&mut self) {
        let n = usize::from(self.tally.n);
        let [write, ack, request, response] = &self.samplers;
        let chance = &mut self.chance;
        // All replicas are alike, so the write may begin at the first; the read, anywhere.
        let (writer, reader) = match self.apart > 0.0 {
            true => (0, chance.below(n)),
            false => (MOST, MOST),
        };
        let far = |from: usize, to: usize| if from == to { 0.0 } else { self.apart };
        let mut acks = [0.0; MOST];
        let mut answers = [(0.0, 0.0); MOST];
        for replica in 0..n {
            let (to_write, to_read) = (far(writer, replica), far(reader, replica));
            let stored = write.draw(chance) + to_write;
            let acked = stored + ack.draw(chance) + to_write;
            let asked = request.draw(chance) + to_read;
            let answered = asked + response.draw(chance) + to_read;
            insert(&mut acks[..=replica], acked, |one, other| one < other);
            let answer = (answered, stored - asked);
            insert(&mut answers[..=replica], answer, |one, other| {
                one.0 < other.0
            });
        }
        self.tally.count(&acks[..n], &answers[..n]);
    }
}

/// Puts one more into a sorted row whose last place is free.
#[inline]
fn insert<T: Copy>(row: &mut [T], one: T, before: impl Fn(T, T) -> bool) {
    let mut place = row.len() - 1;
    while place > 0 && before(one, row[place - 1]) {
        row[place] = row[place - 1];
        place -= 1;
    }
    row[place] = one;
}

impl Tally {
    fn new(n: u8) -> Self {
        let count = usize::from(n);
        Self {
            n,
            trials: 0,
            reads: vec![Histogram::new(); count],
            writes: vec![Histogram::new(); count],
            fresh_after: vec![Histogram::new(); count * (count - 1) / 2],
            at_once: vec![0; count * (count - 1) / 2],
        }
    }

    /// Counts a trial: acknowledgements, and answers with their `W[i] − R[i]`, both sorted.
    #[inline]
    fn count(&mut self, acks: &[f64], answers: &[(f64, f64)]) {
        for (writes, ack) in self.writes.iter_mut().zip(acks) {
            writes.add(*ack);
        }
        let mut earliest = f64::INFINITY;
        let mut place = 0;
        for (r, (answered, stored_after_asked)) in answers.iter().enumerate() {
            self.reads[r].add(*answered);
            // Compared by hand: in WebAssembly `f64::min` is a call.
            if *stored_after_asked < earliest {
                earliest = *stored_after_asked;
            }
            // With more acknowledgements the sets meet, and the read is consistent whatever was
            // drawn: a replica in both stored the write before it was acknowledged.
            for ack in &acks[..acks.len() - 1 - r] {
                let fresh_after = earliest - ack;
                self.fresh_after[place].add(fresh_after);
                self.at_once[place] += u32::from(fresh_after <= 0.0);
                place += 1;
            }
        }
    }

    /// Where a choice is counted: by R, then W; none: its sets always meet.
    fn place(&self, w: u8, r: u8) -> Option<usize> {
        let (n, w, r) = (usize::from(self.n), self.index(w), self.index(r));
        let before: usize = (0..r).map(|r| n - 1 - r).sum();
        (w + r + 2 <= n).then_some(before + w)
    }

    /// How many replicas keep a key.
    pub fn n(&self) -> u8 {
        self.n
    }

    /// How many trials there were.
    pub fn trials(&self) -> u32 {
        self.trials
    }

    /// How long reads take that wait for `r` answers.
    pub fn reads(&self, r: u8) -> &Histogram {
        &self.reads[self.index(r)]
    }

    /// How long writes take that wait for `w` acknowledgements.
    pub fn writes(&self, w: u8) -> &Histogram {
        &self.writes[self.index(w)]
    }

    /// How likely a read is consistent that begins `t` milliseconds after a write was
    /// acknowledged.
    pub fn consistent_at(&self, w: u8, r: u8, t: f64) -> Probability {
        let trials = f64::from(self.trials);
        let Some(place) = self.place(w, r) else {
            return Probability::of(trials, trials);
        };
        let at_once = f64::from(self.at_once[place]);
        let count = match t > 0.0 {
            // Those that are fresh within a microsecond share their bin with those at once.
            true => self.fresh_after[place].at_most(t).max(at_once),
            false => at_once,
        };
        Probability::of(count, trials)
    }

    /// From which time on a share of all reads is consistent, in milliseconds.
    pub fn consistent_after(&self, w: u8, r: u8, share: f64) -> Quantile {
        let not_at_once =
            |place: &usize| f64::from(self.at_once[*place]) < share * f64::from(self.trials);
        let Some(place) = self.place(w, r).filter(not_at_once) else {
            return Quantile {
                value: 0.0,
                between: (0.0, 0.0),
            };
        };
        self.fresh_after[place].quantile(share)
    }

    fn index(&self, number: u8) -> usize {
        usize::from(number.clamp(1, self.n) - 1)
    }

    /// All of it as numbers, for another thread.
    pub fn to_numbers(&self) -> Vec<u32> {
        let histograms = self
            .histograms()
            .flat_map(|one| one.counts().iter().copied());
        let at_once = self.at_once.iter().copied();
        [self.n.into(), self.trials]
            .into_iter()
            .chain(at_once)
            .chain(histograms)
            .collect()
    }

    fn histograms(&self) -> impl Iterator<Item = &Histogram> {
        self.reads
            .iter()
            .chain(&self.writes)
            .chain(&self.fresh_after)
    }

    /// What [`to_numbers`](Self::to_numbers) wrote; none for anything else.
    pub fn from_numbers(numbers: &[u32]) -> Option<Self> {
        let (&[n, trials], rest) = numbers.split_first_chunk()?;
        let n = u8::try_from(n).ok().filter(|n| (1..=MAX_N).contains(n))?;
        let mut tally = Self::new(n);
        tally.trials = trials;
        let (at_once, rest) = rest.split_at_checked(tally.at_once.len())?;
        tally.at_once.copy_from_slice(at_once);
        let mut counts = rest.chunks(Histogram::LENGTH);
        let Self {
            reads,
            writes,
            fresh_after,
            ..
        } = &mut tally;
        for histogram in reads.iter_mut().chain(writes).chain(fresh_after) {
            *histogram = Histogram::from_counts(counts.next()?)?;
        }
        counts.next().is_none().then_some(tally)
    }
}

impl Probability {
    /// So many of all.
    pub fn of(count: f64, all: f64) -> Self {
        if all <= 0.0 {
            return Self {
                value: 0.0,
                between: (0.0, 1.0),
            };
        }
        let value = count / all;
        let squared = Z * Z / all;
        let middle = (value + squared / 2.0) / (1.0 + squared);
        let spread =
            Z / (1.0 + squared) * (value * (1.0 - value) / all + squared / (4.0 * all)).sqrt();
        Self {
            value,
            // Exactly so at the ends, where rounding would leave a trace.
            between: (
                if count > 0.0 { middle - spread } else { 0.0 },
                if count < all { middle + spread } else { 1.0 },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fit;

    fn run(batches: &[u32]) -> Tally {
        let model = Fit::named("wan").expect("a fit").model();
        let mut simulation = Simulation::new(&model, 3, 7);
        for trials in batches {
            simulation.run(*trials);
        }
        simulation.tally().clone()
    }

    #[test]
    fn what_is_found_does_not_depend_on_how_it_was_split() {
        assert_eq!(run(&[3000]), run(&[1, 999, 1500, 0, 500]));
        assert_ne!(run(&[3000]), run(&[2999]));
    }

    /// The model by its definition, from the same draws: for every W and R, from which t on.
    fn by_definition(simulation: &mut Simulation) -> Vec<(u8, u8, f64)> {
        let (n, chance) = (simulation.tally.n, &mut simulation.chance);
        let reader = if simulation.apart > 0.0 {
            chance.below(n.into())
        } else {
            0
        };
        let far = |from: usize, to: usize| if from == to { 0.0 } else { simulation.apart };
        let messages: Vec<[f64; 4]> = (0..usize::from(n))
            .map(|replica| {
                let draw = |leg: usize| simulation.samplers[leg].draw(chance);
                let [write, ack, request, response] = [0, 1, 2, 3].map(draw);
                let (to_write, to_read) = (far(0, replica), far(reader, replica));
                [
                    write + to_write,
                    ack + to_write,
                    request + to_read,
                    response + to_read,
                ]
            })
            .collect();
        let mut acked: Vec<f64> = messages.iter().map(|[w, a, ..]| w + a).collect();
        acked.sort_by(f64::total_cmp);
        let mut answered = messages.clone();
        answered.sort_by(|[_, _, r, s], [_, _, other_r, other_s]| {
            (r + s).total_cmp(&(other_r + other_s))
        });
        let after = |w: u8, r: u8| {
            let first = answered.iter().take(r.into());
            let from = first.map(|[write, _, request, _]| write - request);
            from.fold(f64::INFINITY, f64::min) - acked[usize::from(w) - 1]
        };
        let all = (1..=n).flat_map(|w| (1..=n).map(move |r| (w, r)));
        all.map(|(w, r)| (w, r, after(w, r))).collect()
    }

    #[test]
    fn every_w_and_r_is_counted_as_the_model_defines_it() {
        const TRIALS: u32 = 300;
        for (fit, n) in [("lnkd-disk", 4), ("wan", 3), ("ymmr", 5), ("lnkd-ssd", 1)] {
            let model = Fit::named(fit).expect("a fit").model();
            let mut simulation = Simulation::new(&model, n, 5);
            let mut slow = simulation.clone();
            simulation.run(TRIALS);
            let mut consistent = std::collections::BTreeMap::new();
            for _ in 0..TRIALS {
                for (w, r, after) in by_definition(&mut slow) {
                    *consistent.entry((w, r)).or_insert(0) += u32::from(after <= 0.0);
                }
            }
            for ((w, r), count) in consistent {
                let found = simulation.tally.consistent_at(w, r, 0.0).value;
                let expected = f64::from(count) / f64::from(TRIALS);
                assert_eq!(found, expected, "{fit}, N={n} W={w} R={r}");
            }
        }
    }

    #[test]
    fn a_tally_survives_being_sent() {
        let tally = run(&[500]);
        let numbers = tally.to_numbers();
        assert_eq!(Tally::from_numbers(&numbers), Some(tally));
        assert_eq!(Tally::from_numbers(&numbers[1..]), None);
        assert_eq!(Tally::from_numbers(&[0, 1]), None);
        assert_eq!(Tally::from_numbers(&[]), None);
    }

    #[test]
    fn intervals_hold_what_they_estimate_and_shrink() {
        let probability = |trials| run(&[trials]).consistent_at(1, 1, 0.0);
        let (few, many) = (probability(1_000), probability(100_000));
        for one in [few, many] {
            assert!(one.between.0 < one.value && one.value < one.between.1);
        }
        assert!(many.between.1 - many.between.0 < (few.between.1 - few.between.0) / 8.0);
        // Even of none, or of all, one more trial may differ.
        assert_eq!(Probability::of(0.0, 100.0).between.0, 0.0);
        assert!(Probability::of(0.0, 100.0).between.1 > 0.03);
    }
}
