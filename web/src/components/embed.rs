//! The text that puts what is on the screen into somebody else's page: what of it, how it looks
//! there, and what to copy.

mod choices;
mod preview;

use replicascope_lessons::{SCENARIOS, TEXTS};
use replicascope_words::say;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::modal::{Modal, use_modal};
use super::widgets::pick;
use crate::app::{PartProps, Snapshot};
use crate::embed::{Asked, Control, Format, Panel, Source};
use crate::state::Page;
use crate::{dom, link};

use choices::choices;
use preview::Preview;

/// The button, and the dialog that it opens.
#[component]
pub fn Embed(props: &PartProps) -> Html {
    let Modal {
        node,
        open,
        show,
        close,
        closed,
    } = use_modal();
    html! {
        <>
            <button type="button" aria-haspopup="dialog" onclick={show}>{ say::embed::embed() }</button>
            <dialog ref={node} class="embed" aria-labelledby="embed-title" onclose={closed}>
                if *open {
                    <div class="toolbar">
                        <h2 id="embed-title">{ say::embed::title() }</h2>
                        <button type="button" class="close" onclick={close}>{ say::embed::close() }</button>
                    </div>
                    <Body state={props.state.clone()} />
                }
            </dialog>
        </>
    }
}

/// What is chosen in the dialog.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    pub asked: Asked,
    pub format: Format,
    /// In pixels; none: as wide as there is room, and as high as it needs.
    pub width: Option<u32>,
    pub height: Option<u32>,
}

#[derive(Properties, PartialEq)]
struct BodyProps {
    state: Snapshot,
}

/// All but the head of the dialog; it lives while the dialog is open.
#[component]
fn Body(props: &BodyProps) -> Html {
    let state = props.state.clone();
    let opened = use_memo((), move |()| (first(&state), unnamed(&state)));
    let chosen = use_state(|| opened.0.clone());
    let measured = use_state(|| 480_u32);
    // What was to be copied last, and whether it was.
    let copied = use_state(|| None::<(String, bool)>);
    let set = {
        let chosen = chosen.setter();
        Callback::from(move |next: Chosen| chosen.set(next))
    };
    let source = source(&props.state, &chosen, opened.1.clone(), *measured);
    let text = source.text(chosen.format);
    let area = use_node_ref();
    let copy = {
        let (text, copied, area) = (text.clone(), copied.setter(), area.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied, area) = (text.clone(), copied.clone(), area.clone());
            spawn_local(async move {
                let done = dom::copy(&text).await;
                if let (false, Some(area)) = (done, area.cast::<HtmlElement>()) {
                    // There it can be copied by hand.
                    let _ = area.focus();
                }
                copied.set(Some((text, done)));
            });
        })
    };
    let formats = Format::ALL.map(|one| (one, one.title().to_owned()));
    let set_format = {
        let chosen = (*chosen).clone();
        set.reform(move |format| Chosen {
            format,
            ..chosen.clone()
        })
    };
    // Choices change the text, and so does the preview, when it knows how high it is.
    let said = match copied.as_ref().filter(|(copy, _)| *copy == text) {
        None => "",
        Some((_, true)) => say::embed::copied(),
        Some((_, false)) => say::embed::no_copy(),
    };
    let on_height = {
        let measured = measured.setter();
        Callback::from(move |height| measured.set(height))
    };
    html! {
        <div class="embed-body">
            <div class="embed-choices">{ choices(&chosen, *measured, &set) }</div>
            <Preview address={source.address()} width={source.width} height={source.steady_height()} {on_height} />
            <div class="embed-text">
                <div class="row">
                    { pick(say::embed::for_what(), &chosen.format, formats.to_vec(), &set_format) }
                    <button type="button" class="strong" onclick={copy}>{ say::embed::copy() }</button>
                    <span role="status">{ said }</span>
                </div>
                <p class="hint">{ chosen.format.advice() }</p>
                <textarea ref={area} aria-label={say::embed::text()} readonly={true} data-plain="" spellcheck="false"
                    rows="5" value={text} />
            </div>
        </div>
    }
}

/// What is chosen at first: what is on the screen.
fn first(state: &Snapshot) -> Chosen {
    let panels = match state.view.page {
        Page::Lab => vec![Panel::Timeline, Panel::Summary],
        Page::Learn => vec![Panel::Lesson],
        Page::Compare => vec![Panel::Compare],
        Page::Text => vec![Panel::Text],
        Page::Quorum => vec![Panel::Quorum],
        Page::Guarantees => vec![Panel::Guarantees],
        Page::Theatre => vec![Panel::Merge],
        Page::Conflicts => vec![Panel::Conflicts],
    };
    let playhead = state.view.playhead;
    let page = state.view.page;
    let elsewhere = !matches!(page, Page::Text | Page::Learn | Page::Quorum)
        && playhead != state.lab().opens_at;
    let asked = Asked {
        scenario: scenario(state).map(ToOwned::to_owned),
        lesson: lesson(state),
        practice: state.learn.practice.filter(|_| page == Page::Learn),
        panels: Some(panels),
        at: elsewhere.then_some(playhead),
        ..Asked::default()
    };
    Chosen {
        asked,
        format: Format::Element,
        width: None,
        height: None,
    }
}

/// The name of the lesson, if one is on the screen.
fn lesson(state: &Snapshot) -> Option<String> {
    let here = state.view.page == Page::Learn;
    state
        .learn
        .lesson
        .as_deref()
        .filter(|_| here)
        .map(ToOwned::to_owned)
}

/// The name of the document, if it is as it comes with the product.
fn scenario(state: &Snapshot) -> Option<&'static str> {
    if state.view.page == Page::Text {
        let lab = state.text.lab();
        let known = |one: &&replicascope_lessons::Text| one.lab().is_ok_and(|it| it == **lab);
        return TEXTS.iter().find(known).map(|one| one.name);
    }
    let lab = state.lab();
    let known = |one: &&replicascope_lessons::Scenario| one.lab().is_ok_and(|it| it == **lab);
    SCENARIOS.iter().find(known).map(|one| one.name)
}

/// The document as a fragment, if it has no name.
fn unnamed(state: &Snapshot) -> Option<String> {
    let is_about_a_document = !matches!(state.view.page, Page::Quorum | Page::Learn);
    let fragment =
        (is_about_a_document && scenario(state).is_none()).then(|| link::fragment(state));
    fragment.map(|fragment| fragment.trim_start_matches('#').to_owned())
}

fn source(state: &Snapshot, chosen: &Chosen, link: Option<String>, measured: u32) -> Source {
    let title = match state.view.page {
        Page::Text => state.text.lab().title.clone(),
        Page::Quorum => say::header::quorum_title().to_owned(),
        Page::Learn => match (state.learn.practice, lesson(state)) {
            (Some(practice), _) => practice.title().to_owned(),
            (None, Some(name)) => say::embed::lesson(&name),
            (None, None) => say::learn::title().to_owned(),
        },
        _ => state.lab().title.clone(),
    };
    let mut asked = chosen.asked.clone();
    let alone = asked.panels().iter().any(|one| one.stands_alone());
    if alone {
        // Nothing plays there.
        asked.controls = Asked::default().controls;
    }
    if matches!(asked.panels(), [Panel::Quorum | Panel::Lesson]) {
        asked.scenario = None;
    }
    asked
        .controls
        .retain(|one| !asked.readonly || !matches!(one, Control::Reset | Control::Add));
    let name = asked
        .scenario
        .clone()
        .unwrap_or_else(|| "replicascope".to_owned());
    Source {
        base: link::base(),
        title,
        asked,
        link,
        width: chosen.width,
        height: chosen.height,
        needs: measured,
        picture: format!("{name}.svg"),
    }
}
