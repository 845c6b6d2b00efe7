//! Replication strategies: one file each, registered once in [`strategies!`] below.
//!
//! A strategy is what each replica runs. Its handlers see that replica alone: they change its
//! records and ask for messages and timers through a [`Context`]; the world carries that out.

mod anti_entropy;
mod by_hand;
mod context;
mod eager;

use serde::{Deserialize, Serialize};

use crate::ids::ReplicaId;
use crate::message::{Payload, Request};
use crate::refusal::LabError;

pub(crate) use context::{Context, Effect, Replica};

/// What one replica runs. One value for each replica; it may remember things between calls.
pub(crate) trait Protocol {
    /// The replica starts: at the beginning of the run and after each crash.
    fn start(&mut self, _at: &mut Context) {}

    /// A client's update arrives: carry it out and answer.
    fn update(&mut self, at: &mut Context, request: &Request);

    /// A client's read arrives: answer with what this replica holds.
    fn read(&mut self, at: &mut Context, request: &Request) {
        at.answer(request);
    }

    /// Another replica's records arrive, sent with this purpose.
    fn receive(&mut self, at: &mut Context, _from: ReplicaId, _purpose: &str, payload: &Payload) {
        at.merge_all(payload);
    }

    /// A timer set under this number goes off.
    fn timer(&mut self, _at: &mut Context, _number: u32) {}
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

    /// Refuses settings that are out of bounds.
    fn validate(_options: &Self::Options, _path: &str) -> Result<(), LabError> {
        Ok(())
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
    /// Every update is sent to every other replica at once.
    Eager(eager::Eager, eager::Options),
    /// Replicas compare notes in pairs from time to time.
    AntiEntropy(anti_entropy::AntiEntropy, anti_entropy::Options),
    /// Nothing is sent unless the learner sends it.
    ByHand(by_hand::ByHand, by_hand::Options),
}
