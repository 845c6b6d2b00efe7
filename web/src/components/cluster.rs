//! The cluster at the playhead: replicas, what they hold, and messages on their links.
//!
//! Dragging a value to another replica sends it there; drawing a stroke across a link cuts it,
//! or heals it. Pressing a replica or a link selects it, and the inspector offers the same.

mod hand;
mod shapes;

use replicascope_scene::cluster::{Cluster, SIZE};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::grabbing::use_grabbing;
use super::press::use_holder;
use crate::app::PartProps;
use crate::state::{Action, Selection};

use hand::{Hand, On};
use shapes::{link_shape, node_shape, stroke_zone, travelling};

/// The panel.
#[component]
pub fn ClusterPanel(props: &PartProps) -> Html {
    let state = &props.state;
    let view = &state.view;
    let drawing = use_node_ref();
    let press = use_holder::<On>();
    use_grabbing(&drawing);
    let cluster = Cluster::of(state.trace(), view.key, view.playhead);
    let hand = Hand {
        drawing: drawing.clone(),
        nodes: cluster.nodes.clone(),
        links: cluster.links.clone(),
        state: state.clone(),
        dispatch: props.dispatch.clone(),
        press,
    };
    let key = &state.lab().keys[view.key].name;
    let (width, height) = SIZE;
    let is_selected = |selection: Selection| view.selection.as_ref() == Some(&selection);
    let select = |selection: Selection| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                dispatch.emit(Action::Select(Some(selection.clone())));
            }
        })
    };
    html! {
        <section class="cluster panel" aria-labelledby="cluster-title">
            <h2 id="cluster-title">
                { say::cluster::title() }<span class="aside">{ say::cluster::at_moment(key, &words::time(view.playhead)) }</span>
            </h2>
            <svg ref={drawing} viewBox={format!("0 0 {width} {height}")} role="group"
                aria-label={say::cluster::picture()}
                onpointerdown={hand.on_down()} onpointermove={hand.on_move()}
                onpointerup={hand.on_up()} onpointercancel={hand.on_cancel()}>
                { for cluster.links.iter().map(stroke_zone) }
                { for cluster.links.iter().map(|link| {
                    let selection = Selection::Link(link.one, link.other);
                    link_shape(link, is_selected(selection.clone()), select(selection))
                }) }
                { for cluster.travelling.iter().map(travelling) }
                { for cluster.nodes.iter().map(|node| {
                    let selection = Selection::Replica(node.replica);
                    node_shape(node, key.as_str(), is_selected(selection.clone()), select(selection))
                }) }
                { hand.trail() }
            </svg>
            if !state.asked.is_fixed() {
                <p class="hint">{ say::cluster::hint() }</p>
            }
        </section>
    }
}
