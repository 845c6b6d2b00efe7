//! One text at several replicas, typed into directly, under three algorithms at once.

mod editor;
mod pictures;
mod replica;
mod walk;

use replicascope_core::text::{Algorithm, TextEdit, TextLab};
use replicascope_scene::text as scene;
use replicascope_words::say;
use yew::prelude::*;

use super::widgets::Toggle;
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
                <h2 id="texts-title">
                    { say::text::title() }
                    <span class="aside">{ say::text::type_anywhere() }</span>
                </h2>
                { settings(props, lab) }
            </div>
            <div class={classes!("text-grid", text.is_past().then_some("past"))}>
                <div class="text-heads">
                    { for Algorithm::ALL.map(|algorithm| head(algorithm, scene::mixes(run, algorithm))) }
                </div>
                { for rows }
            </div>
            <Walk ..props.clone() />
            <div role="status" aria-label={say::text::shows()}>
                <ul class="findings">{ for findings.iter().map(|one| html! { <li>{ one }</li> }) }</ul>
            </div>
            <Pictures ..props.clone() />
        </section>
    }
}

fn head(algorithm: Algorithm, mixes: bool) -> Html {
    html! {
        <div class="text-head">
            <h3>
                { scene::title(algorithm) }
                if mixes { <span class="mixes">{ say::text::interleaved() }</span> }
            </h3>
            <p>{ scene::about(algorithm) }</p>
        </div>
    }
}

/// Whether there is a third replica, and whether ids are shown.
fn settings(props: &PartProps, lab: &TextLab) -> Html {
    let third = lab.replicas.get(2).copied();
    let has_acted = lab.steps.iter().any(|step| Some(step.replica) == third);
    let set = props.dispatch.reform(|third: bool| {
        let edit = TextEdit::SetReplicas(if third { 3 } else { 2 });
        Action::Text(TextAction::Edit(edit))
    });
    let ids = props
        .dispatch
        .reform(|ids| Action::Text(TextAction::ShowIds(ids)));
    html! {
        <div class="row">
            <Toggle label={say::text::replica_c()} on={third.is_some()} disabled={has_acted || props.state.asked.is_fixed()}
                onchange={set} />
            <Toggle label={say::text::show_ids()} on={props.state.text.ids} onchange={ids} />
        </div>
    }
}
