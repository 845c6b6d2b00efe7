//! What is open, and what to try with it; scenarios, undo, reset, share.

use std::rc::Rc;

use replicascope_words::{Language, say, speaking};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::embed::Embed;
use super::keys::Keys;
use super::opening::{Scenarios, Texts};
use super::share::Share;
use super::widgets::IconButton;
use crate::app::PartProps;
use crate::embed::Control;
use crate::state::{Action, Page, State};
use crate::{language, link};

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
            { opening(props) }
            if !learns {
                <div class="history" role="group" aria-label={say::header::history()}>{ undo(props) }</div>
            }
            <div class="out">
                <Share ..props.clone() />
                if !learns || state.learn.is_open() { <Embed ..props.clone() /> }
            </div>
            <div class="aids">
                <Keys />
                { languages(props) }
            </div>
            { pages(props) }
            if !learns { { story(state) } }
        </header>
    }
}

/// What can be opened here. The page about quorums has three numbers of its own.
fn opening(props: &PartProps) -> Html {
    match props.state.view.page {
        Page::Learn | Page::Quorum => html! {},
        Page::Text => html! { <Texts ..props.clone() /> },
        _ => html! { <Scenarios ..props.clone() /> },
    }
}

/// What the page is about, and what to try.
pub fn story(state: &State) -> Html {
    let (title, prompt) = match state.view.page {
        Page::Text => (
            state.text.lab().title.as_str(),
            state.text.lab().prompt.as_str(),
        ),
        // It is about three numbers, whatever document is open.
        Page::Quorum => (say::header::quorum_title(), say::header::quorum_prompt()),
        _ => (&*state.lab().title, &*state.lab().prompt),
    };
    // Whoever has changed something or done a lesson knows the way.
    let is_new = state.view.page == Page::Lab
        && !state.asked.embed
        && !state.can_reset()
        && state.learn.done.is_empty();
    // Documents are in English, whatever language the page speaks.
    let lang = (state.view.page != Page::Quorum).then_some("en");
    html! {
        <div class="story">
            <h1 {lang}>{ title }</h1>
            <p class="prompt" {lang}>{ prompt }</p>
            if is_new { <a class="begin" href={link::to_lesson(None)}>{ say::header::begin() }</a> }
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
                <IconButton label={say::header::undo()} icon="undo" disabled={!state.can_undo()} onclick={send(Action::Undo)} />
                <IconButton label={say::header::redo()} icon="redo" disabled={!state.can_redo()} onclick={send(Action::Redo)} />
            }
            if state.asked.offers(Control::Reset) {
                <button type="button" disabled={!state.can_reset()} onclick={send(Action::Reset)}>{ say::header::reset() }</button>
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
    html! { <nav class="pages-bar" aria-label={say::header::pages()}>{ for Page::ALL.map(link) }</nav> }
}

/// The languages to choose from, each by its own name.
fn languages(props: &PartProps) -> Html {
    let onchange = {
        let (dispatch, asked) = (props.dispatch.clone(), Rc::clone(&props.state.asked));
        Callback::from(move |event: Event| {
            let chosen: HtmlSelectElement = event.target_unchecked_into();
            if let Some(chosen) = Language::of(&chosen.value()) {
                dispatch.emit(language::choose(&asked, chosen));
            }
        })
    };
    // A language that is tried is on offer while it is spoken.
    let tried = (!Language::OFFERED.contains(&speaking())).then(speaking);
    let option = |one: Language| {
        html! { <option value={one.tag()} lang={one.tag()} selected={one == speaking()}>{ one.name() }</option> }
    };
    html! {
        <select class="language" aria-label={say::header::language()} {onchange}>
            { for Language::OFFERED.into_iter().chain(tried).map(option) }
        </select>
    }
}
