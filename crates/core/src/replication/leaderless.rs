//! Leaderless replication as in Dynamo: any replica coordinates an operation. An update is
//! acknowledged when W of the key's N home replicas have stored it, a read is answered from R.
//!
//! With W + R > N every read meets every *completed* update. That is not linearizability: while an
//! update is in progress one read may return it and a later one the value before; only blocking
//! read repair, which stores what it returns before it returns it, rules that out. A failed update
//! stays where it was stored and may show later. With a sloppy quorum other replicas stand in for
//! homes that do not answer, so the sets need not meet.
//!
//! DeCandia et al., *Dynamo: Amazon's Highly Available Key-value Store*, SOSP 2007, sections 4.5
//! to 4.7. Blocking read repair: Attiya, Bar-Noy and Dolev, *Sharing Memory Robustly in
//! Message-Passing Systems*, Journal of the ACM 42(1), 1995, section 4.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::hash_tree::HashTree;
use super::{Alarm, Context, Holding, PERIOD, Protocol, Start, Strategy};
use crate::ids::{MAX_REPLICAS, ReplicaId, StepId};
use crate::message::{Failure, Parcel, Request};
use crate::record::Record;
use crate::refusal::{LabError, between, count};
use crate::time::Micros;

/// What a coordinator does when the replicas that it read from differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadRepair {
    /// Nothing.
    Off,
    /// It answers, then sends those that are behind what they lack.
    #[default]
    AfterAnswer,
    /// It waits until W replicas hold what it is going to answer.
    BeforeAnswer,
}

/// What replicas do of their own accord to find what they lack.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AntiEntropy {
    /// Nothing.
    #[default]
    Off,
    /// Sends all records to another replica, drawn by chance.
    Full {
        /// The time from one exchange that a replica begins to the next.
        every_us: Micros,
    },
    /// Compares hash trees with another replica, drawn by chance, and sends only what differs.
    Merkle {
        /// The time from one exchange that a replica begins to the next.
        every_us: Micros,
    },
}

impl AntiEntropy {
    /// The time from one exchange to the next.
    pub fn every(self) -> Option<Micros> {
        match self {
            Self::Off => None,
            Self::Full { every_us } | Self::Merkle { every_us } => Some(every_us),
        }
    }
}

/// The settings of leaderless replication.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How many replicas keep each key; never more than there are.
    pub n: u8,
    /// How many have to store an update.
    pub w: u8,
    /// How many have to answer a read.
    pub r: u8,
    /// What happens when a read finds replicas that differ.
    #[serde(default)]
    pub read_repair: ReadRepair,
    /// Whether the coordinator keeps an update for homes that did not confirm it in time, and
    /// sends it to them again and again.
    #[serde(default)]
    pub hinted_handoff: bool,
    /// Whether other replicas stand in for homes that did not confirm an update in time: they keep
    /// it for them and count towards W.
    #[serde(default)]
    pub sloppy: bool,
    /// What replicas do of their own accord.
    #[serde(default)]
    pub anti_entropy: AntiEntropy,
    /// How long a coordinator waits for answers.
    #[serde(rename = "timeout_us")]
    pub timeout: Micros,
    /// How old a tombstone has to be to be forgotten; absent: none ever is.
    #[serde(
        default,
        rename = "collect_after_us",
        skip_serializing_if = "Option::is_none"
    )]
    pub collect_after: Option<Micros>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            n: 3,
            w: 2,
            r: 2,
            read_repair: ReadRepair::default(),
            hinted_handoff: false,
            sloppy: false,
            anti_entropy: AntiEntropy::default(),
            timeout: Micros::from_millis(60),
            collect_after: None,
        }
    }
}

impl Options {
    /// The replicas that keep a key: N in a row, beginning with another one for each key.
    pub fn homes(&self, replicas: &[ReplicaId], key: usize) -> Vec<ReplicaId> {
        let count = usize::from(self.n).min(replicas.len());
        self.ring(replicas, key).take(count).collect()
    }

    /// All replicas in the order in which they are preferred for a key.
    fn ring<'a>(
        &self,
        replicas: &'a [ReplicaId],
        key: usize,
    ) -> impl Iterator<Item = ReplicaId> + use<'a> {
        let begin = key % replicas.len().max(1);
        replicas[begin..].iter().chain(&replicas[..begin]).copied()
    }
}

/// An update in progress.
struct Write {
    request: Request,
    record: Arc<Record>,
    /// Who has stored it and counts towards W.
    stored: BTreeSet<ReplicaId>,
    done: bool,
    /// Whether others have been asked to stand in.
    stand_ins_asked: bool,
}

/// A read in progress.
struct Read {
    request: Request,
    /// What each home holds, as far as they have answered.
    found: BTreeMap<ReplicaId, Arc<Record>>,
    /// What it will be answered with, once enough have answered.
    answer: Option<Arc<Record>>,
    done: bool,
}

/// What a replica runs.
pub(crate) struct Leaderless {
    options: Options,
    writes: BTreeMap<StepId, Write>,
    reads: BTreeMap<StepId, Read>,
    /// On disk: records kept for others, by receiver and key.
    hints: BTreeMap<(ReplicaId, usize), Arc<Record>>,
    round: u32,
    /// Whether the next round of handing over is set.
    handing_over: bool,
}

impl Strategy for Leaderless {
    type Options = Options;
    const TITLE: &'static str = "Leaderless quorums";
    const SUMMARY: &'static str =
        "Any replica coordinates: W of N have to store an update, R of N have to answer a read.";

    fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            writes: BTreeMap::new(),
            reads: BTreeMap::new(),
            hints: BTreeMap::new(),
            round: 0,
            handing_over: false,
        }
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        let path = format!("{path}.leaderless");
        let n = usize::from(options.n);
        count(&format!("{path}.n"), n, (1, MAX_REPLICAS))?;
        count(&format!("{path}.w"), options.w.into(), (1, n))?;
        count(&format!("{path}.r"), options.r.into(), (1, n))?;
        between(&format!("{path}.timeout_us"), options.timeout, PERIOD)?;
        if let Some(every) = options.anti_entropy.every() {
            between(&format!("{path}.anti_entropy"), every, PERIOD)?;
        }
        options.collect_after.map_or(Ok(()), |after| {
            between(&format!("{path}.collect_after_us"), after, PERIOD)
        })
    }

    fn holding(
        options: &Options,
        replicas: &[ReplicaId],
        replica: ReplicaId,
        key: usize,
    ) -> Holding {
        if options.homes(replicas, key).contains(&replica) {
            Holding::Copy
        } else {
            Holding::Nothing
        }
    }

    fn repairs(options: &Options) -> bool {
        options.anti_entropy != AntiEntropy::Off
    }
}

impl Leaderless {
    fn homes(&self, at: &Context, key: usize) -> Vec<ReplicaId> {
        self.options.homes(at.replicas(), key)
    }

    /// W, or all homes where there are fewer.
    fn needed(&self, at: &Context, key: usize, of: u8) -> usize {
        usize::from(of).min(self.homes(at, key).len())
    }

    fn check_write(&mut self, at: &mut Context, step: StepId) {
        let Some(write) = self.writes.get(&step) else {
            return;
        };
        let needed = self.needed(at, write.request.key, self.options.w);
        if let Some(write) = self.writes.get_mut(&step)
            && !write.done
            && write.stored.len() >= needed
        {
            write.done = true;
            at.acknowledge(&write.request);
        }
    }

    /// The time for an update is over: stand-ins are asked, homes get hints, or it fails.
    fn write_is_late(&mut self, at: &mut Context, step: StepId) {
        let Some(mut write) = self.writes.remove(&step) else {
            return;
        };
        let key = write.request.key;
        let needed = self.needed(at, key, self.options.w);
        let homes = self.homes(at, key);
        let missing = homes.iter().filter(|home| !write.stored.contains(home));
        let missing: Vec<ReplicaId> = missing.copied().filter(|home| *home != at.id()).collect();
        if self.options.sloppy && !write.stand_ins_asked {
            let stand_ins = self.options.ring(at.replicas(), key).skip(homes.len());
            for (stand_in, home) in stand_ins.collect::<Vec<_>>().into_iter().zip(missing) {
                self.ask_stand_in(at, &mut write, stand_in, home);
            }
            write.stand_ins_asked = true;
            at.set_alarm(self.options.timeout, Alarm::Deadline(step));
            self.writes.insert(step, write);
            self.check_write(at, step);
            return;
        }
        if self.options.hinted_handoff && !self.options.sloppy {
            for home in missing {
                self.keep(at, key, Arc::clone(&write.record), home);
            }
        }
        if !write.done {
            let why = too_few(write.stored.len(), needed);
            at.fail(&write.request, why);
        }
    }

    fn ask_stand_in(
        &mut self,
        at: &mut Context,
        write: &mut Write,
        stand_in: ReplicaId,
        home: ReplicaId,
    ) {
        let key = write.request.key;
        if stand_in == at.id() {
            self.keep(at, key, Arc::clone(&write.record), home);
            write.stored.insert(stand_in);
            return;
        }
        let parcel = Parcel {
            about: Some(write.request.step),
            keep_for: Some(home),
            ..Parcel::of([(key, Arc::clone(&write.record))])
        };
        at.send(stand_in, "store for", parcel);
    }

    /// Keeps a record for another replica and tries to hand it over from time to time.
    fn keep(&mut self, at: &mut Context, key: usize, record: Arc<Record>, keep_for: ReplicaId) {
        let kept = self.hints.entry((keep_for, key));
        let kept = kept
            .and_modify(|kept| *kept = joined(kept, &record))
            .or_insert(record);
        at.keeps(key, Arc::clone(kept), keep_for);
        self.hand_over_later(at);
    }

    fn hand_over_later(&mut self, at: &mut Context) {
        if !self.handing_over && !self.hints.is_empty() {
            self.handing_over = true;
            self.round += 1;
            at.set_alarm(self.options.timeout, Alarm::Round("handoff", self.round));
        }
    }

    /// A home has answered a read, or has stored what will be answered.
    fn check_read(&mut self, at: &mut Context, step: StepId) {
        let Some(read) = self.reads.get(&step) else {
            return;
        };
        let key = read.request.key;
        let (r, w) = (
            self.needed(at, key, self.options.r),
            self.needed(at, key, self.options.w),
        );
        // A session that insists on more than R replicas have waits for further ones.
        let enough =
            read.found.len() >= r && read.request.is_satisfied_by(&join_all(read.found.values()));
        let Some(read) = self.reads.get_mut(&step).filter(|_| enough) else {
            return;
        };
        if read.done {
            // A late answer: only repair is left to do.
            self.repair(at, step);
            return;
        }
        let first_time = read.answer.is_none();
        let answer = Arc::clone(
            read.answer
                .get_or_insert_with(|| join_all(read.found.values())),
        );
        if self.options.read_repair == ReadRepair::BeforeAnswer {
            if first_time {
                self.store_everywhere(at, step, &answer);
            }
            let read = self.reads.get_mut(&step);
            let holds = |record: &&Arc<Record>| record.version.covers_all(&answer.version);
            if read.is_none_or(|read| read.found.values().filter(holds).count() < w) {
                return;
            }
        }
        if let Some(read) = self.reads.get_mut(&step) {
            read.done = true;
            at.answer_with(&read.request, answer);
        }
        if self.options.read_repair == ReadRepair::AfterAnswer {
            self.repair(at, step);
        }
    }

    /// Stores what a read will return at every home that is not known to hold it.
    fn store_everywhere(&mut self, at: &mut Context, step: StepId, answer: &Arc<Record>) {
        let Some(key) = self.reads.get(&step).map(|read| read.request.key) else {
            return;
        };
        for home in self.homes(at, key) {
            let found = self.reads.get(&step).and_then(|read| read.found.get(&home));
            if found.is_some_and(|found| found.version.covers_all(&answer.version)) {
                continue;
            }
            if home == at.id() {
                at.merge(key, answer);
                self.note(at.id(), step, at.record(key));
                continue;
            }
            let parcel = Parcel {
                about: Some(step),
                ..Parcel::of([(key, Arc::clone(answer))])
            };
            at.send(home, "write back", parcel);
        }
    }

    fn note(&mut self, home: ReplicaId, step: StepId, record: &Arc<Record>) {
        if let Some(read) = self.reads.get_mut(&step) {
            read.found.insert(home, Arc::clone(record));
        }
    }

    /// Sends homes that are behind what the others hold.
    fn repair(&mut self, at: &mut Context, step: StepId) {
        let Some(read) = self.reads.get_mut(&step) else {
            return;
        };
        if self.options.read_repair != ReadRepair::AfterAnswer {
            return;
        }
        let (key, newest) = (read.request.key, join_all(read.found.values()));
        for (home, found) in &mut read.found {
            if found.version.covers_all(&newest.version) {
                continue;
            }
            *found = Arc::clone(&newest);
            if *home == at.id() {
                at.merge(key, &newest);
            } else {
                at.send(*home, "repair", Parcel::of([(key, Arc::clone(&newest))]));
            }
        }
    }

    fn read_is_late(&mut self, at: &mut Context, step: StepId) {
        let Some(read) = self.reads.remove(&step) else {
            return;
        };
        if !read.done {
            let key = read.request.key;
            let needed = match read.answer {
                None => self.needed(at, key, self.options.r),
                Some(_) => self.needed(at, key, self.options.w),
            };
            let holds = |record: &&Arc<Record>| {
                let answer = read.answer.as_ref();
                answer.is_none_or(|answer| record.version.covers_all(&answer.version))
            };
            let answered = read.found.values().filter(holds).count();
            at.fail(&read.request, too_few(answered, needed));
        }
    }

    /// The keys that this replica and another one both keep.
    fn common_keys(&self, at: &Context, other: ReplicaId) -> Vec<usize> {
        let both = |key: &usize| {
            let homes = self.homes(at, *key);
            homes.contains(&at.id()) && homes.contains(&other)
        };
        (0..at.keys()).filter(both).collect()
    }

    fn tree(&self, at: &Context, keys: &[usize]) -> HashTree {
        HashTree::over(keys.iter().map(|key| &**at.record(*key)))
    }

    fn begin_exchange(&mut self, at: &mut Context) {
        let mut peers = at.peers();
        peers.retain(|peer| !self.common_keys(at, *peer).is_empty());
        if !peers.is_empty() {
            let peer = peers[at.choose(peers.len())];
            let keys = self.common_keys(at, peer);
            if matches!(self.options.anti_entropy, AntiEntropy::Merkle { .. }) {
                let hash = self.tree(at, &keys).hash(HashTree::ROOT).unwrap_or(0);
                let hashes = vec![(HashTree::ROOT, hash)];
                at.send(
                    peer,
                    "hashes",
                    Parcel {
                        hashes,
                        ..Parcel::default()
                    },
                );
            } else {
                at.send(peer, "push", Parcel::of(at.records(&keys)));
            }
        }
        self.next_exchange(at);
    }

    fn next_exchange(&mut self, at: &mut Context) {
        if let Some(every) = self.options.anti_entropy.every() {
            self.round += 1;
            at.set_alarm(every, Alarm::Round("exchange", self.round));
        }
    }

    /// Goes down where the hashes differ; at the leaves, sends the records.
    fn compare(&mut self, at: &mut Context, from: ReplicaId, parcel: &Parcel) {
        let keys = self.common_keys(at, from);
        let tree = self.tree(at, &keys);
        let differing = parcel.hashes.iter();
        let differing = differing.filter(|(node, hash)| tree.hash(*node) != Some(*hash));
        let (mut hashes, mut records) = (Vec::new(), Vec::new());
        for (node, _) in differing {
            match tree.leaf(*node) {
                Some(leaf) => records.extend(keys.get(leaf).copied()),
                None => hashes.extend(tree.children(*node)),
            }
        }
        if !records.is_empty() {
            at.send(from, "push", Parcel::of(at.records(&records)));
        }
        if !hashes.is_empty() {
            let parcel = Parcel {
                hashes,
                ..Parcel::default()
            };
            at.send(from, "hashes", parcel);
        }
    }

    /// A tombstone is looked at again when it may be forgotten.
    fn watch_tombstones(&mut self, at: &mut Context, keys: impl Iterator<Item = usize>) {
        let Some(after) = self.options.collect_after else {
            return;
        };
        let waits = keys
            .filter_map(|key| at.record(key).state.deleted_at())
            .map(|deleted| (deleted + after).since(at.wall()).max(Micros(1)));
        for wait in waits.collect::<BTreeSet<_>>() {
            self.round += 1;
            at.set_alarm(wait, Alarm::Round("collect", self.round));
        }
    }

    fn collect(&mut self, at: &mut Context) {
        let Some(after) = self.options.collect_after else {
            return;
        };
        for key in 0..at.keys() {
            let deleted = at.record(key).state.deleted_at();
            if deleted.is_some_and(|deleted| deleted + after <= at.wall()) {
                at.collect(key);
            }
        }
    }

    fn hand_over(&mut self, at: &mut Context) {
        self.handing_over = false;
        for ((home, key), record) in &self.hints {
            let parcel = Parcel {
                keep_for: Some(*home),
                ..Parcel::of([(*key, Arc::clone(record))])
            };
            at.send(*home, "hand over", parcel);
        }
        self.hand_over_later(at);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "nine replicas at most")]
fn too_few(answered: usize, needed: usize) -> Failure {
    Failure::TooFew {
        answered: answered as u8,
        needed: needed as u8,
    }
}

fn joined(one: &Record, other: &Record) -> Arc<Record> {
    let mut joined = one.clone();
    joined.merge(other);
    Arc::new(joined)
}

/// All these records merged; there is at least one.
fn join_all<'a>(mut records: impl Iterator<Item = &'a Arc<Record>>) -> Arc<Record> {
    let first = records.next().cloned();
    let all = records.fold(first, |all, record| all.map(|all| joined(&all, record)));
    all.expect("a read is answered by at least one replica")
}

impl Protocol for Leaderless {
    fn start(&mut self, at: &mut Context, start: Start) {
        self.writes.clear();
        self.reads.clear();
        self.handing_over = false;
        self.hand_over_later(at);
        if start != Start::First {
            self.watch_tombstones(at, 0..at.keys());
        }
        if let Some(every) = self.options.anti_entropy.every() {
            // Spread evenly over a period, so that replicas take turns.
            let turn = at.replicas().iter().filter(|one| **one <= at.id()).count() as u64;
            self.round += 1;
            let after = Micros(every.0 * turn / at.replicas().len() as u64);
            at.set_alarm(after, Alarm::Round("exchange", self.round));
        }
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        at.apply(request);
        self.watch_tombstones(at, [request.key].into_iter());
        let record = Arc::clone(at.record(request.key));
        let homes = self.homes(at, request.key);
        let me = at.id();
        for home in homes.iter().filter(|home| **home != me) {
            let parcel = Parcel {
                about: Some(request.step),
                ..Parcel::of([(request.key, Arc::clone(&record))])
            };
            at.send(*home, "store", parcel);
        }
        let write = Write {
            request: request.clone(),
            record,
            stored: homes.into_iter().filter(|home| *home == me).collect(),
            done: false,
            stand_ins_asked: false,
        };
        self.writes.insert(request.step, write);
        at.set_alarm(self.options.timeout, Alarm::Deadline(request.step));
        self.check_write(at, request.step);
    }

    fn read(&mut self, at: &mut Context, request: &Request) {
        if self.reads.contains_key(&request.step) {
            return;
        }
        let mut found = BTreeMap::new();
        for home in self.homes(at, request.key) {
            if home == at.id() {
                found.insert(home, Arc::clone(at.record(request.key)));
                continue;
            }
            let parcel = Parcel {
                about: Some(request.step),
                versions: at.versions([request.key]),
                ..Parcel::default()
            };
            at.send(home, "get", parcel);
        }
        let read = Read {
            request: request.clone(),
            found,
            answer: None,
            done: false,
        };
        self.reads.insert(request.step, read);
        at.set_alarm(self.options.timeout, Alarm::Deadline(request.step));
        self.check_read(at, request.step);
    }

    fn receive(&mut self, at: &mut Context, from: ReplicaId, purpose: &str, parcel: &Parcel) {
        let about = Parcel {
            about: parcel.about,
            ..Parcel::default()
        };
        match (purpose, parcel.about) {
            ("store", _) => {
                at.merge_all(parcel);
                at.send(from, "stored", about);
            }
            ("store for", _) => {
                for ((key, record), home) in parcel.records.iter().zip(parcel.keep_for) {
                    self.keep(at, *key, Arc::clone(record), home);
                }
                at.send(from, "stored", about);
            }
            ("stored", Some(step)) => {
                if let Some(write) = self.writes.get_mut(&step) {
                    write.stored.insert(from);
                }
                self.check_write(at, step);
            }
            ("get", _) => {
                let keys: Vec<usize> = parcel.versions.iter().map(|(key, _)| *key).collect();
                let records = at.records(&keys);
                at.send(from, "got", Parcel { records, ..about });
            }
            ("got", Some(step)) => {
                for (_, record) in &parcel.records {
                    self.note(from, step, record);
                }
                self.check_read(at, step);
            }
            ("write back", _) => {
                at.merge_all(parcel);
                let keys: Vec<usize> = parcel.records.iter().map(|(key, _)| *key).collect();
                let records = at.records(&keys);
                at.send(from, "got", Parcel { records, ..about });
            }
            ("hand over", _) => {
                at.merge_all(parcel);
                at.send(from, "taken over", parcel.clone());
            }
            ("taken over", _) => {
                for (key, record) in &parcel.records {
                    let place = (from, *key);
                    let kept = self.hints.get(&place);
                    if kept.is_some_and(|kept| record.version.covers_all(&kept.version)) {
                        self.hints.remove(&place);
                        at.handed_over(*key, from);
                    }
                }
            }
            ("hashes", _) => self.compare(at, from, parcel),
            ("push", _) => at.merge_and_return(from, parcel),
            _ => at.merge_all(parcel),
        }
        self.watch_tombstones(at, parcel.records.iter().map(|(key, _)| *key));
    }

    fn alarm(&mut self, at: &mut Context, alarm: Alarm) {
        match alarm {
            Alarm::Deadline(step) => {
                self.write_is_late(at, step);
                self.read_is_late(at, step);
            }
            Alarm::Round("handoff", _) => self.hand_over(at),
            Alarm::Round("collect", _) => self.collect(at),
            Alarm::Round(..) => self.begin_exchange(at),
        }
    }
}
