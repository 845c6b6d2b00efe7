//! One thing that is asked, with the fields for its answer, and what there is to say about it.

use std::collections::BTreeSet;

use replicascope_lessons::quiz::{Answer, Form, Graded, Item, Part, Remark};
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::arrange::{Bins, Order};
use super::words::said;

/// The properties of [`PartFields`] and of what it is made of.
#[derive(Properties, PartialEq, Clone)]
pub struct Props {
    /// What tells it from others on the page.
    pub id: AttrValue,
    pub part: Part,
    pub answer: Answer,
    /// What the answer is worth, once it was checked.
    pub graded: Option<Graded>,
    pub onchange: Callback<Answer>,
}

impl Props {
    /// What there is to say about an option, a field or an item.
    pub fn remark(&self, place: usize) -> Option<&Remark> {
        self.graded.as_ref()?.remarks.get(place)
    }
}

/// The question, its fields, and the reasons.
#[component]
pub fn PartFields(props: &Props) -> Html {
    let verdict = props
        .graded
        .as_ref()
        .map(|graded| if graded.right { "right" } else { "wrong" });
    let fields = match (&props.part.form, &props.answer) {
        (Form::Choice { many, options }, Answer::Chosen(chosen)) => {
            choice(props, *many, options, chosen)
        }
        (Form::Numbers(fields), Answer::Numbers(typed)) => numbers(props, fields, typed),
        (Form::Order(_), _) => html! { <Order ..props.clone() /> },
        _ => html! { <Bins ..props.clone() /> },
    };
    let reason = props.graded.is_some() && !props.part.why.is_empty();
    html! {
        <fieldset class={classes!("ask", "part", verdict)} data-part={&props.id} data-verdict={verdict}>
            <legend class="question">{ said(&props.part.ask) }</legend>
            { fields }
            if reason { <p class="why">{ said(&props.part.why) }</p> }
        </fieldset>
    }
}

/// ✓ or ✗, with a word for who hears the page.
pub fn sign(remark: Option<&Remark>) -> Html {
    match remark.and_then(|remark| remark.right) {
        Some(true) => {
            html! { <span class="sign right"><span aria-hidden="true">{ "✓" }</span><span class="unseen">{ say::practice::is_right() }</span></span> }
        }
        Some(false) => {
            html! { <span class="sign wrong"><span aria-hidden="true">{ "✗" }</span><span class="unseen">{ say::practice::is_wrong() }</span></span> }
        }
        None => Html::default(),
    }
}

/// Why; where there is something to say.
pub fn reason(remark: Option<&Remark>) -> Html {
    match remark {
        Some(remark) if !remark.why.is_empty() => {
            html! { <span class="reason">{ said(&remark.why) }</span> }
        }
        _ => Html::default(),
    }
}

fn choice(props: &Props, many: bool, options: &[Item], chosen: &BTreeSet<usize>) -> Html {
    let option = |(place, option): (usize, &Item)| {
        let onchange = {
            let (chosen, onchange) = (chosen.clone(), props.onchange.clone());
            Callback::from(move |_: Event| {
                let mut chosen = if many {
                    chosen.clone()
                } else {
                    BTreeSet::new()
                };
                if !chosen.remove(&place) {
                    chosen.insert(place);
                }
                onchange.emit(Answer::Chosen(chosen));
            })
        };
        // What was rightly left alone needs no sign.
        let remark = props.remark(place).filter(|remark| !remark.why.is_empty());
        html! {
            <div class="option">
                <label class="tick">
                    <input type={if many { "checkbox" } else { "radio" }} name={format!("part-{}", props.id)}
                        checked={chosen.contains(&place)} {onchange} />
                    <span>{ said(&option.text) }</span>
                    { sign(remark) }
                </label>
                { reason(remark) }
            </div>
        }
    };
    html! { <div class="options">{ for options.iter().enumerate().map(option) }</div> }
}

fn numbers(props: &Props, fields: &[Item], typed: &[String]) -> Html {
    let field = |(place, field): (usize, &Item)| {
        let oninput = {
            let (typed, onchange) = (typed.to_vec(), props.onchange.clone());
            Callback::from(move |event: InputEvent| {
                let mut typed = typed.clone();
                typed[place] = event.target_unchecked_into::<HtmlInputElement>().value();
                onchange.emit(Answer::Numbers(typed));
            })
        };
        let value = typed.get(place).cloned().unwrap_or_default();
        let wrong = props.remark(place).and_then(|remark| remark.right) == Some(false);
        html! {
            <label class="field">
                <span>{ said(&field.text) }</span>
                <input type="text" inputmode="numeric" autocomplete="off" size="5" aria-invalid={wrong.then_some("true")}
                    value={value.clone()} data-entered={value} {oninput} />
                { sign(props.remark(place)) }
            </label>
        }
    };
    let reasons = fields.iter().enumerate().filter_map(|(place, field)| {
        let remark = props
            .remark(place)
            .filter(|remark| !remark.why.is_empty())?;
        Some(html! { <li><strong>{ said(&field.text) }</strong>{ ": " }{ said(&remark.why) }</li> })
    });
    let reasons: Vec<Html> = reasons.collect();
    html! {
        <>
            <div class="number-fields">{ for fields.iter().enumerate().map(field) }</div>
            if !reasons.is_empty() { <ul class="reasons">{ for reasons }</ul> }
        </>
    }
}
