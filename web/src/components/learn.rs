//! Lessons: their contents, and one of them with its run.

mod answering;
mod ask;
mod contents;
mod controls;
mod lesson;
mod loading;
mod opening;
mod practice;
mod prose;
mod stage;

use replicascope_lessons::lesson::{Contents, Lesson};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;

use contents::ContentsPage;
use lesson::LessonPage;
use loading::{Loaded, use_content, waiting};
use practice::PracticePage;

/// The page.
#[component]
pub fn LearnPage(props: &PartProps) -> Html {
    let contents = use_content("content/index.json".into(), Contents::from_json);
    if let Some(practice) = props.state.learn.practice {
        return html! { <PracticePage key={practice.fragment()} part={props.clone()} {practice} /> };
    }
    let lesson = props.state.learn.lesson.clone();
    match lesson {
        Some(name) => html! {
            <OneLesson key={name.to_string()} part={props.clone()} name={AttrValue::from(name.clone())} contents={contents.loaded()} />
        },
        None => match contents {
            Loaded::Ready(contents) => html! { <ContentsPage part={props.clone()} {contents} /> },
            other => waiting(&other, say::learn::the_list()),
        },
    }
}

/// The properties of [`OneLesson`].
#[derive(Properties, PartialEq)]
struct OneProps {
    part: PartProps,
    name: AttrValue,
    /// All lessons, once they are known.
    contents: Option<crate::same::Same<Contents>>,
}

/// A lesson that is fetched first.
#[component]
fn OneLesson(props: &OneProps) -> Html {
    let path = format!("content/lessons/{}.json", props.name);
    match use_content(path.into(), Lesson::from_json) {
        Loaded::Ready(lesson) => html! {
            <LessonPage part={props.part.clone()} {lesson} contents={props.contents.clone()} />
        },
        other => waiting(&other, say::learn::the_lesson()),
    }
}
