//! What N, W and R give: which sets of replicas meet, what that promises, and how stale reads
//! are where it promises nothing.
//!
//! Reading order:
//!
//! 1. [`Quorum`]: the three numbers, within bounds.
//! 2. [`overlap`]: every pair of a write set and a read set, counted and in order.
//! 3. [`guarantees`]: what the three numbers promise, as data.
//! 4. [`latency`] and [`Model`]: how long messages take.
//! 5. [`staleness`]: probabilistically bounded staleness, by simulation; [`versions`]: its closed
//!    form in versions; [`job`]: simulations done a little at a time.
//! 6. [`choose`]: every choice, ranked against a target.
//! 7. [`counterexample`]: a run that shows that overlapping quorums are not linearizability.
//!
//! Nothing here decides a trace. Still the same seed gives the same digits on every machine: all
//! that is random comes from one seeded generator, and no platform's `ln` or `exp` is called.

#![deny(missing_docs)]

mod chance;
pub mod choose;
pub mod counterexample;
pub mod guarantees;
mod histogram;
pub mod job;
pub mod latency;
mod model;
pub mod overlap;
mod refusal;
pub mod staleness;
pub mod versions;

mod numbers;

pub use guarantees::Guarantees;
pub use histogram::{Histogram, Quantile};
pub use model::{FITS, Fit, Leg, Model};
pub use numbers::{MAX_N, Quorum};
pub use refusal::Refusal;
