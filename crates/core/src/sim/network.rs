//! What becomes of a message: decided by its name and by the document alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::chance::Chance;
use crate::ids::Place;
use crate::lab::{Fault, FaultKind, Lab, Latency};
use crate::time::{Interval, Micros};
use crate::trace::{Flight, Flights, Loss};

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
    pub(super) fn flights(&self, name: &str, from: Place, to: Place, sent: Micros) -> Flights {
        let quality = self.lab.network.quality(from, to);
        let chance = |rate, property| self.chance.in_a_thousand(rate, name, property);
        let drawn = |property| {
            let arrives = sent + self.latency(quality.latency, name, property);
            self.delayed(arrives, name, property, from, to, sent)
        };

        let mut flights = match self.by_hand.get(name) {
            Some(after) if after.is_empty() => {
                Flights::One(lost(sent, drawn("latency"), Loss::ByHand))
            }
            Some(after) => {
                let each = after.iter().map(|after| arriving(sent + *after));
                Flights::Several(each.collect())
            }
            None if chance(quality.loss_per_mille, "loss")
                || self.is_lost(name, from, to, sent) =>
            {
                Flights::One(lost(sent, drawn("latency"), Loss::Chance))
            }
            None if chance(quality.duplicate_per_mille, "duplicate")
                || self.is_duplicated(name, from, to, sent) =>
            {
                let second = arriving(drawn("latency of the duplicate"));
                Flights::Several(vec![arriving(drawn("latency")), second])
            }
            None => Flights::One(arriving(drawn("latency"))),
        };
        for flight in flights.iter_mut() {
            self.stop_at_partition(flight, from, to, sent);
        }
        flights
    }

    /// The faults that affect messages sent now.
    fn faults(&self, from: Place, to: Place, sent: Micros) -> impl Iterator<Item = &Fault> {
        let faults = self.lab.faults.iter();
        faults.filter(move |fault| fault.affects(from, to, sent))
    }

    fn is_lost(&self, name: &str, from: Place, to: Place, sent: Micros) -> bool {
        self.faults(from, to, sent).any(|fault| match fault.kind {
            FaultKind::Loss { per_mille, .. } => self.drawn_for(fault, name, per_mille),
            _ => false,
        })
    }

    fn is_duplicated(&self, name: &str, from: Place, to: Place, sent: Micros) -> bool {
        self.faults(from, to, sent).any(|fault| match fault.kind {
            FaultKind::Duplication { per_mille, .. } => self.drawn_for(fault, name, per_mille),
            _ => false,
        })
    }

    fn drawn_for(&self, fault: &Fault, name: &str, per_mille: u16) -> bool {
        let property = fault.id.to_string();
        self.chance.in_a_thousand(per_mille, name, &property)
    }

    /// When a message arrives that slow links, reordering and a slow receiver hold up.
    fn delayed(
        &self,
        arrives: Micros,
        name: &str,
        property: &str,
        from: Place,
        to: Place,
        sent: Micros,
    ) -> Micros {
        let on_the_way = self.faults(from, to, sent).map(|fault| match fault.kind {
            FaultKind::SlowLink { by, .. } => by,
            FaultKind::Reordering { up_to, .. } => {
                let property = format!("{property} {}", fault.id);
                Micros(self.chance.below(up_to.0 + 1, name, &property))
            }
            _ => Micros::ZERO,
        });
        let arrives = on_the_way.fold(arrives, |arrives, by| arrives + by);
        let at_the_receiver = self.lab.faults.iter().map(|fault| match fault.kind {
            FaultKind::SlowReplica { replica, by }
                if to == Place::Replica(replica) && fault.interval().contains(arrives) =>
            {
                by
            }
            _ => Micros::ZERO,
        });
        at_the_receiver.fold(arrives, |arrives, by| arrives + by)
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
