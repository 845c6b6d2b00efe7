//! The table. A module for each subject; each of its functions is a row.

pub mod cluster;
pub mod conflicts;
pub mod events;
pub mod faults;
pub mod fields;
pub mod header;
pub mod inspector;
pub mod keys;
pub mod lessons;
pub mod operation;
pub mod playback;
pub mod present;
pub mod setup;
pub mod strategy;
pub mod timeline;
