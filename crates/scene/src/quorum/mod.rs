//! What N, W and R give, as pictures and in words.

pub mod overlap;
pub mod plot;
mod words;

pub use words::{Gives, Statement, found, gives, gives_up, misses, ms, percent, statements};
