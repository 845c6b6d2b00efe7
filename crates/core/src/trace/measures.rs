//! What a strategy costs and what it gives, measured on one run or on many.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{EventKind, Trace};
use crate::replication::Replication;
use crate::time::Micros;

/// Times that were measured, in any order.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Sample(Vec<Micros>);

impl Sample {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The least time that so many of a hundred are at or below, by nearest rank; none: there is no
    /// time at all.
    pub fn percentile(&self, percent: usize) -> Option<Micros> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        let mut times = self.0.clone();
        (rank <= times.len()).then(|| *times.select_nth_unstable(rank - 1).1)
    }
}

/// What was measured.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Measures {
    /// How many runs.
    pub runs: usize,
    /// Client operations.
    pub operations: usize,
    /// Those that failed as far as their clients can tell.
    pub failed: usize,
    /// Those that had neither returned nor failed when the run ended.
    pub unanswered: usize,
    /// From invocation to return, of updates that were acknowledged.
    #[serde(rename = "update_latency_us")]
    pub updates: Sample,
    /// From invocation to return, of reads that returned.
    #[serde(rename = "read_latency_us")]
    pub reads: Sample,
    /// Reads that returned and missed an update that had been acknowledged before they began.
    pub stale_reads: usize,
    /// Acknowledged updates that were lost.
    pub lost_updates: usize,
    /// From the last update that a replica carried out until all replicas agreed about every key,
    /// of runs at whose end they did; runs without an update do not count.
    #[serde(rename = "convergence_us")]
    pub convergence: Sample,
    /// Runs at whose end replicas disagreed about some key.
    pub disagreeing: usize,
    /// Of gossip: in how many rounds after the last update all agreed, of runs at whose end they
    /// did.
    pub rounds: Vec<u64>,
    /// Messages from replica to replica.
    pub messages: usize,
    /// Their bytes in a compact encoding.
    pub bytes: usize,
}

impl Measures {
    /// Measures one run.
    pub fn of(trace: &Trace) -> Self {
        let mut measures = Self::default();
        measures.add(trace);
        measures
    }

    /// Measures one run more.
    pub fn add(&mut self, trace: &Trace) {
        self.runs += 1;
        self.operations += trace.operations.len();
        self.lost_updates += trace.lost.len();
        for operation in &trace.operations {
            let began = trace.event(operation.invoked).at;
            let returned = operation.returned.map(|event| trace.event(event));
            match returned.map(|event| (event.at.since(began), &event.kind)) {
                Some((latency, EventKind::Returned { answer, misses, .. })) => {
                    let sample = match answer {
                        Some(_) => &mut self.reads,
                        None => &mut self.updates,
                    };
                    sample.0.push(latency);
                    self.stale_reads += usize::from(!misses.is_empty());
                }
                _ if operation.failed.is_some() => self.failed += 1,
                _ => self.unanswered += 1,
            }
        }
        for message in &trace.messages {
            self.messages += usize::from(!message.is_client_traffic());
            self.bytes += message.bytes;
        }
        self.add_convergence(trace);
    }

    fn add_convergence(&mut self, trace: &Trace) {
        let agreed: Option<BTreeSet<Micros>> = trace
            .convergence
            .iter()
            .map(|convergence| convergence.agreed_at)
            .collect();
        let Some(agreed) = agreed.and_then(|times| times.last().copied()) else {
            self.disagreeing += 1;
            return;
        };
        let applied = |kind: &EventKind| matches!(kind, EventKind::Applied { .. });
        let last = trace.events.iter().rfind(|event| applied(&event.kind));
        let Some(last) = last.map(|event| event.at) else {
            return;
        };
        self.convergence.0.push(agreed.since(last));
        if let Replication::Gossip(options) = &trace.lab.replication {
            let round = |at: Micros| at.0 / options.round.0;
            self.rounds.push(round(agreed.max(last)) - round(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let check = |times: &[u64], percent, expected: Option<u64>| {
            let sample = Sample(times.iter().copied().map(Micros).collect());
            assert_eq!(sample.percentile(percent), expected.map(Micros));
        };
        check(&[], 50, None);
        check(&[7], 99, Some(7));
        check(&[40, 10, 30, 20], 50, Some(20));
        check(&[40, 10, 30, 20], 99, Some(40));
        check(&(1..=100).rev().collect::<Vec<_>>(), 99, Some(99));
    }
}
