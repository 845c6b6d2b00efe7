//! Broadcast of operations: the replica that accepts an update answers at once and sends the
//! operation, not its state, to all others, once. Each replica carries it out for itself.
//!
//! An operation says what has to come before it: what its sender had already carried out, of all
//! keys. In causal order that is everything, so that a comment waits for its post; otherwise only
//! what the sender itself accepted. What comes too early is held back until that has arrived.
//! Birman, Schiper and Stephenson, *Lightweight Causal and Atomic Group Multicast*, ACM
//! Transactions on Computer Systems 9(3), 1991, section 5.1, with a version vector for each key in
//! the place of one for all.
//!
//! A state may be merged twice; an operation that is carried out twice may count twice. Where
//! duplicates are not told apart by their names, one copy too many is enough. And nothing is sent
//! again: whatever waits for an operation that was lost waits for ever.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Context, Protocol, Start, Strategy};
use crate::clock::{Actor, VersionVector};
use crate::ids::ReplicaId;
use crate::message::{Parcel, Request, Update};

/// What has to come before an operation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// All that its sender had carried out before.
    #[default]
    Causal,
    /// What the same replica accepted before.
    Sender,
}

/// What becomes of an operation that arrives again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// It is known by its name and ignored.
    #[default]
    Ignored,
    /// It is carried out again.
    CarriedOut,
}

/// The settings of a broadcast of operations.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What has to come before an operation.
    #[serde(default)]
    pub order: Order,
    /// What becomes of one that arrives again.
    #[serde(default)]
    pub duplicates: Duplicates,
}

/// What a replica runs.
#[derive(Clone)]
pub(crate) struct Broadcast {
    options: Options,
    /// In memory: what came too early, in the order of its arrival.
    held_back: Vec<Held>,
}

/// An operation that came too early.
#[derive(Clone)]
struct Held {
    update: Rc<Update>,
    /// For each key, what has to come before.
    after: Vec<(usize, VersionVector)>,
}

impl Held {
    /// What has to come before and is not there yet.
    fn waits_for(&self, at: &Context) -> Vec<(usize, VersionVector)> {
        let missing = self.after.iter().map(|(key, version)| {
            let held = &at.record(*key).version;
            let missing = version
                .components()
                .filter(|(actor, count)| held.get(*actor) < *count);
            (*key, missing.collect::<VersionVector>())
        });
        let nothing = VersionVector::default();
        missing.filter(|(_, missing)| *missing != nothing).collect()
    }
}

impl Strategy for Broadcast {
    type Options = Options;
    const TITLE: &'static str = "Broadcast of operations";
    const SUMMARY: &'static str =
        "A replica answers at once, then sends the operation to every other replica, once.";

    fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            held_back: Vec::new(),
        }
    }

    fn settings(options: &Options) -> String {
        let order = match options.order {
            Order::Causal => "causal order",
            Order::Sender => "each sender's order",
        };
        match options.duplicates {
            Duplicates::Ignored => order.to_owned(),
            Duplicates::CarriedOut => format!("{order}, duplicates carried out"),
        }
    }
}

impl Broadcast {
    /// What has to come before the next operation of this replica.
    fn before(&self, at: &Context) -> Vec<(usize, VersionVector)> {
        let all = at.versions(0..at.keys());
        let own = at.actor();
        let needed = all
            .into_iter()
            .map(|(key, version)| match self.options.order {
                Order::Causal => (key, version),
                Order::Sender => (key, only(own, &version)),
            });
        let nothing = VersionVector::default();
        needed.filter(|(_, version)| *version != nothing).collect()
    }

    fn arrive(&mut self, at: &mut Context, held: Held) {
        let update = &held.update;
        if at.record(update.key).version.covers(update.dot) {
            if self.options.duplicates == Duplicates::CarriedOut {
                at.follow(update);
            }
            return;
        }
        let waits_for = held.waits_for(at);
        if waits_for.is_empty() {
            at.follow(update);
            self.release(at);
        } else if !self.held_back.iter().any(|other| other.update == *update) {
            at.holds_back(update, waits_for);
            self.held_back.push(held);
        }
    }

    /// Carries out what waited for what is there now, and what waited for that.
    fn release(&mut self, at: &mut Context) {
        let ready = |at: &Context, held: &Held| held.waits_for(at).is_empty();
        while let Some(place) = self.held_back.iter().position(|held| ready(at, held)) {
            let held = self.held_back.remove(place);
            // A state sent by hand may have brought it meanwhile.
            if !at.record(held.update.key).version.covers(held.update.dot) {
                at.follow(&held.update);
            }
        }
    }
}

fn only(actor: Actor, version: &VersionVector) -> VersionVector {
    std::iter::once((actor, version.get(actor))).collect()
}

impl Protocol for Broadcast {
    fn start(&mut self, _: &mut Context, _: Start) {
        self.held_back.clear();
    }

    fn update(&mut self, at: &mut Context, request: &Request) {
        let versions = self.before(at);
        let Some(update) = at.apply(request) else {
            return;
        };
        at.acknowledge(request);
        let parcel = Parcel {
            updates: vec![update.into()],
            versions,
            ..Parcel::default()
        };
        at.send_to_all("operation", parcel);
    }

    fn receive(&mut self, at: &mut Context, _: ReplicaId, _: &str, parcel: &Parcel) {
        for update in &parcel.updates {
            let held = Held {
                update: Rc::clone(update),
                after: parcel.versions.clone(),
            };
            self.arrive(at, held);
        }
    }
}
