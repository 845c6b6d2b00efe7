//! Messages in a trace: what became of each copy.

use super::{EventId, Flights, Loss};
use crate::ids::Place;
use crate::message::{Cause, Name, Occasion, Payload};
use crate::time::Micros;

/// A message, under way or no longer.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// What set it off.
    pub cause: Cause,
    /// The sender.
    pub from: Place,
    /// The receiver.
    pub to: Place,
    /// What it is for, such as `request` or `update`.
    pub purpose: &'static str,
    /// How many there were before with the same cause, ends and purpose.
    pub nth: u32,
    /// When it left.
    pub sent_at: Micros,
    /// The event of its sending.
    pub sent: EventId,
    /// What it carries.
    pub payload: Payload,
    /// How many bytes a compact encoding of what one replica tells another takes; 0 for what goes
    /// between clients and replicas.
    pub bytes: usize,
    /// What becomes of each copy; there is at least one.
    pub flights: Flights,
}

/// The way of one copy of a message.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flight {
    /// When it arrives, or would have arrived.
    pub arrives: Micros,
    /// When and why it is lost instead.
    pub lost: Option<(Micros, Loss)>,
    /// The event that ends it; none: still under way at the end of the run.
    pub end: Option<EventId>,
}

impl Message {
    pub(crate) fn new(
        (cause, from, to, purpose): Occasion,
        nth: u32,
        sent_at: Micros,
        payload: Payload,
        flights: Flights,
    ) -> Self {
        Self {
            // The recorder weighs it, and sets the event, when it writes the sending down.
            bytes: 0,
            cause,
            from,
            to,
            purpose,
            nth,
            sent_at,
            sent: EventId::NONE,
            payload,
            flights,
        }
    }

    /// Its name, after what caused it; survives edits of the document.
    pub fn name(&self) -> String {
        let occasion = (self.cause, self.from, self.to, self.purpose);
        Name::new(occasion, self.nth).as_str().to_owned()
    }

    /// How long each copy is under way; a lost one, until it is lost. At least a microsecond each,
    /// so that an edit may set it.
    pub fn times_under_way(&self) -> Vec<Micros> {
        let time = |flight: &Flight| flight.over_at().since(self.sent_at).max(Micros(1));
        self.flights.iter().map(time).collect()
    }

    /// Whether it goes between replicas and carries no data: a request for it, a confirmation, a
    /// sign of life.
    pub fn is_control(&self) -> bool {
        let Payload::Parcel(parcel) = &self.payload else {
            return false;
        };
        parcel.records.is_empty() && parcel.updates.is_empty()
    }

    /// Whether it goes between a client and a replica.
    pub fn is_client_traffic(&self) -> bool {
        matches!(self.payload, Payload::Request(_) | Payload::Reply { .. })
    }
}

impl Flight {
    /// When it is over, one way or the other.
    pub fn over_at(&self) -> Micros {
        self.lost.map_or(self.arrives, |(at, _)| at)
    }
}
