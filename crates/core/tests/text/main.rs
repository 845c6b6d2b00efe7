//! Texts that several replicas edit: merging, operational transformation, documents.

#[path = "../support/breaches.rs"]
mod breaches;
#[path = "../support/dice.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod dice;

mod conformance;
mod documents;
mod interleaving;
mod laws;
mod model;
mod ot;
mod schedules;
mod support;
