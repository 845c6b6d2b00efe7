//! What comes into the page from outside: by a file, by pasting, or by dropping.

mod read;

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use replicascope_words::say;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, File};
use yew::Callback;

use crate::dom;
use crate::state::{Action, Imported, Notice, Page, QuorumChange, TextAction};
use crate::store::Store;

pub(crate) use read::read;

use read::Read;

/// Larger files and texts are not read.
const MOST_BYTES: f64 = 32.0 * 1024.0 * 1024.0;
/// On the body while something is dragged over the page: the style sheet says so then.
const OVER: &str = "data-dropping";

/// From now on, opens what is pasted into the page or dropped onto it.
pub fn follow(store: &Store) {
    // What a frame shows, the page around it decides.
    if store.state().asked.embed {
        return;
    }
    let dispatch = {
        let store = store.clone();
        Callback::from(move |action| store.dispatch(action))
    };
    let to = dispatch.clone();
    listen::<ClipboardEvent>("paste", move |event| {
        let text = event.clipboard_data().filter(|_| !is_field(event));
        let text = text.and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            event.prevent_default();
            open_text(say::import::pasted(), &text, &to);
        }
    });
    listen::<DragEvent>("dragover", |event| {
        if event.data_transfer().is_some_and(|data| is_welcome(&data)) && !is_field(event) {
            event.prevent_default();
            mark(true);
        }
    });
    listen::<DragEvent>("dragleave", |event| {
        // Into nothing: out of the window.
        if event.related_target().is_none() {
            mark(false);
        }
    });
    listen::<DragEvent>("drop", move |event| {
        mark(false);
        let Some(data) = event.data_transfer().filter(|_| !event.default_prevented()) else {
            return;
        };
        if is_field(event) || !is_welcome(&data) {
            return;
        }
        event.prevent_default();
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            open_file(file, dispatch.clone());
        } else if let Ok(text) = data.get_data("text/plain") {
            open_text(say::import::dropped(), &text, &dispatch);
        }
    });
}

fn listen<E: JsCast>(kind: &'static str, handle: impl Fn(&E) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&dom::window(), kind, options, move |event| {
        if let Some(event) = event.dyn_ref::<E>() {
            handle(event);
        }
    })
    .forget();
}

/// Whether it goes into a field, which takes it itself.
fn is_field(event: &web_sys::Event) -> bool {
    let target = event.target();
    let target = target.as_ref().and_then(|it| it.dyn_ref::<Element>());
    const FIELDS: &str = "input, textarea, select, [contenteditable]";
    target.is_some_and(|target| target.closest(FIELDS).ok().flatten().is_some())
}

/// Whether something that is dragged may be what can be opened.
fn is_welcome(data: &DataTransfer) -> bool {
    let types = data.types();
    let has = |kind: &str| types.includes(&kind.into(), 0);
    has("Files") || has("text/plain")
}

fn mark(over: bool) {
    let body = dom::window().document().and_then(|page| page.body());
    if let Some(body) = body {
        // The name of the attribute is one.
        let _ = body.toggle_attribute_with_force(OVER, over);
    }
}

/// Opens a file in place of what is open, if it can be.
pub fn open_file(file: File, dispatch: Callback<Action>) {
    text_of(file, dispatch.clone(), move |name, text| {
        open_text(&name, &text, &dispatch);
    });
}

/// Reads a file; what cannot be read is told.
pub fn text_of(
    file: File,
    dispatch: Callback<Action>,
    then: impl FnOnce(String, String) + 'static,
) {
    let name = file.name();
    if let Err(problem) = bounded(&name, file.size()) {
        return dispatch.emit(Action::Tell(Notice::Problem(problem)));
    }
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await;
        match text.ok().and_then(|text| text.as_string()) {
            Some(text) => then(name, text),
            None => {
                let problem = say::import::not_text(&name);
                dispatch.emit(Action::Tell(Notice::Problem(problem)));
            }
        }
    });
}

fn bounded(name: &str, bytes: f64) -> Result<(), String> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let mega = |bytes: f64| (bytes / 1024.0 / 1024.0).ceil();
    Err(say::import::too_large(
        &name,
        &mega(bytes),
        &mega(MOST_BYTES),
    ))
}

fn open_text(name: &str, text: &str, dispatch: &Callback<Action>) {
    let found = bounded(name, text.len() as f64).and_then(|()| read(name, text));
    match found {
        Err(problem) => dispatch.emit(Action::Tell(Notice::Problem(problem))),
        Ok(found) => {
            let done = open(name, found, dispatch);
            dispatch.emit(Action::Tell(Notice::Done(done)));
        }
    }
}

/// Puts it in place of what is open, and says what was done with what has this name.
fn open(name: &str, found: Read, dispatch: &Callback<Action>) -> String {
    match found {
        Read::Lab(lab, playhead) => {
            dispatch.emit(Action::Open { lab, playhead });
            say::import::opened_with_undo(&name)
        }
        Read::Text(text, steps) => {
            dispatch.emit(Action::ShowPage(Page::Text));
            dispatch.emit(Action::Text(TextAction::Open(text, steps)));
            say::import::opened_with_undo(&name)
        }
        Read::Quorum(shared) => {
            dispatch.emit(Action::ShowPage(Page::Quorum));
            dispatch.emit(Action::Quorum(QuorumChange::Open(shared)));
            say::import::opened(&name)
        }
        Read::Learn(action) => {
            dispatch.emit(Action::Learn(action));
            say::import::opened(&name)
        }
        Read::Foreign(imported) => {
            open_foreign(imported, dispatch);
            say::import::opened_beside(&name)
        }
    }
}

/// Shows a history or a log where it is checked.
fn open_foreign(imported: Imported, dispatch: &Callback<Action>) {
    dispatch.emit(Action::ShowPage(Page::Guarantees));
    dispatch.emit(Action::Import(Some(Rc::new(imported))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_is_refused_with_its_size() {
        assert_eq!(bounded("a.json", MOST_BYTES), Ok(()));
        let problem = bounded("a.json", MOST_BYTES + 1.0).expect_err("too much");
        assert_eq!(
            problem,
            "a.json: it has 33 MB, and at most 32 are read. Nothing has changed."
        );
    }
}
