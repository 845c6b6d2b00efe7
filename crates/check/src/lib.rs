//! Which consistency models a history satisfies, and exactly where it breaks those that it does
//! not.
//!
//! A [`History`] is what clients saw: operations with their beginnings, returns and answers. It
//! comes from a trace of a run or from a file of another tool. [`check`] compares it with a
//! [`Model`] and gives a [`Verdict`]: it holds, with orders of the operations that show it; or it
//! is violated, with the fewest operations that show it; or the budget did not suffice. What
//! never returned may have happened or not; what failed did not.

#![warn(missing_docs)]

mod bugs;
mod causal;
pub mod export;
mod fix;
mod from_trace;
mod history;
pub mod import;
mod linearizable;
mod liveness;
mod model;
mod object;
mod pram;
mod reason;
mod search;
mod sequential;
mod session;
mod shrink;
mod sources;
mod value;
mod verdict;
pub mod words;

pub use fix::{Fix, fixes};
pub use history::{Ending, History, Key, OpId, Operation};
pub use linearizable::moments;
pub use liveness::{Convergence, convergence, lost_updates};
pub use model::{BUDGET, Model, check, check_all};
pub use object::{Action, Object};
pub use value::Value;
pub use verdict::{Because, Certificate, Order, Reason, Verdict, Viewer, Violation, Why};

#[cfg(test)]
mod tests;
