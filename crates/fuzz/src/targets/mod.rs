//! The ways in, one line of [`TARGETS`] for each.

mod histories;
mod labs;
mod lessons;
mod quorums;
mod texts;

use replicascope_check::export;

use crate::change::{self, Chance};
use crate::samples;

pub(crate) use labs::relinked;

/// A way in for what comes from outside.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// What its inputs are made from.
    pub samples: fn() -> Vec<String>,
    /// How a sample is changed; the others are there to take parts from.
    pub change: fn(&str, &[String], &mut Chance) -> String,
    /// Reads an input as the product does, and does with it what the product would; whether it was
    /// taken. Panics at whatever is wrong.
    pub read: fn(&str) -> bool,
    /// How many bytes of memory it may take for each byte of the input, beside [`FREE`].
    pub per_byte: usize,
}

/// So many bytes any input may take: a run of what a small document says is larger than that.
const FREE: usize = 64 << 20;

impl Target {
    /// The input of a seed.
    pub fn input(&self, samples: &[String], seed: u64) -> String {
        let mut chance = Chance::of(seed);
        let sample = chance.pick(samples);
        (self.change)(sample, samples, &mut chance)
    }

    /// How many bytes an input of this size may take.
    pub fn bound(&self, bytes: usize) -> usize {
        FREE + self.per_byte * bytes
    }
}

macro_rules! targets {
    ($($name:literal: $samples:expr, $change:expr, $read:expr, $per_byte:literal;)+) => {
        &[$(Target {
            name: $name,
            samples: || $samples,
            change: $change,
            read: $read,
            per_byte: $per_byte,
        }),+]
    };
}

/// Every way in: its name, its samples, how they are changed, what reads them, and how many bytes
/// it may take for each byte.
pub const TARGETS: &[Target] = targets! {
    "lab": samples::labs(), change::json::changed, labs::lab, 256;
    "edit": labs::edits(), change::json::changed, labs::edit, 256;
    "link": labs::links(), labs::change_link, labs::link, 256;
    "text": samples::texts(), change::json::changed, texts::text, 256;
    "text-link": samples::texts(), texts::change_link, texts::link, 256;
    "edn": samples::histories("edn", export::edn), change::text::changed, histories::edn, 256;
    "json": samples::histories("json", export::json), change::json::changed, histories::json, 256;
    "etcd": samples::files("fuzz/samples/etcd", ""), change::text::changed, histories::etcd, 256;
    "shiviz": samples::logs(), change::text::changed, histories::shiviz, 256;
    "pattern": histories::patterns(), change::text::changed, histories::pattern, 256;
    "latency": quorums::distributions(), change::text::changed, quorums::distribution, 256;
    "table": quorums::tables(), change::text::changed, quorums::table, 256;
    "lesson": samples::files("lessons/lessons", ".md"), change::text::changed, lessons::lesson, 256;
};
