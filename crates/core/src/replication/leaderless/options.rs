//! The settings of leaderless replication, and where keys are kept.

use serde::{Deserialize, Serialize};

use super::super::PERIOD;
use crate::ids::{MAX_REPLICAS, ReplicaId};
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
    pub(super) fn ring<'a>(
        &self,
        replicas: &'a [ReplicaId],
        key: usize,
    ) -> impl Iterator<Item = ReplicaId> + use<'a> {
        let begin = key % replicas.len().max(1);
        replicas[begin..].iter().chain(&replicas[..begin]).copied()
    }

    pub(super) fn validate(&self, path: &str) -> Result<(), LabError> {
        let path = format!("{path}.leaderless");
        let n = usize::from(self.n);
        count(&format!("{path}.n"), n, (1, MAX_REPLICAS))?;
        count(&format!("{path}.w"), self.w.into(), (1, n))?;
        count(&format!("{path}.r"), self.r.into(), (1, n))?;
        between(&format!("{path}.timeout_us"), self.timeout, PERIOD)?;
        if let Some(every) = self.anti_entropy.every() {
            between(&format!("{path}.anti_entropy"), every, PERIOD)?;
        }
        self.collect_after.map_or(Ok(()), |after| {
            between(&format!("{path}.collect_after_us"), after, PERIOD)
        })
    }
}
