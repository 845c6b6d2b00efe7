//! Pictures of a trace as plain data: shapes with their places, and the same in words.
//!
//! Everything here is a pure function of a [`Trace`](replicascope_core::Trace) and of what part
//! of it is looked at. Nothing here knows what draws the shapes or how, and nothing here decides
//! what a replica does.

#![deny(missing_docs)]

pub mod cluster;
pub mod comparison;
mod copies;
pub mod figure;
pub mod guarantees;
mod inspection;
pub mod measured;
pub mod px;
pub mod quorum;
mod scale;
mod story;
mod subject;
pub mod symbol;
pub mod telling;
pub mod text;
pub mod theatre;
pub mod timeline;
pub mod titles;
pub mod weight;
pub mod words;

pub use inspection::{Component, DecisionRow, Inspection, MergeView, Side};
pub use scale::{Scale, Tick};
pub use story::{StoryRow, listing, story, told, told_by};
pub use subject::Subject;
