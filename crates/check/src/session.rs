//! The four session guarantees, each on its own.
//!
//! Terry, Demers, Petersen, Spreitzer, Theimer and Welch, *Session Guarantees for Weakly
//! Consistent Replicated Data*, PDIS 1994, section 3. There they speak of what a server's copy
//! includes; here of what clients saw: a guarantee is violated when no growing copies at all can
//! have given a session's answers and kept the guarantee, while some can have without it. So a
//! read of what nobody ever wrote violates none of them, and PRAM implies the first three, causal
//! consistency the fourth, too.

mod reads;
mod view;
mod writes;

pub(crate) use reads::{monotonic_reads, read_your_writes};
pub(crate) use writes::{monotonic_writes, writes_follow_reads};
