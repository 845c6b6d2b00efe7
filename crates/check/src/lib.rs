//! Which consistency models a history satisfies, and exactly where it breaks those that it does
//! not.
//!
//! A [`History`] is what clients saw: operations with their beginnings, returns and answers. It
//! comes from a trace of a run or from a file of another tool. [`check`] compares it with a
//! [`Model`] and gives a [`Verdict`]: it holds, with orders of the operations that show it; or it
//! is violated, with the fewest operations that show it; or the budget did not suffice. What
//! never returned may have happened or not; what failed did not.
//!
//! Reading order: [`History`] and what its operations do ([`Object`]); the search that all
//! checkers share (`search`); a file for each [`Model`]; how a violation is brought down to a
//! few operations (`shrink`) and named (`reason`); [`import`] and [`export`].
//!
//! # What the tests find
//!
//! The checkers are compared with brute force on every small history, with each other on many
//! random ones, and with known verdicts. So that these comparisons are known to find mistakes,
//! mistakes are planted (`bugs`), and a test fails for each that is not found:
//!
//! | Planted mistake | Found by |
//! |---|---|
//! | a write of the value that is there already is put in order at once | a case; random histories |
//! | real time is ignored | cases; every small history |
//! | an operation may overlap the one that returned just before it | cases; every small history |
//! | a compare-and-set writes whatever it finds | a case; every small history |
//! | situations are told apart by the operations done only, not by the state | a case on sets |
//! | of several writes of one value the first is taken for the source | cases; random histories |
//! | a state that is gone is taken to be gone for ever | cases; random histories |
//! | what failed may have happened | a case; random histories |
//! | what never returned is taken to have happened | a case; every small history |
//! | what never returned is taken not to have happened | a case; every small history |
//! | what never returned precedes what its client did next | a case; random histories |
//! | a read under way does not notice what takes effect after it began | a case; every small history |
//! | sequential consistency is checked for each key apart | a case; random histories |
//! | causal order leaves out what was read | a case; random histories |
//! | only the first explanation of what was read is tried | random histories |
//! | a client must find its own write even when somebody else wrote later | cases; random histories |
//! | monotonic reads compare reads of different keys | a case; random histories |
//! | an update follows what its author reads only later | a case |
//! | a witness leaves updates out instead of making them free | brute force on witnesses |

#![deny(missing_docs)]

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
