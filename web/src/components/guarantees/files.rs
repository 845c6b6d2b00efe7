//! Histories in and out: by file, paste or drop, and as files for other tools.

use std::rc::Rc;

use replicascope_check::{History, export};
use replicascope_words::say;
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
                open.emit((say::guarantees::pasted().into(), area.value()));
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
                <summary>{ say::guarantees::open() }</summary>
                <div class="import-body">
                <p class="hint">
                    { say::guarantees::formats() }
                </p>
                <label class="field"><span>{ say::guarantees::file() }</span><input type="file" onchange={chosen} /></label>
                <textarea ref={pasted} rows="5" data-plain="true" aria-label={say::guarantees::text()} spellcheck="false"
                    placeholder="{:process 1, :type :invoke, :f :read, :value nil}" />
                <TextField label={say::guarantees::regex()} value={(*pattern).clone()}
                    onchange={set_pattern} />
                <button type="button" class="strong" onclick={check}>{ say::guarantees::check() }</button>
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
        return html! { <h2>{ say::guarantees::of_this_run() }</h2> };
    };
    let (name, about) = match imported {
        Imported::History { name, history } => (
            name,
            say::guarantees::size(
                &history.operations.len(),
                &history.processes.len(),
                &history.events(),
            ),
        ),
        Imported::Diagram { name, diagram } => (
            name,
            say::guarantees::log_size(&diagram.events.len(), &diagram.hosts.len()),
        ),
    };
    html! {
        <>
            <h2>{ say::guarantees::of(&name) }<span class="aside" data-imported="true">{ about }</span></h2>
            <button type="button" onclick={back}>{ say::guarantees::back() }</button>
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
                let text = say::guarantees::no_save().to_owned();
                dispatch.emit(Action::Tell(Notice::Problem(text)));
            }
        })
    };
    html! {
        <div class="row" role="group" aria-label={say::guarantees::save_group()}>
            <span class="hint">{ say::guarantees::save_as() }</span>
            <button type="button" onclick={save("history.edn", |trace| export::edn(&History::of(trace)))}>{ "Jepsen EDN" }</button>
            <button type="button" onclick={save("history.json", |trace| export::json(&History::of(trace)))}>{ "JSON" }</button>
            <button type="button" onclick={save("trace.log", export::shiviz)}>{ say::guarantees::shiviz() }</button>
        </div>
    }
}
