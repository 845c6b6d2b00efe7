//! What of a trace a stretch of time holds. What that needs is found out when it is first asked for,
//! and kept with the trace.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::activity::{Activity, activity};
use super::reigns::reigns;
use super::spans::Spans;
use super::waits::waits;
use super::{EventId, EventKind, MessageId, Operation, Trace};
use crate::ids::{Place, ReplicaId, StepId};
use crate::time::{Interval, Micros};

/// What lasts in a trace, as far as it has been asked for.
#[derive(Default, Debug)]
pub(crate) struct Lasting {
    flights: OnceCell<Spans<(MessageId, usize)>>,
    operations: OnceCell<Spans<usize>>,
    waits: OnceCell<Spans<(StepId, ReplicaId)>>,
    reigns: OnceCell<BTreeMap<ReplicaId, Vec<Interval>>>,
    activity: OnceCell<BTreeMap<Place, Activity>>,
    lost: OnceCell<BTreeSet<StepId>>,
}

impl Trace {
    /// The places of the events of a stretch of time, both ends included.
    pub fn events_during(&self, from: Micros, to: Micros) -> Range<usize> {
        let first = self.events.partition_point(|event| event.at < from);
        let count = self.events[first..].partition_point(|event| event.at <= to);
        first..first + count
    }

    /// The copies of messages that are under way at some moment of a stretch of time, both ends
    /// included, in the order of sending.
    pub fn flights_during(
        &self,
        from: Micros,
        to: Micros,
    ) -> impl Iterator<Item = (MessageId, usize)> {
        let flights = self.lasting.flights.get_or_init(|| {
            let messages = self.messages.iter().enumerate();
            Spans::of(messages.flat_map(|(index, message)| {
                let flights = message.flights.iter().enumerate();
                flights.map(move |(copy, flight)| {
                    (
                        message.sent_at,
                        flight.over_at(),
                        (MessageId::new(index), copy),
                    )
                })
            }))
        });
        flights.during(from, to).map(|(.., flight)| *flight)
    }

    /// The operations that last at some moment of a stretch of time, both ends included, in the
    /// order of invocation.
    pub fn operations_during(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Operation> {
        let operations = self.lasting.operations.get_or_init(|| {
            let operations = self.operations.iter().enumerate();
            Spans::of(operations.map(|(index, one)| {
                let over = one.ended().map(|event| self.event(event).at);
                let over = over.unwrap_or(self.lab.duration);
                (self.event(one.invoked).at, over, index)
            }))
        });
        let during = operations.during(from, to);
        during.map(|(.., index)| &self.operations[*index])
    }

    /// Where an operation waits at some moment of a stretch of time, both ends included: a client's,
    /// from the arrival of its request to the reply; one that came too early, until what has to
    /// come before it is there. In the order in which the waiting begins.
    pub fn waits_during(
        &self,
        from: Micros,
        to: Micros,
    ) -> impl Iterator<Item = (StepId, ReplicaId, Interval)> {
        let waits = self.lasting.waits.get_or_init(|| {
            let waits = waits(self).into_iter();
            let waits = waits.filter(|(.., from, to)| from < to);
            Spans::of(waits.map(|(step, replica, from, to)| (from, to, (step, replica))))
        });
        let during = waits.during(from, to);
        during.map(|(from, to, (step, replica))| {
            let interval = Interval {
                from: *from,
                to: *to,
            };
            (*step, *replica, interval)
        })
    }

    /// The stretches during which a replica takes itself for a leader.
    pub fn reigns_of(&self, replica: ReplicaId) -> &[Interval] {
        let reigns = self.lasting.reigns.get_or_init(|| reigns(self));
        reigns.get(&replica).map_or(&[], Vec::as_slice)
    }

    /// What happens at a place of the document; none: the document has no such place.
    pub fn activity_at(&self, place: Place) -> Option<&Activity> {
        let activity = self.lasting.activity.get_or_init(|| activity(self));
        activity.get(&place)
    }

    /// Whether an operation returned something that lacked an acknowledged update.
    pub fn is_stale(&self, operation: &Operation) -> bool {
        let returned = operation.returned.map(|event| &self.event(event).kind);
        matches!(returned, Some(EventKind::Returned { misses, .. }) if !misses.is_empty())
    }

    /// Whether a step is one of the [`lost`](Self::lost).
    pub fn is_lost(&self, step: StepId) -> bool {
        let lost = self
            .lasting
            .lost
            .get_or_init(|| self.lost.iter().copied().collect());
        lost.contains(&step)
    }

    /// The records that a replica came to hold for a key in a stretch of time, both ends included,
    /// after the last one before it: their places in [`holdings_of`](Self::holdings_of).
    pub fn holdings_during(
        &self,
        replica: ReplicaId,
        key: usize,
        from: Micros,
        to: Micros,
    ) -> Range<usize> {
        let held = self.holdings_of(replica, key);
        let at = |event: &EventId| self.event(*event).at;
        let first = held.partition_point(|(event, _)| at(event) < from);
        let end = held.partition_point(|(event, _)| at(event) <= to);
        first.saturating_sub(1)..end
    }
}
