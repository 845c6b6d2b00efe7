//! Faults: what breaks in this run, each to open and to edit.

use replicascope_core::lab::Fault;
use replicascope_core::{Edit, FaultId};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::hint;
use crate::app::PartProps;
use crate::components::fault_form::fault_form;
use crate::components::widgets::pick;
use crate::state::faults::{beginning, next_fault};
use crate::state::{Action, Breaking, Selection};

/// The list, and what else can be broken.
#[component]
pub fn Faults(props: &PartProps) -> Html {
    let opened = use_state(|| None::<FaultId>);
    let (lab, view) = (props.state.lab(), &props.state.view);
    let edit = props.dispatch.reform(Action::Edit);
    let kinds = Breaking::ALL.map(|one| (one, one.title().to_owned()));
    let add = {
        let (dispatch, opened, next) = (props.dispatch.clone(), opened.setter(), next_fault(lab));
        let added = view.breaking.added_at(lab, None, view.playhead);
        Callback::from(move |_: MouseEvent| {
            if let Some(added) = added.clone() {
                dispatch.emit(Action::Edit(added));
                dispatch.emit(Action::Select(Some(Selection::Event(beginning(next)))));
                opened.set(Some(next));
            }
        })
    };
    html! {
        <>
            <ul class="faults">
                { for lab.faults.iter().map(|fault| row(props, fault, *opened == Some(fault.id), &edit)) }
            </ul>
            if lab.faults.is_empty() { { hint(say::faults::none()) } }
            <div class="row">
                { pick(say::faults::break_what(), &view.breaking, kinds.to_vec(), &props.dispatch.reform(Action::Break)) }
                <button type="button" onclick={add}>{ say::faults::add() }</button>
            </div>
            { hint(say::faults::tool_hint()) }
        </>
    }
}

fn row(props: &PartProps, fault: &Fault, open: bool, edit: &Callback<Edit>) -> Html {
    let lab = props.state.lab();
    let what = words::capital(&words::fault(props.state.trace(), fault.id));
    html! {
        <li key={fault.id.0} data-fault-row={fault.id.0.to_string()}>
            <details {open}>
                <summary>{ say::faults::from_to(&what, &words::time(fault.from), &words::time(fault.to)) }</summary>
                { fault_form(lab, fault, edit) }
            </details>
        </li>
    }
}
