//! Replication strategies: one file each, registered once in [`strategies!`] below.
//!
//! A strategy is what each replica runs. Its handlers see that replica alone: they change its
//! records and ask for messages and alarms through a [`Context`]; the world carries that out.

mod anti_entropy;
mod broadcast;
mod by_hand;
mod context;
#[cfg(test)]
mod converges;
mod deliveries;
mod eager;
mod effect;
mod gossip;
mod hash_tree;
mod leaderless;
mod multi_leader;
mod replica;
mod single_leader;
mod ttl_cache;

use serde::{Deserialize, Serialize};

use crate::ids::{ReplicaId, StepId};
use crate::message::{Parcel, Request};
use crate::refusal::LabError;
use crate::time::Micros;

pub use anti_entropy::Options as AntiEntropyOptions;
pub use broadcast::{Duplicates, Options as BroadcastOptions, Order};
pub use gossip::{Options as GossipOptions, Shipping, rounds_expected};
pub use leaderless::{AntiEntropy as Exchange, Options as LeaderlessOptions, ReadRepair};
pub use multi_leader::{Options as MultiLeaderOptions, Topology, regions};
pub use single_leader::{Acknowledge, Options as SingleLeaderOptions, ReadFrom};
pub use ttl_cache::Options as TtlCacheOptions;

pub(crate) use context::Context;
pub(crate) use effect::{Dropping, Effect};
pub(crate) use replica::Replica;

/// The shortest and longest time between two rounds of whatever a strategy does periodically, and
/// of whatever it waits for.
pub const PERIOD: (Micros, Micros) = (Micros::from_millis(1), Micros::from_millis(600_000));

/// How a replica starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Start {
    /// At the beginning of the run.
    First,
    /// After a crash; what the strategy does not write to the disk is to be forgotten here.
    Again,
    /// After a crash that took its disk, with a fresh strategy and the records of the beginning.
    Blank,
}

/// What an alarm is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Alarm {
    /// Something that happens from time to time: what, and which time it is.
    Round(&'static str, u32),
    /// A client operation has waited long enough.
    Deadline(StepId),
}

/// How a replica holds a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holding {
    /// It keeps a copy: it has to converge with the others.
    Copy,
    /// It holds a copy from the time that it fetches one until that expires.
    Cache,
    /// It is not responsible for the key.
    Nothing,
}

/// What one replica runs. One value for each replica; it may remember things between calls.
pub(crate) trait Protocol: Copied {
    /// The replica starts: at the beginning of the run and after each crash.
    fn start(&mut self, _at: &mut Context, _start: Start) {}

    /// A client's update arrives: carry it out and acknowledge it.
    fn update(&mut self, at: &mut Context, request: &Request);

    /// A client's read arrives: answer with what this replica holds.
    fn read(&mut self, at: &mut Context, request: &Request) {
        at.answer(request);
    }

    /// Another replica's parcel arrives, sent with this purpose.
    fn receive(&mut self, at: &mut Context, _from: ReplicaId, _purpose: &str, parcel: &Parcel) {
        at.merge_all(parcel);
    }

    /// An alarm that was set goes off.
    fn alarm(&mut self, _at: &mut Context, _alarm: Alarm) {}

    /// The learner tells this replica to lead; false where the strategy has nothing to lead.
    fn promote(&mut self, _at: &mut Context) -> bool {
        false
    }
}

/// What a protocol remembers can be copied, so that a run can be taken up again in the middle.
pub(crate) trait Copied {
    fn copied(&self) -> Box<dyn Protocol>;
}

impl<P: Protocol + Clone + 'static> Copied for P {
    fn copied(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn Protocol> {
    fn clone(&self) -> Self {
        (**self).copied()
    }
}

/// What a strategy file provides.
pub(crate) trait Strategy: Protocol + Sized {
    /// Its part of the document.
    type Options: Default;
    /// What people call it.
    const TITLE: &'static str;
    /// One sentence on what it does.
    const SUMMARY: &'static str;

    /// What one replica runs.
    fn new(options: &Self::Options) -> Self;

    /// The settings in a few words, which tell two of this kind apart.
    fn settings(_options: &Self::Options) -> String {
        String::new()
    }

    /// Refuses settings that are out of bounds.
    fn validate(_options: &Self::Options, _path: &str) -> Result<(), LabError> {
        Ok(())
    }

    /// How a replica, one of these, holds a key.
    fn holding(
        _options: &Self::Options,
        _replicas: &[ReplicaId],
        _replica: ReplicaId,
        _key: usize,
    ) -> Holding {
        Holding::Copy
    }

    /// Whether a replica, one of these, leads when the run begins.
    fn leads_at_first(_options: &Self::Options, _replicas: &[ReplicaId], _: ReplicaId) -> bool {
        false
    }

    /// Whether replicas agree in the end whatever the network lost in between, once faults are
    /// over and updates stop.
    fn repairs(_options: &Self::Options) -> bool {
        false
    }
}

/// Declares [`Replication`] and hands each call to the strategy concerned.
macro_rules! strategies {
    ($($(#[$doc:meta])* $name:ident($strategy:ty, $options:ty),)+) => {
        /// How updates reach other replicas.
        #[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Replication { $($(#[$doc])* $name($options),)+ }

        impl Replication {
            /// Every strategy with its usual settings.
            pub fn all() -> Vec<Self> {
                vec![$(Self::$name(Default::default())),+]
            }

            /// What people call it.
            pub fn title(&self) -> &'static str {
                match self { $(Self::$name(_) => <$strategy>::TITLE,)+ }
            }

            /// One sentence on what it does.
            pub fn summary(&self) -> &'static str {
                match self { $(Self::$name(_) => <$strategy>::SUMMARY,)+ }
            }

            /// Its settings in a few words, which tell two of its kind apart; empty where there are
            /// none.
            pub fn settings(&self) -> String {
                match self { $(Self::$name(options) => <$strategy>::settings(options),)+ }
            }

            /// How a replica, one of these, holds the key at this place of the document.
            pub fn holding(&self, replicas: &[ReplicaId], replica: ReplicaId, key: usize) -> Holding {
                match self {
                    $(Self::$name(options) => <$strategy>::holding(options, replicas, replica, key),)+
                }
            }

            /// Whether a replica, one of these, leads when the run begins.
            pub fn leads_at_first(&self, replicas: &[ReplicaId], replica: ReplicaId) -> bool {
                match self {
                    $(Self::$name(options) => <$strategy>::leads_at_first(options, replicas, replica),)+
                }
            }

            /// Whether replicas agree in the end whatever the network lost in between, once faults
            /// are over and updates stop.
            pub fn repairs(&self) -> bool {
                match self { $(Self::$name(options) => <$strategy>::repairs(options),)+ }
            }

            pub(crate) fn protocol(&self) -> Box<dyn Protocol> {
                match self { $(Self::$name(options) => Box::new(<$strategy>::new(options)),)+ }
            }

            pub(crate) fn validate(&self, path: &str) -> Result<(), LabError> {
                match self { $(Self::$name(options) => <$strategy>::validate(options, path),)+ }
            }
        }
    };
}

strategies! {
    /// One replica orders all updates, the others follow.
    SingleLeader(single_leader::SingleLeader, single_leader::Options),
    /// Several replicas take updates, each for its region, and tell each other.
    MultiLeader(multi_leader::MultiLeader, multi_leader::Options),
    /// Any replica coordinates; enough others have to answer.
    Leaderless(leaderless::Leaderless, leaderless::Options),
    /// Every update is sent to every other replica at once.
    Eager(eager::Eager, eager::Options),
    /// Every operation is sent to every other replica at once.
    Broadcast(broadcast::Broadcast, broadcast::Options),
    /// Replicas compare notes in pairs from time to time.
    AntiEntropy(anti_entropy::AntiEntropy, anti_entropy::Options),
    /// News spreads like a rumour.
    Gossip(gossip::Gossip, gossip::Options),
    /// One source, and caches that expire.
    TtlCache(ttl_cache::TtlCache, ttl_cache::Options),
    /// Nothing is sent unless the learner sends it.
    ByHand(by_hand::ByHand, by_hand::Options),
}
