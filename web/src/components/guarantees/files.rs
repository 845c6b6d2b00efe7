//! Histories in and out: by file, paste or drop, and as files for other tools.

use std::rc::Rc;

use replicascope_check::{History, export};
use web_sys::{File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::widgets::TextField;
use crate::state::{Action, Imported, Notice};
use crate::{dom, import};

/// The bar above the picture.
#[component]
pub fn Files(props: &PartProps) -> Html {
    let pattern = use_state(String::new);
    let pasted = use_node_ref();
    let open = {
        let (dispatch, pattern) = (props.dispatch.clone(), (*pattern).clone());
        Callback::from(move |(name, text): (String, String)| {
            let read = Imported::read(&name, &text, &pattern);
            dispatch.emit(match read {
                Ok(imported) => Action::Import(Some(Rc::new(imported))),
                Err(error) => Action::Tell(Notice::Problem(error)),
            });
        })
    };
    let chosen = {
        let (open, dispatch) = (open.clone(), props.dispatch.clone());
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let file = field.files().and_then(|files| files.get(0));
            file.into_iter()
                .for_each(|file| load(file, &open, &dispatch));
            // So that choosing the same file again is a change again.
            field.set_value("");
        })
    };
    let dropped = {
        let (open, dispatch) = (open.clone(), props.dispatch.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            let file = files.and_then(|files| files.get(0));
            file.into_iter()
                .for_each(|file| load(file, &open, &dispatch));
        })
    };
    let check = {
        let (open, pasted) = (open.clone(), pasted.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = pasted.cast::<HtmlTextAreaElement>() {
                open.emit(("pasted".into(), area.value()));
            }
        })
    };
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let set_pattern = {
        let pattern = pattern.setter();
        Callback::from(move |text: String| pattern.set(text))
    };
    html! {
        <div class="files" ondragover={over} ondrop={dropped}>
            { source(props) }
            <details class="import">
                <summary>{ "Open a history or a log" }</summary>
                <div class="import-body">
                <p class="hint">
                    { "Jepsen or Knossos as EDN or JSON, Porcupine's etcd logs and key-value histories, ShiViz logs. Drop a file here, choose one, or paste its text." }
                </p>
                <label class="field"><span>{ "File" }</span><input type="file" onchange={chosen} /></label>
                <textarea ref={pasted} rows="5" data-plain="true" aria-label="Text of a history or a log" spellcheck="false"
                    placeholder="{:process 1, :type :invoke, :f :read, :value nil}" />
                <TextField label="Regular expression of a ShiViz log" value={(*pattern).clone()}
                    onchange={set_pattern} />
                <button type="button" class="strong" onclick={check}>{ "Check this text" }</button>
                </div>
            </details>
            if props.state.imported.is_none() { { exports(props) } }
        </div>
    }
}

/// What is being looked at.
fn source(props: &PartProps) -> Html {
    let back = props.dispatch.reform(|_: MouseEvent| Action::Import(None));
    let Some(imported) = props.state.imported.as_deref() else {
        return html! { <h2>{ "Guarantees of this run" }</h2> };
    };
    let (name, about) = match imported {
        Imported::History { name, history } => (
            name,
            format!(
                "{} operations of {} processes, {} events",
                history.operations.len(),
                history.processes.len(),
                history.events()
            ),
        ),
        Imported::Diagram { name, diagram } => (
            name,
            format!(
                "{} events of {} hosts, ordered by their vector clocks; a log without operations is not checked",
                diagram.events.len(),
                diagram.hosts.len()
            ),
        ),
    };
    html! {
        <>
            <h2>{ format!("Guarantees of {name}") }<span class="aside" data-imported="true">{ about }</span></h2>
            <button type="button" onclick={back}>{ "Back to the run" }</button>
        </>
    }
}

fn load(file: File, open: &Callback<(String, String)>, dispatch: &Callback<Action>) {
    let open = open.clone();
    import::text_of(file, dispatch.clone(), move |name, text| {
        open.emit((name, text))
    });
}

/// The run's history as files.
fn exports(props: &PartProps) -> Html {
    let trace = Rc::clone(props.state.trace());
    let save = |name: &'static str, of: fn(&replicascope_core::Trace) -> String| {
        let (trace, dispatch) = (Rc::clone(&trace), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            if !dom::save(name, "text/plain;charset=utf-8", &of(&trace)) {
                let text = "The browser does not let this page save files.".to_owned();
                dispatch.emit(Action::Tell(Notice::Problem(text)));
            }
        })
    };
    html! {
        <div class="row" role="group" aria-label="Save the history of this run">
            <span class="hint">{ "Save as" }</span>
            <button type="button" onclick={save("history.edn", |trace| export::edn(&History::of(trace)))}>{ "Jepsen EDN" }</button>
            <button type="button" onclick={save("history.json", |trace| export::json(&History::of(trace)))}>{ "JSON" }</button>
            <button type="button" onclick={save("trace.log", export::shiviz)}>{ "ShiViz log" }</button>
        </div>
    }
}
