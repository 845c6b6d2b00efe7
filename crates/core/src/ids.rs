//! Names of the things in a [`Lab`](crate::Lab): small, ordered, and stable under edits.

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

/// The most replicas a cluster may have.
pub const MAX_REPLICAS: usize = 9;
/// The most clients a lab may have.
pub const MAX_CLIENTS: usize = 9;
/// The longest key name, in characters.
pub const MAX_KEY_LENGTH: usize = 16;

/// A replica, written as a letter: `A` to `I`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ReplicaId(u8);

impl ReplicaId {
    /// The replica with this place in the alphabet, counted from 0.
    pub fn new(index: usize) -> Option<Self> {
        (index < MAX_REPLICAS)
            .then(|| u8::try_from(index).ok().map(Self))
            .flatten()
    }

    /// Every name a replica can have, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..MAX_REPLICAS).filter_map(Self::new)
    }

    /// The place in the alphabet, counted from 0.
    pub fn index(self) -> usize {
        self.0.into()
    }

    /// The letter itself, in ASCII.
    pub(crate) fn letter(self) -> u8 {
        b'A' + self.0
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", char::from(self.letter()))
    }
}

impl FromStr for ReplicaId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::all()
            .find(|replica| replica.to_string() == text)
            .ok_or_else(|| {
                format!(
                    "`{}` is not a replica: use one letter from A to I",
                    short(text)
                )
            })
    }
}

/// A client, written `c1` to `c9`. A client is one session: its operations are in program order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClientId(u8);

impl ClientId {
    /// The client with this number, counted from 0 (`c1` is 0).
    pub fn new(index: usize) -> Option<Self> {
        (index < MAX_CLIENTS)
            .then(|| u8::try_from(index).ok().map(Self))
            .flatten()
    }

    /// Every name a client can have, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..MAX_CLIENTS).filter_map(Self::new)
    }

    /// The number, counted from 0.
    pub fn index(self) -> usize {
        self.0.into()
    }

    /// The number that is written, counted from 1, in ASCII.
    pub(crate) fn digit(self) -> u8 {
        b'1' + self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}", self.0 + 1)
    }
}

impl FromStr for ClientId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::all()
            .find(|client| client.to_string() == text)
            .ok_or_else(|| format!("`{}` is not a client: use c1 to c9", short(text)))
    }
}

/// Where something happens: one lane of the space-time diagram.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// At a client.
    Client(ClientId),
    /// At a replica.
    Replica(ReplicaId),
}

impl Place {
    /// How many places there can be.
    pub(crate) const COUNT: usize = MAX_REPLICAS + MAX_CLIENTS;

    /// Its number among all places, for tables.
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Replica(replica) => replica.index(),
            Self::Client(client) => MAX_REPLICAS + client.index(),
        }
    }

    /// The replica, when this is one.
    pub fn replica(self) -> Option<ReplicaId> {
        match self {
            Self::Replica(replica) => Some(replica),
            Self::Client(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(client) => client.fmt(f),
            Self::Replica(replica) => replica.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse()
            .map(Self::Replica)
            .or_else(|_| text.parse().map(Self::Client))
            .map_err(|_: String| {
                format!(
                    "`{}` is neither a replica (A to I) nor a client (c1 to c9)",
                    short(text)
                )
            })
    }
}

/// The name of a key, such as `X`: one to sixteen characters, none of them a control character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(Rc<str>);

impl Key {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if length == 0 || length > MAX_KEY_LENGTH {
            return Err(format!(
                "a key name has 1 to {MAX_KEY_LENGTH} characters, this one has {length}"
            ));
        }
        if text.chars().any(char::is_control) {
            return Err("a key name has no control characters".into());
        }
        Ok(Self(text.into()))
    }
}

/// A step of the script. Chosen once, never reused within a document, so that everything named
/// after it keeps its name when other steps come and go.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct StepId(pub u32);

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "op{}", self.0)
    }
}

/// A fault of the schedule; like [`StepId`], never reused within a document.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct FaultId(pub u32);

impl fmt::Display for FaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fault{}", self.0)
    }
}

/// The beginning of a text from outside, short enough for an error message.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 24;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// Reads and writes a type as the text of its `FromStr` and `Display`.
macro_rules! as_text {
    ($($type:ty),+) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    )+};
}
as_text!(ReplicaId, ClientId, Place, Key);
