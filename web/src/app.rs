//! The page: which parts there are, and the keys that work everywhere.

use std::rc::Rc;

use gloo_events::EventListener;
use replicascope_core::Trace;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::{
    ClusterPanel, EventList, Header, Inspector, NoticeBar, Setup, TimelinePanel, Transport,
};
use crate::dom;
use crate::state::{Action, State};
use crate::store::Store;

/// The page is given the store that it shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The store.
    pub store: Store,
}

/// The state at one moment, shared by all parts of the page; equal only to itself.
#[derive(Clone)]
pub struct Snapshot(pub Rc<State>);

impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Snapshot {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// A trace; equal only to itself.
#[derive(Clone)]
pub struct TraceHandle(
    /// The trace.
    pub Rc<Trace>,
);

impl PartialEq for TraceHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What every part of the page is given.
#[derive(Properties, PartialEq, Clone)]
pub struct PartProps {
    /// The state to show.
    pub state: Snapshot,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The page.
#[component]
pub fn App(props: &Props) -> Html {
    let state = use_state(|| Snapshot(props.store.state()));
    {
        let (store, state) = (props.store.clone(), state.setter());
        use_effect_with((), move |()| {
            store.listen(move |_, after| state.set(Snapshot(Rc::clone(after))));
        });
    }
    let dispatch = {
        let store = props.store.clone();
        use_callback((), move |action, ()| store.dispatch(action))
    };
    use_shortcuts(dispatch.clone());

    let part = PartProps {
        state: (*state).clone(),
        dispatch,
    };
    html! {
        <>
            <Header ..part.clone() />
            <NoticeBar ..part.clone() />
            <main>
                <TimelinePanel ..part.clone() />
                <Transport ..part.clone() />
                <div class="panels">
                    <ClusterPanel ..part.clone() />
                    <Inspector ..part.clone() />
                    <EventList ..part.clone() />
                </div>
                <Setup ..part />
            </main>
        </>
    }
}

/// Undo, redo and giving up a drag work wherever the focus is, except in a text field.
#[hook]
fn use_shortcuts(dispatch: Callback<Action>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new_with_options(
            &dom::window(),
            "keydown",
            gloo_events::EventListenerOptions::enable_prevent_default(),
            move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if let Some(action) = shortcut(event) {
                    event.prevent_default();
                    dispatch.emit(action);
                }
            },
        );
        move || drop(listener)
    });
}

fn shortcut(event: &KeyboardEvent) -> Option<Action> {
    if event.key() == "Escape" {
        return Some(Action::CancelDrag);
    }
    let in_text = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        });
    if in_text || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Action::Undo),
        ("z", true) | ("y", false) => Some(Action::Redo),
        _ => None,
    }
}
