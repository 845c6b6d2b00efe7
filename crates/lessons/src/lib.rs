//! Scenarios and lessons: what comes with the product, as data.
//!
//! A scenario is one file in `scenarios/` and one line in [`SCENARIOS`]. The first one opens
//! when nothing else is asked for. What each shows, `tests/scenarios/` asserts, topic by topic.
//! A [`lesson`] is one file in `lessons/`, read when the page is built; what it asks, a [`probe`] asks
//! the engine.

#![deny(missing_docs)]

#[cfg(feature = "authoring")]
pub mod authoring;
pub mod exercise;
pub mod lesson;
pub mod mistake;
pub mod probe;
pub mod quiz;
mod texts;

use replicascope_core::{Lab, LabError};

pub use probe::Probe;
pub use texts::{TEXTS, Text};

/// A document that comes with the product.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name in links and menus of host pages.
    pub name: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Its text, in a function of its own: a browser fetches those that it opens.
    json: fn() -> &'static str,
}

impl Scenario {
    /// The document's title, without reading the rest of it.
    pub fn title(&self) -> &'static str {
        title_in((self.json)())
    }

    /// The document.
    ///
    /// # Errors
    /// When the file is not a valid document, which the tests of this crate rule out.
    pub fn lab(&self) -> Result<Lab, LabError> {
        Lab::from_json((self.json)())
    }
}

/// The title that a document's text says first; the tests of this crate rule out one that has to be
/// unescaped.
fn title_in(json: &'static str) -> &'static str {
    const BEFORE: &str = "\"title\": \"";
    let after = json.split_once(BEFORE).map_or("", |(_, after)| after);
    after.split('"').next().unwrap_or_default()
}

/// What a scenario is about: its group in a menu.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Topic {
    /// What it means to converge.
    Basics,
    /// What goes wrong in networks, replicas, clocks and clients.
    Faults,
    /// One replica orders all updates.
    SingleLeader,
    /// Each region has a leader.
    MultiLeader,
    /// Any replica coordinates, with quorums.
    Leaderless,
    /// News that spread like a rumour, and copies that expire.
    GossipAndCaches,
    /// What one client may rely on.
    Sessions,
    /// One workload under several strategies.
    Comparisons,
    /// What becomes of concurrent updates.
    Conflicts,
    /// Types that merge without conflicts.
    Types,
}

impl Topic {
    /// Every topic, in the order of teaching.
    pub const ALL: [Self; 10] = [
        Self::Basics,
        Self::Faults,
        Self::SingleLeader,
        Self::MultiLeader,
        Self::Leaderless,
        Self::GossipAndCaches,
        Self::Sessions,
        Self::Comparisons,
        Self::Conflicts,
        Self::Types,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Basics => "Eventual consistency",
            Self::Faults => "What goes wrong",
            Self::SingleLeader => "Single leader",
            Self::MultiLeader => "Multi-leader",
            Self::Leaderless => "Leaderless quorums",
            Self::GossipAndCaches => "Gossip and caches",
            Self::Sessions => "Sessions",
            Self::Comparisons => "Side by side",
            Self::Conflicts => "Conflicts",
            Self::Types => "Replicated types",
        }
    }

    /// The scenarios about it, in the order of teaching.
    pub fn scenarios(self) -> impl Iterator<Item = &'static Scenario> {
        SCENARIOS.iter().filter(move |one| one.topic == self)
    }
}

macro_rules! scenarios {
    ($($topic:ident: $($name:literal)+;)+) => {
        &[$($(Scenario {
            name: $name,
            topic: Topic::$topic,
            json: || include_str!(concat!("../scenarios/", $name, ".json")),
        }),+),+]
    };
}

/// Every scenario, in the order of teaching, topic by topic.
pub const SCENARIOS: &[Scenario] = scenarios! {
    Basics: "convergence" "lost-write" "g-counter";
    Faults:
        "slow" "loss" "duplicates" "reordering" "one-way-partition" "crash"
        "fast-clock" "clock-drift" "offline";
    SingleLeader:
        "async-failover" "semi-sync-failover" "sync-blocks" "read-from-leader"
        "switch-leader" "split-brain";
    MultiLeader: "two-regions" "all-to-all" "ring" "star" "region-fails";
    Leaderless:
        "quorum-overlap" "quorum-gap" "new-then-old" "write-back" "read-repair"
        "hinted-handoff" "sloppy-quorum" "hash-trees" "failed-write"
        "tombstone-kept" "tombstone-forgotten" "disk-loss";
    GossipAndCaches: "gossip-shipping" "gossip-rounds" "ttl-cache";
    Sessions:
        "own-write-missing" "sticky-session" "session-quorum" "session-token" "session-sync"
        "time-runs-backwards" "affinity" "read-token";
    Comparisons: "when-to-acknowledge" "who-takes-writes";
    Conflicts:
        "cart-lww" "cart-union" "cart-or-set" "one-conflict" "siblings" "both-sides" "offline-edits"
        "first-write" "logical-clock" "dynamo-versions" "false-conflict" "sibling-explosion"
        "causal-comment";
    Types:
        "lost-increments" "three-views" "pn-counter" "bounded-counter" "grow-only-set" "two-phase-set"
        "or-set-tags" "or-map" "flags" "counted-twice";
};
