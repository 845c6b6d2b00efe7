//! All lessons, in order, with what is done; and a search.

use std::rc::Rc;

use replicascope_lessons::lesson::{Chapter, Contents, Entry, Words};
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::loading::use_content;
use super::practice::PracticeList;
use crate::app::PartProps;
use crate::same::Same;
use crate::state::{Action, LearnAction, LearnState};
use crate::{link, progress};

/// The properties of [`ContentsPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub contents: Same<Contents>,
}

/// The page.
#[component]
pub fn ContentsPage(props: &Props) -> Html {
    let search = use_state(String::new);
    let oninput = {
        let search = search.setter();
        Callback::from(move |event: InputEvent| {
            search.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    // Until they are here, and where they cannot be had, the search looks at what is shown.
    let words = use_content("content/words.json".into(), Words::from_json).loaded();
    let words = words.map_or_else(Rc::default, |Same(words)| words);
    let learn = &props.part.state.learn;
    let chapters = props.contents.chapters.iter().map(|chapter| {
        let fitting = chapter.lessons.iter().filter(|one| words.fit(one, &search));
        (chapter, fitting.collect::<Vec<_>>())
    });
    let chapters: Vec<_> = chapters
        .filter(|(_, fitting)| !fitting.is_empty())
        .collect();
    let count: usize = chapters.iter().map(|(_, fitting)| fitting.len()).sum();
    html! {
        <section class="learn contents" aria-labelledby="contents-title">
            <div class="contents-head">
                <h1 id="contents-title">{ say::learn::title() }</h1>
                <p class="lead">{ say::learn::lead() }</p>
                { going_on(&props.contents, learn) }
                <label class="field search">
                    <span>{ say::learn::find() }</span>
                    <input type="search" value={(*search).clone()} data-entered={(*search).clone()} {oninput} placeholder={say::learn::placeholder()} />
                </label>
            </div>
            <div class="chapters">
                { for chapters.iter().map(|(chapter, fitting)| chapter_part(chapter, fitting, learn)) }
            </div>
            <p class="hint" role="status">
                if !search.is_empty() {
                    { found(count) }
                }
            </p>
            if search.is_empty() { <PracticeList learn={learn.clone()} /> }
            { forget(&props.part, learn) }
            if !progress::is_kept() { <p class="hint">{ say::lessons::not_kept() }</p> }
        </section>
    }
}

fn found(count: usize) -> String {
    match count {
        0 => say::learn::found_none().into(),
        1 => say::learn::found_one().into(),
        many => say::learn::found(&many),
    }
}

/// How much is done, and where to go on.
fn going_on(contents: &Contents, learn: &LearnState) -> Html {
    let all = contents.lessons().count();
    let done = contents
        .lessons()
        .filter(|one| learn.done.contains(&one.name))
        .count();
    let next = contents
        .lessons()
        .find(|one| !learn.done.contains(&one.name));
    html! {
        <div class="going-on">
            if let Some(next) = next {
                <a class="button strong" href={link::to_lesson(Some(&next.name))}>{ if done == 0 { say::learn::begin_with(&next.title) } else { say::learn::continue_with(&next.title) } }</a>
            } else {
                <strong>{ say::learn::all_done() }</strong>
            }
            <span class="done-count">{ say::learn::done_count(&done, &all) }</span>
        </div>
    }
}

fn chapter_part(chapter: &Chapter, fitting: &[&Entry], learn: &LearnState) -> Html {
    html! {
        <section class="chapter">
            <h2>{ &chapter.title }</h2>
            <ol>{ for fitting.iter().map(|entry| row(entry, learn.done.contains(&entry.name))) }</ol>
        </section>
    }
}

fn row(entry: &Entry, done: bool) -> Html {
    html! {
        <li class={classes!(done.then_some("done"))} data-lesson={entry.name.clone()}>
            <a href={link::to_lesson(Some(&entry.name))}>
                <span class="number">{ &entry.section }</span>
                <span class="what">
                    <span class="title" lang="en">{ &entry.title }</span>
                    <span class="summary" lang="en">{ &entry.summary }</span>
                </span>
                <span class="tick-sign">
                    if done { <span aria-hidden="true">{ "✓" }</span><span class="unseen">{ say::learn::done() }</span> }
                </span>
            </a>
        </li>
    }
}

/// The way back to the beginning.
fn forget(part: &PartProps, learn: &LearnState) -> Html {
    if learn.done.is_empty() {
        return Html::default();
    }
    let onclick = part
        .dispatch
        .reform(|_: MouseEvent| Action::Learn(LearnAction::Forget));
    html! { <p><button type="button" class="quiet" {onclick}>{ say::learn::forget() }</button></p> }
}
