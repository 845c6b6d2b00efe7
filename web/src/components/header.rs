//! What is open, and what to try with it; scenarios, undo, reset, share.

use yew::prelude::*;

use super::embed::Embed;
use super::opening::{Scenarios, Texts};
use super::share::Share;
use super::widgets::IconButton;
use crate::app::PartProps;
use crate::embed::Control;
use crate::link;
use crate::state::{Action, Page, State};

/// The quorum lab is about three numbers, whatever document is open.
const QUORUM: (&str, &str) = (
    "The quorum lab",
    "N replicas keep a key; W of them store a write before it is acknowledged, R of them answer a \
     read. Drag the boundary of a set, and see which sets can miss each other.",
);

/// The head of the page.
#[component]
pub fn Header(props: &PartProps) -> Html {
    let state = &props.state;
    let learns = state.view.page == Page::Learn;
    html! {
        <header class={classes!("top", learns.then_some("learns"))}>
            <div class="brand">
                <svg viewBox="0 0 32 32" aria-hidden="true">
                    <path class="thread" d="M3 7 H29 M3 16 H29 M3 25 H29" />
                    <path class="way" d="M8 7 L17 16 M8 7 L24 25" />
                    <circle cx="8" cy="7" r="3.6" data-replica="A" />
                    <path d="M17 12 L21 19 L13 19 Z" data-replica="B" />
                    <path d="M20.8 21.8 h6.4 v6.4 h-6.4 Z" data-replica="C" />
                </svg>
                <span>{ "Replicascope" }</span>
            </div>
            if state.view.page == Page::Text { <Texts ..props.clone() /> } else if !learns { <Scenarios ..props.clone() /> }
            <div class="history" role="group" aria-label="History">
                if !learns { { undo(props) } }
                <Share ..props.clone() />
                if !learns || state.learn.lesson.is_some() { <Embed ..props.clone() /> }
            </div>
            { pages(props) }
            if !learns { { story(state) } }
        </header>
    }
}

/// What the page is about, and what to try.
pub fn story(state: &State) -> Html {
    let (title, prompt) = match state.view.page {
        Page::Text => (
            state.text.lab().title.as_str(),
            state.text.lab().prompt.as_str(),
        ),
        Page::Quorum => QUORUM,
        _ => (&*state.lab().title, &*state.lab().prompt),
    };
    // Whoever has changed something or done a lesson knows the way.
    let is_new = state.view.page == Page::Lab
        && !state.asked.embed
        && !state.can_reset()
        && state.learn.done.is_empty();
    html! {
        <div class="story">
            <h1>{ title }</h1>
            <p class="prompt">{ prompt }</p>
            if is_new { <a class="begin" href={link::to_lesson(None)}>{ "Start with the lessons" }</a> }
        </div>
    }
}

/// Going back to what was before.
pub fn undo(props: &PartProps) -> Html {
    let state = &props.state;
    let send = |action: Action| props.dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        <>
            if state.asked.offers(Control::Undo) {
                <IconButton label="Undo (Ctrl+Z)" icon="undo" disabled={!state.can_undo()} onclick={send(Action::Undo)} />
                <IconButton label="Redo (Ctrl+Shift+Z)" icon="redo" disabled={!state.can_redo()} onclick={send(Action::Redo)} />
            }
            if state.asked.offers(Control::Reset) {
                <button type="button" disabled={!state.can_reset()} onclick={send(Action::Reset)}>{ "Reset" }</button>
            }
        </>
    }
}

/// The pages to go to.
fn pages(props: &PartProps) -> Html {
    let link = |page: Page| {
        let here = props.state.view.page == page;
        let onclick = props
            .dispatch
            .reform(move |_: MouseEvent| Action::ShowPage(page));
        html! {
            <button type="button" aria-current={here.then_some("page")} {onclick}>{ page.title() }</button>
        }
    };
    html! { <nav class="pages-bar" aria-label="Pages">{ for Page::ALL.map(link) }</nav> }
}
