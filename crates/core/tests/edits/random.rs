//! Edits of every kind, one after the other by chance.

use std::collections::BTreeMap;

use proptest::prelude::*;
use replicascope_core::{Edit, History, Lab};

use super::support::edits::random_edit;
use super::support::{Dice, lab};

/// So that a new kind of edit is not forgotten in `random_edit`.
fn kind(edit: &Edit) -> &'static str {
    match edit {
        Edit::Add { .. } => "add",
        Edit::Move { .. } => "move",
        Edit::Change { .. } => "change",
        Edit::Remove { .. } => "remove",
        Edit::Deliver { .. } => "deliver",
        Edit::Release { .. } => "release",
        Edit::AddFault { .. } => "add fault",
        Edit::MoveFault { .. } => "move fault",
        Edit::ChangeFault { .. } => "change fault",
        Edit::RemoveFault { .. } => "remove fault",
        Edit::SetReplication(_) => "set replication",
        Edit::SetCompared(_) => "set compared",
        Edit::SetType { .. } => "set type",
        Edit::SetSession { .. } => "set session",
        Edit::SetNetwork(_) => "set network",
        Edit::SetSeed(_) => "set seed",
        Edit::SetNotes(_) => "set notes",
        Edit::SetDuration(_) => "set duration",
        Edit::AddReplica => "add replica",
        Edit::RemoveReplica(_) => "remove replica",
        Edit::AddClient => "add client",
        Edit::RemoveClient(_) => "remove client",
        Edit::All(_) => "all",
    }
}

#[test]
fn random_edits_are_of_every_kind_allowed_and_refused() {
    let mut kinds: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    for seed in 0..4_000 {
        let (lab, dice) = (lab(seed % 100), &mut Dice::new(seed));
        let edit = random_edit(dice, &lab);
        let allowed = lab.edited(&edit).is_ok();
        *kinds.entry((kind(&edit), allowed)).or_default() += 1;
    }
    // No generated document has nine clients.
    let always = ["release", "set replication", "set seed", "add client"];
    let allowed = kinds.keys().filter(|(_, allowed)| *allowed).count();
    let refused = kinds.keys().filter(|(_, allowed)| !*allowed).count();
    assert_eq!((allowed, refused), (23, 23 - always.len()), "{kinds:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn edited_documents_are_valid_and_edits_can_be_undone_and_redone(
        seed in 0..250u64,
        edits in prop::collection::vec(any::<u64>(), 1..25),
    ) {
        let original = lab(seed);
        let mut history = History::new(original.clone());
        let mut labs = vec![original];
        for number in edits {
            let before = history.clone();
            let edit = random_edit(&mut Dice::new(number), history.lab());
            if history.edit(&edit).is_err() {
                prop_assert_eq!(&history, &before, "{:?}", edit);
                continue;
            }
            let lab = Lab::clone(history.lab());
            prop_assert_eq!(lab.validate(), Ok(()));
            prop_assert_eq!(Lab::from_json(&lab.to_json()), Ok(lab.clone()));
            let trace = replicascope_core::run(history.lab());
            prop_assert!(trace.events.iter().all(|event| event.at <= lab.duration));
            if labs.last() != Some(&lab) {
                labs.push(lab);
            }
        }
        for lab in labs.iter().rev() {
            prop_assert_eq!(&**history.lab(), lab);
            history.undo();
        }
        prop_assert!(!history.can_undo());
        for lab in &labs {
            prop_assert_eq!(&**history.lab(), lab);
            history.redo();
        }
        prop_assert!(!history.can_redo());
    }
}
