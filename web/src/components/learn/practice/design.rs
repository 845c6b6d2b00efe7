//! A counter is put together from parts, and the shortest run that breaks it is shown.

use replicascope_lessons::exercise::{Broken, Design, ExerciseText, LEAST, Law, Structure, broken};
use replicascope_words::say;
use yew::prelude::*;

use super::diagram::Run;
use super::gradebook;
use super::words::{paragraphs, said};
use crate::components::widgets::pick;
use crate::same::Same;
use crate::state::Practice;

/// The properties of [`DesignPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub practice: Practice,
    pub text: Same<ExerciseText>,
    pub done: Callback<()>,
}

/// The exercise.
#[component]
pub fn DesignPage(props: &Props) -> Html {
    let design = use_state(|| LEAST);
    let looked_at = use_state(|| None::<Law>);
    let found = use_memo(*design, |design| broken(*design));
    {
        let done = props.done.clone();
        use_effect_with(found.is_empty(), move |right| {
            if *right {
                done.emit(());
            }
        });
    }
    let practice = props.practice;
    let choose = {
        let (design, looked_at) = (design.setter(), looked_at.setter());
        Callback::from(move |next: Design| {
            let next = next.fitting();
            gradebook::tell(practice, None, &described(next), score(next));
            looked_at.set(None);
            design.set(next);
        })
    };
    let shown = found
        .iter()
        .find(|one| Some(one.law) == *looked_at)
        .or_else(|| found.first());
    html! {
        <>
            <div class="prose setting" lang="en">{ paragraphs(&props.text.setting) }</div>
            { parts(*design, &choose) }
            <div class="verdicts">
                <section aria-label={say::practice::verdicts()}>
                    <p role="status" class="result">{ told(&found) }</p>
                    <ul class="laws">{ for Law::ALL.into_iter().map(|law| verdict(law, &found, shown, &looked_at)) }</ul>
                    if !found.is_empty() {
                        <details><summary>{ say::practice::hint() }</summary><p class="hint">{ for props.text.goals.iter().map(|goal| said(&goal.hint)) }</p></details>
                    }
                </section>
                if let Some(shown) = shown { <Run broken={shown.clone()} /> }
            </div>
            if found.is_empty() { <div class="prose" lang="en">{ paragraphs(&props.text.explanation) }</div> }
        </>
    }
}

/// The parts to choose among: those that fit what a server keeps.
fn parts(design: Design, choose: &Callback<Design>) -> Html {
    let structures = Structure::ALL
        .iter()
        .map(|one| (*one, one.says().to_owned()));
    let updates = design.structure.updates().iter();
    let updates = updates.map(|one| (*one, one.says().to_owned()));
    let merges = design.structure.merges().iter();
    let merges = merges.map(|one| (*one, one.says().to_owned()));
    let structure = choose.reform(move |structure| Design {
        structure,
        ..design
    });
    let update = choose.reform(move |update| Design { update, ..design });
    let merge = choose.reform(move |merge| Design { merge, ..design });
    html! {
        <div class="parts" role="group" aria-label={say::practice::parts()}>
            { pick(say::practice::keeps(), &design.structure, structures.collect(), &structure) }
            { pick(say::practice::like_does(), &design.update, updates.collect(), &update) }
            { pick(say::practice::merge_makes(), &design.merge, merges.collect(), &merge) }
        </div>
    }
}

/// A design in words.
fn described(design: Design) -> String {
    let Design {
        structure,
        update,
        merge,
    } = design;
    format!("{}; {}; {}", structure.says(), update.says(), merge.says())
}

/// The share of the laws that hold of it.
fn score(design: Design) -> f64 {
    let all = Law::ALL.len();
    (all - broken(design).len()) as f64 / all as f64
}

fn told(found: &[Broken]) -> String {
    match found.len() {
        0 => say::practice::unbroken().into(),
        1 => say::practice::breaks_one().into(),
        many => say::practice::breaks(&many),
    }
}

/// Whether a law holds; where not, a button that shows why.
fn verdict(
    law: Law,
    found: &[Broken],
    shown: Option<&Broken>,
    looked_at: &UseStateHandle<Option<Law>>,
) -> Html {
    let is_broken = found.iter().any(|one| one.law == law);
    let on = shown.is_some_and(|one| one.law == law);
    let onclick = {
        let looked_at = looked_at.setter();
        Callback::from(move |_: MouseEvent| looked_at.set(Some(law)))
    };
    html! {
        <li data-law={format!("{law:?}")} data-broken={is_broken.to_string()}>
            if is_broken {
                <span class="sign wrong" aria-hidden="true">{ "✗" }</span>
                <button type="button" class="law" aria-pressed={on.to_string()} {onclick}>
                    { law.says() }<span class="unseen">{ say::practice::broken_show() }</span>
                </button>
            } else {
                <span class="sign right" aria-hidden="true">{ "✓" }</span>
                <span class="law">{ law.says() }<span class="unseen">{ say::practice::law_holds() }</span></span>
            }
        </li>
    }
}
