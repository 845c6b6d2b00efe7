//! Periodic anti-entropy: once in every period a replica sends all its records to one other,
//! drawn by chance, which merges them and returns those of its own that have more (push-pull).
//!
//! Demers et al., *Epidemic Algorithms for Replicated Database Maintenance*, PODC 1987,
//! section 1.3. Because records are exchanged again and again, a lost message only delays:
//! as long as every pair of replicas is connected now and then, all of them converge.

use serde::{Deserialize, Serialize};

use super::{Context, Protocol, Strategy};
use crate::clock::Relation;
use crate::ids::ReplicaId;
use crate::message::{Payload, Request};
use crate::refusal::{LabError, between};
use crate::time::Micros;

/// The shortest and longest period.
pub const PERIOD: (Micros, Micros) = (Micros::from_millis(1), Micros::from_millis(600_000));

/// The settings of periodic anti-entropy.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The time from one exchange that a replica begins to the next.
    #[serde(rename = "period_us")]
    pub period: Micros,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            period: Micros::from_millis(30),
        }
    }
}

/// What a replica runs.
pub(crate) struct AntiEntropy {
    period: Micros,
    /// How many exchanges this replica has begun.
    round: u32,
}

impl Strategy for AntiEntropy {
    type Options = Options;
    const TITLE: &'static str = "Periodic anti-entropy";
    const SUMMARY: &'static str =
        "Once in every period each replica swaps states with one other, drawn by chance.";

    fn new(options: &Options) -> Self {
        Self {
            period: options.period,
            round: 0,
        }
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        between(
            &format!("{path}.anti_entropy.period_us"),
            options.period,
            PERIOD,
        )
    }
}

impl Protocol for AntiEntropy {
    /// Spreads the first exchanges evenly over a period, so that replicas take turns.
    fn start(&mut self, at: &mut Context) {
        let replicas = at.peers().len() as u64 + 1;
        let turn = at.peers().iter().filter(|peer| **peer < at.id()).count() as u64 + 1;
        at.set_timer(Micros(self.period.0 * turn / replicas), self.round);
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        at.apply(request);
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, payload: &Payload) {
        at.merge_all(payload);
        if purpose != "push" {
            return;
        }
        let Payload::Records(incoming) = payload else {
            return;
        };
        let missing: Vec<usize> = incoming
            .iter()
            .filter(|(key, theirs)| {
                at.record(*key).version.relation_to(&theirs.version) == Relation::Newer
            })
            .map(|(key, _)| *key)
            .collect();
        if !missing.is_empty() {
            at.send_records(from, "pull", &missing);
        }
    }

    fn timer(&mut self, at: &mut Context, number: u32) {
        let peers = at.peers();
        let peer = peers[at.choose(peers.len())];
        let keys: Vec<usize> = (0..at.keys()).collect();
        at.send_records(peer, "push", &keys);
        self.round = number + 1;
        at.set_timer(self.period, self.round);
    }
}
