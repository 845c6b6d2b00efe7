//! Runs of documents, their verdicts, and the settings that mend them.

use std::rc::Rc;

use replicascope_check::{
    Convergence, History, Model, Verdict, check, convergence, fixes, lost_updates, words,
};
use replicascope_core::{Lab, Trace, run};
use replicascope_lessons::SCENARIOS;

const STEPS: u64 = 100_000;

fn lab(name: &str) -> Rc<Lab> {
    let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name);
    let lab = scenario.and_then(|scenario| scenario.lab().ok());
    Rc::new(lab.unwrap_or_else(|| panic!("no scenario {name}")))
}

fn trace(name: &str) -> Trace {
    run(&lab(name))
}

#[test]
fn time_runs_backwards_and_two_settings_mend_it() {
    let lab = lab("time-runs-backwards");
    let history = History::of(&run(&lab));
    let Verdict::Violated(violation) = check(&history, Model::MonotonicReads, STEPS) else {
        panic!("monotonic reads are violated");
    };
    assert_eq!(
        words::violation(&history, &violation),
        "Client 2 read score = 2 at B, then score = 1 at C: time ran backwards."
    );
    let names = violation
        .operations
        .iter()
        .map(|id| &*history.operation(*id).name);
    assert_eq!(names.collect::<Vec<_>>(), ["op2", "op3"]);
    let fixes = fixes(&lab, Model::MonotonicReads, STEPS);
    assert!(fixes.len() >= 2, "{fixes:?}");
    for fix in fixes {
        let mended = Rc::new(lab.edited(&fix.edit).expect("it fits"));
        let history = History::of(&run(&mended));
        let verdict = check(&history, Model::MonotonicReads, STEPS);
        assert!(matches!(verdict, Verdict::Holds(_)), "{}", fix.title);
    }
}

#[test]
fn a_client_that_misses_its_own_write() {
    let history = History::of(&trace("own-write-missing"));
    let verdict = check(&history, Model::ReadYourWrites, STEPS);
    assert!(
        matches!(verdict, Verdict::Violated(_)),
        "{}",
        words::verdict(&history, &verdict)
    );
}

#[test]
fn every_scenario_is_clear_in_a_few_steps() {
    for scenario in SCENARIOS {
        let history = History::of(&trace(scenario.name));
        for model in Model::ALL {
            let verdict = check(&history, model, STEPS);
            assert_ne!(verdict.word(), "unknown", "{}: {model:?}", scenario.name);
        }
    }
}

#[test]
fn what_becomes_of_updates_in_the_end() {
    assert!(matches!(
        convergence(&trace("convergence")),
        Convergence::Agreed(_)
    ));
    let lost = trace("lost-write");
    assert!(!lost_updates(&lost).is_empty());
    // A message that is lost for good, and nothing that repairs it.
    let apart = convergence(&trace("loss"));
    assert!(
        matches!(apart, Convergence::Never(_) | Convergence::Agreed(_)),
        "{apart:?}"
    );
}
