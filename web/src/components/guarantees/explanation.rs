//! A model in words: what it promises, and what of the run breaks or satisfies it.

use std::rc::Rc;

use replicascope_check::{Fix, History, Model, OpId, Verdict, fixes, words};
use replicascope_core::Trace;
use replicascope_words::say;
use yew::prelude::*;

use super::map::symbol;
use super::steps::steps;
use super::{Found, LIVE_STEPS, Picked};
use crate::app::PartProps;
use crate::same::Same;
use crate::state::{Action, Selection};

/// The properties of [`Explanation`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub found: Same<Option<Found>>,
    pub picked: Picked,
    pub pick: Callback<Picked>,
}

/// The panel.
#[component]
pub fn Explanation(props: &Props) -> Html {
    let (Some(found), Some(model)) = (props.found.as_ref(), props.picked.model) else {
        return Html::default();
    };
    let Some(verdict) = found.verdict(model) else {
        return Html::default();
    };
    let history = &found.history;
    let more = match verdict {
        Verdict::Holds(certificate) => steps(history, certificate, props.picked, &props.pick),
        Verdict::Violated(violation) => html! {
            <>
                { witness(&props.part, history, &violation.operations) }
                if props.part.state.imported.is_none() && !props.part.state.asked.is_fixed() {
                    <Fixes part={props.part.clone()} {model} />
                }
            </>
        },
        Verdict::Unknown { .. } => Html::default(),
    };
    html! {
        <section class="explanation panel" aria-labelledby="model-title">
            <h2 id="model-title">{ model.title() }</h2>
            <p class="promise">{ model.promise() }</p>
            <p class={classes!("sentence", verdict.word())} data-model={model.word()} data-verdict={verdict.word()} role="status">
                { symbol(verdict.word()) }
                <span>{ words::verdict(history, verdict) }</span>
            </p>
            { more }
        </section>
    }
}

/// The operations of a witness; pressing one selects it on the timeline.
fn witness(part: &PartProps, history: &Rc<History>, operations: &[OpId]) -> Html {
    const MOST: usize = 12;
    let mut operations = operations.to_vec();
    operations.sort_by_key(|id| history.operation(*id).invoked);
    let more = operations.len().saturating_sub(MOST);
    let item = |id: &OpId| {
        let name = history.operation(*id).name.clone();
        let who = words::client(history, history.operation(*id).process);
        let text = format!("{who}: {}", words::outcome(history, *id));
        let selection = selection(part.state.trace(), &name);
        let onclick = part
            .dispatch
            .reform(move |_: MouseEvent| Action::Select(selection.clone()));
        html! {
            <li key={name.clone()} data-witness={name.clone()}>
                if part.state.imported.is_none() {
                    <button type="button" {onclick}>{ text }</button>
                } else {
                    { text }<span class="aside">{ name }</span>
                }
            </li>
        }
    };
    html! {
        <>
            <p class="hint">{ say::guarantees::none_spared() }</p>
            <ol class="witness-list">{ for operations.iter().take(MOST).map(item) }</ol>
            if more > 0 { <p class="hint">{ say::guarantees::and_more(&more) }</p> }
        </>
    }
}

/// What selects an operation on the timeline of its run.
fn selection(trace: &Trace, name: &str) -> Option<Selection> {
    let mut operations = trace.operations.iter();
    let operation = operations.find(|one| one.step.to_string() == name)?;
    let event = operation.ended().unwrap_or(operation.invoked);
    Some(Selection::Event(trace.event_name(event)))
}

/// The properties of [`Fixes`].
#[derive(Properties, PartialEq)]
struct FixProps {
    part: PartProps,
    model: Model,
}

/// Settings that make the violation go away, found when they are asked for.
#[component]
fn Fixes(props: &FixProps) -> Html {
    let lab = props.part.state.lab();
    // For which document and model they were found.
    let found = use_state(|| None::<(Same<Trace>, Model, Rc<Vec<Fix>>)>);
    let trace = Same(Rc::clone(props.part.state.trace()));
    let find = {
        let (found, lab, trace, model) = (found.setter(), lab.clone(), trace.clone(), props.model);
        Callback::from(move |_: MouseEvent| {
            let fixes = Rc::new(fixes(&lab, model, LIVE_STEPS));
            found.set(Some((trace.clone(), model, fixes)));
        })
    };
    let current = found
        .as_ref()
        .filter(|(of, model, _)| *of == trace && *model == props.model);
    let Some((.., fixes)) = current else {
        return html! {
            <button type="button" class="strong" onclick={find}>{ say::guarantees::fix() }</button>
        };
    };
    let item = |fix: &Fix| {
        let edit = fix.edit.clone();
        let apply = props
            .part
            .dispatch
            .reform(move |_: MouseEvent| Action::Edit(edit.clone()));
        html! {
            <li key={fix.title.clone()}>
                <button type="button" onclick={apply}>{ say::guarantees::apply() }</button>
                <span>{ &fix.title }</span>
            </li>
        }
    };
    html! {
        if fixes.is_empty() {
            <p class="hint">{ say::guarantees::no_fix() }</p>
        } else {
            <p class="hint">{ say::guarantees::fixes() }</p>
            <ul class="fixes">{ for fixes.iter().map(item) }</ul>
        }
    }
}
