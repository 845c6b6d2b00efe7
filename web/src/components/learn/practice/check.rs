//! Several things that are asked together: what was answered, and what it is worth.

use replicascope_lessons::quiz::{Answer, Graded, Part};
use replicascope_words::say;
use yew::prelude::*;

use super::fields::PartFields;
use super::gradebook;
use crate::state::Practice;

/// The properties of [`Check`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What tells it from others on the page.
    #[prop_or_default]
    pub id: AttrValue,
    /// What these are the questions of.
    pub practice: Practice,
    /// Which step of it, where it has several that are checked.
    #[prop_or_default]
    pub step: Option<u8>,
    pub parts: Vec<Part>,
    /// Is told each time the answers are checked: whether all are right.
    pub onchecked: Callback<bool>,
}

/// Whether the answers have been checked yet, and what [`Props::onchecked`] may be then: it is done
/// when all are right.
#[hook]
pub fn use_checked(done: Callback<()>) -> (bool, Callback<bool>) {
    let checked = use_state(|| false);
    let setter = checked.setter();
    let onchecked = Callback::from(move |right: bool| {
        setter.set(true);
        if right {
            done.emit(());
        }
    });
    (*checked, onchecked)
}

/// The fields, and the button that checks them.
#[component]
pub fn Check(props: &Props) -> Html {
    let answers = use_state(|| props.parts.iter().map(Part::blank).collect::<Vec<Answer>>());
    let graded = use_state(|| vec![None::<Graded>; props.parts.len()]);
    let blank = answers.iter().zip(&props.parts);
    let open = blank
        .filter(|(answer, part)| !part.is_answered(answer))
        .count();
    let told = use_state(String::new);
    let field = |(place, part): (usize, &Part)| {
        let onchange = {
            let (answers, graded, told) = (answers.clone(), graded.clone(), told.setter());
            Callback::from(move |answer: Answer| {
                let mut all = (*answers).clone();
                all[place] = answer;
                answers.set(all);
                // What was said is about another answer.
                let mut signs = (*graded).clone();
                signs[place] = None;
                graded.set(signs);
                told.set(String::new());
            })
        };
        html! {
            <PartFields id={format!("{}{place}", props.id)} part={part.clone()} answer={answers[place].clone()}
                graded={graded[place].clone()} {onchange} />
        }
    };
    let onclick = {
        let (answers, graded, told) = (answers.clone(), graded.setter(), told.setter());
        let (parts, onchecked) = (props.parts.clone(), props.onchecked.clone());
        let (practice, step) = (props.practice, props.step);
        Callback::from(move |_: MouseEvent| {
            let all = parts.iter().zip(&*answers);
            let all: Vec<Graded> = all.map(|(part, answer)| part.grade(answer)).collect();
            let right = all.iter().filter(|one| one.right).count();
            told.set(outcome(right, all.len()));
            gradebook::checked(practice, step, &parts, &answers, &all);
            onchecked.emit(right == all.len());
            graded.set(all.into_iter().map(Some).collect());
        })
    };
    html! {
        <div class="check">
            { for props.parts.iter().enumerate().map(field) }
            <p class="row">
                <button type="button" class="strong" disabled={open > 0} {onclick}>{ say::practice::check() }</button>
                <span role="status" class="result">
                    { if told.is_empty() { left(open) } else { (*told).clone() } }
                </span>
            </p>
        </div>
    }
}

fn outcome(right: usize, of: usize) -> String {
    match (right, of) {
        (1, 1) => say::practice::right().into(),
        (0, 1) => say::practice::not_so().into(),
        (right, of) if right == of => say::practice::all_right(&of),
        (right, of) => say::practice::some_right(&right, &of),
    }
}

fn left(open: usize) -> String {
    match open {
        0 => String::new(),
        1 => say::practice::one_open().into(),
        open => say::practice::open(&open),
    }
}
