//! The speaker's window, for the screen that the audience does not see: what happens now and what
//! next, the notes, the time, and the steps. It is drawn by this page, which so keeps it in step.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use replicascope_core::Micros;
use replicascope_scene::words::time;
use replicascope_words::say;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlLinkElement, KeyboardEvent, Window};
use yew::prelude::*;

use super::{Act, of_key, said};
use crate::app::Snapshot;
use crate::components::widgets::IconButton;
use crate::dom;
use crate::state::Action;

/// One window of this name: opening it again brings it to the front.
const NAME: &str = "replicascope-speaker";
const LOOKS: &str = "popup,width=900,height=700";
/// How often the clock ticks, in milliseconds.
const TICK: u32 = 1000;

/// Opens the window; none: the browser does not let this page.
pub fn open() -> Option<Window> {
    let main = dom::window();
    let opened = main.open_with_url_and_target_and_features("", NAME, LOOKS);
    let opened = opened.ok().flatten()?;
    dress(&main.document()?, &opened.document()?)?;
    // Where it stays behind, it is there all the same.
    let _ = opened.focus();
    Some(opened)
}

/// Gives a window the looks of this page, and nothing else.
fn dress(from: &Document, page: &Document) -> Option<()> {
    page.body()?.set_text_content(None);
    let head = page.head()?;
    head.set_text_content(None);
    let sheets = from
        .query_selector_all("link[rel=stylesheet], style")
        .ok()?;
    for sheet in (0..sheets.length()).filter_map(|place| sheets.get(place)) {
        let copy = sheet.clone_node_with_deep(true).ok()?;
        if let (Some(link), Some(copy)) = (
            sheet.dyn_ref::<HtmlLinkElement>(),
            copy.dyn_ref::<HtmlLinkElement>(),
        ) {
            // An empty page has no address that others could be relative to.
            copy.set_href(&link.href());
        }
        head.append_child(&copy).ok()?;
    }
    let (root, other) = (from.document_element()?, page.document_element()?);
    for name in ["lang", "dir", "data-theme", "data-motion"] {
        if let Some(value) = root.get_attribute(name) {
            other.set_attribute(name, &value).ok()?;
        }
    }
    page.set_title(say::present::speaker_title());
    Some(())
}

/// The properties of [`Speaker`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub window: Window,
    pub state: Snapshot,
    pub act: Callback<Act>,
    /// Is told when the window is gone.
    pub onclose: Callback<()>,
}

/// What the window shows, for as long as there is a presentation.
#[component]
pub fn Speaker(props: &Props) -> Html {
    let (begin, seconds) = use_clock(props);
    use_keys(props);
    let body = props.window.document().and_then(|page| page.body());
    let Some(body) = body else {
        return Html::default();
    };
    create_portal(
        shown(props, &begin, seconds),
        body.unchecked_into::<Element>(),
    )
}

fn shown(props: &Props, begin: &UseStateSetter<f64>, seconds: u32) -> Html {
    let state = &props.state;
    let (lab, now) = (state.lab(), state.view.playhead);
    let next = state.reduce(Action::StepForward).view.playhead;
    let next = (next > now).then_some(next);
    let press = |what: Act| props.act.reform(move |_: MouseEvent| what.clone());
    let again = {
        let begin = begin.clone();
        Callback::from(move |_: MouseEvent| begin.set(js_sys::Date::now()))
    };
    html! {
        <main class="speaker">
            <h1>{ &lab.title }</h1>
            <section aria-labelledby="speaker-now">
                <h2 id="speaker-now">{ say::present::now(&time(now)) }</h2>
                { sentences(state, Some(now)) }
            </section>
            <section class="next" aria-labelledby="speaker-next">
                <h2 id="speaker-next">{ next.map_or_else(|| say::present::last().to_owned(), |next| say::present::next(&time(next))) }</h2>
                { sentences(state, next) }
            </section>
            <section class="said" aria-labelledby="speaker-notes">
                <h2 id="speaker-notes">{ say::present::notes() }</h2>
                <p>{ if lab.notes.is_empty() { say::present::no_notes() } else { lab.notes.as_str() } }</p>
            </section>
            <div class="row" role="group" aria-label={say::present::steps()}>
                <IconButton label={say::present::back()} icon="back" onclick={press(Act::Step(Action::StepBack))} />
                <IconButton label={say::present::forward()} icon="forward" onclick={press(Act::Step(Action::StepForward))} />
                <button type="button" onclick={press(Act::Dark)}>{ say::present::darken() }</button>
                <span class="elapsed" role="timer" aria-label={say::present::elapsed()}>{ clock(seconds) }</span>
                <button type="button" onclick={again}>{ say::present::from_zero() }</button>
            </div>
        </main>
    }
}

/// What happens at a moment; at none, the run is over.
fn sentences(state: &Snapshot, at: Option<Micros>) -> Html {
    let said = match at {
        Some(at) => said(state.trace(), at),
        None => vec![say::present::over().to_owned()],
    };
    html! { <>{ for said.into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }</> }
}

/// Minutes and seconds.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// When the speaker began, which can be set, and the seconds since then; notices, too, that the
/// window was closed.
#[hook]
fn use_clock(props: &Props) -> (UseStateSetter<f64>, u32) {
    let began = use_state(js_sys::Date::now);
    let now = use_state(js_sys::Date::now);
    {
        let (window, onclose, now) = (props.window.clone(), props.onclose.clone(), now.setter());
        use_effect_with((), move |()| {
            let tick = Interval::new(TICK, move || match window.closed() {
                Ok(false) => now.set(js_sys::Date::now()),
                _ => onclose.emit(()),
            });
            move || drop(tick)
        });
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not below 0, and no speaker speaks for years"
    )]
    let seconds = ((*now - *began).max(0.0) / 1000.0) as u32;
    (began.setter(), seconds)
}

/// The keys of the presentation work here, too.
#[hook]
fn use_keys(props: &Props) {
    let (act, onclose) = (props.act.clone(), props.onclose.clone());
    use_effect_with((props.window.clone(), act), move |(window, act)| {
        let (act, own) = (act.clone(), window.clone());
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        let keys = EventListener::new_with_options(window, "keydown", options, move |event| {
            // Of another window, so of no type that this one knows.
            let event: &KeyboardEvent = event.unchecked_ref();
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            let Some(what) = of_key(&event.key()).filter(|_| plain) else {
                return;
            };
            event.prevent_default();
            match what {
                Act::Leave | Act::Speaker => onclose.emit(()),
                // The notes are here already, and the audience is not to see them.
                Act::Notes | Act::Fill => {}
                other => act.emit(other),
            }
        });
        // With the presentation, or its page, goes what belongs to it.
        let gone = own.clone();
        let leaving = EventListener::new(&dom::window(), "pagehide", move |_| close(&gone));
        move || drop((keys, leaving))
    });
    let window = props.window.clone();
    use_effect_with((), move |()| move || close(&window));
}

fn close(window: &Window) {
    // One that is closed already cannot be closed, and need not be.
    let _ = window.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_minutes_and_seconds() {
        assert_eq!(
            [0, 59, 60, 3605].map(clock),
            ["0:00", "0:59", "1:00", "60:05"]
        );
    }
}
