//! `window.replicascope`: the application in the hands of a test or of a host page.
//!
//! Plain JSON goes in and comes out; what is refused is thrown as an `Error`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Error, Function, JSON, Object, Reflect};
use replicascope_core::text::TextLab;
use replicascope_core::{Edit, Lab, Micros};
use wasm_bindgen::prelude::*;

use crate::state::{Action, Notice, Page, State, TextAction};
use crate::store::Store;
use crate::{dom, export};

type Outcome = Result<JsValue, JsValue>;
type Listeners = Rc<RefCell<Vec<(String, Function)>>>;

/// The events that a host page can listen to.
const EVENTS: [&str; 4] = ["change", "seek", "select", "error"];

/// Puts the object into the page.
pub fn install(store: &Store) {
    let listeners = Listeners::default();
    let api = Object::new();

    let it = store.clone();
    method(&api, "load", move |lab| {
        let lab = Lab::from_json(&stringify(&lab)?).map_err(error)?;
        it.dispatch(Action::Open {
            lab: Box::new(lab),
            playhead: None,
        });
        Ok(JsValue::UNDEFINED)
    });
    let it = store.clone();
    method(&api, "lab", move |_| {
        JSON::parse(&it.state().lab().to_json())
    });
    let it = store.clone();
    method(&api, "trace", move |_| {
        JSON::parse(&export::as_json(it.state().trace()).map_err(error)?)
    });
    let it = store.clone();
    method(&api, "seek", move |at| {
        it.dispatch(Action::Seek(micros(&at)?));
        Ok(JsValue::UNDEFINED)
    });
    let it = store.clone();
    method(&api, "edit", move |edit| {
        let edit = Edit::from_json(&stringify(&edit)?).map_err(error)?;
        // Refusals are thrown, not shown.
        it.state().lab().edited(&edit).map_err(error)?;
        if it.state().asked.is_fixed() {
            return Err(error("this frame is read-only"));
        }
        it.dispatch(Action::Edit(edit));
        Ok(JsValue::UNDEFINED)
    });
    let it = store.clone();
    method(&api, "loadText", move |text| {
        let text = TextLab::from_json(&stringify(&text)?).map_err(error)?;
        it.dispatch(Action::ShowPage(Page::Text));
        it.dispatch(Action::Text(TextAction::Open(Box::new(text), None)));
        Ok(JsValue::UNDEFINED)
    });
    let it = store.clone();
    method(&api, "text", move |_| {
        JSON::parse(&it.state().text.lab().to_json())
    });
    let added = Rc::clone(&listeners);
    let on = Closure::<dyn Fn(JsValue, JsValue) -> Outcome>::new(
        move |kind: JsValue, function: JsValue| {
            let kind = kind.as_string().unwrap_or_default();
            let Ok(function) = function.dyn_into::<Function>() else {
                return Err(error("a listener is a function"));
            };
            if !EVENTS.contains(&kind.as_str()) {
                return Err(error(format!(
                    "there is no event `{kind}`; there are {}",
                    EVENTS.join(", ")
                )));
            }
            added.borrow_mut().push((kind, function));
            Ok(JsValue::UNDEFINED)
        },
    );
    set(&api, "on", on.into_js_value());
    set(&dom::window(), "replicascope", api.into());

    store.listen(move |before, after| tell(&listeners, before, after));
}

/// Calls the host's listeners for what has changed.
fn tell(listeners: &Listeners, before: &Rc<State>, after: &Rc<State>) {
    let happened = [
        ("change", before.lab() != after.lab()),
        ("seek", before.view.playhead != after.view.playhead),
        ("select", before.view.selection != after.view.selection),
        (
            "error",
            before.notice != after.notice && matches!(after.notice, Some(Notice::Problem(_))),
        ),
    ];
    let interested = listeners.borrow().clone();
    for (kind, function) in interested {
        if happened.contains(&(kind.as_str(), true)) {
            // What a listener throws is the host's affair.
            let _ = function.call1(&JsValue::UNDEFINED, &detail(&kind, after));
        }
    }
}

/// What a listener is called with.
fn detail(kind: &str, state: &State) -> JsValue {
    match kind {
        "change" => JSON::parse(&state.lab().to_json()).unwrap_or_default(),
        "seek" => JsValue::from_f64(state.view.playhead.0 as f64),
        "select" => {
            let event = state
                .view
                .selection
                .as_ref()
                .and_then(|it| it.event(state.trace()));
            event.map_or(JsValue::NULL, |id| state.trace().event_name(id).into())
        }
        _ => match &state.notice {
            Some(Notice::Problem(problem)) => problem.into(),
            _ => JsValue::NULL,
        },
    }
}

fn method(api: &Object, name: &str, body: impl Fn(JsValue) -> Outcome + 'static) {
    set(
        api,
        name,
        Closure::<dyn Fn(JsValue) -> Outcome>::new(body).into_js_value(),
    );
}

fn set(object: &JsValue, name: &str, value: JsValue) {
    // Setting a property of a plain object or of the window does not fail.
    let _ = Reflect::set(object, &name.into(), &value);
}

fn error(reason: impl std::fmt::Display) -> JsValue {
    Error::new(&reason.to_string()).into()
}

/// JSON text of a value; a string is taken as JSON text already.
fn stringify(value: &JsValue) -> Result<String, JsValue> {
    match value.as_string() {
        Some(text) => Ok(text),
        None => JSON::stringify(value)?
            .as_string()
            .ok_or_else(|| error("a JSON value is needed")),
    }
}

/// A time in whole microseconds.
fn micros(value: &JsValue) -> Result<Micros, JsValue> {
    const MOST: f64 = 1e15;
    match value.as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within bounds"
        )]
        Some(micros) if (0.0..=MOST).contains(&micros) => Ok(Micros(micros.round() as u64)),
        _ => Err(error("a time is a number of microseconds, 0 or more")),
    }
}
