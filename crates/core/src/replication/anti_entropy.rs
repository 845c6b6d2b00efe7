//! Periodic anti-entropy: once in every period a replica sends all its records to one other,
//! drawn by chance, which merges them and returns those of its own that have more (push-pull).
//!
//! Demers et al., *Epidemic Algorithms for Replicated Database Maintenance*, PODC 1987,
//! section 1.3. Because records are exchanged again and again, a lost message only delays:
//! as long as every pair of replicas is connected now and then, all of them converge.

use serde::{Deserialize, Serialize};

use super::{Alarm, Context, PERIOD, Protocol, Start, Strategy};
use crate::ids::ReplicaId;
use crate::message::{Parcel, Request};
use crate::refusal::{LabError, between};
use crate::time::Micros;

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
#[derive(Clone)]
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

    fn settings(options: &Options) -> String {
        format!("every {}", options.period)
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        between(
            &format!("{path}.anti_entropy.period_us"),
            options.period,
            PERIOD,
        )
    }

    fn repairs(_: &Options) -> bool {
        true
    }
}

impl Protocol for AntiEntropy {
    /// Spreads the first exchanges evenly over a period, so that replicas take turns.
    fn start(&mut self, at: &mut Context, _: Start) {
        let replicas = at.replicas().len() as u64;
        let turn = at.replicas().iter().filter(|one| **one <= at.id()).count() as u64;
        let after = Micros(self.period.0 * turn / replicas);
        at.set_alarm(after, Alarm::Round("exchange", self.round));
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        if at.apply(request).is_none() {
            return;
        }
        at.acknowledge(request);
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        match purpose {
            "push" => at.merge_and_return(from, parcel),
            _ => at.merge_all(parcel),
        }
    }

    fn alarm(&mut self, at: &mut Context, _: Alarm) {
        let peers = at.peers();
        let peer = peers[at.choose(peers.len())];
        let keys: Vec<usize> = (0..at.keys()).collect();
        at.send(peer, "push", Parcel::of(at.records(&keys)));
        self.round += 1;
        at.set_alarm(self.period, Alarm::Round("exchange", self.round));
    }
}
