//! Single leader: one replica orders all updates; the others follow it and pass updates on to it.
//!
//! Acknowledging after the leader alone is asynchronous replication, after k followers
//! semi-synchronous, after all of them synchronous. When the leader fails, another replica takes
//! over in a new term with what it has received; updates that only the old leader has are lost,
//! and when the old leader returns it gives them up. Taking over needs no majority here, as in
//! many failover scripts, so a partition can produce two leaders: the one with the lower term
//! gives way once they hear of each other.
//!
//! Stonebraker, *Concurrency Control and Consistency of Multiple Copies of Data in Distributed
//! INGRES*, IEEE Transactions on Software Engineering 5(3), 1979, section III (primary copies).

use std::collections::BTreeSet;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::deliveries::{Deliveries, held};
use super::{Alarm, Context, PERIOD, Protocol, Start, Strategy};
use crate::clock::Relation;
use crate::ids::ReplicaId;
use crate::message::{Parcel, Request, Term};
use crate::record::Record;
use crate::refusal::{LabError, between};
use crate::time::Micros;

/// When the leader acknowledges an update.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acknowledge {
    /// At once: asynchronous.
    #[default]
    AtOnce,
    /// When so many followers hold it: semi-synchronous.
    Followers(u8),
    /// When all followers hold it: synchronous.
    All,
}

/// Who answers reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// The replica that is asked.
    #[default]
    Any,
    /// The leader; others pass reads on to it.
    Leader,
}

/// The settings of single-leader replication.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// When an update is acknowledged.
    #[serde(default)]
    pub acknowledge: Acknowledge,
    /// Who answers reads.
    #[serde(default)]
    pub read_from: ReadFrom,
    /// The time between two messages of the leader to a follower that has not confirmed
    /// everything; with failover, to every follower.
    #[serde(rename = "heartbeat_us")]
    pub heartbeat: Micros,
    /// A follower takes over when it has not heard from the leader for so long, the next in the
    /// alphabet after the leader first; absent: only by hand.
    #[serde(
        default,
        rename = "failover_after_us",
        skip_serializing_if = "Option::is_none"
    )]
    pub failover_after: Option<Micros>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            acknowledge: Acknowledge::default(),
            read_from: ReadFrom::default(),
            heartbeat: Micros::from_millis(25),
            failover_after: None,
        }
    }
}

/// What a replica runs.
#[derive(Clone)]
pub(crate) struct SingleLeader {
    options: Options,
    /// On disk: the newest term that it has heard of; none: it has lost its disk and waits to hear.
    term: Option<Term>,
    /// On disk: the keys that it has taken over from the leader of this term.
    adopted: BTreeSet<usize>,
    /// As a leader: what followers are known to hold.
    deliveries: Deliveries,
    /// As a leader: updates that wait to be acknowledged, with the record that followers must hold.
    waiting: Vec<(Request, Rc<Record>)>,
    /// As a follower: when it last heard from the leader.
    heard: Micros,
    round: u32,
    /// Whether the next round is under way.
    ticking: bool,
}

impl Strategy for SingleLeader {
    type Options = Options;
    const TITLE: &'static str = "Single leader";
    const SUMMARY: &'static str =
        "One replica orders all updates and sends them to the others, which pass updates on to it.";

    fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            term: None,
            adopted: BTreeSet::new(),
            deliveries: Deliveries::default(),
            waiting: Vec::new(),
            heard: Micros::ZERO,
            round: 0,
            ticking: false,
        }
    }

    fn settings(options: &Options) -> String {
        let acknowledge = match options.acknowledge {
            Acknowledge::AtOnce => "asynchronous".to_owned(),
            Acknowledge::Followers(1) => "acknowledged by 1 follower".to_owned(),
            Acknowledge::Followers(followers) => format!("acknowledged by {followers} followers"),
            Acknowledge::All => "synchronous".to_owned(),
        };
        let reads = match options.read_from {
            ReadFrom::Any => "any replica",
            ReadFrom::Leader => "the leader",
        };
        let failover = match options.failover_after {
            Some(after) => format!("failover after {after}"),
            None => "failover by hand".to_owned(),
        };
        format!("{acknowledge}, reads from {reads}, {failover}")
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        let path = format!("{path}.single_leader");
        between(&format!("{path}.heartbeat_us"), options.heartbeat, PERIOD)?;
        let Some(failover_after) = options.failover_after else {
            return Ok(());
        };
        let least = Micros(options.heartbeat.0 * 2);
        let bounds = (least, PERIOD.1);
        between(&format!("{path}.failover_after_us"), failover_after, bounds)
    }

    fn leads_at_first(_: &Options, replicas: &[ReplicaId], replica: ReplicaId) -> bool {
        replicas.first() == Some(&replica)
    }

    fn repairs(options: &Options) -> bool {
        options.failover_after.is_some()
    }
}

impl SingleLeader {
    /// Whether this replica leads. It no longer does once it has lost its disk.
    fn is_leader(&self, at: &Context) -> bool {
        let me = at.actor();
        let leads = |term: Term| term.leader == me.replica && term.life == me.life;
        self.term.is_some_and(leads)
    }

    /// The leader, or this replica itself when it knows none: nothing can be passed on to that.
    fn leader(&self, at: &Context) -> ReplicaId {
        self.term.map_or(at.id(), |term| term.leader)
    }

    fn take_over(&mut self, at: &mut Context) {
        let number = self.term.map_or(1, |term| term.number + 1);
        let me = at.actor();
        let term = Term {
            number,
            leader: me.replica,
            life: me.life,
        };
        self.term = Some(term);
        self.adopted = (0..at.keys()).collect();
        self.deliveries.forget();
        at.leads(term);
        self.send_what_is_missing(at, "lead");
        self.tick(at);
    }

    /// A newer term: whatever this replica led or waited for is over.
    fn give_way(&mut self, at: &mut Context, term: Term) {
        self.term = Some(term);
        self.adopted.clear();
        self.waiting.clear();
        // The new leader gets its time, too.
        self.heard = at.now();
        at.follows(term);
    }

    /// Each follower gets what it has not confirmed; with failover, at least a sign of life.
    fn send_what_is_missing(&mut self, at: &mut Context, purpose: &'static str) {
        for follower in at.peers() {
            let missing = self.deliveries.missing(at, follower);
            if missing.is_empty() && self.options.failover_after.is_none() {
                continue;
            }
            let purpose = if missing.is_empty() {
                "heartbeat"
            } else {
                purpose
            };
            let parcel = Parcel {
                term: self.term,
                ..Parcel::of(at.records(&missing))
            };
            at.send(follower, purpose, parcel);
        }
    }

    /// Sets the next round, if there is something to do in it and it is not set yet.
    fn tick(&mut self, at: &mut Context) {
        let all_confirmed = || {
            let mut followers = at.peers().into_iter();
            followers.all(|follower| self.deliveries.missing(at, follower).is_empty())
        };
        let leads_well = !self.is_leader(at) || all_confirmed();
        let idle = self.options.failover_after.is_none() && leads_well;
        if !self.ticking && (!idle || self.deliveries.has_to_announce()) {
            self.ticking = true;
            self.round += 1;
            at.set_alarm(
                self.options.heartbeat,
                Alarm::Round("heartbeat", self.round),
            );
        }
    }

    fn needed(&self, at: &Context) -> usize {
        match self.options.acknowledge {
            Acknowledge::AtOnce => 0,
            Acknowledge::Followers(count) => usize::from(count).min(at.peers().len()),
            Acknowledge::All => at.peers().len(),
        }
    }

    fn acknowledge_what_is_held(&mut self, at: &mut Context) {
        let needed = self.needed(at);
        let (peers, deliveries) = (at.peers(), &self.deliveries);
        self.waiting.retain(|(request, record)| {
            let (key, version) = (request.key, &record.version);
            let holds = |follower: &&ReplicaId| deliveries.has(**follower, key, version);
            let enough = peers.iter().filter(holds).count() >= needed;
            if enough {
                at.acknowledge_with(request, Rc::clone(record));
            }
            !enough
        });
    }

    /// How long this follower waits before it takes over: once for the first after the leader in
    /// the alphabet, twice for the second. One that has lost its disk has nothing to offer: it
    /// waits until all others have had their turns.
    fn patience(&self, at: &Context, failover_after: Micros) -> Micros {
        let replicas = at.replicas();
        let place = |replica| replicas.iter().position(|one| *one == replica).unwrap_or(0);
        let turns = match self.term {
            Some(term) if term.leader != at.id() => {
                (place(at.id()) + replicas.len() - place(term.leader)) % replicas.len()
            }
            _ => replicas.len() + 1 + place(at.id()),
        };
        Micros(failover_after.0 * turns as u64)
    }

    /// The records of the leader of this term. The first one of each key is taken over whatever
    /// this replica holds; later ones only if they are newer, since messages may overtake.
    fn adopt(&mut self, at: &mut Context, parcel: &Parcel) {
        for (key, record) in &parcel.records {
            let mine = record.version.relation_to(&at.record(*key).version);
            let extra = matches!(mine, Relation::Older | Relation::Concurrent);
            if self.adopted.insert(*key) && extra {
                at.replace(*key, record);
            } else {
                at.merge(*key, record);
            }
        }
    }
}

impl Protocol for SingleLeader {
    fn start(&mut self, at: &mut Context, start: Start) {
        if start == Start::First {
            let (number, leader, life) = (1, at.replicas()[0], 0);
            self.term = Some(Term {
                number,
                leader,
                life,
            });
            self.adopted = (0..at.keys()).collect();
        }
        self.deliveries.start(at, start);
        self.waiting.clear();
        self.heard = at.now();
        self.ticking = false;
        self.tick(at);
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        if !self.is_leader(at) {
            at.forward(self.leader(at), request);
            return;
        }
        if at.apply_next(request).is_none() {
            return;
        }
        let parcel = Rc::new(Parcel {
            term: self.term,
            ..Parcel::of(at.records(&[request.key]))
        });
        for follower in at.peers() {
            at.send(follower, "replicate", Rc::clone(&parcel));
        }
        let record = Rc::clone(at.record(request.key));
        self.waiting.push((request.clone(), record));
        self.acknowledge_what_is_held(at);
        self.tick(at);
    }

    fn read(&mut self, at: &mut Context, request: &Request) {
        if self.options.read_from == ReadFrom::Leader && !self.is_leader(at) {
            at.forward(self.leader(at), request);
        } else {
            at.answer(request);
        }
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        if self.deliveries.receive(at, from, purpose, parcel) {
            self.tick(at);
            return;
        }
        let Some(term) = parcel.term else { return };
        if Some(term) > self.term {
            self.give_way(at, term);
            self.tick(at);
        }
        let newest = Parcel {
            term: self.term,
            ..Parcel::default()
        };
        if Some(term) < self.term {
            if purpose != "confirm" {
                at.send(from, "newer term", newest);
            }
        } else if purpose == "confirm" {
            self.deliveries.confirm_versions(parcel);
            self.acknowledge_what_is_held(at);
        } else if from == term.leader {
            self.heard = at.now();
            self.adopt(at, parcel);
            if !parcel.records.is_empty() {
                let keys = parcel.records.iter().map(|(key, _)| *key);
                let confirm = Parcel {
                    term: self.term,
                    ..held(at, keys)
                };
                at.send(from, "confirm", confirm);
            }
        }
    }

    fn alarm(&mut self, at: &mut Context, _: Alarm) {
        self.ticking = false;
        self.deliveries.announce(at);
        if self.is_leader(at) {
            self.send_what_is_missing(at, "replicate");
        } else if let Some(failover_after) = self.options.failover_after
            && at.now().since(self.heard) >= self.patience(at, failover_after)
        {
            self.take_over(at);
        }
        self.tick(at);
    }

    fn promote(&mut self, at: &mut Context) -> bool {
        if !self.is_leader(at) {
            self.take_over(at);
        }
        true
    }
}
