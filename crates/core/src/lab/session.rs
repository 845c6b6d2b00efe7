//! How a client chooses the replicas that it asks, and what it carries from one answer to the
//! next request.
//!
//! Terry et al., *Session Guarantees for Weakly Consistent Replicated Data*, PDIS 1994.

use serde::{Deserialize, Serialize};

use super::Lab;
use crate::ids::{ClientId, Place, ReplicaId};
use crate::time::Micros;

/// One client's session.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Which replica each operation is sent to.
    #[serde(default)]
    pub route: Route,
    /// Which versions the client's reads insist on.
    #[serde(default)]
    pub token: Token,
    /// What its writes overwrite.
    #[serde(default, skip_serializing_if = "WriteContext::is_usual")]
    pub context: WriteContext,
    /// How long the client waits for an answer before it gives up; absent: for ever.
    #[serde(
        default,
        rename = "patience_us",
        skip_serializing_if = "Option::is_none"
    )]
    pub patience: Option<Micros>,
}

/// Which replica a client's operations are sent to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The one that each operation names.
    #[default]
    AsWritten,
    /// Always this one.
    Fixed(ReplicaId),
    /// The one with the shortest mean round trip; of equals the first in the alphabet.
    Nearest,
    /// One drawn by chance for each operation.
    Random,
    /// The one that the client's first operation names, until it fails to answer one; then the
    /// next in the alphabet.
    Sticky,
}

/// Which versions a client's reads insist on. The replica that is asked waits until it has them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Token {
    /// None.
    #[default]
    None,
    /// Those that its own acknowledged updates made: read your writes.
    Writes,
    /// Those that its earlier reads returned: monotonic reads.
    Reads,
    /// Both.
    Both,
}

/// What a client's write overwrites of a register that keeps siblings; other types do not ask.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteContext {
    /// All that the replica holds which carries it out.
    #[default]
    Replica,
    /// What the client itself read last of the key, which goes with the request; before its first
    /// read nothing.
    LastRead,
}

impl WriteContext {
    /// Whether it is the one that documents leave out.
    fn is_usual(&self) -> bool {
        *self == Self::Replica
    }
}

impl Token {
    /// Whether what an update made goes into it.
    pub fn has_writes(self) -> bool {
        matches!(self, Self::Writes | Self::Both)
    }

    /// Whether what a read returned goes into it.
    pub fn has_reads(self) -> bool {
        matches!(self, Self::Reads | Self::Both)
    }
}

impl Lab {
    /// A client's session.
    pub fn session(&self, client: ClientId) -> Session {
        self.sessions.get(&client).cloned().unwrap_or_default()
    }

    /// The replica that is nearest to a client, by the mean latency there and back.
    pub fn nearest(&self, client: ClientId) -> ReplicaId {
        let round_trip = |replica: &ReplicaId| {
            let (client, replica) = (Place::Client(client), Place::Replica(*replica));
            let (there, back) = (
                self.network.quality(client, replica),
                self.network.quality(replica, client),
            );
            there.latency.mean() + back.latency.mean()
        };
        // A valid document has replicas, and of equals the first is chosen.
        self.replicas
            .iter()
            .min_by_key(|replica| round_trip(replica))
            .copied()
            .unwrap_or(self.replicas[0])
    }
}
