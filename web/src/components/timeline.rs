//! The space-time diagram and its tools.

mod compared;
mod diagram;
mod keys;
mod legend;
mod lifting;
mod overlay;
mod shapes;
mod toolbar;

use replicascope_words::say;
use yew::prelude::*;

use super::guarantees::{LitUp, marks};
use crate::app::PartProps;
use crate::same::Same;

pub(super) use diagram::{Diagram, use_lifting, use_width};
pub(super) use keys::sending_step;
pub(super) use legend::Legend;
pub(super) use lifting::Lifting;
use toolbar::Toolbar;
pub(super) use toolbar::{Props as ToolbarProps, breaker, key_choice, tool, update_word, zoom};

/// The properties of [`MarkedTimeline`].
#[derive(Properties, PartialEq)]
pub struct MarkedProps {
    pub part: PartProps,
    /// What is lit up.
    pub lit: Same<LitUp>,
}

/// The panel, with operations lit up.
#[component]
pub fn MarkedTimeline(props: &MarkedProps) -> Html {
    let part = &props.part;
    let lifting = use_lifting(&part.state, &part.dispatch);
    let drawn = props.lit.on(&lifting.picture);
    html! {
        <section class="timeline" aria-labelledby="timeline-title">
            <Toolbar lifting={lifting.clone()} state={part.state.clone()} dispatch={part.dispatch.clone()} />
            <Diagram {lifting} label={say::timeline::diagram()} marks={marks(&drawn)} />
            <Legend ..part.clone() />
        </section>
    }
}

/// The panel.
#[component]
pub fn TimelinePanel(props: &PartProps) -> Html {
    let lifting = use_lifting(&props.state, &props.dispatch);
    html! {
        <section class="timeline" aria-labelledby="timeline-title">
            <Toolbar lifting={lifting.clone()} state={props.state.clone()} dispatch={props.dispatch.clone()} />
            <Diagram {lifting} label={say::timeline::diagram()} />
            <Legend ..props.clone() />
        </section>
    }
}
