//! Gossip: in rounds, each replica that has news tells some others, drawn by chance, until all
//! have confirmed that they know.
//!
//! What travels is whole states, single operations, or deltas: the part of a state that has
//! changed since what the receiver is known to hold. Operations are carried out once each, in the
//! order of the replica that accepted them, and where that matters after all that their authors had
//! seen; deltas are merged only where what they build upon is held.
//!
//! Demers et al., *Epidemic Algorithms for Replicated Database Maintenance*, PODC 1987. With one
//! replica told by each informed one in each round, all of n know after about log2 n + ln n rounds:
//! Pittel, *On Spreading a Rumor*, SIAM Journal on Applied Mathematics 47(1), 1987. Deltas:
//! Almeida, Shoker and Baquero, *Delta State Replicated Data Types*, Journal of Parallel and
//! Distributed Computing 111, 2018, section 6.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::deliveries::Deliveries;
use super::{Alarm, Context, PERIOD, Protocol, Start, Strategy};
use crate::clock::VersionVector;
use crate::ids::ReplicaId;
use crate::message::{Parcel, Request, Update};
use crate::record::Record;
use crate::refusal::{LabError, between, count};
use crate::time::Micros;

/// What travels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shipping {
    /// Whole states.
    #[default]
    States,
    /// Single operations.
    Operations,
    /// The part of a state that has changed.
    Deltas,
}

/// The settings of gossip.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What travels.
    #[serde(default)]
    pub ship: Shipping,
    /// How many others a replica tells in each round.
    pub fan_out: u8,
    /// The time from one round to the next. All replicas keep the same rounds.
    #[serde(rename = "round_us")]
    pub round: Micros,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ship: Shipping::default(),
            fan_out: 1,
            round: Micros::from_millis(25),
        }
    }
}

/// The rounds until all of `n` replicas know, to be expected where each informed one tells one
/// other in each round: log2 n + ln n (Pittel 1987).
pub fn rounds_expected(n: usize) -> f64 {
    let n = n as f64;
    libm::log2(n) + libm::log(n)
}

/// What a replica runs.
#[derive(Clone)]
pub(crate) struct Gossip {
    options: Options,
    deliveries: Deliveries,
    /// Whole records that others have confirmed, for deltas to build upon.
    bases: BTreeMap<(ReplicaId, usize), Rc<Record>>,
    /// Records that were sent and are not confirmed yet, newest last.
    sent: BTreeMap<(ReplicaId, usize), Vec<Rc<Record>>>,
    /// On disk: every update that this replica has carried out, to be passed on.
    log: Vec<Rc<Update>>,
    /// Whether the next round is under way.
    ticking: bool,
}

/// More unconfirmed records than this for one receiver and key are not remembered: deltas then
/// build upon an earlier one.
const MOST_UNCONFIRMED: usize = 8;

impl Strategy for Gossip {
    type Options = Options;
    const TITLE: &'static str = "Gossip";
    const SUMMARY: &'static str = "In every round each replica with news tells some others, drawn by chance, until all have confirmed.";

    fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            deliveries: Deliveries::default(),
            bases: BTreeMap::new(),
            sent: BTreeMap::new(),
            log: Vec::new(),
            ticking: false,
        }
    }

    fn settings(options: &Options) -> String {
        let ship = match options.ship {
            Shipping::States => "states",
            Shipping::Operations => "operations",
            Shipping::Deltas => "deltas",
        };
        format!("{ship} to {} every {}", options.fan_out, options.round)
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        let path = format!("{path}.gossip");
        count(&format!("{path}.fan_out"), options.fan_out.into(), (1, 8))?;
        between(&format!("{path}.round_us"), options.round, PERIOD)
    }

    fn repairs(_: &Options) -> bool {
        true
    }
}

impl Gossip {
    /// The others that are not known to hold everything that this replica holds.
    fn unaware(&self, at: &Context) -> Vec<ReplicaId> {
        let mut peers = at.peers();
        peers.retain(|peer| !self.deliveries.missing(at, *peer).is_empty());
        peers
    }

    /// Sets the next round, if there is something to tell and it is not set yet. Rounds are at the
    /// same times everywhere: at whole multiples of the period.
    fn tick(&mut self, at: &mut Context) {
        let has_news = !self.unaware(at).is_empty() || self.deliveries.has_to_announce();
        if self.ticking || !has_news {
            return;
        }
        self.ticking = true;
        let period = self.options.round.0;
        let number = at.now().0 / period + 1;
        let after = Micros(number * period).since(at.now());
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        at.set_alarm(after, Alarm::Round("round", number));
    }

    fn tell(&mut self, at: &mut Context, to: ReplicaId) {
        let missing = self.deliveries.missing(at, to);
        let parcel = match self.options.ship {
            Shipping::States => Parcel::of(at.records(&missing)),
            Shipping::Deltas => self.deltas(at, to, &missing),
            Shipping::Operations => self.operations(at, to, &missing),
        };
        let purpose = match self.options.ship {
            Shipping::States => "state",
            Shipping::Deltas => "delta",
            Shipping::Operations => "operations",
        };
        at.send(to, purpose, parcel);
    }

    /// For each key what has changed since what the receiver is known to hold, and what that is.
    fn deltas(&mut self, at: &Context, to: ReplicaId, keys: &[usize]) -> Parcel {
        let mut parcel = Parcel::default();
        for key in keys {
            let record = at.record(*key);
            let sent = self.sent.entry((to, *key)).or_default();
            if sent.len() < MOST_UNCONFIRMED && sent.last() != Some(record) {
                sent.push(Rc::clone(record));
            }
            let base = self.bases.get(&(to, *key));
            let part = base.map_or_else(|| Rc::clone(record), |base| Rc::new(record.delta(base)));
            let since = base.map_or_else(VersionVector::default, |base| base.version.clone());
            parcel.records.push((*key, part));
            parcel.versions.push((*key, since));
        }
        parcel
    }

    /// The updates that the receiver lacks; whole records where they are not all in the log, since
    /// some came with a whole record.
    fn operations(&self, at: &Context, to: ReplicaId, keys: &[usize]) -> Parcel {
        let mut parcel = Parcel::default();
        for key in keys {
            let held = self.deliveries.confirmed(to, *key);
            let lacks = |update: &&Rc<Update>| update.key == *key && !held.covers(update.dot);
            let logged: Vec<_> = self.log.iter().filter(lacks).cloned().collect();
            let components = at.record(*key).version.components();
            let lacking = components.map(|(actor, count)| count.saturating_sub(held.get(actor)));
            if lacking.sum::<u32>() as usize == logged.len() {
                parcel.updates.extend(logged);
            } else {
                parcel.records.extend(at.records(&[*key]));
            }
        }
        parcel
    }

    /// Carries out the operations that come next, each once.
    fn carry_out(&mut self, at: &mut Context, parcel: &Parcel) {
        for update in &parcel.updates {
            let held = &at.record(update.key).version;
            let is_next = update.dot.counter == held.get(update.dot.actor) + 1;
            if is_next && held.covers_all(&update.seen) {
                at.follow(update);
                self.log.push(Rc::clone(update));
            }
        }
    }

    /// Merges what builds upon something that is held.
    fn merge_parts(at: &mut Context, parcel: &Parcel) {
        for (key, record) in &parcel.records {
            let since = parcel.versions.iter().find(|(of, _)| of == key);
            let builds_on =
                |(_, since): &(usize, VersionVector)| at.record(*key).version.covers_all(since);
            if since.is_none_or(builds_on) {
                at.merge(*key, record);
            }
        }
    }

    /// What a receiver confirms, later deltas for it can build upon.
    fn note_bases(&mut self, by: ReplicaId, parcel: &Parcel) {
        for (key, version) in &parcel.versions {
            let place = (by, *key);
            if self
                .bases
                .get(&place)
                .is_some_and(|base| !version.covers_all(&base.version))
            {
                // It lost its disk: begin again with the whole state.
                self.bases.remove(&place);
            }
            let sent = self.sent.entry(place).or_default();
            let held = sent
                .iter()
                .rposition(|record| version.covers_all(&record.version));
            if let Some(held) = held {
                let base = sent.drain(..=held).next_back();
                self.bases.extend(base.map(|base| (place, base)));
            }
        }
    }
}

impl Protocol for Gossip {
    fn start(&mut self, at: &mut Context, start: Start) {
        self.bases.clear();
        self.sent.clear();
        self.deliveries.start(at, start);
        self.ticking = false;
        self.tick(at);
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        let Some(update) = at.apply(request) else {
            return;
        };
        at.acknowledge(request);
        self.log.push(update.into());
        self.tick(at);
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        if purpose == "confirm" && self.deliveries.confirm_versions(parcel) {
            self.note_bases(from, parcel);
        }
        if purpose == "confirm" || self.deliveries.receive(at, from, purpose, parcel) {
            self.tick(at);
            return;
        }
        Self::merge_parts(at, parcel);
        self.carry_out(at, parcel);
        let records = parcel.records.iter().map(|(key, _)| *key);
        let updates = parcel.updates.iter().map(|update| update.key);
        Deliveries::reply(at, from, records.chain(updates));
        self.tick(at);
    }

    fn alarm(&mut self, at: &mut Context, _: Alarm) {
        self.ticking = false;
        self.deliveries.announce(at);
        let unaware = self.unaware(at);
        // Drawn among all others, as in the theory; those known to be aware are not bothered.
        let drawn = at.choose_some(at.peers(), self.options.fan_out.into());
        for peer in drawn.iter().filter(|peer| unaware.contains(peer)) {
            self.tell(at, *peer);
        }
        self.tick(at);
    }
}
