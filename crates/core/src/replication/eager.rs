//! Eager broadcast: the replica that accepts an update answers at once and sends its record to
//! all others, once. Nothing is sent again: a message that is lost stays lost, and convergence
//! then has to wait for a later update of the same key.

use serde::{Deserialize, Serialize};

use super::{Context, Protocol, Strategy};
use crate::message::{Parcel, Request};

/// Eager broadcast has no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// What a replica runs; it remembers nothing beside its records.
#[derive(Clone)]
pub(crate) struct Eager;

impl Strategy for Eager {
    type Options = Options;
    const TITLE: &'static str = "Eager broadcast";
    const SUMMARY: &'static str =
        "A replica answers at once, then sends its new state to every other replica, once.";

    fn new(_: &Options) -> Self {
        Self
    }
}

impl Protocol for Eager {
    fn update(&mut self, at: &mut Context, request: &Request) {
        if at.apply(request).is_none() {
            return;
        }
        at.acknowledge(request);
        at.send_to_all("update", Parcel::of(at.records(&[request.key])));
    }
}
