//! Mistakes planted into the checkers: each is found.

use super::{cases, enumerate, hierarchy, witnesses};
use crate::bugs::{Bug, with};

/// What finds a mistake.
fn suite() -> Result<(), String> {
    cases::compare_all()?;
    enumerate::compare_all(2, 1)?;
    hierarchy::compare_random(4_000)?;
    witnesses::compare_random(1_500)
}

#[test]
fn every_planted_mistake_is_found() {
    assert_eq!(suite(), Ok(()));
    for bug in Bug::ALL {
        assert!(with(*bug, suite).is_err(), "{bug:?} is not found");
    }
}
