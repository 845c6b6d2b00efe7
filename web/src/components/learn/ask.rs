//! A question: asked before the run, answered by it.

use replicascope_core::Micros;
use replicascope_lessons::lesson::{AnswerKind, Ask, Choice, Lesson, plain};
use replicascope_words::say;
use web_sys::{HtmlElement, HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::answering::{Found, Given, use_finding};
use super::prose::inlines;
use crate::embed::{Answer, tell_answer};
use crate::same::Same;

/// The properties of [`Question`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub lesson: Same<Lesson>,
    /// The question, and its place among those of the lesson.
    pub ask: Same<Ask>,
    pub place: usize,
    /// What was said to it.
    pub given: Option<Given>,
    /// How far the run has got, while it goes on.
    pub running: Option<Micros>,
    /// Says something; with it, when the run will show the answer.
    pub answer: Callback<(Given, Option<Micros>)>,
    /// Looks at where the run shows it.
    pub look: Callback<Found>,
    /// Puts another document on the stage.
    pub run: Callback<String>,
}

/// The question, and below it either the ways to answer or what has come of it.
#[component]
pub fn Question(props: &Props) -> Html {
    let found = use_finding(&props.lesson, &props.ask);
    let found = found.as_ref().as_ref();
    let at = found.and_then(|found| found.at);
    let section = use_focus(props.given.is_some());
    let id = format!("question-{}", props.place);
    let is_open = props.given.is_none();
    let to_come = props.running.zip(at).is_some_and(|(now, at)| now < at);
    html! {
        <section ref={section} class="ask" data-ask={props.place.to_string()} aria-labelledby={id.clone()} tabindex="-1">
            <p class="ask-title">{ if is_open { say::learn::before() } else { say::learn::prediction() } }</p>
            <p class="question" lang="en" id={id.clone()}>{ inlines(&props.ask.question, &props.run) }</p>
            if is_open {
                <Answering ask={props.ask.clone()} place={props.place} {at} labelled={id}
                    answer={told_to_the_host(props, found)} run={props.run.clone()} />
            }
            <div aria-live="polite">
                if let Some(given) = &props.given {
                    if to_come { <p class="hint">{ say::learn::watch() }</p> } else { { outcome(props, given, found) } }
                }
            </div>
        </section>
    }
}

/// Takes an answer in, once the page around a frame knows of it: it may keep a gradebook.
fn told_to_the_host(props: &Props, found: Option<&Found>) -> Callback<(Given, Option<Micros>)> {
    let question = format!("{}/{}", props.lesson.name, props.place + 1);
    let (ask, found, answer) = (props.ask.clone(), found.cloned(), props.answer.clone());
    Callback::from(move |(given, at): (Given, Option<Micros>)| {
        if let (Given::Said(said), Some(found)) = (&given, &found) {
            let right = found.finding.found.accepts(said);
            tell_answer(&Answer {
                question: &question,
                given: &told(&ask, said),
                score: f64::from(u8::from(right)),
                seed: None,
            });
        }
        answer.emit((given, at));
    })
}

/// The focus goes to what takes the place of the fields, once they are gone.
#[hook]
fn use_focus(answered: bool) -> NodeRef {
    let section = use_node_ref();
    let was = use_mut_ref(|| answered);
    {
        let section = section.clone();
        use_effect_with(answered, move |answered| {
            let before = was.replace(*answered);
            if let (false, true, Some(section)) = (before, *answered, section.cast::<HtmlElement>())
            {
                // Should it refuse, the page is as usable.
                let _ = section.focus();
            }
        });
    }
    section
}

/// The properties of [`Answering`].
#[derive(Properties, PartialEq)]
struct AnsweringProps {
    ask: Same<Ask>,
    place: usize,
    /// When the run shows the answer.
    at: Option<Micros>,
    labelled: String,
    answer: Callback<(Given, Option<Micros>)>,
    run: Callback<String>,
}

/// The ways to answer.
#[component]
fn Answering(props: &AnsweringProps) -> Html {
    let typed = use_state(String::new);
    let at = props.at;
    let onsubmit = {
        let (typed, answer) = (typed.clone(), props.answer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !typed.trim().is_empty() {
                answer.emit((Given::Said((*typed).clone()), at));
            }
        })
    };
    let skip = props
        .answer
        .reform(move |_: MouseEvent| (Given::Skipped, at));
    html! {
        <form {onsubmit}>
            { field(props, &typed) }
            <p class="row">
                <button type="submit" class="strong" disabled={typed.trim().is_empty()}>{ say::learn::predict() }</button>
                <button type="button" class="quiet" onclick={skip}>{ say::learn::skip() }</button>
            </p>
        </form>
    }
}

/// Where the answer is typed or chosen.
fn field(props: &AnsweringProps, typed: &UseStateHandle<String>) -> Html {
    let is_number = match &props.ask.answer {
        AnswerKind::Choice(options) => {
            return html! {
                <div class="options" role="radiogroup" aria-labelledby={props.labelled.clone()}>
                    { for options.iter().map(|option| radio(option, props, typed)) }
                </div>
            };
        }
        kind => *kind == AnswerKind::Number,
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let value = (**typed).clone();
    html! {
        <label class="field">
            <span>{ say::learn::your_answer() }</span>
            <input type="text" autocomplete="off" inputmode={is_number.then_some("decimal")}
                value={value.clone()} data-entered={value} {oninput} />
        </label>
    }
}

fn radio(option: &Choice, props: &AnsweringProps, typed: &UseStateHandle<String>) -> Html {
    let key = option.key.clone();
    let onchange = {
        let (typed, key) = (typed.setter(), key.clone());
        Callback::from(move |_: Event| typed.set(key.clone()))
    };
    html! {
        <label class="tick">
            <input type="radio" name={format!("question-{}", props.place)} checked={**typed == key} {onchange} />
            <span>{ inlines(&option.text, &props.run) }</span>
        </label>
    }
}

/// What was said, what the engine says, and why.
fn outcome(props: &Props, given: &Given, found: Option<&Found>) -> Html {
    let Some(found) = found else {
        return html! { <p class="hint">{ say::learn::no_answer() }</p> };
    };
    let ask = &*props.ask;
    let key = found.finding.found.to_string();
    let (class, sign, word) = match given {
        Given::Skipped => ("skipped", "·", say::learn::engine_says()),
        Given::Said(said) if found.finding.found.accepts(said) => {
            ("right", "✓", say::learn::right_engine_says())
        }
        Given::Said(_) => ("wrong", "✗", say::learn::wrong_engine_says()),
    };
    let look = {
        let found = found.clone();
        props.look.reform(move |_: MouseEvent| found.clone())
    };
    html! {
        <div class={classes!("outcome", class)}>
            if let Given::Said(said) = given {
                <p class="said">{ say::learn::you_said() }{ " " }<strong>{ told(ask, said) }</strong></p>
            }
            <p class="says"><span class={classes!("sign", class)} aria-hidden="true">{ sign }</span>{ word }{ " " }<strong>{ told(ask, &key) }</strong></p>
            <p class="why" lang="en">{ inlines(&ask.why, &props.run) }</p>
            if found.at.is_some() {
                <button type="button" onclick={look}>{ say::learn::show() }</button>
            }
        </div>
    }
}

/// An answer in words: of a choice, what the option says.
fn told(ask: &Ask, key: &str) -> String {
    let AnswerKind::Choice(options) = &ask.answer else {
        return key.to_owned();
    };
    let option = options.iter().find(|option| option.key == *key);
    option.map_or_else(|| key.to_owned(), |option| plain(&option.text))
}
