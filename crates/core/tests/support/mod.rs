//! What the test files share: varied documents, and an independent model to compare with.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod breaches;
pub mod dice;
pub mod edits;
pub mod golden;
pub mod labs;
pub mod model;
pub mod spec;
pub mod traces;

pub use dice::Dice;
pub use labs::lab;
