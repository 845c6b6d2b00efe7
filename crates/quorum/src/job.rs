//! Simulations that are wanted, done a little at a time: in a worker, or between two frames.

use std::fmt;
use std::str::FromStr;

use crate::staleness::{MAX_N, Simulation, Tally};
use crate::{Model, Refusal};

/// A simulation: all that its digits depend on, but for the number of trials.
#[derive(Clone, PartialEq, Debug)]
pub struct Job {
    /// How many replicas keep a key.
    pub n: u8,
    /// The seed.
    pub seed: u32,
    /// The latencies.
    pub model: Model,
}

/// A line with N and the seed, then the model's: what [`FromStr`] reads.
impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}\n{}", self.n, self.seed, self.model)
    }
}

impl FromStr for Job {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (head, model) = text.split_once('\n').unwrap_or((text, ""));
        let (n, seed) = head.split_once(' ').unwrap_or((head, ""));
        let n = n.parse().ok().filter(|n| (1..=MAX_N).contains(n));
        Ok(Self {
            n: n.ok_or_else(|| Refusal::new("N", format!("it is not 1 to {MAX_N}")))?,
            seed: seed
                .parse()
                .map_err(|_| Refusal::new("seed", "it is not a number"))?,
            model: model.parse()?,
        })
    }
}

/// A job, and how many trials of it are wanted.
pub type Wish = (Job, u32);

/// Does what is wanted, the first wish first.
#[derive(Debug, Default)]
pub struct Runner {
    wishes: Vec<Wish>,
    begun: Vec<(Job, Simulation)>,
}

impl Runner {
    /// From now on this is wanted. What is still wanted goes on where it was, and what is not is
    /// forgotten.
    pub fn want(&mut self, wishes: Vec<Wish>) {
        self.begun
            .retain(|(job, _)| wishes.iter().any(|(wanted, _)| wanted == job));
        self.wishes = wishes;
    }

    /// Goes on with the first wish that is not fulfilled, so many trials at a time, until it is or
    /// until `more` says no; gives what has been found for it. None: all wishes are fulfilled.
    pub fn work(&mut self, trials: u32, mut more: impl FnMut() -> bool) -> Option<(&Job, &Tally)> {
        let (job, wanted) = self
            .wishes
            .iter()
            .find(|(job, wanted)| self.done(job) < *wanted)?;
        let begun = self.begun.iter().position(|(begun, _)| begun == job);
        let place = begun.unwrap_or_else(|| {
            let simulation = Simulation::new(&job.model, job.n, job.seed);
            self.begun.push((job.clone(), simulation));
            self.begun.len() - 1
        });
        let (job, simulation) = &mut self.begun[place];
        loop {
            let left = wanted.saturating_sub(simulation.tally().trials());
            simulation.run(trials.min(left));
            if left <= trials || !more() {
                return Some((job, simulation.tally()));
            }
        }
    }

    fn done(&self, job: &Job) -> u32 {
        let begun = self.begun.iter().find(|(begun, _)| begun == job);
        begun.map_or(0, |(_, simulation)| simulation.tally().trials())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FITS;

    fn job(n: u8) -> Job {
        Job {
            n,
            seed: 1,
            model: FITS[0].model(),
        }
    }

    #[test]
    fn wishes_are_fulfilled_in_order_and_no_further() {
        let mut runner = Runner::default();
        assert!(runner.work(10, || true).is_none());
        runner.want(vec![(job(3), 25), (job(2), 5)]);
        let mut steps = Vec::new();
        while let Some((job, tally)) = runner.work(10, || false) {
            steps.push((job.n, tally.trials()));
        }
        assert_eq!(steps, [(3, 10), (3, 20), (3, 25), (2, 5)]);
        runner.want(vec![(job(5), 35)]);
        let mut slices = 2;
        let found = runner.work(10, || {
            slices -= 1;
            slices > 0
        });
        assert_eq!(found.map(|(_, tally)| tally.trials()), Some(20));
    }

    #[test]
    fn what_is_still_wanted_goes_on_where_it_was() {
        let mut runner = Runner::default();
        runner.want(vec![(job(3), 100), (job(2), 100)]);
        runner.work(60, || false);
        runner.want(vec![(job(2), 10), (job(3), 100)]);
        let found = |runner: &mut Runner| {
            runner
                .work(60, || false)
                .map(|(job, tally)| (job.n, tally.trials()))
        };
        assert_eq!(found(&mut runner), Some((2, 10)));
        assert_eq!(found(&mut runner), Some((3, 100)));
        assert_eq!(found(&mut runner), None);
        runner.want(vec![(job(2), 10)]);
        runner.want(vec![(job(3), 100)]);
        assert_eq!(found(&mut runner), Some((3, 60)));
    }

    #[test]
    fn a_job_reads_back() {
        let one = job(5);
        assert_eq!(one.to_string().parse(), Ok(one));
        for wrong in [
            "",
            "0 1",
            "11 1",
            "3",
            "3 x",
            "3 1",
            "3 1\nwrite constant(1)",
        ] {
            assert!(wrong.parse::<Job>().is_err(), "{wrong}");
        }
    }
}
