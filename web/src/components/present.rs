//! A lecturer's presentation: the diagram as large as the screen, step by step, and what the
//! speaker wants to say, which only the speaker calls up.

mod speaker;

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use replicascope_core::{Micros, Trace};
use replicascope_scene::{story, told, words};
use replicascope_words::say;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Window};
use yew::prelude::*;

use super::timeline::{Diagram, use_lifting};
use super::widgets::IconButton;
use crate::app::PartProps;
use crate::dom;
use crate::state::Action;

use speaker::Speaker;

/// How much of the screen's height the diagram has.
const SHARE: f64 = 0.7;
/// At most so many times as large as on the page everything is.
const MOST: f64 = 2.5;
/// No more sentences than this are said of one moment.
const MOST_SAID: usize = 3;

/// Fills the screen, where the browser lets it; a press or a key must have asked for it.
pub fn begin(dispatch: &Callback<Action>) {
    dispatch.emit(Action::Present(true));
    fill();
}

fn fill() {
    let page = dom::window().document();
    if let Some(root) = page.and_then(|page| page.document_element()) {
        // Where it is refused, the window is filled instead.
        let _ = root.request_fullscreen();
    }
}

/// The presentation.
#[component]
pub fn Presentation(props: &PartProps) -> Html {
    let (notes, dark) = (use_state(|| false), use_state(|| false));
    let (speaker, refused) = (use_state(|| None::<Window>), use_state(|| false));
    // Whether the presentation stays when the screen is left: for another window browsers leave it.
    let held = use_memo((), |()| Cell::new(false));
    let place = use_node_ref();
    let act = {
        let (dispatch, notes, dark) = (props.dispatch.clone(), notes.clone(), dark.clone());
        let (speaker, refused, held) = (speaker.setter(), refused.setter(), Rc::clone(&held));
        Callback::from(move |what: Act| match what {
            Act::Step(action) => {
                dark.set(false);
                dispatch.emit(action);
            }
            Act::Notes => notes.set(!*notes),
            Act::Dark => dark.set(!*dark),
            Act::Speaker => {
                held.set(true);
                let opened = speaker::open();
                held.set(opened.is_some());
                refused.set(opened.is_none());
                speaker.set(opened);
            }
            Act::Fill => fill(),
            Act::Leave => leave(&dispatch),
            Act::Nothing => {}
        })
    };
    use_keys(act.clone());
    use_leaving(props.dispatch.clone(), Rc::clone(&held));
    use_focus(&place);

    let state = &props.state;
    let lifting = use_lifting(state, &props.dispatch);
    let high = dom::window().inner_height().ok();
    let high = high.and_then(|height| height.as_f64()).unwrap_or_default();
    let larger = (SHARE * high / lifting.picture.height).clamp(1.0, MOST);
    let lab = state.lab();
    let press = |what: Act| act.reform(move |_: MouseEvent| what.clone());
    let onclose = {
        let (speaker, held) = (speaker.setter(), Rc::clone(&held));
        use_callback((), move |(), ()| {
            held.set(false);
            speaker.set(None);
        })
    };
    let said = said(state.trace(), state.view.playhead);
    html! {
        <section ref={place} class="presentation" tabindex="-1" aria-label={say::present::title()}>
            <h1>{ &lab.title }</h1>
            <div class="screen"><Diagram {lifting} label={say::timeline::diagram()} {larger} /></div>
            <div class="now" aria-live="polite">
                <output class="clock" aria-label={say::playback::playhead()}>{ words::time(state.view.playhead) }</output>
                <div>{ for said.into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }</div>
            </div>
            if *notes {
                <aside class="notes" aria-label={say::setup::notes()}>
                    { if lab.notes.is_empty() { say::present::no_notes() } else { lab.notes.as_str() } }
                </aside>
            }
            <div class="steps" role="group" aria-label={say::present::steps()}>
                <IconButton label={say::present::back()} icon="back" onclick={press(Act::Step(Action::StepBack))} />
                <IconButton label={say::present::forward()} icon="forward" onclick={press(Act::Step(Action::StepForward))} />
                <button type="button" aria-pressed={notes.to_string()} onclick={press(Act::Notes)}>{ say::present::notes_button() }</button>
                <button type="button" onclick={press(Act::Speaker)}>{ say::present::speaker() }</button>
                <button type="button" onclick={press(Act::Fill)}>{ say::present::fill() }</button>
                <button type="button" onclick={press(Act::Leave)}>{ say::present::leave() }</button>
            </div>
            if *refused {
                <p class="refused" role="alert">{ say::present::refused() }</p>
            }
            if let Some(window) = &*speaker { <Speaker window={window.clone()} state={state.clone()} act={act.clone()} {onclose} /> }
            if *dark { <div class="darkness" onclick={press(Act::Dark)}></div> }
        </section>
    }
}

/// What a key or a button does.
#[derive(Clone, PartialEq, Debug)]
enum Act {
    Step(Action),
    Notes,
    /// Opens the speaker's window.
    Speaker,
    /// Shows nothing, or everything again: what clickers have a button for.
    Dark,
    /// Fills the screen again.
    Fill,
    Leave,
    /// Nothing, and nothing of what the browser does with this key.
    Nothing,
}

/// What a key is for; clickers send the same ones.
fn of_key(key: &str) -> Option<Act> {
    match key {
        "ArrowRight" | "ArrowDown" | "PageDown" => Some(Act::Step(Action::StepForward)),
        "ArrowLeft" | "ArrowUp" | "PageUp" => Some(Act::Step(Action::StepBack)),
        "Home" => Some(Act::Step(Action::Seek(Micros::ZERO))),
        "n" | "N" => Some(Act::Notes),
        "p" | "P" => Some(Act::Speaker),
        "." | "b" | "B" => Some(Act::Dark),
        "f" | "F" => Some(Act::Fill),
        "Escape" => Some(Act::Leave),
        // Clickers begin with it; the browser would load the page again.
        "F5" => Some(Act::Nothing),
        _ => None,
    }
}

/// What happens at a moment: the last that happens there, in a few sentences.
fn said(trace: &Trace, at: Micros) -> Vec<String> {
    let mut events = told(trace);
    events.retain(|id| trace.event(*id).at == at);
    let first = events.len().saturating_sub(MOST_SAID);
    let rows = story(trace, &events[first..]);
    rows.into_iter().map(|row| row.sentence).collect()
}

fn leave(dispatch: &Callback<Action>) {
    dispatch.emit(Action::Present(false));
    if let Some(page) = dom::window().document()
        && page.fullscreen_element().is_some()
    {
        page.exit_fullscreen();
    }
}

/// The keys work wherever the focus is, before anything else sees them.
#[hook]
fn use_keys(act: Callback<Act>) {
    use_effect_with(act, |act| {
        let act = act.clone();
        let options = EventListenerOptions {
            phase: EventListenerPhase::Capture,
            passive: false,
        };
        let listener =
            EventListener::new_with_options(&dom::window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
                if let Some(what) = of_key(&event.key()).filter(|_| plain) {
                    event.prevent_default();
                    event.stop_propagation();
                    act.emit(what);
                }
            });
        move || drop(listener)
    });
}

/// Escape leaves the full screen before the page hears of it.
#[hook]
fn use_leaving(dispatch: Callback<Action>, held: Rc<Cell<bool>>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&dom::window(), "fullscreenchange", move |_| {
            let page = dom::window().document();
            if !held.get() && page.is_some_and(|page| page.fullscreen_element().is_none()) {
                dispatch.emit(Action::Present(false));
            }
        });
        move || drop(listener)
    });
}

/// So that the keys come here and a screen reader begins here.
#[hook]
fn use_focus(place: &NodeRef) {
    let place = place.clone();
    use_effect_with((), move |()| {
        if let Some(place) = place
            .cast::<Element>()
            .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
        {
            // Where it cannot be focused nothing is lost.
            let _ = place.focus();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clickers_and_arrows_step_and_no_key_reloads() {
        for key in ["ArrowRight", "PageDown"] {
            assert_eq!(of_key(key), Some(Act::Step(Action::StepForward)));
        }
        for key in ["ArrowLeft", "PageUp"] {
            assert_eq!(of_key(key), Some(Act::Step(Action::StepBack)));
        }
        assert_eq!(of_key("F5"), Some(Act::Nothing));
        assert_eq!(of_key("."), Some(Act::Dark));
        assert_eq!(of_key("Tab"), None);
    }
}
