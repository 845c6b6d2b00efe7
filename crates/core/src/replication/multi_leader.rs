//! Multi-leader: each region has a leader, which takes the region's updates, acknowledges them at
//! once and sends them to its followers. From time to time leaders tell each other what is new,
//! along a ring, a star or to all. Two regions that update one key meanwhile make concurrent
//! updates; the data type decides what becomes of them.
//!
//! Replicas are dealt out to the regions in alphabetical order, as evenly as possible; the first
//! of each region leads it. Leaders do not change: while one is down, its region takes no updates.
//! A leader that has lost its disk gets back from its followers what they hold.
//!
//! Kleppmann, *Designing Data-Intensive Applications*, 2017, chapter 5, names the topologies.

use serde::{Deserialize, Serialize};

use super::deliveries::Deliveries;
use super::{Alarm, Context, PERIOD, Protocol, Start, Strategy};
use crate::ids::{MAX_REPLICAS, ReplicaId};
use crate::message::{Parcel, Request};
use crate::refusal::{LabError, between, count};
use crate::time::Micros;

/// Which leaders a leader sends its news to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topology {
    /// To every other one.
    #[default]
    AllToAll,
    /// To the next one; news go round.
    Ring,
    /// To the first one, which passes news on to all others.
    Star,
}

/// The settings of multi-leader replication.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How many regions there are; never more than replicas.
    pub regions: u8,
    /// Which leaders a leader sends its news to.
    #[serde(default)]
    pub topology: Topology,
    /// The time from one sending of news to the next.
    #[serde(rename = "sync_every_us")]
    pub sync_every: Micros,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            regions: 2,
            topology: Topology::default(),
            sync_every: Micros::from_millis(25),
        }
    }
}

/// The regions of these replicas; each begins with its leader.
pub fn regions(replicas: &[ReplicaId], regions: u8) -> Vec<Vec<ReplicaId>> {
    let regions = usize::from(regions).clamp(1, replicas.len().max(1));
    let begin = |region: usize| region * replicas.len() / regions;
    (0..regions)
        .map(|region| replicas[begin(region)..begin(region + 1)].to_vec())
        .collect()
}

/// What a replica runs.
#[derive(Clone)]
pub(crate) struct MultiLeader {
    options: Options,
    deliveries: Deliveries,
    round: u32,
    /// Whether the next round is under way.
    ticking: bool,
}

impl Strategy for MultiLeader {
    type Options = Options;
    const TITLE: &'static str = "Multi-leader";
    const SUMMARY: &'static str = "Each region has a leader that answers at once; from time to time leaders send each other what is new.";

    fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            deliveries: Deliveries::default(),
            round: 0,
            ticking: false,
        }
    }

    fn settings(options: &Options) -> String {
        let topology = match options.topology {
            Topology::AllToAll => "all to all",
            Topology::Ring => "ring",
            Topology::Star => "star",
        };
        let (regions, every) = (options.regions, options.sync_every);
        format!("{regions} regions, {topology}, every {every}")
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        let path = format!("{path}.multi_leader");
        count(
            &format!("{path}.regions"),
            options.regions.into(),
            (1, MAX_REPLICAS),
        )?;
        between(&format!("{path}.sync_every_us"), options.sync_every, PERIOD)
    }

    fn leads_at_first(options: &Options, replicas: &[ReplicaId], replica: ReplicaId) -> bool {
        let regions = regions(replicas, options.regions);
        regions.iter().any(|region| region[0] == replica)
    }

    fn repairs(_: &Options) -> bool {
        true
    }
}

impl MultiLeader {
    /// The region of this replica.
    fn region(&self, at: &Context) -> Vec<ReplicaId> {
        let mut regions = regions(at.replicas(), self.options.regions).into_iter();
        let mine = regions.find(|region| region.contains(&at.id()));
        mine.unwrap_or_default()
    }

    fn leader(&self, at: &Context) -> ReplicaId {
        self.region(at).first().copied().unwrap_or(at.id())
    }

    /// The replicas that this one sends news to.
    fn receivers(&self, at: &Context) -> Vec<ReplicaId> {
        let mut receivers = self.region(at);
        if receivers.first() != Some(&at.id()) {
            receivers.truncate(1);
            return receivers;
        }
        let regions = regions(at.replicas(), self.options.regions).into_iter();
        let leaders: Vec<ReplicaId> = regions.map(|region| region[0]).collect();
        let mine = leaders.iter().position(|leader| *leader == at.id());
        let next = leaders[(mine.unwrap_or(0) + 1) % leaders.len()];
        match self.options.topology {
            Topology::Star if mine != Some(0) => receivers.push(leaders[0]),
            Topology::Ring => receivers.push(next),
            Topology::Star | Topology::AllToAll => receivers.extend(leaders),
        }
        receivers.retain(|one| *one != at.id());
        receivers
    }

    fn send(at: &mut Context, to: ReplicaId, purpose: &'static str, keys: &[usize]) {
        if !keys.is_empty() {
            let parcel = Parcel {
                holder: Some(at.actor()),
                ..Parcel::of(at.records(keys))
            };
            at.send(to, purpose, parcel);
        }
    }

    /// Followers get what is new for these keys at once, other leaders in the next round.
    fn spread(&mut self, at: &mut Context, keys: &[usize]) {
        let region = self.region(at);
        if let [leader, followers @ ..] = region.as_slice()
            && *leader == at.id()
        {
            for follower in followers {
                let mut missing = self.deliveries.missing(at, *follower);
                missing.retain(|key| keys.contains(key));
                Self::send(at, *follower, "replicate", &missing);
            }
        }
        self.tick(at);
    }

    /// Sets the next round, if somebody lacks something and it is not set yet.
    fn tick(&mut self, at: &mut Context) {
        let mut receivers = self.receivers(at).into_iter();
        let lacks = |receiver| !self.deliveries.missing(at, receiver).is_empty();
        if !self.ticking && (receivers.any(lacks) || self.deliveries.has_to_announce()) {
            self.ticking = true;
            self.round += 1;
            at.set_alarm(self.options.sync_every, Alarm::Round("sync", self.round));
        }
    }
}

impl Protocol for MultiLeader {
    fn start(&mut self, at: &mut Context, start: Start) {
        self.ticking = false;
        self.deliveries.start(at, start);
        self.tick(at);
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        let leader = self.leader(at);
        if leader == at.id() {
            if at.apply(request).is_some() {
                at.acknowledge(request);
                self.spread(at, &[request.key]);
            }
        } else {
            at.forward(leader, request);
        }
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        if purpose == "confirm" {
            self.deliveries.confirm_versions(parcel);
        }
        if purpose == "confirm" || self.deliveries.receive(at, from, purpose, parcel) {
            self.tick(at);
            return;
        }
        let keys: Vec<usize> = parcel.records.iter().map(|(key, _)| *key).collect();
        let before = at.versions(keys.iter().copied());
        at.merge_all(parcel);
        self.deliveries.confirm_records(parcel);
        Deliveries::reply(at, from, keys.into_iter());
        let news = before.iter().map(|(key, before)| (*key, before));
        let news = news.filter(|(key, before)| at.record(*key).version != **before);
        let news: Vec<usize> = news.map(|(key, _)| key).collect();
        self.spread(at, &news);
    }

    fn alarm(&mut self, at: &mut Context, _: Alarm) {
        self.ticking = false;
        self.deliveries.announce(at);
        for receiver in self.receivers(at) {
            let missing = self.deliveries.missing(at, receiver);
            Self::send(at, receiver, "sync", &missing);
        }
        self.tick(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicas_are_dealt_out_evenly_in_order() {
        let check = |replicas: usize, count: u8, expected: &str| {
            let all: Vec<_> = ReplicaId::all().take(replicas).collect();
            let names = |region: &Vec<ReplicaId>| region.iter().map(ToString::to_string).collect();
            let regions: Vec<String> = regions(&all, count).iter().map(names).collect();
            assert_eq!(regions.join(" "), expected);
        };
        check(6, 3, "AB CD EF");
        check(5, 2, "AB CDE");
        check(3, 9, "A B C");
        check(4, 1, "ABCD");
    }
}
