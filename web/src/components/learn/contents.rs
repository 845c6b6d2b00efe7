//! All lessons, in order, with what is done; and a search.

use replicascope_lessons::lesson::{Chapter, Contents, Entry};
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

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
    let learn = &props.part.state.learn;
    let chapters = props.contents.chapters.iter().map(|chapter| {
        let fitting = chapter.lessons.iter().filter(|one| one.matches(&search));
        (chapter, fitting.collect::<Vec<_>>())
    });
    let chapters: Vec<_> = chapters
        .filter(|(_, fitting)| !fitting.is_empty())
        .collect();
    let count: usize = chapters.iter().map(|(_, fitting)| fitting.len()).sum();
    html! {
        <section class="learn contents" aria-labelledby="contents-title">
            <div class="contents-head">
                <h1 id="contents-title">{ "Lessons" }</h1>
                <p class="lead">{ "Each is a page or less around a run that you can take apart. First you say what will happen; then it happens, and you see why." }</p>
                { going_on(&props.contents, learn) }
                <label class="field search">
                    <span>{ "Find" }</span>
                    <input type="search" value={(*search).clone()} data-entered={(*search).clone()} {oninput} placeholder="quorum, cart, 3.3 …" />
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
        0 => "No lesson has these words.".into(),
        1 => "One lesson has these words.".into(),
        many => format!("{many} lessons have these words."),
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
    let word = if done == 0 {
        "Begin with"
    } else {
        "Continue with"
    };
    html! {
        <div class="going-on">
            if let Some(next) = next {
                <a class="button strong" href={link::to_lesson(Some(&next.name))}>{ format!("{word} “{}”", next.title) }</a>
            } else {
                <strong>{ "All lessons are done." }</strong>
            }
            <span class="done-count">{ format!("{done} of {all} done") }</span>
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
                    <span class="title">{ &entry.title }</span>
                    <span class="summary">{ &entry.summary }</span>
                </span>
                <span class="tick-sign">
                    if done { <span aria-hidden="true">{ "✓" }</span><span class="unseen">{ "Done" }</span> }
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
    html! { <p><button type="button" class="quiet" {onclick}>{ "Forget what is done" }</button></p> }
}
