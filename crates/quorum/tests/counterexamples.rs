//! What the search finds, for every choice up to N = 5.

use std::rc::Rc;

use replicascope_core::lab::SharedLab;
use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, StepId, run};
use replicascope_quorum::Quorum;
use replicascope_quorum::counterexample::{Shows, Why, search};

fn every_choice() -> impl Iterator<Item = Quorum> {
    (1..=5).flat_map(Quorum::all_of)
}

fn sets_meet(quorum: Quorum) -> bool {
    quorum.w() + quorum.r() > quorum.n()
}

/// What a read of a document returns, and whether that is stale.
fn read(lab: &Lab, step: u32) -> (String, bool) {
    let trace = run(&Rc::new(lab.clone()));
    let operation = trace.operation(StepId(step)).expect("an operation");
    match &trace.event(operation.returned.expect("it returns")).kind {
        EventKind::Returned {
            answer: Some(answer),
            misses,
            ..
        } => (answer.to_string(), !misses.is_empty()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_blocking_read_repair() {
    for quorum in every_choice() {
        let found = search(quorum, false).result;
        let expected = match (sets_meet(quorum), quorum.r() < quorum.n(), quorum.w()) {
            (false, ..) => Ok(Shows::StaleRead),
            (true, true, _) => Ok(Shows::NewThenOld),
            (true, false, 2..) => Ok(Shows::FailedWriteReturned),
            (true, false, _) => Err(Why::EveryReadAsksAll),
        };
        assert_eq!(
            found.as_ref().map(|one| one.shows).map_err(|why| *why),
            expected,
            "{quorum}"
        );
        let Ok(found) = found else { continue };
        let lab = found.lab;
        assert_eq!(lab.validate(), Ok(()), "{quorum}");
        let shared = SharedLab {
            playhead: lab.opens_at,
            lab: lab.clone(),
        };
        assert_eq!(
            SharedLab::from_link(&shared.to_link()),
            Ok(shared),
            "{quorum}"
        );
        match found.shows {
            Shows::StaleRead => assert_eq!(read(&lab, 2), ("1".into(), true), "{quorum}"),
            Shows::NewThenOld => {
                assert!(
                    lab.faults.is_empty(),
                    "{quorum}: the write is under way, no more"
                );
                assert_eq!(read(&lab, 2), ("2".into(), false), "{quorum}");
                assert_eq!(read(&lab, 3), ("1".into(), false), "{quorum}");
            }
            Shows::FailedWriteReturned => {
                assert_eq!(read(&lab, 2), ("2".into(), false), "{quorum}");
            }
        }
    }
}

#[test]
fn with_blocking_read_repair_nothing_is_found_where_sets_meet() {
    for quorum in every_choice() {
        let found = search(quorum, true);
        let expected = match (
            sets_meet(quorum),
            quorum.r() == quorum.n() && quorum.w() == 1,
        ) {
            (false, _) => Ok(Shows::StaleRead),
            (true, true) => Err(Why::EveryReadAsksAll),
            (true, false) => Err(Why::StoredBeforeReturned),
        };
        let result = found.result.map(|one| one.shows);
        assert_eq!(result, expected, "{quorum}");
        assert_eq!(found.runs, 12 * usize::from(quorum.n()));
    }
}

/// Nothing is left out that could be: without the delays it would not show.
#[test]
fn it_is_the_shortest() {
    let found = search(Quorum::clamped(3, 2, 2), false);
    let lab = found.result.expect("found").lab;
    assert_eq!(lab.script.len(), 3);
    for index in 0..lab.overrides.len() {
        let mut without = lab.clone();
        without.overrides.remove(index);
        assert_ne!(
            read(&without, 3),
            ("1".into(), false),
            "{:?}",
            lab.overrides[index]
        );
    }
    let stale = search(Quorum::clamped(3, 1, 1), false)
        .result
        .expect("found")
        .lab;
    assert_eq!(stale.script.len(), 2);
}
