//! What there is to practise: the quiz, exercises, sorting, and mistakes to find.

mod arrange;
mod check;
mod design;
mod diagram;
mod exercise;
mod fields;
mod gradebook;
mod list;
mod live;
mod mistake;
mod quiz;
mod sort;
mod words;

use replicascope_lessons::exercise::ExerciseText;
use replicascope_lessons::mistake::Mistake;
use replicascope_lessons::quiz::Text;
use replicascope_words::say;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::loading::{Loaded, use_content, waiting};
use crate::app::PartProps;
use crate::link;
use crate::state::{Action, KINDS, LearnAction, Practice};

pub use list::PracticeList;

/// The properties of [`PracticePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub practice: Practice,
}

/// The page.
#[component]
pub fn PracticePage(props: &Props) -> Html {
    let title = use_title(props.practice);
    let done = {
        let name = props.practice.name();
        props
            .part
            .dispatch
            .reform(move |()| Action::Learn(LearnAction::Done(name.as_str().into())))
    };
    let part = props.part.clone();
    // A frame is about what its host has named.
    let framed = part.state.asked.embed;
    let body = match props.practice {
        Practice::Quiz { place, seed } => html! { <QuizLoader {part} {place} {seed} {done} /> },
        Practice::Sort => html! { <SortLoader {done} /> },
        Practice::Exercise(place) => html! { <ExerciseLoader {part} {place} {done} /> },
        Practice::Mistake(place) => html! { <MistakeLoader {part} {place} {done} /> },
    };
    html! {
        <article class="learn practice" aria-labelledby="practice-title">
            if !framed {
                <p class="lesson-place"><a href={link::to_lesson(None)}>{ say::learn::title() }</a>{ format!(" · {}", whereabouts(props.practice)) }</p>
            }
            <h1 id="practice-title" tabindex="-1" ref={title}>{ props.practice.title() }</h1>
            { body }
            if !framed { { neighbours(props.practice) } }
        </article>
    }
}

/// Such as “Quiz, 3 of 8”.
fn whereabouts(practice: Practice) -> String {
    let all = Practice::of_kind(practice.kind());
    let here = all.iter().position(|one| one.name() == practice.name());
    match (here, all.len()) {
        (Some(here), 2..) => {
            say::practice::place(&KINDS[practice.kind()](), &(here + 1), &all.len())
        }
        _ => KINDS[practice.kind()]().to_owned(),
    }
}

/// Readers begin at the title.
#[hook]
fn use_title(practice: Practice) -> NodeRef {
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(practice.name(), move |_| {
            if let Some(title) = title.cast::<HtmlElement>() {
                // Should it refuse, the page is as usable.
                let _ = title.focus();
            }
            crate::dom::window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    }
    title
}

fn neighbours(practice: Practice) -> Html {
    let all: Vec<Practice> = (0..KINDS.len()).flat_map(Practice::of_kind).collect();
    let here = all.iter().position(|one| one.name() == practice.name());
    let before = here.and_then(|here| all.get(here.checked_sub(1)?));
    let after = here.and_then(|here| all.get(here + 1));
    let way = |to: &Practice, class: &'static str, word: &str| {
        html! {
            <a {class} href={to.fragment()}>
                <span class="word">{ format!("{word} · {}", KINDS[to.kind()]()) }</span><span class="title">{ to.title() }</span>
            </a>
        }
    };
    html! {
        <nav class="neighbours" aria-label={say::practice::neighbours()}>
            { for before.map(|one| way(one, "previous", say::learn::previous())) }
            { for after.map(|one| way(one, "next", say::learn::next())) }
            if after.is_none() { <a class="next" href={link::to_lesson(None)}><span class="title">{ say::learn::all_lessons() }</span></a> }
        </nav>
    }
}

fn path(practice: Practice) -> AttrValue {
    format!("content/practice/{}.json", practice.name()).into()
}

#[derive(Properties, PartialEq)]
struct QuizLoaderProps {
    part: PartProps,
    place: usize,
    seed: u32,
    done: Callback<()>,
}

#[component]
fn QuizLoader(props: &QuizLoaderProps) -> Html {
    let (place, seed) = (props.place, props.seed);
    match use_content(path(Practice::Quiz { place, seed }), Text::from_json) {
        Loaded::Ready(text) => html! {
            <quiz::Quiz part={props.part.clone()} {place} {seed} {text} done={props.done.clone()} />
        },
        other => waiting(&other, say::practice::the_question()),
    }
}

#[derive(Properties, PartialEq)]
struct SortLoaderProps {
    done: Callback<()>,
}

#[component]
fn SortLoader(props: &SortLoaderProps) -> Html {
    match use_content(path(Practice::Sort), Text::from_json) {
        Loaded::Ready(text) => html! { <sort::Sort {text} done={props.done.clone()} /> },
        other => waiting(&other, say::practice::the_exercise()),
    }
}

#[derive(Properties, PartialEq)]
struct PlaceLoaderProps {
    part: PartProps,
    place: usize,
    done: Callback<()>,
}

#[component]
fn ExerciseLoader(props: &PlaceLoaderProps) -> Html {
    let (part, place, done) = (props.part.clone(), props.place, props.done.clone());
    match use_content(path(Practice::Exercise(place)), ExerciseText::from_json) {
        Loaded::Ready(text) if text.lab.is_some() => {
            html! { <exercise::Exercise {part} {place} {text} {done} /> }
        }
        Loaded::Ready(text) => {
            html! { <design::DesignPage practice={Practice::Exercise(place)} {text} {done} /> }
        }
        other => waiting(&other, say::practice::the_exercise()),
    }
}

#[component]
fn MistakeLoader(props: &PlaceLoaderProps) -> Html {
    let (part, done) = (props.part.clone(), props.done.clone());
    match use_content(path(Practice::Mistake(props.place)), Mistake::from_json) {
        Loaded::Ready(mistake) => {
            html! { <mistake::MistakePage {part} place={props.place} {mistake} {done} /> }
        }
        other => waiting(&other, say::practice::the_run()),
    }
}
