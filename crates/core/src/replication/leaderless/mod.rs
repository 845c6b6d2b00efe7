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
//! to 4.7.
//!
//! One file for each part: [`writes`] and [`reads`] that a replica coordinates, [`hints`] that it
//! keeps for others, [`exchange`] of what differs, and [`tombstones`] to be forgotten.

mod exchange;
mod hints;
mod options;
mod reads;
mod tombstones;
mod writes;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Alarm, Context, Holding, Protocol, Start, Strategy};
use crate::ids::{ReplicaId, StepId};
use crate::message::{Failure, Parcel, Request};
use crate::record::Record;
use crate::refusal::LabError;
use crate::time::Micros;

pub use options::{AntiEntropy, Options, ReadRepair};

use reads::Read;
use writes::Write;

/// What a replica runs.
#[derive(Clone)]
pub(crate) struct Leaderless {
    options: Options,
    /// The updates that it coordinates.
    writes: BTreeMap<StepId, Write>,
    /// The reads that it coordinates.
    reads: BTreeMap<StepId, Read>,
    /// On disk: records kept for others, by receiver and key.
    hints: BTreeMap<(ReplicaId, usize), Rc<Record>>,
    /// Whether the next round of handing over is set.
    handing_over: bool,
    /// When tombstones will be looked at again.
    collects_at: Option<Micros>,
    round: u32,
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
            handing_over: false,
            collects_at: None,
            round: 0,
        }
    }

    fn settings(options: &Options) -> String {
        let repair = match options.read_repair {
            ReadRepair::Off => "no read repair",
            ReadRepair::AfterAnswer => "read repair",
            ReadRepair::BeforeAnswer => "blocking read repair",
        };
        let exchange = match options.anti_entropy {
            AntiEntropy::Off => "",
            AntiEntropy::Full { .. } => ", full exchange",
            AntiEntropy::Merkle { .. } => ", hash trees",
        };
        let sloppy = if options.sloppy { ", sloppy" } else { "" };
        let hints = if options.hinted_handoff {
            ", hints"
        } else {
            ""
        };
        let Options { n, w, r, .. } = options;
        format!("N = {n}, W = {w}, R = {r}, {repair}{sloppy}{hints}{exchange}")
    }

    fn validate(options: &Options, path: &str) -> Result<(), LabError> {
        options.validate(path)
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

    /// W or R, or all homes where there are fewer.
    fn needed(&self, at: &Context, key: usize, of: u8) -> usize {
        usize::from(of).min(self.homes(at, key).len())
    }

    fn set_round(&mut self, at: &mut Context, after: Micros, what: &'static str) {
        self.round += 1;
        at.set_alarm(after, Alarm::Round(what, self.round));
    }
}

impl Protocol for Leaderless {
    fn start(&mut self, at: &mut Context, _: Start) {
        self.writes.clear();
        self.reads.clear();
        self.handing_over = false;
        self.hand_over_later(at);
        self.collects_at = None;
        self.watch_tombstones(at);
        self.first_exchange(at);
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        self.begin_write(at, request);
        self.watch_tombstones(at);
    }

    fn read(&mut self, at: &mut Context, request: &Request) {
        self.begin_read(at, request);
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
                    self.keep(at, *key, Rc::clone(record), home);
                }
                at.send(from, "stored", about);
            }
            ("stored", Some(step)) => self.note_stored(at, step, from),
            ("get" | "write back", _) => {
                at.merge_all(parcel);
                let keys = parcel.records.iter().map(|(key, _)| *key);
                let keys = keys.chain(parcel.versions.iter().map(|(key, _)| *key));
                let records = at.records(&keys.collect::<Vec<_>>());
                at.send(from, "got", Parcel { records, ..about });
            }
            ("got", Some(step)) => self.note_found(at, step, from, parcel),
            ("hand over", _) => {
                at.merge_all(parcel);
                at.send(from, "taken over", parcel.clone());
            }
            ("taken over", _) => self.note_taken_over(at, from, parcel),
            ("hashes", _) => self.compare(at, from, parcel),
            ("push", _) => at.merge_and_return(from, parcel),
            _ => at.merge_all(parcel),
        }
        self.watch_tombstones(at);
    }

    fn alarm(&mut self, at: &mut Context, alarm: Alarm) {
        match alarm {
            Alarm::Deadline(step) => {
                self.write_is_late(at, step);
                self.read_is_late(at, step);
            }
            Alarm::Round("hand over", _) => self.hand_over(at),
            Alarm::Round("collect", _) => self.collect(at),
            Alarm::Round(..) => self.begin_exchange(at),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "nine replicas at most")]
fn too_few(answered: usize, needed: usize) -> Failure {
    Failure::TooFew {
        answered: answered as u8,
        needed: needed as u8,
    }
}

fn joined(one: &Record, other: &Record) -> Rc<Record> {
    let mut joined = one.clone();
    joined.merge(other);
    Rc::new(joined)
}
