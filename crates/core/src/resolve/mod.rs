//! What becomes of values that were written concurrently.
//!
//! A [`Resolution`] is what an application makes of siblings when it reads them: all of them, or one
//! value by a merge function. A [`Way`] is a whole answer to conflicts: a type for the key under
//! which one and the same schedule is run.

mod merge_function;
mod table;
mod ways;

pub use merge_function::Resolution;
pub use table::{Case, MAX_CASES, Table};
pub use ways::{End, Way, ways};
