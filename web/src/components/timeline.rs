//! The space-time diagram and its tools.

mod diagram;
mod keys;
mod legend;
mod lifting;
mod overlay;
mod shapes;
mod toolbar;

use yew::prelude::*;

use crate::app::PartProps;

pub(super) use diagram::{Diagram, use_lifting};
pub(super) use keys::sending_step;
pub(super) use legend::Legend;
use toolbar::Toolbar;

/// The panel.
#[component]
pub fn TimelinePanel(props: &PartProps) -> Html {
    let lifting = use_lifting(&props.state, &props.dispatch);
    html! {
        <section class="timeline" aria-labelledby="timeline-title">
            <Toolbar lifting={lifting.clone()} state={props.state.clone()} dispatch={props.dispatch.clone()} />
            <Diagram {lifting} label="Space-time diagram" />
            <Legend ..props.clone() />
        </section>
    }
}
