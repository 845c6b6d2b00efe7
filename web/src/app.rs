//! The page: which parts there are, and the keys that work everywhere.

use gloo_events::EventListener;
use replicascope_words::speaking;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::{
    ClusterPanel, Compare, Conflicts, ENTERED, EventList, FramedPage, Guarantees, Header,
    Inspector, LearnPage, NoticeBar, Presentation, QuorumPage, RunningBar, Setup, TextPage,
    TheatrePage, TimelinePanel, Transport,
};
use crate::dom;
use crate::same::Same;
use crate::state::{Action, Page, State};
use crate::store::Store;

/// The page is given the store that it shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The store.
    pub store: Store,
}

/// The state at one moment, shared by all parts of the page.
pub type Snapshot = Same<State>;

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
    let state = use_state(|| Same(props.store.state()));
    {
        let (store, state) = (props.store.clone(), state.setter());
        use_effect_with((), move |()| {
            // The newest state, not the one that was told of: a listener before this one may have
            // changed it again.
            let newest = store.clone();
            store.listen(move |_, _| state.set(Same(newest.state())));
        });
    }
    let dispatch = {
        let store = props.store.clone();
        use_callback((), move |action, ()| store.dispatch(action))
    };
    use_shortcuts(props.store.clone());

    let part = PartProps {
        state: (*state).clone(),
        dispatch,
    };
    let calm = PartProps {
        state: use_calm(&part.state),
        ..part.clone()
    };
    // In another language everything is said anew, also by parts that nothing else changes.
    html! { <key={speaking().tag()}>{ whole(&part, &calm) }<RunningBar ..part /></> }
}

/// The page, or what is shown instead of it.
fn whole(part: &PartProps, calm: &PartProps) -> Html {
    if part.state.asked.embed {
        return html! { <FramedPage ..part.clone() /> };
    }
    if part.state.view.presenting {
        return html! { <Presentation ..part.clone() /> };
    }
    html! {
        <>
            <Header ..part.clone() />
            <NoticeBar ..part.clone() />
            <main>{ page(part, calm) }</main>
        </>
    }
}

/// The same state as long as only another part of the run comes into view: what shows nothing of that
/// is not drawn again while the diagram is panned and zoomed.
#[hook]
fn use_calm(state: &Snapshot) -> Snapshot {
    let last = use_mut_ref(|| state.clone());
    if !last.borrow().is_but_for_zoom(state) {
        *last.borrow_mut() = state.clone();
    }
    last.borrow().clone()
}

/// The parts of the page that is shown.
fn page(part: &PartProps, calm: &PartProps) -> Html {
    match part.state.view.page {
        Page::Lab => html! {
            <>
                <TimelinePanel ..part.clone() />
                <Transport ..calm.clone() />
                { panels(calm) }
                <Setup ..calm.clone() />
            </>
        },
        Page::Learn => html! { <LearnPage ..part.clone() /> },
        Page::Theatre => html! {
            <>
                <TheatrePage ..part.clone() />
                <TimelinePanel ..part.clone() />
                <Transport ..part.clone() />
            </>
        },
        Page::Conflicts => html! {
            <>
                <Conflicts ..part.clone() />
                <TimelinePanel ..part.clone() />
                <Transport ..part.clone() />
                <Setup ..part.clone() />
            </>
        },
        Page::Compare => html! {
            <>
                <Compare ..part.clone() />
                <Transport ..calm.clone() />
                { panels(calm) }
                <Setup ..calm.clone() />
            </>
        },
        Page::Guarantees => html! { <Guarantees ..part.clone() /> },
        Page::Text => html! { <TextPage ..part.clone() /> },
        Page::Quorum => html! { <QuorumPage ..part.clone() /> },
    }
}

/// What tells of the run in the centre of attention.
fn panels(part: &PartProps) -> Html {
    html! {
        <div class="panels">
            <ClusterPanel ..part.clone() />
            <Inspector ..part.clone() />
            <EventList ..part.clone() />
        </div>
    }
}

/// Undo, redo and giving up a drag work wherever the focus is, except in a field with text that
/// is not entered yet.
#[hook]
fn use_shortcuts(store: Store) {
    use_effect_with((), move |()| {
        let listener = EventListener::new_with_options(
            &dom::window(),
            "keydown",
            gloo_events::EventListenerOptions::enable_prevent_default(),
            move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if event.key() == "Escape" {
                    store.dispatch(Action::CancelDrag);
                } else if let Some(action) = history_shortcut(event) {
                    event.prevent_default();
                    // What only the page around a frame may change, only it undoes.
                    if !store.state().asked.is_fixed() {
                        store.dispatch(action);
                    }
                }
            },
        );
        move || drop(listener)
    });
}

/// What a key does to the history of documents.
pub fn history_shortcut(event: &KeyboardEvent) -> Option<Action> {
    if !(event.ctrl_key() || event.meta_key()) || is_typing(event) {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Action::Undo),
        ("z", true) | ("y", false) => Some(Action::Redo),
        _ => None,
    }
}

/// Whether the key goes to a field whose text is not entered yet: there the browser undoes.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target();
    let area = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<HtmlTextAreaElement>());
    let field = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<HtmlInputElement>());
    // The editors of texts are undone by the page; where a text is only pasted, the browser undoes.
    area.is_some_and(|area| area.has_attribute("data-plain"))
        || field.is_some_and(|field| {
            field
                .get_attribute(ENTERED)
                .is_none_or(|entered| entered != field.value())
        })
}
