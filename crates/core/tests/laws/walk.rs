//! Clusters of three replicas that make up to four updates each, with any merges between them.
//!
//! States are told apart, not the ways to them: a cluster is what its three replicas hold. It comes
//! with one of the histories that lead to it. Messages that arrive late need no clusters of their own:
//! what a replica held before is included in whatever includes a later update of it, and otherwise the
//! later update may wait.

use rustc_hash::FxHashSet;

use super::REPLICAS;
use super::states::{EACH, Held, History, Seen, States, join};
use super::subject::Subject;

/// What each replica holds and has seen, by one of the histories that lead to it.
#[derive(Clone, Copy)]
struct Cluster {
    holds: [Held; REPLICAS],
    seen: [Seen; REPLICAS],
    history: History,
}

impl Cluster {
    fn key(&self) -> u64 {
        let [a, b, c] = self.holds.map(u64::from);
        a | b << 21 | c << 42
    }
}

/// From which clusters the walk goes on.
#[derive(Clone, Copy)]
pub enum Onward {
    /// From every one; where more than `most` have made one number of updates, from about `some` of
    /// them, equally spaced.
    Every { most: usize, some: usize },
    /// Where some two states are held that were not held together before.
    NewPairs,
    /// Where a state is held from which the walk has gone on less often than this.
    Times(u32),
}

/// What was covered.
pub struct Covered {
    /// Up to so many updates of all together, every cluster.
    pub all_up_to: usize,
    /// Up to so many, some.
    pub up_to: usize,
    pub clusters: usize,
}

pub struct Walk<'w, 'a, S> {
    states: &'w mut States<'a, S>,
    onward: Onward,
    /// Pairs of states that were held together.
    together: FxHashSet<(Held, Held)>,
    /// How often the walk has gone on from each state.
    times: Vec<u32>,
    clusters: usize,
}

impl<S: Subject> Walk<'_, '_, S> {
    /// The laws on the three states of a cluster; what comes of one merge in it.
    fn merges(&mut self, cluster: &Cluster) -> [Cluster; REPLICAS * 2] {
        let mut all = [*cluster; REPLICAS * 2];
        let mut both = [0; REPLICAS];
        let everything = cluster.seen.into_iter().reduce(join).expect("replicas");
        let history = &cluster.history;
        for (at, both) in both.iter_mut().enumerate() {
            let from = (at + 1) % REPLICAS;
            let seen = join(cluster.seen[at], cluster.seen[from]);
            *both = self
                .states
                .merge(cluster.holds[at], cluster.holds[from], history, seen);
            for (place, to) in [(2 * at, at), (2 * at + 1, from)] {
                all[place].holds[to] = *both;
                all[place].seen[to] = seen;
            }
        }
        let three = [0, 1, 2].map(|at| {
            let third = cluster.holds[(at + 2) % REPLICAS];
            self.states.merge(both[at], third, history, everything)
        });
        if three[0] != three[1] || three[1] != three[2] {
            let [a, b, c] = three.map(|held| self.states.get(held).clone());
            for pair in [(&a, &b), (&b, &c)] {
                self.states.same("associative", pair, history, everything);
            }
        }
        all
    }

    fn goes_on(&mut self, cluster: &Cluster) -> bool {
        match self.onward {
            Onward::Every { .. } => true,
            Onward::NewPairs => {
                let [a, b, c] = cluster.holds;
                let pairs = [(a, b), (b, c), (c, a)];
                let pairs = pairs.map(|(a, b)| self.together.insert((a.min(b), a.max(b))));
                pairs.contains(&true)
            }
            Onward::Times(most) => {
                self.times.resize(self.states.count(), 0);
                let places = cluster.holds.map(|held| held as usize);
                let goes_on = places.iter().any(|place| self.times[*place] < most);
                for place in places.into_iter().filter(|_| goes_on) {
                    self.times[place] += 1;
                }
                goes_on
            }
        }
    }

    /// The clusters that merging reaches from these, without any update.
    fn spread(&mut self, mut ahead: Vec<Cluster>) -> Vec<Cluster> {
        let mut met: FxHashSet<u64> = ahead.iter().map(Cluster::key).collect();
        let mut all = Vec::new();
        while let Some(cluster) = ahead.pop() {
            self.clusters += 1;
            let merges = self.merges(&cluster);
            if !self.goes_on(&cluster) {
                continue;
            }
            for next in merges {
                if met.insert(next.key()) {
                    ahead.push(next);
                }
            }
            all.push(cluster);
        }
        all
    }

    /// The clusters after one more update anywhere, each once.
    fn updates_of(&mut self, clusters: &[Cluster]) -> Vec<Cluster> {
        let (mut met, mut all) = (FxHashSet::<u64>::default(), Vec::new());
        for cluster in clusters {
            for at in (0..REPLICAS).filter(|at| usize::from(cluster.seen[*at][*at]) < EACH) {
                for choice in 0..self.states.choices() {
                    let past = (&cluster.history, cluster.seen[at]);
                    let updated = self.states.update(cluster.holds[at], past, at, choice);
                    let Some((held, history)) = updated else {
                        continue;
                    };
                    let mut next = Cluster {
                        history,
                        ..*cluster
                    };
                    next.holds[at] = held;
                    next.seen[at][at] += 1;
                    if met.insert(next.key()) {
                        all.push(next);
                    }
                }
            }
        }
        all
    }
}

/// Visits clusters, by the number of their updates.
pub fn visit<S: Subject>(states: &mut States<'_, S>, onward: Onward) -> Covered {
    let mut walk = Walk {
        states,
        onward,
        together: FxHashSet::default(),
        times: Vec::new(),
        clusters: 0,
    };
    let mut ahead = vec![Cluster {
        holds: [0; REPLICAS],
        seen: Default::default(),
        history: History::default(),
    }];
    let (mut levels, mut all_up_to, mut stride) = (0, 0, 1);
    // A broken type may have no end of states: the laws that the fewest updates break are enough.
    while !ahead.is_empty() && walk.states.breaches.0.is_empty() {
        let level = walk.spread(ahead);
        if stride == 1 {
            all_up_to = levels;
        }
        if let Onward::Every { most, some } = onward {
            // Once not all are walked on from, few will do.
            if level.len() > most || stride > 1 {
                stride = level.len().div_ceil(some).max(2);
            }
        }
        let spaced: Vec<Cluster> = level.into_iter().step_by(stride).collect();
        ahead = walk.updates_of(&spaced);
        levels += 1;
    }
    Covered {
        all_up_to,
        up_to: levels - 1,
        clusters: walk.clusters,
    }
}
