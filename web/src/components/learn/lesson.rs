//! A lesson: its text around its stage, and its questions before it.

use std::rc::Rc;

use replicascope_core::Micros;
use replicascope_lessons::lesson::{Ask, Block, Contents, Control, Entry, Lesson, Place};
use replicascope_words::{say, speaking};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::answering::{Answers, Found, Given};
use super::ask::Question;
use super::prose::block;
use super::stage::Stage;
use super::{controls, opening};
use crate::app::PartProps;
use crate::components::transport::SPEEDS;
use crate::link;
use crate::same::Same;
use crate::state::{Action, LearnAction, Page, Selection, State};
use crate::store::Store;

/// Playing up to where the run shows an answer takes about so many seconds at most.
const PATIENCE: u64 = 3;

/// The properties of [`LessonPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub lesson: Same<Lesson>,
    /// All lessons, once they are known.
    pub contents: Option<Same<Contents>>,
}

/// The page.
#[component]
pub fn LessonPage(props: &Props) -> Html {
    let lesson = &props.lesson;
    let answers = use_state(|| Answers::none(lesson));
    let (stage, set_up) = use_stage(props, &answers);
    let title = use_title(lesson);
    let here = opening::staged(lesson, &stage.state);
    let covered = answers.covered_from(lesson, here);
    let run = {
        let (lesson, answers, dispatch) = (lesson.clone(), answers.clone(), set_up);
        Callback::from(move |name: String| {
            let place = lesson.runs.iter().position(|one| one.name == name);
            put(&lesson, place.unwrap_or_default(), &answers, &dispatch);
        })
    };
    let (before, after) = around_the_stage(&lesson.body);
    let asks = questions(props, &stage, &answers, here, &run);
    let asked = !asks.is_empty();
    html! {
        <article class="learn lesson" aria-labelledby="lesson-title">
            <div class={classes!("lesson-before", asked.then_some("asks"))}>
                <div class="prose" lang="en">
                    <p class="lesson-place" lang={speaking().tag()}><a href={link::to_lesson(None)}>{ say::learn::title() }</a>{ format!(" · {}", lesson.section) }</p>
                    <h1 id="lesson-title" tabindex="-1" ref={title}>{ &lesson.title }</h1>
                    { for before.iter().map(|one| block(one, &run)) }
                </div>
                if asked { <div class="questions">{ asks }</div> }
            </div>
            <Stage part={stage.clone()} lesson={lesson.clone()} {here} {covered} run={run.clone()} />
            <div class="lesson-after">
                <div class="prose" lang="en">{ for after.iter().map(|one| block(one, &run)) }</div>
                { ways_on(props, &stage) }
            </div>
            { neighbours(props) }
        </article>
    }
}

/// A state of the lesson's own: nothing that happens here changes what is open in the Lab. Then,
/// what sets it up, beyond what the lesson lets learners do.
#[hook]
fn use_stage(props: &Props, answers: &UseStateHandle<Answers>) -> (PartProps, Callback<Action>) {
    let lesson = props.lesson.clone();
    let store = {
        let answers = answers.clone();
        use_memo((), move |()| {
            let store = Store::new(State::new(opening::first(&lesson)));
            put(&lesson, 0, &answers, &raw(&store));
            store
        })
    };
    let set_up = {
        let store = Rc::clone(&store);
        use_memo((), move |()| raw(&store))
    };
    let state = use_state(|| Same(store.state()));
    {
        let (store, state) = (Rc::clone(&store), state.setter());
        use_effect_with((), move |()| {
            state.set(Same(store.state()));
            store.listen(move |_, after| state.set(Same(Rc::clone(after))));
        });
    }
    let dispatch = {
        let (lesson, main) = (props.lesson.clone(), props.part.dispatch.clone());
        use_callback((), move |action: Action, ()| match action {
            // Only the contents and other lessons are part of this page.
            Action::ShowPage(page) if page != store.state().view.page => {
                leave(&store.state(), page, &main);
            }
            action if controls::allows(&lesson, &action) => store.dispatch(action),
            _ => {}
        })
    };
    let part = PartProps {
        state: (*state).clone(),
        dispatch,
    };
    (part, (*set_up).clone())
}

fn raw(store: &Store) -> Callback<Action> {
    let store = store.clone();
    Callback::from(move |action| store.dispatch(action))
}

/// Puts a document on the stage, its playhead where it begins to be covered.
fn put(lesson: &Lesson, place: usize, answers: &Answers, dispatch: &Callback<Action>) {
    let Some(staged) = lesson.runs.get(place) else {
        return;
    };
    let at = answers.covered_from(lesson, place);
    for action in opening::put(lesson, staged, at) {
        dispatch.emit(action);
    }
}

/// Opens the stage's document on a page of its own.
fn leave(stage: &State, page: Page, main: &Callback<Action>) {
    for action in opening::leave(stage, page) {
        main.emit(action);
    }
}

/// Readers begin at the title, wherever they were in the lesson before.
#[hook]
fn use_title(lesson: &Same<Lesson>) -> NodeRef {
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(lesson.name.clone(), move |_| {
            if let Some(title) = title.cast::<HtmlElement>() {
                // Should it refuse, the page is as usable.
                let _ = title.focus();
            }
            crate::dom::window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    }
    title
}

/// The text before the stage, and after it.
fn around_the_stage(body: &[Block]) -> (&[Block], &[Block]) {
    let stage = body.iter().position(|one| *one == Block::Stage);
    let stage = stage.unwrap_or(body.len());
    (&body[..stage], body.get(stage + 1..).unwrap_or_default())
}

/// The questions about the document on the stage.
fn questions(
    props: &Props,
    stage: &PartProps,
    answers: &UseStateHandle<Answers>,
    here: usize,
    run: &Callback<String>,
) -> Vec<Html> {
    let lesson = &props.lesson;
    let running = stage
        .state
        .view
        .playing
        .then_some(stage.state.view.playhead);
    let look = stage_look(stage);
    let all = lesson.asks().enumerate().filter(|(_, ask)| ask.run == here);
    let question = |(place, ask): (usize, &Ask)| {
        let answer = answering(props, stage, answers, place);
        html! {
            <Question key={place} lesson={lesson.clone()} ask={Same(Rc::new(ask.clone()))} {place}
                given={answers.of(place).cloned()} {running} {answer} look={look.clone()} run={run.clone()} />
        }
    };
    all.map(question).collect()
}

/// Takes an answer in; once all about this document are there, it runs.
fn answering(
    props: &Props,
    stage: &PartProps,
    answers: &UseStateHandle<Answers>,
    place: usize,
) -> Callback<(Given, Option<Micros>)> {
    let (lesson, main) = (props.lesson.clone(), props.part.dispatch.clone());
    let (stage, answers) = (stage.clone(), answers.clone());
    Callback::from(move |(given, at): (Given, Option<Micros>)| {
        let next = answers.with(place, given);
        let here = opening::staged(&lesson, &stage.state);
        let plays = lesson.controls.contains(&Control::Play);
        if plays && next.covered_from(&lesson, here).is_none() {
            stage
                .dispatch
                .emit(Action::SetSpeed(speed(&stage.state, at)));
            stage.dispatch.emit(Action::Play);
        }
        if next.is_complete() {
            let name = lesson.name.as_str().into();
            main.emit(Action::Learn(LearnAction::Done(name)));
        }
        answers.set(next);
    })
}

/// A speed at which the run shows something before long.
fn speed(stage: &State, at: Option<Micros>) -> u32 {
    let ahead = at.map_or(0, |at| at.since(stage.view.playhead).0);
    let wanted = u64::from(stage.view.speed).max(ahead / PATIENCE);
    let mut offered = SPEEDS.iter().map(|millis| millis * 1000);
    let fitting = offered.find(|speed| u64::from(*speed) >= wanted);
    fitting.unwrap_or(stage.view.speed)
}

/// Moves the playhead to where the run shows something, and selects it.
fn stage_look(stage: &PartProps) -> Callback<Found> {
    let dispatch = stage.dispatch.clone();
    Callback::from(move |found: Found| {
        if let Some(at) = found.at {
            dispatch.emit(Action::Seek(at));
        }
        if let Some(event) = found.event {
            dispatch.emit(Action::Select(Some(Selection::Event(event))));
        }
    })
}

/// Pages on which there is more to do with this document.
fn ways_on(props: &Props, stage: &PartProps) -> Html {
    if props.part.state.asked.embed {
        // A frame has no other pages.
        return Html::default();
    }
    let way = |place: &Place| {
        let page = opening::page_of(*place);
        let onclick = {
            let (state, main) = (stage.state.clone(), props.part.dispatch.clone());
            Callback::from(move |_: MouseEvent| leave(&state, page, &main))
        };
        let says = match place {
            Place::Lab => say::learn::open_in_lab().to_owned(),
            _ => say::learn::open_on(&page.title()),
        };
        html! { <li><button type="button" {onclick}>{ says }</button></li> }
    };
    html! {
        <aside class="ways-on" aria-label={say::learn::more_to_do()}>
            <p>{ say::learn::take_apart() }</p>
            <ul>{ for props.lesson.pages.iter().map(way) }</ul>
        </aside>
    }
}

/// The lessons before and after this one.
fn neighbours(props: &Props) -> Html {
    let Some(contents) = &props.contents else {
        return Html::default();
    };
    let all: Vec<&Entry> = contents.lessons().collect();
    let here = all.iter().position(|one| one.name == props.lesson.name);
    let before = here.and_then(|here| all.get(here.checked_sub(1)?).copied());
    let after = here.and_then(|here| all.get(here + 1).copied());
    let way = |entry: &Entry, class: &'static str, word: &'static str| {
        html! {
            <a {class} href={link::to_lesson(Some(&entry.name))}>
                <span class="word">{ word }</span><span class="title" lang="en">{ &entry.title }</span>
            </a>
        }
    };
    html! {
        <nav class="neighbours" aria-label={say::learn::neighbours()}>
            { for before.map(|entry| way(entry, "previous", say::learn::previous())) }
            { for after.map(|entry| way(entry, "next", say::learn::next())) }
            if after.is_none() { <a class="next" href={link::to_lesson(None)}><span class="title">{ say::learn::all_lessons() }</span></a> }
        </nav>
    }
}
