//! The schedules that are run, and the documents that they make.

use replicascope_core::crdt::{DataType, LwwRegisterOptions, Op};
use replicascope_core::lab::{
    Act, Call, FORMAT_VERSION, Fault, FaultKind, KeySpec, Latency, LinkQuality, Links, Network,
    Override, Step,
};
use replicascope_core::replication::{LeaderlessOptions, ReadRepair, Replication};
use replicascope_core::{ClientId, FaultId, Key, Lab, Micros, ReplicaId, StepId, Value};

use crate::Quorum;

/// What the register holds at first, and what is written.
pub(super) const OLD: i64 = 1;
pub(super) const NEW: i64 = 2;
/// The step that writes; reads follow.
pub(super) const WRITE: StepId = StepId(1);

const BEGINS: Micros = Micros::from_millis(15);
const TO_CLIENT: Micros = Micros::from_millis(3);
const HOP: Micros = Micros::from_millis(12);
/// How long a coordinator waits where the write is to fail, and where it is not.
const SHORT_TIMEOUT: Micros = Micros::from_millis(50);
const LONG_TIMEOUT: Micros = Micros::from_millis(400);
/// From one operation to the next: longer than any of them takes.
const APART: Micros = Micros::from_millis(65);

/// Which replicas answer a read first, and one of which coordinates it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum First {
    /// Those that have the write.
    With,
    /// Those that do not.
    Without,
}

/// One way in which it may go.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    quorum: Quorum,
    blocking: bool,
    /// How many replicas the write reaches soon, with the one that coordinates it; the others, late.
    reaches: u8,
    /// Whether a partition keeps it from the others until it has failed.
    fails: bool,
    reads: Vec<First>,
}

impl Schedule {
    /// All of them for these numbers.
    pub(super) fn family(quorum: Quorum, blocking: bool) -> Vec<Self> {
        use First::{With, Without};
        let reads: [&[First]; 6] = [
            &[With],
            &[Without],
            &[With, With],
            &[With, Without],
            &[Without, With],
            &[Without, Without],
        ];
        let mut family = Vec::new();
        for reads in reads {
            for reaches in 1..=quorum.n() {
                for fails in [false, true] {
                    family.push(Self {
                        quorum,
                        blocking,
                        reaches,
                        fails,
                        reads: reads.into(),
                    });
                }
            }
        }
        family
    }

    /// Its document.
    pub(super) fn lab(&self) -> Lab {
        // A cluster has two replicas at least, even where one keeps the key.
        let replicas: Vec<ReplicaId> = ReplicaId::all().take(self.replicas()).collect();
        let link = |time| LinkQuality {
            latency: Latency::ConstantUs(time),
            loss_per_mille: 0,
            duplicate_per_mille: 0,
        };
        Lab {
            version: FORMAT_VERSION,
            title: String::new(),
            prompt: String::new(),
            notes: String::new(),
            opens_at: self.begins(self.reads.len()) + APART.since(HOP),
            duration: self.late() + APART,
            seed: 1,
            replicas,
            clients: ClientId::all().take(1 + self.reads.len()).collect(),
            sessions: Default::default(),
            keys: vec![KeySpec {
                name: key(),
                data_type: DataType::LwwRegister(LwwRegisterOptions {
                    initial: Some(Value::Integer(OLD)),
                    ..LwwRegisterOptions::default()
                }),
            }],
            replication: Replication::Leaderless(self.options()),
            compare: Vec::new(),
            network: Network {
                between_replicas: link(HOP),
                to_clients: link(TO_CLIENT),
                links: Vec::new(),
            },
            script: self.script(),
            faults: Vec::from_iter(self.partition()),
            overrides: self.overrides(),
        }
    }

    fn replicas(&self) -> usize {
        usize::from(self.quorum.n().max(2))
    }

    fn options(&self) -> LeaderlessOptions {
        LeaderlessOptions {
            n: self.quorum.n(),
            w: self.quorum.w(),
            r: self.quorum.r(),
            read_repair: match self.blocking {
                true => ReadRepair::BeforeAnswer,
                false => ReadRepair::Off,
            },
            timeout: if self.fails {
                SHORT_TIMEOUT
            } else {
                LONG_TIMEOUT
            },
            ..LeaderlessOptions::default()
        }
    }

    /// When the write (0) or a read (from 1 on) begins.
    fn begins(&self, operation: usize) -> Micros {
        let apart = APART.0 * operation as u64;
        // Where the write is to fail, reads wait until it has and the partition is over.
        let until_failed = if self.fails && operation > 0 {
            SHORT_TIMEOUT
        } else {
            Micros::ZERO
        };
        BEGINS + Micros(apart) + until_failed
    }

    /// When what is late arrives: after everything else.
    fn late(&self) -> Micros {
        self.begins(self.reads.len() + 1)
    }

    fn script(&self) -> Vec<Step> {
        let write = (0, ReplicaId::new(0), Op::Write(Value::Integer(NEW)));
        let reads = (1..)
            .zip(&self.reads)
            .map(|(number, first)| (number, ReplicaId::new(self.reader(*first)), Op::Read));
        let calls = std::iter::once(write).chain(reads);
        let steps = (1..).zip(calls).filter_map(|(id, (number, replica, op))| {
            let call = Call {
                client: ClientId::new(number)?,
                replica: replica?,
                key: key(),
                op,
            };
            Some(Step {
                id: StepId(id),
                at: self.begins(number),
                act: Act::Call(call),
            })
        });
        steps.collect()
    }

    /// The replica that coordinates a read: one of those that are to answer first.
    fn reader(&self, first: First) -> usize {
        match first {
            First::With => 0,
            First::Without => usize::from(self.quorum.n()) - 1,
        }
    }

    fn partition(&self) -> Option<Fault> {
        let (with, without) = (self.have(false), self.have_not(false));
        (self.fails && !without.is_empty()).then(|| Fault {
            id: FaultId(1),
            from: Micros(1_000),
            to: self.begins(1).since(Micros(5_000)),
            kind: FaultKind::Partition(Links::new(with, without)),
        })
    }

    /// The homes that the write reaches soon, or that a blocking read has stored it at since.
    fn have(&self, stored_by_read: bool) -> Vec<ReplicaId> {
        let count = match stored_by_read {
            true => self.reaches.max(self.quorum.w()),
            false => self.reaches,
        };
        ReplicaId::all().take(count.into()).collect()
    }

    fn have_not(&self, stored_by_read: bool) -> Vec<ReplicaId> {
        let have = self.have(stored_by_read).len();
        ReplicaId::all()
            .take(self.quorum.n().into())
            .skip(have)
            .collect()
    }

    /// What is late: the write to those that it does not reach soon, what a blocking read stores
    /// at more than W, and what a read asks of those that are not to answer first.
    fn overrides(&self) -> Vec<Override> {
        let mut late = Vec::new();
        if !self.fails {
            late.extend(self.late_messages(0, 0, "store", &self.have_not(false)));
        }
        let mut stored_by_read = false;
        for (number, first) in (1..).zip(&self.reads) {
            let reader = self.reader(*first);
            // A coordinator that needs its own answer alone waits for no other, and one that has
            // the write will return it whoever else answers.
            if self.quorum.r() > 1 && *first == First::Without {
                let have = self.have(stored_by_read);
                late.extend(self.late_messages(number, reader, "get", &have));
            }
            if self.blocking && *first == First::With {
                stored_by_read = true;
                let beyond = self.have_not(true);
                late.extend(self.late_messages(number, reader, "write back", &beyond));
            }
        }
        late
    }

    fn late_messages(
        &self,
        operation: usize,
        from: usize,
        purpose: &str,
        to: &[ReplicaId],
    ) -> Vec<Override> {
        let sent = self.begins(operation) + TO_CLIENT;
        let Some(from) = ReplicaId::new(from) else {
            return Vec::new();
        };
        let others = to.iter().filter(|to| **to != from);
        let late = others.map(|to| Override {
            message: format!("op{}:{from}>{to}/{purpose}", operation + 1),
            after_us: vec![self.late().since(sent)],
        });
        late.collect()
    }
}

fn key() -> Key {
    // One letter is a valid name.
    "X".parse().expect("a valid name")
}
