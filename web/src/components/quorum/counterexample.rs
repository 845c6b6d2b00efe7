//! But is it linearizable? Looks for a counterexample, and opens it in the timeline.

use replicascope_scene::quorum::found;
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::widgets::Tick;
use crate::state::{Action, QuorumChange};

/// The panel.
#[component]
pub fn IsItLinearizable(props: &PartProps) -> Html {
    let lab = &props.state.quorum;
    let change = props.dispatch.reform(Action::Quorum);
    let search = change.reform(|_: MouseEvent| QuorumChange::Search);
    let blocking = change.reform(QuorumChange::Blocking);
    let finding = lab.finding.as_deref();
    let open = finding
        .and_then(|finding| finding.result.as_ref().ok())
        .map(|counterexample| {
            let (dispatch, lab) = (props.dispatch.clone(), counterexample.lab.clone());
            Callback::from(move |_: MouseEvent| {
                dispatch.emit(Action::Open {
                    lab: Box::new(lab.clone()),
                    playhead: None,
                });
            })
        });
    // A frame with the quorum lab has no timeline.
    let open = open.filter(|_| !props.state.asked.embed);
    let outcome = finding.map(|finding| match &finding.result {
        Ok(counterexample) => format!("{:?}", counterexample.shows),
        Err(_) => "none".to_owned(),
    });
    html! {
        <div class="panel">
            <h2>{ say::quorum::linearizable() }</h2>
            <Tick label={say::quorum::blocking()} on={lab.blocking} onchange={blocking} />
            <div class="row">
                <button type="button" onclick={search}>{ say::quorum::look() }</button>
                if let Some(open) = open {
                    <button type="button" class="strong" onclick={open}>{ say::quorum::open() }</button>
                }
            </div>
            <p class="verdict" aria-live="polite" data-found={outcome}>
                { finding.map(|finding| found(lab.quorum(), finding)) }
            </p>
        </div>
    }
}
