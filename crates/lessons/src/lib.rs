//! Scenarios: documents that come with the product, as data.
//!
//! A scenario is one file in `scenarios/` and one line in [`SCENARIOS`]. The first one opens
//! when nothing else is asked for.

#![warn(missing_docs)]

use replicascope_core::{Lab, LabError};

/// A document that comes with the product.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// Its name in links and menus of host pages.
    pub name: &'static str,
    json: &'static str,
}

impl Scenario {
    /// The document.
    ///
    /// # Errors
    /// When the file is not a valid document, which the tests of this crate rule out.
    pub fn lab(&self) -> Result<Lab, LabError> {
        Lab::from_json(self.json)
    }
}

macro_rules! scenarios {
    ($($name:literal),+ $(,)?) => {
        &[$(Scenario { name: $name, json: include_str!(concat!("../scenarios/", $name, ".json")) }),+]
    };
}

/// Every scenario, in the order of teaching.
pub const SCENARIOS: &[Scenario] = scenarios!["convergence", "lost-write", "g-counter"];

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use replicascope_core::trace::EventKind;
    use replicascope_core::{ReplicaId, StepId, Trace, run};

    use super::*;

    #[test]
    fn every_scenario_is_valid() {
        for scenario in SCENARIOS {
            let lab = scenario
                .lab()
                .unwrap_or_else(|error| panic!("{}: {error}", scenario.name));
            assert!(
                !lab.title.is_empty() && !lab.prompt.is_empty(),
                "{}",
                scenario.name
            );
        }
    }

    fn trace(name: &str) -> Trace {
        let scenario = SCENARIOS
            .iter()
            .find(|one| one.name == name)
            .expect("a scenario");
        run(&Arc::new(scenario.lab().expect("a valid document")))
    }

    /// What each read returned, in order, and whether it was stale.
    fn reads(trace: &Trace) -> Vec<(String, bool)> {
        let returned = trace.events.iter().filter_map(|event| match &event.kind {
            EventKind::Returned {
                answer: Some(answer),
                misses,
                ..
            } => Some((answer.to_string(), !misses.is_empty())),
            _ => None,
        });
        returned.collect()
    }

    fn at_the_end(trace: &Trace) -> Vec<String> {
        let value = |replica: &ReplicaId| {
            trace
                .record_at(*replica, 0, trace.lab.duration)
                .state
                .read()
                .to_string()
        };
        trace.lab.replicas.iter().map(value).collect()
    }

    #[test]
    fn convergence_shows_a_stale_read_and_then_a_fresh_one() {
        let trace = trace("convergence");
        assert_eq!(reads(&trace), [("1".into(), true), ("2".into(), false)]);
        assert_eq!(at_the_end(&trace), ["2", "2", "2"]);
        assert!(trace.convergence[0].agreed_at.is_some());
    }

    #[test]
    fn lost_write_loses_the_acknowledged_write_of_the_first_client() {
        let trace = trace("lost-write");
        assert_eq!(at_the_end(&trace), ["blue", "blue", "blue"]);
        assert_eq!(trace.lost, [StepId(1)]);
    }

    #[test]
    fn the_counter_ends_at_seven_everywhere() {
        let trace = trace("g-counter");
        assert_eq!(at_the_end(&trace), ["7", "7", "7"]);
        assert_eq!(trace.lost, []);
    }
}
