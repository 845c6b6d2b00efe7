//! Time-to-live cache, as in the domain name system and in content delivery networks: the first
//! replica is the authoritative source, all others are caches. A cache fetches an entry when it is
//! asked for one that it does not hold, keeps it for its time to live, and answers from it
//! meanwhile, whatever happens at the source.
//!
//! Mockapetris, *Domain Names: Concepts and Facilities*, RFC 1034, 1987, section 3.6.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Alarm, Context, Holding, PERIOD, Protocol, Start, Strategy};
use crate::clock::Relation;
use crate::ids::{ReplicaId, StepId};
use crate::message::{Parcel, Request};
use crate::refusal::{LabError, between};
use crate::time::Micros;

/// The settings of time-to-live caches.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How long a cache keeps an entry after it has arrived.
    #[serde(rename = "ttl_us")]
    pub ttl: Micros,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ttl: Micros::from_millis(60),
        }
    }
}

/// What a replica runs. Caches are kept in memory: a crash empties them.
#[derive(Clone)]
pub(crate) struct TtlCache {
    ttl: Micros,
    /// For each key in the cache, which of its expiries counts.
    cached: BTreeMap<usize, u32>,
    /// How many entries have been fetched so far.
    fetched: u32,
    /// Reads that wait for an entry.
    waiting: BTreeMap<StepId, Request>,
}

impl Strategy for TtlCache {
    type Options = Options;
    const TITLE: &'static str = "Time-to-live cache";
    const SUMMARY: &'static str = "The first replica is the source; the others fetch on demand and keep what they fetched for a set time.";

    fn new(options: &Options) -> Self {
        Self {
            ttl: options.ttl,
            cached: BTreeMap::new(),
            fetched: 0,
            waiting: BTreeMap::new(),
        }
    }

    fn settings(options: &Options) -> String {
        format!("copies live {}", options.ttl)
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        between(&format!("{path}.ttl_cache.ttl_us"), options.ttl, PERIOD)
    }

    fn holding(_: &Options, replicas: &[ReplicaId], replica: ReplicaId, _: usize) -> Holding {
        if replicas.first() == Some(&replica) {
            Holding::Copy
        } else {
            Holding::Cache
        }
    }
}

fn source(at: &Context) -> ReplicaId {
    at.replicas()[0]
}

impl TtlCache {
    fn store(&mut self, at: &mut Context, parcel: &Parcel) {
        for (key, record) in &parcel.records {
            // Answers may overtake: what is held may be newer already, and is then kept.
            let held = &at.record(*key).version;
            if !self.cached.contains_key(key) || record.version.relation_to(held) != Relation::Older
            {
                at.merge(*key, record);
            }
            self.fetched += 1;
            self.cached.insert(*key, self.fetched);
            at.set_alarm(self.ttl, Alarm::Round("expiry", self.fetched));
        }
    }
}

impl Protocol for TtlCache {
    fn start(&mut self, at: &mut Context, start: Start) {
        if start == Start::Again && source(at) != at.id() {
            self.waiting.clear();
            for (key, _) in std::mem::take(&mut self.cached) {
                at.expire(key);
            }
        }
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        let source = source(at);
        if source == at.id() {
            if at.apply_next(request).is_some() {
                at.acknowledge(request);
            }
        } else {
            at.forward(source, request);
        }
    }

    fn read(&mut self, at: &mut Context, request: &Request) {
        let source = source(at);
        let cached = self.cached.contains_key(&request.key);
        let fresh_enough = cached && request.is_satisfied_by(at.record(request.key));
        if source == at.id() || fresh_enough {
            at.answer(request);
            return;
        }
        let asked = self.waiting.insert(request.step, request.clone());
        if asked.is_none() {
            let parcel = Parcel {
                about: Some(request.step),
                versions: at.versions([request.key]),
                ..Parcel::default()
            };
            at.send(source, "fetch", parcel);
        }
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        if purpose == "fetch" {
            let keys: Vec<usize> = parcel.versions.iter().map(|(key, _)| *key).collect();
            let answer = Parcel {
                about: parcel.about,
                ..Parcel::of(at.records(&keys))
            };
            at.send(from, "entry", answer);
            return;
        }
        self.store(at, parcel);
        if let Some(request) = parcel.about.and_then(|step| self.waiting.remove(&step)) {
            at.answer(&request);
        }
    }

    fn alarm(&mut self, at: &mut Context, alarm: Alarm) {
        let Alarm::Round(_, number) = alarm else {
            return;
        };
        let expired = self.cached.iter().find(|(_, one)| **one == number);
        if let Some(key) = expired.map(|(key, _)| *key) {
            self.cached.remove(&key);
            at.expire(key);
        }
    }
}
