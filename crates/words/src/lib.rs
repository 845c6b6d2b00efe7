//! All text of the interface, in every language.
//!
//! [`say`] holds the table: one function for each row, in a module for each subject. A row has its
//! text in English and in German side by side; one without either, or with other places for what
//! is filled in, does not compile. [`speak`] chooses the language of this thread, [`speaking`]
//! tells it, and [`number`] writes numbers and times as it does.

#![deny(missing_docs)]

mod fill;
mod language;
mod mirrored;
pub mod number;
mod rows;
pub mod say;

pub use language::{Language, speak, speaking};

#[cfg(test)]
mod tests;
