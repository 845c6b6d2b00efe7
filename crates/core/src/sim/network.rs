//! What becomes of a message: decided by its name and by the document alone.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::chance::Chance;
use crate::ids::Place;
use crate::lab::{Fault, FaultKind, Lab, Latency};
use crate::message::{Name, Occasion};
use crate::time::{Interval, Micros};
use crate::trace::{Flight, Flights, Loss};

/// The network of a run.
pub(super) struct Network {
    lab: Rc<Lab>,
    chance: Chance,
    /// How long after it is sent each copy arrives, for messages decided by hand.
    by_hand: BTreeMap<Box<[u8]>, Vec<Micros>>,
}

/// A message that is being sent.
struct Sending {
    occasion: Occasion,
    before: u32,
    sent: Micros,
    /// Written when something about it is left to chance or decided by hand.
    name: OnceCell<Name>,
}

impl Sending {
    fn from(&self) -> Place {
        self.occasion.1
    }

    fn to(&self) -> Place {
        self.occasion.2
    }

    fn name(&self) -> &[u8] {
        let name = || Name::new(self.occasion, self.before);
        self.name.get_or_init(name).letters()
    }
}

impl Network {
    pub(super) fn new(lab: &Rc<Lab>) -> Self {
        let by_hand = lab
            .overrides
            .iter()
            .map(|one| (one.message.as_bytes().into(), one.after_us.clone()));
        Self {
            lab: Rc::clone(lab),
            chance: Chance::new(lab.seed),
            by_hand: by_hand.collect(),
        }
    }

    /// The flight of each copy of a message sent now; of its occasion there were so many before.
    pub(super) fn flights(&self, occasion: Occasion, before: u32, sent: Micros) -> Flights {
        let message = &Sending {
            occasion,
            before,
            sent,
            name: OnceCell::new(),
        };
        let quality = self.lab.network.quality(message.from(), message.to());
        let drawn = |property| {
            let arrives = sent + self.latency(quality.latency, message, property);
            self.delayed(arrives, message, property)
        };

        let mut flights = match self.by_hand(message) {
            Some(after) if after.is_empty() => {
                Flights::One(lost(sent, drawn("latency"), Loss::ByHand))
            }
            Some(after) => {
                let each = after.iter().map(|after| arriving(sent + *after));
                Flights::Several(each.collect())
            }
            None if self.happens(quality.loss_per_mille, message, "loss")
                || self.is_lost(message) =>
            {
                Flights::One(lost(sent, drawn("latency"), Loss::Chance))
            }
            None if self.happens(quality.duplicate_per_mille, message, "duplicate")
                || self.is_duplicated(message) =>
            {
                let second = arriving(drawn("latency of the duplicate"));
                Flights::Several([arriving(drawn("latency")), second].into())
            }
            None => Flights::One(arriving(drawn("latency"))),
        };
        for flight in flights.iter_mut() {
            self.stop_at_partition(flight, message);
        }
        flights
    }

    /// When each copy arrives after it was sent, where that is decided by hand.
    fn by_hand(&self, message: &Sending) -> Option<&Vec<Micros>> {
        if self.by_hand.is_empty() {
            return None;
        }
        self.by_hand.get(message.name())
    }

    /// True in so many of a thousand cases.
    fn happens(&self, per_mille: u16, message: &Sending, property: &str) -> bool {
        per_mille > 0
            && self
                .chance
                .in_a_thousand(per_mille, message.name(), property)
    }

    /// The faults that affect a message.
    fn faults(&self, message: &Sending) -> impl Iterator<Item = &Fault> {
        let (from, to, sent) = (message.from(), message.to(), message.sent);
        let faults = self.lab.faults.iter();
        faults.filter(move |fault| fault.affects(from, to, sent))
    }

    fn is_lost(&self, message: &Sending) -> bool {
        self.faults(message).any(|fault| match fault.kind {
            FaultKind::Loss { per_mille, .. } => self.drawn_for(fault, message, per_mille),
            _ => false,
        })
    }

    fn is_duplicated(&self, message: &Sending) -> bool {
        self.faults(message).any(|fault| match fault.kind {
            FaultKind::Duplication { per_mille, .. } => self.drawn_for(fault, message, per_mille),
            _ => false,
        })
    }

    fn drawn_for(&self, fault: &Fault, message: &Sending, per_mille: u16) -> bool {
        self.happens(per_mille, message, &fault.id.to_string())
    }

    /// When a message arrives that slow links, reordering and a slow receiver hold up.
    fn delayed(&self, arrives: Micros, message: &Sending, property: &str) -> Micros {
        let on_the_way = self.faults(message).map(|fault| match fault.kind {
            FaultKind::SlowLink { by, .. } => by,
            FaultKind::Reordering { up_to, .. } => {
                let property = format!("{property} {}", fault.id);
                Micros(self.chance.below(up_to.0 + 1, message.name(), &property))
            }
            _ => Micros::ZERO,
        });
        let arrives = on_the_way.fold(arrives, |arrives, by| arrives + by);
        let at_the_receiver = self.lab.faults.iter().map(|fault| match fault.kind {
            FaultKind::SlowReplica { replica, by }
                if message.to() == Place::Replica(replica)
                    && fault.interval().contains(arrives) =>
            {
                by
            }
            _ => Micros::ZERO,
        });
        at_the_receiver.fold(arrives, |arrives, by| arrives + by)
    }

    /// A message whose flight overlaps a partition of its link is lost once both have begun. One
    /// that would arrive as the partition begins is lost too: faults count first.
    fn stop_at_partition(&self, flight: &mut Flight, message: &Sending) {
        let (from, to, sent) = (message.from(), message.to(), message.sent);
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

    fn latency(&self, latency: Latency, message: &Sending, property: &str) -> Micros {
        match latency {
            Latency::ConstantUs(time) => time,
            Latency::UniformUs(from, to) => {
                let choices = Interval { from, to }.length().0 + 1;
                from + Micros(self.chance.below(choices, message.name(), property))
            }
            Latency::ExponentialUs {
                at_least,
                mean_beyond,
            } => {
                at_least
                    + self
                        .chance
                        .exponential(mean_beyond, message.name(), property)
            }
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
