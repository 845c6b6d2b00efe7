//! Replication by hand: the replica that accepts an update answers and keeps it. Only the
//! learner's hand makes it send.

use serde::{Deserialize, Serialize};

use super::{Context, Protocol, Strategy};
use crate::message::Request;

/// Replication by hand has no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// What a replica runs; it remembers nothing beside its records.
#[derive(Clone)]
pub(crate) struct ByHand;

impl Strategy for ByHand {
    type Options = Options;
    const TITLE: &'static str = "By hand";
    const SUMMARY: &'static str = "Nothing is replicated until you drag it.";

    fn new(_: &Options) -> Self {
        Self
    }
}

impl Protocol for ByHand {
    fn update(&mut self, at: &mut Context, request: &Request) {
        if at.apply(request).is_none() {
            return;
        }
        at.acknowledge(request);
    }
}
