//! The order of the states, drawn as a Hasse diagram.

use replicascope_core::ReplicaId;
use replicascope_scene::theatre::{Lattice, Node, Stands};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::px::px;

/// The longest value that is written whole beside its state.
const MOST: usize = 15;

pub fn lattice(lattice: &Lattice, left: Option<ReplicaId>, right: Option<ReplicaId>) -> Html {
    let view = format!("0 0 {} {}", px(lattice.width), px(lattice.height));
    let edge = |(below, above): &(usize, usize)| {
        let (from, to) = (&lattice.nodes[*below], &lattice.nodes[*above]);
        html! { <line x1={px(from.x)} y1={px(from.y)} x2={px(to.x)} y2={px(to.y)} /> }
    };
    html! {
        <section class="lattice" aria-labelledby="lattice-title">
            <h3 id="lattice-title">{ say::theatre::order() }</h3>
            <p class="hint">{ say::theatre::order_hint() }</p>
            <svg viewBox={view} width={px(lattice.width)} height={px(lattice.height)} role="img" aria-label={lattice.told.clone()}>
                { for lattice.edges.iter().map(edge) }
                { for lattice.nodes.iter().map(|one| node(one, left, right)) }
            </svg>
            <p>{ &lattice.told }</p>
        </section>
    }
}

fn node(node: &Node, left: Option<ReplicaId>, right: Option<ReplicaId>) -> Html {
    let (replica, class, mark) = match node.stands {
        Stands::Left => (left, "side", left.map(|one| one.to_string())),
        Stands::Right => (right, "side", right.map(|one| one.to_string())),
        Stands::Both => (left, "side", Some(say::theatre::both().to_owned())),
        Stands::Join => (None, "join", Some(say::theatre::join().to_owned())),
        Stands::Aside => (None, "aside-state", None),
    };
    let mut value: String = node.value.chars().take(MOST).collect();
    if value.len() < node.value.len() {
        value.push('…');
    }
    let label = mark.map_or_else(|| value.clone(), |mark| format!("{mark}: {value}"));
    html! {
        <g class={classes!("state", class)} data-replica={replica.map(|one| one.to_string())}>
            <title>{ &node.value }</title>
            <circle cx={px(node.x)} cy={px(node.y)} r={if class == "join" { "8" } else { "6" }} />
            if class == "join" { <circle class="inner" cx={px(node.x)} cy={px(node.y)} r="3.5" /> }
            <text x={px(node.x)} y={px(node.y + 21.0)}>{ label }</text>
        </g>
    }
}
