//! The quorum lab: the three numbers, the pair of sets that is looked at, latencies and what
//! simulations have found so far.

mod shared;

use std::rc::Rc;

use replicascope_quorum::choose::Target;
use replicascope_quorum::counterexample::{self, Finding};
use replicascope_quorum::job::{Job, Wish};
use replicascope_quorum::latency::Distribution;
use replicascope_quorum::overlap::{Pair, Sizes};
use replicascope_quorum::staleness::Tally;
pub use shared::SharedQuorum;

use replicascope_quorum::{FITS, Fit, Leg, MAX_N, Model, Quorum};

/// How many trials there will be of what is shown: as many as the command line does.
pub const TRIALS: u32 = 1_000_000;
/// How many there will be of each N that is ranked.
pub const RANKED_TRIALS: u32 = 200_000;
/// The most choices that are kept for comparison.
pub const MOST_PINNED: usize = 3;
/// Runs that nothing shows any more are kept as long as there are no more than this.
const MOST_TALLIES: usize = 40;

/// Which set a write set is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Against {
    /// A read's.
    #[default]
    Read,
    /// Another write's.
    Write,
}

/// One of the two sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    First,
    Second,
}

/// A choice that is kept for comparison.
#[derive(Clone, PartialEq, Debug)]
pub struct Pinned {
    pub quorum: Quorum,
    pub job: Job,
}

/// All that the page of the quorum lab shows.
#[derive(Clone)]
pub struct QuorumLab {
    quorum: Quorum,
    pub against: Against,
    pair: Pair,
    /// Every pair for these numbers, the worst first.
    order: Rc<[Pair]>,
    /// Whether it steps through the pairs by itself.
    pub playing: bool,
    /// Whether reads store what they return before they return it.
    pub blocking: bool,
    /// What the search for a counterexample found for these numbers.
    pub finding: Option<Rc<Finding>>,
    pub model: Model,
    pub seed: u32,
    /// The time since the write that is looked at, in milliseconds.
    pub after: f64,
    pub pinned: Vec<Pinned>,
    pub target: Target,
    tallies: Vec<(Job, Rc<Tally>)>,
}

/// What can happen to it.
#[derive(Clone, PartialEq, Debug)]
pub enum QuorumChange {
    /// What a link holds.
    Open(Box<SharedQuorum>),
    /// Other numbers, with the worst pair for them.
    Choose(Quorum),
    Against(Against),
    /// A pair of one's own, made by changing one of the sets.
    Pair(Pair, Which),
    /// The next pair in order, or the one before.
    Step {
        forward: bool,
    },
    /// Back to the worst pair.
    Worst,
    Play(bool),
    Blocking(bool),
    /// Looks for a counterexample.
    Search,
    Fit(&'static Fit),
    Latencies(Vec<(Leg, Distribution)>),
    Apart(f64),
    Seed(u32),
    After(f64),
    Pin,
    Unpin(usize),
    Target(Target),
    /// A simulation has gone on.
    Found(Job, Rc<Tally>),
}

impl Default for QuorumLab {
    fn default() -> Self {
        let quorum = Quorum::clamped(3, 2, 2);
        let model = FITS[1].model();
        // Beside it, what gives up the overlap for speed.
        let quick = Pinned {
            quorum: Quorum::clamped(3, 1, 1),
            job: Job {
                n: 3,
                seed: 1,
                model: model.clone(),
            },
        };
        let order: Rc<[Pair]> = Sizes::write_and_read(quorum).in_order().into();
        Self {
            quorum,
            against: Against::default(),
            pair: order[0],
            order,
            playing: false,
            blocking: false,
            finding: None,
            model,
            seed: 1,
            after: 5.0,
            pinned: vec![quick],
            target: Target {
                read_ms: 2.0,
                write_ms: 30.0,
                after_ms: 10.0,
                consistent: 0.999,
                failures: 1,
            },
            tallies: Vec::new(),
        }
    }
}

impl QuorumLab {
    pub fn quorum(&self) -> Quorum {
        self.quorum
    }

    /// The pair that is looked at.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// The sizes of the two sets.
    pub fn sizes(&self) -> Sizes {
        Self::sizes_of(self.quorum, self.against)
    }

    fn sizes_of(quorum: Quorum, against: Against) -> Sizes {
        match against {
            Against::Read => Sizes::write_and_read(quorum),
            Against::Write => Sizes::two_writes(quorum),
        }
    }

    /// The place of the pair in order, counted from 0.
    pub fn position(&self) -> usize {
        let place = self.order.iter().position(|pair| *pair == self.pair);
        place.unwrap_or_default()
    }

    /// The fit that the latencies are, if they are one.
    pub fn fit(&self) -> Option<&'static Fit> {
        FITS.iter().find(|fit| fit.model() == self.model)
    }

    /// The simulation of what is shown.
    pub fn job(&self) -> Job {
        self.job_of(self.quorum.n())
    }

    fn job_of(&self, n: u8) -> Job {
        Job {
            n,
            seed: self.seed,
            model: self.model.clone(),
        }
    }

    /// What a simulation has found so far.
    pub fn tally(&self, job: &Job) -> Option<&Rc<Tally>> {
        let found = self.tallies.iter().find(|(found, _)| found == job);
        found.map(|(_, tally)| tally)
    }

    /// The runs that choices are ranked by, once there are all of them.
    pub fn ranked(&self) -> Option<Vec<Rc<Tally>>> {
        let tallies = (1..=MAX_N).map(|n| {
            let tally = self.tally(&self.job_of(n))?;
            (tally.trials() >= RANKED_TRIALS).then(|| Rc::clone(tally))
        });
        tallies.collect()
    }

    /// The simulations that the page needs, the most urgent first.
    pub fn wishes(&self) -> Vec<Wish> {
        let shown =
            std::iter::once(self.job()).chain(self.pinned.iter().map(|one| one.job.clone()));
        let mut wishes: Vec<Wish> = Vec::new();
        let shown = shown.map(|job| (job, TRIALS));
        let ranked = (1..=MAX_N).map(|n| (self.job_of(n), RANKED_TRIALS));
        for (job, trials) in shown.chain(ranked) {
            if !wishes.iter().any(|(wanted, _)| *wanted == job) {
                wishes.push((job, trials));
            }
        }
        // What was fulfilled before another worker began need not be done again.
        wishes.retain(|(job, trials)| self.tally(job).is_none_or(|tally| tally.trials() < *trials));
        wishes
    }

    pub(super) fn take(&mut self, change: QuorumChange) {
        match change {
            QuorumChange::Open(shared) => self.open(*shared),
            QuorumChange::Choose(quorum) => self.choose(quorum),
            QuorumChange::Against(against) => {
                self.against = against;
                self.choose(self.quorum);
            }
            QuorumChange::Pair(pair, changed) => self.take_pair(pair, changed),
            QuorumChange::Step { forward } => self.step(forward),
            QuorumChange::Worst => self.choose(self.quorum),
            QuorumChange::Play(playing) => {
                if playing && self.position() + 1 == self.order.len() {
                    self.pair = self.order[0];
                }
                self.playing = playing;
            }
            QuorumChange::Blocking(blocking) => {
                self.blocking = blocking;
                self.finding = None;
            }
            QuorumChange::Search => {
                let finding = counterexample::search(self.quorum, self.blocking);
                self.finding = Some(Rc::new(finding));
            }
            QuorumChange::Pin => self.pin(),
            QuorumChange::Unpin(index) => {
                if index < self.pinned.len() {
                    self.pinned.remove(index);
                }
            }
            QuorumChange::Target(target) => self.target = target,
            QuorumChange::Found(job, tally) => self.keep(job, tally),
            QuorumChange::After(after) => self.after = after,
            latencies => self.take_latencies(latencies),
        }
    }

    fn take_latencies(&mut self, change: QuorumChange) {
        match change {
            QuorumChange::Fit(fit) => self.model = fit.model(),
            QuorumChange::Latencies(legs) => {
                for (leg, distribution) in legs {
                    self.model = self.model.clone().with(leg, distribution);
                }
            }
            QuorumChange::Apart(apart) => {
                let legs = Leg::ALL.map(|leg| self.model.leg(leg).clone());
                if let Ok(model) = Model::new(legs, apart) {
                    self.model = model;
                }
            }
            QuorumChange::Seed(seed) => self.seed = seed,
            _ => {}
        }
    }

    fn open(&mut self, shared: SharedQuorum) {
        self.against = shared.against;
        self.blocking = shared.blocking;
        self.finding = None;
        self.model = shared.model;
        self.seed = shared.seed;
        self.after = shared.after;
        self.choose(shared.quorum);
        self.pair = self.order.get(shared.pair).copied().unwrap_or(self.pair);
    }

    fn choose(&mut self, quorum: Quorum) {
        if self.quorum != quorum {
            self.finding = None;
        }
        self.quorum = quorum;
        self.order = self.sizes().in_order().into();
        self.pair = self.order[0];
        self.playing = false;
    }

    /// The numbers follow the sets. Two writes are of one size, so the other set follows, too.
    fn take_pair(&mut self, mut pair: Pair, changed: Which) {
        let n = self.quorum.n();
        let (w, r) = match (self.against, changed) {
            (Against::Read, _) => (pair.first.size(), pair.second.size()),
            (Against::Write, Which::First) => {
                pair.second = pair.first.farthest(n, pair.first.size());
                (pair.first.size(), self.quorum.r())
            }
            (Against::Write, Which::Second) => {
                pair.first = pair.second.farthest(n, pair.second.size());
                (pair.second.size(), self.quorum.r())
            }
        };
        // A set without a replica is none: nothing changes.
        if let Ok(quorum) = Quorum::new(n, w, r) {
            if quorum != self.quorum {
                self.choose(quorum);
            }
            self.pair = pair;
            self.playing = false;
        }
    }

    fn step(&mut self, forward: bool) {
        let here = self.position();
        let there = if forward {
            Some(here + 1)
        } else {
            here.checked_sub(1)
        };
        if let Some(pair) = there.and_then(|there| self.order.get(there)) {
            self.pair = *pair;
        }
        self.playing &= self.position() + 1 < self.order.len();
    }

    fn pin(&mut self) {
        let pinned = Pinned {
            quorum: self.quorum,
            job: self.job(),
        };
        if self.pinned.len() < MOST_PINNED && !self.pinned.contains(&pinned) {
            self.pinned.push(pinned);
        }
    }

    fn keep(&mut self, job: Job, tally: Rc<Tally>) {
        // A run that was begun anew has not caught up yet.
        if self
            .tally(&job)
            .is_some_and(|kept| kept.trials() > tally.trials())
        {
            return;
        }
        // The newest last, so that what was found long ago goes first.
        self.tallies.retain(|(kept, _)| *kept != job);
        if self.tallies.len() >= MOST_TALLIES {
            self.tallies.remove(0);
        }
        self.tallies.push((job, tally));
    }
}

#[cfg(test)]
mod tests;
