//! Keeps in the browser which lessons are done, where the browser allows it. Where it does not, as in
//! a frame without an origin, everything works all the same, for as long as the page lives.

use std::collections::BTreeSet;

use web_sys::Storage;

use crate::dom;
use crate::state::{Action, LearnAction};
use crate::store::Store;

/// The name under which the names of lessons are kept, one a line.
const KEY: &str = "replicascope.lessons-done";

/// Remembers what was done at earlier visits, and from now on what is done at this one.
pub fn follow(store: &Store) {
    let known = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    let names: BTreeSet<String> = known
        .iter()
        .flat_map(|names| names.lines().map(str::to_owned))
        .collect();
    if !names.is_empty() {
        store.dispatch(Action::Learn(LearnAction::Remember(names)));
    }
    store.listen(|before, after| {
        if before.learn.done == after.learn.done {
            return;
        }
        let names = after.learn.done.iter().map(String::as_str);
        let lines = names.collect::<Vec<_>>().join("\n");
        if let Some(storage) = storage() {
            // Full, or forbidden meanwhile: then it is not kept.
            let _ = storage.set_item(KEY, &lines);
        }
    });
}

/// Whether what is done will be known at the next visit.
pub fn is_kept() -> bool {
    storage().is_some()
}

/// What the browser keeps for this page; none: it refuses, or has nothing of the kind.
fn storage() -> Option<Storage> {
    dom::window().local_storage().ok().flatten()
}
