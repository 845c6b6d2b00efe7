//! Undo and redo.

use replicascope_core::{Edit, History};

use super::everything;

#[test]
fn an_edit_after_an_undo_leaves_nothing_to_redo() {
    let mut history = History::new(everything());
    assert!(!history.can_undo() && !history.can_redo());
    for seed in [10, 11] {
        history.edit(&Edit::SetSeed(seed)).expect("allowed");
    }
    history.undo();
    assert!(history.can_undo() && history.can_redo());
    history.edit(&Edit::SetSeed(12)).expect("allowed");
    assert!(!history.can_redo());
    history.undo();
    assert_eq!(history.lab().seed, 10);
    history.undo();
    history.undo();
    assert_eq!(**history.lab(), everything());
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let mut history = History::new(everything());
    history.edit(&Edit::SetSeed(8)).expect("allowed");
    history.undo();
    let before = history.clone();
    history.edit(&Edit::SetSeed(7)).expect("allowed");
    assert_eq!(history, before);
    assert!(history.can_redo());
}

#[test]
fn the_last_two_hundred_steps_can_be_undone() {
    let mut history = History::new(everything());
    for seed in 1_000..1_300 {
        history.edit(&Edit::SetSeed(seed)).expect("allowed");
    }
    let mut undone = 0;
    while history.can_undo() {
        history.undo();
        undone += 1;
    }
    assert_eq!((undone, history.lab().seed), (200, 1_099));
}
