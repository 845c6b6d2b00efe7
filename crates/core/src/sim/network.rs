//! What becomes of a message: decided by its name and by the document alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::chance::Chance;
use crate::ids::Place;
use crate::lab::{Lab, Latency};
use crate::time::{Interval, Micros};
use crate::trace::{Flight, Loss};

/// The network of a run.
pub(super) struct Network {
    lab: Arc<Lab>,
    chance: Chance,
    /// How long after it is sent each copy arrives, for messages decided by hand.
    by_hand: BTreeMap<String, Vec<Micros>>,
}

impl Network {
    pub(super) fn new(lab: &Arc<Lab>) -> Self {
        let by_hand = lab
            .overrides
            .iter()
            .map(|one| (one.message.clone(), one.after_us.clone()));
        Self {
            lab: Arc::clone(lab),
            chance: Chance::new(lab.seed),
            by_hand: by_hand.collect(),
        }
    }

    /// The flight of each copy of a message sent now.
    pub(super) fn flights(&self, name: &str, from: Place, to: Place, sent: Micros) -> Vec<Flight> {
        let quality = self.lab.network.quality(from, to);
        let chance = |rate, property| self.chance.in_a_thousand(rate, name, property);
        let drawn = |property| sent + self.latency(quality.latency, name, property);

        let mut flights = match self.by_hand.get(name) {
            Some(after) if after.is_empty() => vec![lost(sent, drawn("latency"), Loss::ByHand)],
            Some(after) => after.iter().map(|after| arriving(sent + *after)).collect(),
            None if chance(quality.loss_per_mille, "loss") => {
                vec![lost(sent, drawn("latency"), Loss::Chance)]
            }
            None if chance(quality.duplicate_per_mille, "duplicate") => {
                vec![
                    arriving(drawn("latency")),
                    arriving(drawn("latency of the duplicate")),
                ]
            }
            None => vec![arriving(drawn("latency"))],
        };
        for flight in &mut flights {
            self.stop_at_partition(flight, from, to, sent);
        }
        flights
    }

    /// A message whose flight overlaps a partition of its link is lost once both have begun. One
    /// that would arrive as the partition begins is lost too: faults count first.
    fn stop_at_partition(&self, flight: &mut Flight, from: Place, to: Place, sent: Micros) {
        let until = flight.lost.map_or(flight.arrives, |(at, _)| at);
        let in_the_way = self
            .lab
            .faults
            .iter()
            .filter(|fault| fault.cuts(from, to) && fault.from <= until && sent < fault.to);
        if let Some(first) = in_the_way.min_by_key(|fault| (fault.from.max(sent), fault.id)) {
            flight.lost = Some((first.from.max(sent), Loss::Partition(first.id)));
        }
    }

    fn latency(&self, latency: Latency, name: &str, property: &str) -> Micros {
        match latency {
            Latency::ConstantUs(time) => time,
            Latency::UniformUs(from, to) => {
                let choices = Interval { from, to }.length().0 + 1;
                from + Micros(self.chance.below(choices, name, property))
            }
            Latency::ExponentialUs {
                at_least,
                mean_beyond,
            } => at_least + self.chance.exponential(mean_beyond, name, property),
        }
    }
}

fn arriving(arrives: Micros) -> Flight {
    Flight {
        arrives,
        lost: None,
        end: None,
    }
}

/// Lost by chance or by hand: a quarter of the way, so that it can be seen to have been under way.
fn lost(sent: Micros, arrives: Micros, why: Loss) -> Flight {
    let lost_at = Micros(sent.0 + arrives.since(sent).0 / 4);
    Flight {
        arrives,
        lost: Some((lost_at, why)),
        end: None,
    }
}
