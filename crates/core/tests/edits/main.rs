//! Edits: each does what it says and no more, a refused one does nothing, an edited document is
//! valid, and everything can be undone and done again.

mod cluster;
mod random;
mod removed;
mod script;
#[path = "../support/mod.rs"]
mod support;
mod undo;
mod whole;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, FaultKind};
use replicascope_core::{ClientId, Edit, History, Lab, Micros};
use support::labs::{key, replica};

/// Three replicas and three clients, of which C and c2 occur in every part of the document.
fn everything() -> Lab {
    Lab::from_json(include_str!("everything.json")).expect("valid")
}

/// The edit makes of the document exactly what the change makes of it.
fn check(edit: Edit, change: impl Fn(&mut Lab)) {
    let before = everything();
    let mut expected = before.clone();
    change(&mut expected);
    assert!(expected != before, "{edit:?} changes nothing");
    let edited = before.edited(&edit);
    assert_eq!(edited.as_ref(), Ok(&expected), "{edit:?}");
    assert_eq!(expected.validate(), Ok(()));
}

/// The edit is refused there, for this reason.
fn refused(edit: Edit, path: &str, reason: &str) {
    let error = everything().edited(&edit).expect_err("refused");
    assert_eq!(error.path(), path, "{error}");
    assert!(error.reason().contains(reason), "{error}, not {reason}");
    let mut history = History::new(everything());
    assert_eq!(history.edit(&edit), Err(error));
    assert_eq!(history, History::new(everything()));
}

fn at(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

fn read() -> Act {
    Act::Call(Call {
        client: client("c1"),
        replica: replica('B'),
        key: key("X"),
        op: Op::Read,
    })
}

fn crash(letter: char) -> FaultKind {
    FaultKind::Crash {
        replica: replica(letter),
        loses_disk: false,
    }
}

fn client(name: &str) -> ClientId {
    name.parse().expect("a client")
}
