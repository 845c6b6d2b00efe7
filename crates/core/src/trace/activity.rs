//! How much happens at a place in a stretch of time: what is left to tell of where there is too
//! much to tell one thing from the next.

use std::collections::BTreeMap;

use super::{EventKind, Trace};
use crate::ids::Place;
use crate::time::Micros;

/// Moments at which something of one kind happens, in order.
#[derive(Clone, Default, Debug)]
pub struct Moments(Vec<Micros>);

impl Moments {
    fn of(moments: impl Iterator<Item = Micros>) -> Self {
        let mut moments: Vec<Micros> = moments.collect();
        moments.sort_unstable();
        Self(moments)
    }

    /// How often it happens from a moment on, before another one.
    pub fn between(&self, from: Micros, to: Micros) -> usize {
        self.before(to) - self.before(from).min(self.before(to))
    }

    /// The most often that it happens in one of the equal stretches, of so many microseconds each,
    /// into which the whole run is cut.
    pub fn most_within(&self, stretch: u64) -> usize {
        let same = |one: &Micros, next: &Micros| one.0 / stretch == next.0 / stretch;
        let most = self.0.chunk_by(same).map(<[Micros]>::len).max();
        most.unwrap_or_default()
    }

    fn before(&self, at: Micros) -> usize {
        self.0.partition_point(|one| *one < at)
    }
}

/// Stretches of time, of which several may last at once.
#[derive(Clone, Default, Debug)]
pub struct Stretches {
    begin: Moments,
    end: Moments,
}

impl Stretches {
    fn of(stretches: &[(Micros, Micros)]) -> Self {
        Self {
            begin: Moments::of(stretches.iter().map(|(from, _)| *from)),
            end: Moments::of(stretches.iter().map(|(_, to)| *to)),
        }
    }

    /// Whether one lasts at some moment from one on, before another one.
    pub fn any_between(&self, from: Micros, to: Micros) -> bool {
        self.begin.before(to) > self.end.before(from)
    }
}

/// What happens at one place, without saying what it is.
#[derive(Clone, Default, Debug)]
pub struct Activity {
    /// Messages are sent from here.
    pub sent: Moments,
    /// Messages are sent from here of which a copy is lost.
    pub lost: Moments,
    /// Updates are carried out here for a client.
    pub updates: Moments,
    /// Records are merged, replaced or read here, operations of other replicas carried out.
    pub marks: Moments,
    /// Operations of this client.
    pub calls: Stretches,
    /// Operations of this client that return something stale.
    pub stale: Stretches,
}

/// What happens at each place of the document.
pub(super) fn activity(trace: &Trace) -> BTreeMap<Place, Activity> {
    let lab = &trace.lab;
    let clients = lab.clients.iter().map(|one| Place::Client(*one));
    let replicas = lab.replicas.iter().map(|one| Place::Replica(*one));
    let mut all: BTreeMap<Place, Activity> = clients
        .chain(replicas)
        .map(|place| (place, Activity::default()))
        .collect();
    // Both are in the order of time.
    for message in &trace.messages {
        if let Some(here) = all.get_mut(&message.from) {
            here.sent.0.push(message.sent_at);
            if message.flights.iter().any(|flight| flight.lost.is_some()) {
                here.lost.0.push(message.sent_at);
            }
        }
    }
    for event in &trace.events {
        let at_replica = event.place.filter(|place| place.replica().is_some());
        let Some(here) = at_replica.and_then(|place| all.get_mut(&place)) else {
            continue;
        };
        match event.kind {
            EventKind::Applied { .. } => here.updates.0.push(event.at),
            EventKind::Merged { .. }
            | EventKind::Replaced { .. }
            | EventKind::Followed { .. }
            | EventKind::Answered { .. } => here.marks.0.push(event.at),
            _ => {}
        }
    }
    for (place, here) in &mut all {
        let calls = trace.operations.iter();
        let calls = calls.filter(|one| Place::Client(one.call.client) == *place);
        let stretch = |one: &super::Operation| {
            let over = one.ended().map(|event| trace.event(event).at);
            (
                trace.event(one.invoked).at,
                over.unwrap_or(trace.lab.duration),
            )
        };
        let (stale, fresh): (Vec<_>, Vec<_>) = calls.partition(|one| trace.is_stale(one));
        let stale: Vec<_> = stale.into_iter().map(stretch).collect();
        let mut calls: Vec<_> = fresh.into_iter().map(stretch).collect();
        calls.extend(&stale);
        here.calls = Stretches::of(&calls);
        here.stale = Stretches::of(&stale);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_counted_from_one_on_before_another() {
        let moments = Moments::of([30, 10, 20, 20].map(Micros).into_iter());
        let between = |from, to| moments.between(Micros(from), Micros(to));
        assert_eq!(
            (between(10, 20), between(10, 21), between(21, 30)),
            (1, 3, 0)
        );
        assert_eq!(between(20, 10), 0);
        assert_eq!(moments.most_within(10), 2);
        assert_eq!(moments.most_within(25), 3);
    }

    #[test]
    fn a_stretch_lasts_until_its_end() {
        let stretches = Stretches::of(&[(Micros(10), Micros(20)), (Micros(15), Micros(40))]);
        let any = |from, to| stretches.any_between(Micros(from), Micros(to));
        assert!(!any(0, 10) && any(0, 11) && any(30, 31) && any(40, 41) && !any(41, 50));
    }
}
