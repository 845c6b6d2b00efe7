//! An exercise with a run: its goals tick themselves.

use replicascope_lessons::exercise::{EXERCISES, ExerciseText, GoalText, Goals};
use replicascope_lessons::lesson::{Control, Panel};
use replicascope_lessons::quiz::Picture;
use replicascope_words::say;
use yew::prelude::*;

use super::gradebook;
use super::live::Live;
use super::words::{paragraphs, said};
use crate::app::{PartProps, Snapshot};
use crate::components::widgets::TextField;
use crate::same::Same;
use crate::state::Practice;

/// The properties of [`Exercise`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub place: usize,
    pub text: Same<ExerciseText>,
    pub done: Callback<()>,
}

/// The exercise.
#[component]
pub fn Exercise(props: &Props) -> Html {
    let goals = EXERCISES[props.place].goals;
    let state = use_state(|| None::<Snapshot>);
    let reached = use_state(Goals::default);
    let typed = use_state(String::new);
    let picture = {
        let text = props.text.clone();
        use_memo((), move |()| {
            text.lab.clone().map(|lab| Picture::Lab(Box::new(lab)))
        })
    };
    {
        let (text, reached, done) = (props.text.clone(), reached.clone(), props.done.clone());
        let now = ((*state).clone(), (*typed).clone());
        let practice = Practice::Exercise(props.place);
        use_effect_with(now, move |(state, typed)| {
            let resting = state.as_ref().filter(|state| state.drag().is_none());
            if let (Some(state), Some(start)) = (resting, &text.lab) {
                let next = reached.after(goals, start, state.trace(), typed);
                if next != *reached {
                    let (count, of) = (next.reached(), goals.len());
                    gradebook::tell(practice, None, &told(count, of), count as f64 / of as f64);
                    if count == of {
                        done.emit(());
                    }
                    reached.set(next);
                }
            }
        });
    }
    let onchange = {
        let state = state.setter();
        use_callback((), move |now: Snapshot, ()| state.set(Some(now)))
    };
    let entered = {
        let typed = typed.setter();
        Callback::from(move |text: String| typed.set(text))
    };
    let Some(picture) = (*picture).clone() else {
        return Html::default();
    };
    let count = reached.reached();
    html! {
        <>
            <div class="lesson-before asks">
                <div class="prose setting" lang="en">{ paragraphs(&props.text.setting) }</div>
                <section class="goals" aria-label={say::practice::goals()}>
                    <ol>
                        { for props.text.goals.iter().enumerate().map(|(place, text)| {
                            goal(text, place < count, place == count, &typed, &entered)
                        }) }
                    </ol>
                    <p role="status" class="result">{ told(count, goals.len()) }</p>
                </section>
            </div>
            <Live part={props.part.clone()} {picture} {onchange}
                panels={vec![Panel::Timeline, Panel::Inspector, Panel::Events]}
                controls={vec![Control::Play, Control::Step, Control::Edit, Control::Write, Control::Read]} />
            if count == goals.len() { <div class="prose" lang="en">{ paragraphs(&props.text.explanation) }</div> }
        </>
    }
}

/// A goal: reached, next, or to come.
fn goal(
    text: &GoalText,
    reached: bool,
    is_next: bool,
    typed: &str,
    entered: &Callback<String>,
) -> Html {
    let wrong = is_next && !typed.is_empty();
    html! {
        <li class={classes!("goal", reached.then_some("reached"), is_next.then_some("next"))} data-reached={reached.to_string()}>
            <span class="box" aria-hidden="true">{ if reached { "✓" } else { "" } }</span>
            <div>
                <p>{ said(&text.text) }<span class="unseen">{ " " }{ if reached { say::practice::reached() } else { say::practice::not_reached() } }</span></p>
                if is_next {
                    if let Some(ask) = &text.ask {
                        <TextField label={ask.clone()} value={typed.to_owned()} numeric={true} onchange={entered.clone()} />
                        if wrong { <p class="hint">{ say::practice::not_so_now() }</p> }
                    }
                    <details><summary>{ say::practice::hint() }</summary><p class="hint">{ said(&text.hint) }</p></details>
                }
            </div>
        </li>
    }
}

fn told(reached: usize, of: usize) -> String {
    if reached == of {
        say::practice::all_reached().into()
    } else {
        say::practice::some_reached(&reached, &of)
    }
}
