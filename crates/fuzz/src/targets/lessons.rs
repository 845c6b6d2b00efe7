//! Lessons as authors write them, and what they ask the engine.

use replicascope_lessons::authoring;

/// A lesson is refused with a line that there is, or it is one.
pub(super) fn lesson(input: &str) -> bool {
    let read = authoring::read("input", input);
    if let Err(problems) = &read {
        assert!(!problems.is_empty());
        let lines = input.lines().count() + 1;
        assert!(problems.iter().all(|one| (1..=lines).contains(&one.line)));
    }
    read.is_ok()
}
