//! The document and the playhead in the fragment of the address, as `#s=…`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use replicascope_core::lab::{LinkError, SharedLab};
use wasm_bindgen::JsValue;

use crate::dom;
use crate::state::{Action, Notice, State};
use crate::store::Store;

const FIELD: &str = "s=";
/// The address changes when nothing has happened for so many milliseconds.
const REST: u32 = 400;

/// What the address holds; none: no link.
pub fn in_address() -> Option<Result<SharedLab, LinkError>> {
    let hash = dom::window().location().hash().ok()?;
    let link = hash
        .trim_start_matches('#')
        .split('&')
        .find_map(|field| field.strip_prefix(FIELD))?;
    Some(SharedLab::from_link(link))
}

/// The fragment that opens what is on the screen.
pub fn fragment(state: &State) -> String {
    let shared = SharedLab {
        playhead: state.view.playhead,
        lab: state.lab().as_ref().clone(),
    };
    format!("#{FIELD}{}", shared.to_link())
}

/// The whole address that opens what is on the screen.
pub fn address(state: &State) -> String {
    let href = dom::window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    format!("{base}{}", fragment(state))
}

/// Puts what is on the screen into the address, and says what it wrote; none where a page may not.
pub fn write(state: &State) -> Option<String> {
    let fragment = fragment(state);
    let history = dom::window().history().ok()?;
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(&fragment))
        .ok()?;
    Some(fragment)
}

/// Keeps the address and the document in step: edits change the address, and an address that
/// somebody enters opens its document. A page that nobody has touched keeps its plain address.
pub fn follow(store: &Store, linked: bool) {
    let pending: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let touched = Rc::new(Cell::new(linked));
    let written = Rc::new(RefCell::new(String::new()));

    let keep = {
        let (store, written) = (store.clone(), Rc::clone(&written));
        move || {
            if let Some(fragment) = write(&store.state()) {
                *written.borrow_mut() = fragment;
            }
        }
    };
    store.listen(move |before, after| {
        touched.set(touched.get() || before.lab() != after.lab());
        let same = before.lab() == after.lab() && before.view.playhead == after.view.playhead;
        if touched.get() && !same && !after.view.playing {
            *pending.borrow_mut() = Some(Timeout::new(REST, keep.clone()));
        }
    });

    let store = store.clone();
    EventListener::new(&dom::window(), "hashchange", move |_| {
        if dom::window().location().hash().ok().as_deref() == Some(written.borrow().as_str()) {
            return;
        }
        match in_address() {
            None => {}
            Some(Ok(SharedLab { playhead, lab })) => {
                store.dispatch(Action::Open {
                    lab: Box::new(lab),
                    playhead: Some(playhead),
                });
            }
            Some(Err(error)) => {
                let problem =
                    format!("The link could not be opened: {error}. Nothing has changed.");
                store.dispatch(Action::Tell(Notice::Problem(problem)));
            }
        }
    })
    .forget();
}
