//! The document that a learner edits: everything a run depends on, and nothing else.

mod edit;
mod fault;
mod history;
pub(crate) mod json;
pub(crate) mod link;
mod network;
mod place;
mod session;
mod validate;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::crdt::{DataType, Op};
use crate::ids::{ClientId, FaultId, Key, Place, ReplicaId, StepId};
use crate::replication::Replication;
use crate::time::Micros;

pub use crate::refusal::LabError;
pub use edit::Edit;
pub use fault::{Fault, FaultKind, Links};
pub use history::{Document, History};
pub use link::{LinkError, MAX_LINK_LENGTH, SharedLab};
pub use network::{Latency, LinkQuality, LinkRule, Network};
pub use session::{Route, Session, Token, WriteContext};
pub use validate::limits;

/// The version of the document format that this build reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// A laboratory: a cluster, what its clients do, and what goes wrong.
///
/// Values of this type that come from outside go through [`Lab::from_json`] or
/// [`Lab::validate`]; [`run`](crate::run) relies on what they check.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lab {
    /// Always [`FORMAT_VERSION`].
    pub version: u32,
    /// A short name.
    pub title: String,
    /// One sentence that says what to try.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prompt: String,
    /// What a speaker wants to say, for their eyes only. It has no effect on the run.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Where the playhead stands when the document opens.
    #[serde(default, rename = "opens_at_us")]
    pub opens_at: Micros,
    /// How long the run lasts; what would happen later does not happen.
    #[serde(rename = "duration_us")]
    pub duration: Micros,
    /// Chooses among the runs that the same document allows: latencies, losses, duplicates.
    pub seed: u32,
    /// The replicas, in alphabetical order.
    pub replicas: Vec<ReplicaId>,
    /// The clients, in order.
    pub clients: Vec<ClientId>,
    /// How clients choose replicas and what they insist on; a client that is not named here asks
    /// the replica that each operation names, and insists on nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sessions: BTreeMap<ClientId, Session>,
    /// The keys.
    pub keys: Vec<KeySpec>,
    /// How updates reach other replicas.
    pub replication: Replication,
    /// Other strategies to run the same workload and faults under, for comparison.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compare: Vec<Replication>,
    /// How messages fare.
    pub network: Network,
    /// What clients and the learner's hand do, in any order.
    #[serde(default)]
    pub script: Vec<Step>,
    /// What breaks, and when it is mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// Messages whose fate is decided by hand instead of by the network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// A key and its type.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySpec {
    /// Its name.
    pub name: Key,
    /// What it holds.
    #[serde(rename = "type")]
    pub data_type: DataType,
}

/// Something that happens at a set time.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name, unique in the document.
    pub id: StepId,
    /// When.
    #[serde(rename = "at_us")]
    pub at: Micros,
    /// What.
    pub act: Act,
}

/// What a step does.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A client calls a replica.
    Call(Call),
    /// The learner's hand makes one replica send its record of a key to another.
    Send(Send),
    /// A replica is told to lead, by hand.
    Promote(Promote),
}

/// An operation that a client asks of a replica.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Who asks.
    pub client: ClientId,
    /// Who is asked.
    pub replica: ReplicaId,
    /// Of which key.
    pub key: Key,
    /// What is asked.
    pub op: Op,
}

/// A record sent by hand.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// The replica that sends what it then holds.
    pub from: ReplicaId,
    /// The replica that receives it.
    pub to: ReplicaId,
    /// The key whose record is sent.
    pub key: Key,
}

/// A replica made leader by hand.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// The replica that is to lead.
    pub replica: ReplicaId,
}

/// The fate of one message, decided by hand. A message is known by its name, which says what
/// caused it; an override whose message does not occur in a run has no effect there.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The name of the message, as the trace gives it.
    pub message: String,
    /// How long after it is sent each copy arrives: none means lost, two means duplicated.
    pub after_us: Vec<Micros>,
}

impl Lab {
    /// Reads a document.
    ///
    /// # Errors
    /// Names the JSON path and what is wrong there: text that is not JSON, unknown or missing
    /// fields, references to things that are not there, times and sizes out of bounds.
    pub fn from_json(text: &str) -> Result<Self, LabError> {
        let lab: Self = json::read(text.as_bytes())?;
        lab.validate()?;
        Ok(lab)
    }

    /// The document as JSON.
    pub fn to_json(&self) -> String {
        // Serialising plain data into memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The step with this name.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.script.iter().find(|step| step.id == id)
    }

    /// The client operation with this name.
    pub fn call(&self, id: StepId) -> Option<&Call> {
        match &self.step(id)?.act {
            Act::Call(call) => Some(call),
            Act::Send(_) | Act::Promote(_) => None,
        }
    }

    /// The fault with this name.
    pub fn fault(&self, id: FaultId) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.id == id)
    }

    /// The partition that cuts the link between two replicas at a moment, one way at least.
    pub fn cut_between(&self, one: ReplicaId, other: ReplicaId, at: Micros) -> Option<&Fault> {
        let (one, other) = (Place::Replica(one), Place::Replica(other));
        let cuts = |fault: &&Fault| fault.cuts(one, other) || fault.cuts(other, one);
        let mut faults = self.faults.iter();
        faults.find(|fault| cuts(fault) && fault.interval().contains(at))
    }

    /// Whether a crash holds the replica down at a moment.
    pub fn is_down(&self, replica: ReplicaId, at: Micros) -> bool {
        let mut faults = self.faults.iter();
        faults.any(|fault| fault.is_crash_of(replica) && fault.interval().contains(at))
    }

    /// What a replica's wall clock shows at a moment: never less than zero.
    pub fn wall_clock(&self, replica: ReplicaId, at: Micros) -> Micros {
        let off = self.faults.iter().map(|fault| match fault.kind {
            FaultKind::Clock {
                replica: of,
                ahead,
                drift_ppm,
            } if of == replica && fault.interval().contains(at) => {
                // A run lasts 600 seconds at most: far from the bounds of an i64.
                let elapsed = i64::try_from(at.since(fault.from).0).unwrap_or(i64::MAX);
                ahead + elapsed.saturating_mul(drift_ppm.into()) / 1_000_000
            }
            _ => 0,
        });
        at.shifted(off.sum())
    }

    /// The same workload and faults under another strategy.
    #[must_use]
    pub fn under(&self, replication: &Replication) -> Self {
        Self {
            replication: replication.clone(),
            ..self.clone()
        }
    }

    /// The same workload and faults with another type for a key, at its place.
    #[must_use]
    pub fn with_type(&self, key: usize, data_type: &DataType) -> Self {
        let mut lab = self.clone();
        if let Some(key) = lab.keys.get_mut(key) {
            key.data_type = data_type.clone();
        }
        lab
    }

    /// The place of a key among [`keys`](Self::keys).
    pub fn key_index(&self, name: &Key) -> Option<usize> {
        self.keys.iter().position(|key| &key.name == name)
    }

    /// The override of the message with this name.
    pub fn override_of(&self, message: &str) -> Option<&Override> {
        self.overrides.iter().find(|one| one.message == message)
    }
}
