//! Every choice of N, W and R, ranked against a target.

use crate::staleness::Tally;
use crate::{Guarantees, Quorum, Refusal};

/// The share of operations that a latency target is about.
pub const PERCENTILE: f64 = 0.99;

/// What is wanted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Target {
    /// 99 of 100 reads take at most so long, in milliseconds.
    pub read_ms: f64,
    /// 99 of 100 writes take at most so long, in milliseconds.
    pub write_ms: f64,
    /// Of the reads that begin so long after a write was acknowledged, in milliseconds…
    pub after_ms: f64,
    /// …so many are to return it: from 0 to 1.
    pub consistent: f64,
    /// How many replicas may be down while reads and writes go on.
    pub failures: u8,
}

/// A part of a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    /// Reads as fast as wanted.
    FastReads,
    /// Writes as fast as wanted.
    FastWrites,
    /// Reads as fresh as wanted.
    FreshReads,
    /// Reads while so many replicas are down.
    ReadsWhileDown,
    /// Writes while so many replicas are down.
    WritesWhileDown,
}

/// What a choice gives up, whatever the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GivesUp {
    /// A read may miss a completed write.
    FreshReads,
    /// Two writes may miss each other.
    WritesSeeEachOther,
    /// A crash that takes a disk may lose an acknowledged write.
    SurvivingADisk,
    /// One replica that is down stops reads.
    ReadsWhileDown,
    /// One replica that is down stops writes.
    WritesWhileDown,
}

/// A choice, measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// The choice.
    pub quorum: Quorum,
    /// 99 of 100 reads take at most so long, in milliseconds.
    pub read_ms: f64,
    /// 99 of 100 writes take at most so long, in milliseconds.
    pub write_ms: f64,
    /// The share of consistent reads at the target's time.
    pub consistent: f64,
    /// What it falls short of.
    pub misses: Vec<Want>,
    /// What it gives up whatever the target.
    pub gives_up: Vec<GivesUp>,
    /// Whether no other choice is at least as good in everything and better in something: fewer
    /// replicas, faster reads and writes, fresher reads, reads and writes with more replicas down.
    pub on_front: bool,
    /// By what factors it falls short, added up.
    shortfall: f64,
}

impl Target {
    /// # Errors
    /// Names the part that is out of bounds.
    pub fn check(&self) -> Result<(), Refusal> {
        for (name, value, most) in [
            ("read latency", self.read_ms, crate::latency::MAX_MS),
            ("write latency", self.write_ms, crate::latency::MAX_MS),
            (
                "time since the write",
                self.after_ms,
                crate::latency::MAX_MS,
            ),
            ("share of consistent reads", self.consistent, 1.0),
        ] {
            if !(0.0..=most).contains(&value) {
                let reason = format!("{value} is out of bounds: 0 to {most}");
                return Err(Refusal::new(name, reason));
            }
        }
        Ok(())
    }
}

/// Every W and R of every N that was simulated, the best first: those that miss fewest parts of
/// the target, then those that fall least short, then those with fewest replicas, then the
/// fastest.
pub fn rank<'a>(tallies: impl IntoIterator<Item = &'a Tally>, target: &Target) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = tallies
        .into_iter()
        .filter(|tally| tally.trials() > 0)
        .flat_map(|tally| {
            Quorum::all_of(tally.n()).map(|quorum| Candidate::measured(quorum, tally, target))
        })
        .collect();
    for index in 0..all.len() {
        let beaten = all.iter().any(|other| other.beats(&all[index]));
        all[index].on_front = !beaten;
    }
    let key = |one: &Candidate| (one.misses.len(), one.shortfall);
    all.sort_by(|one, other| {
        let (misses, shortfall) = key(one);
        let (other_misses, other_shortfall) = key(other);
        misses
            .cmp(&other_misses)
            .then(shortfall.total_cmp(&other_shortfall))
            .then(one.quorum.n().cmp(&other.quorum.n()))
            .then((one.read_ms + one.write_ms).total_cmp(&(other.read_ms + other.write_ms)))
            .then(one.quorum.cmp(&other.quorum))
    });
    all
}

impl Candidate {
    fn measured(quorum: Quorum, tally: &Tally, target: &Target) -> Self {
        let (w, r) = (quorum.w(), quorum.r());
        let read_ms = tally.reads(r).quantile(PERCENTILE).value;
        let write_ms = tally.writes(w).quantile(PERCENTILE).value;
        let consistent = tally.consistent_at(w, r, target.after_ms).value;
        let given = Guarantees::of(quorum);
        let failures = f64::from(target.failures);
        // What is wanted, and by what factor it is missed; at most 1: it is met.
        let wants = [
            (Want::FastReads, over(read_ms, target.read_ms)),
            (Want::FastWrites, over(write_ms, target.write_ms)),
            (
                Want::FreshReads,
                over(1.0 - consistent, 1.0 - target.consistent),
            ),
            (
                Want::ReadsWhileDown,
                over(failures, given.reads_survive.into()),
            ),
            (
                Want::WritesWhileDown,
                over(failures, given.writes_survive.into()),
            ),
        ];
        let missed = wants.iter().filter(|(_, factor)| *factor > 1.0);
        Self {
            quorum,
            read_ms,
            write_ms,
            consistent,
            misses: missed.clone().map(|(want, _)| *want).collect(),
            gives_up: given_up(&given),
            on_front: false,
            shortfall: missed.map(|(_, factor)| factor - 1.0).sum(),
        }
    }

    /// Whether it is at least as good in everything and better in something.
    fn beats(&self, other: &Self) -> bool {
        let merits = |one: &Self| {
            let given = Guarantees::of(one.quorum);
            [
                -f64::from(one.quorum.n()),
                -one.read_ms,
                -one.write_ms,
                one.consistent,
                given.reads_survive.into(),
                given.writes_survive.into(),
            ]
        };
        let both = || merits(self).into_iter().zip(merits(other));
        both().all(|(mine, theirs)| mine >= theirs) && both().any(|(mine, theirs)| mine > theirs)
    }
}

/// How many times what is allowed; a thousand times where nothing is allowed.
fn over(found: f64, allowed: f64) -> f64 {
    match (found > allowed, allowed > 0.0) {
        (false, _) => 0.0,
        (true, true) => (found / allowed).min(1e3),
        (true, false) => 1e3,
    }
}

fn given_up(given: &Guarantees) -> Vec<GivesUp> {
    [
        (GivesUp::FreshReads, !given.reads_see_completed_writes()),
        (GivesUp::WritesSeeEachOther, !given.writes_see_each_other()),
        (GivesUp::SurvivingADisk, given.one_crash_can_lose_a_write()),
        (GivesUp::ReadsWhileDown, given.reads_survive == 0),
        (GivesUp::WritesWhileDown, given.writes_survive == 0),
    ]
    .into_iter()
    .filter_map(|(what, given_up)| given_up.then_some(what))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fit;
    use crate::staleness::Simulation;

    const TARGET: Target = Target {
        read_ms: 5.0,
        write_ms: 30.0,
        after_ms: 10.0,
        consistent: 0.999,
        failures: 1,
    };

    fn ranked(target: &Target) -> Vec<Candidate> {
        let model = Fit::named("lnkd-disk").expect("a fit").model();
        let tallies: Vec<Tally> = (1..=5)
            .map(|n| {
                let mut simulation = Simulation::new(&model, n, 1);
                simulation.run(5_000);
                simulation.tally().clone()
            })
            .collect();
        rank(&tallies, target)
    }

    fn name(candidate: &Candidate) -> (u8, u8, u8) {
        let quorum = candidate.quorum;
        (quorum.n(), quorum.w(), quorum.r())
    }

    #[test]
    fn every_choice_is_there_once_and_those_that_meet_the_target_come_first() {
        let all = ranked(&TARGET);
        assert_eq!(all.len(), 1 + 4 + 9 + 16 + 25);
        assert_eq!(name(&all[0]), (3, 2, 2));
        assert!(all.is_sorted_by_key(|one| one.misses.len()));
        assert!(all[0].misses.is_empty());
        // N = 1 does not survive a failure, and is perfectly consistent.
        let alone = all
            .iter()
            .find(|one| name(one) == (1, 1, 1))
            .expect("there");
        assert_eq!(alone.misses, [Want::ReadsWhileDown, Want::WritesWhileDown]);
        let lazy = all
            .iter()
            .find(|one| name(one) == (3, 1, 1))
            .expect("there");
        assert!(lazy.misses.contains(&Want::FreshReads));
        assert_eq!(
            lazy.gives_up,
            [
                GivesUp::FreshReads,
                GivesUp::WritesSeeEachOther,
                GivesUp::SurvivingADisk
            ]
        );
    }

    #[test]
    fn the_front_is_what_nothing_beats() {
        let all = ranked(&TARGET);
        for one in &all {
            let beaten = all.iter().any(|other| other.beats(one));
            assert_eq!(one.on_front, !beaten, "{}", one.quorum);
        }
        // The fastest reads and writes of three replicas, and the smallest cluster, are on it.
        for wanted in [(3, 1, 1), (1, 1, 1), (3, 2, 2)] {
            let found = all.iter().find(|one| name(one) == wanted).expect("there");
            assert!(found.on_front, "{wanted:?}");
        }
        // Waiting for all with both is slower than with one alone, and no fresher.
        let cautious = all
            .iter()
            .find(|one| name(one) == (3, 3, 3))
            .expect("there");
        assert!(!cautious.on_front);
    }

    #[test]
    fn another_target_ranks_otherwise() {
        let quick = Target {
            read_ms: 1.0,
            consistent: 0.5,
            ..TARGET
        };
        assert_eq!(name(&ranked(&quick)[0]), (2, 1, 1));
        let wrong = Target {
            consistent: 1.5,
            ..TARGET
        };
        let refused = wrong.check().expect_err("out of bounds").to_string();
        assert_eq!(
            refused,
            "share of consistent reads: 1.5 is out of bounds: 0 to 1"
        );
        assert_eq!(TARGET.check(), Ok(()));
    }
}
