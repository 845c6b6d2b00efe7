//! One text at several replicas, typed into directly, under three algorithms at once.

mod editor;
mod pictures;
mod replica;
mod walk;

use replicascope_core::text::{Algorithm, TextEdit};
use replicascope_scene::text as scene;
use yew::prelude::*;

use super::widgets::{Choice, Toggle};
use crate::app::PartProps;
use crate::state::{Action, TextAction};

use pictures::Pictures;
use replica::ReplicaRow;
use walk::Walk;

/// The page.
#[component]
pub fn TextPage(props: &PartProps) -> Html {
    let text = &props.state.text;
    let (run, lab) = (text.run(), text.lab());
    let findings = scene::findings(run);
    let rows = run.replicas.iter().map(|replica| {
        html! { <ReplicaRow key={replica.id.to_string()} id={replica.id}
        state={props.state.clone()} dispatch={props.dispatch.clone()} /> }
    });
    html! {
        <section class="texts" aria-labelledby="texts-title">
            <div class="toolbar">
                <h2 id="texts-title">{ "The same keystrokes under three algorithms" }</h2>
                { settings(props, lab.replicas.len()) }
            </div>
            <div class={classes!("text-grid", text.is_past().then_some("past"))}>
                <div class="text-heads">
                    { for Algorithm::ALL.map(head) }
                </div>
                { for rows }
            </div>
            <Walk ..props.clone() />
            <ul class="findings" role="status" aria-label="What it shows">
                { for findings.iter().map(|one| html! { <li>{ one }</li> }) }
            </ul>
            <Pictures ..props.clone() />
        </section>
    }
}

fn head(algorithm: Algorithm) -> Html {
    html! {
        <div class="text-head">
            <h3>{ scene::title(algorithm) }</h3>
            <p>{ scene::about(algorithm) }</p>
        </div>
    }
}

/// How many replicas there are, and whether ids are shown.
fn settings(props: &PartProps, replicas: usize) -> Html {
    let options = vec![
        ("2".to_owned(), "A and B".to_owned()),
        ("3".to_owned(), "A, B and C".to_owned()),
    ];
    let set = props.dispatch.reform(move |many: String| {
        let many = many.parse().unwrap_or(replicas);
        Action::Text(TextAction::Edit(TextEdit::SetReplicas(many)))
    });
    let ids = props
        .dispatch
        .reform(|ids| Action::Text(TextAction::ShowIds(ids)));
    html! {
        <div class="row">
            <Choice label="Replicas" value={replicas.to_string()} {options} onchange={set} />
            <Toggle label="Show ids" on={props.state.text.ids} onchange={ids} />
        </div>
    }
}
