//! The states at hand as a Hasse diagram.

use replicascope_scene::theatre::{LATTICE_SIZE, Lattice, LatticeEdge, LatticeNode, Role};
use yew::prelude::*;

use crate::components::px::px;

/// The diagram.
pub fn lattice(lattice: &Lattice) -> Html {
    let (width, height) = LATTICE_SIZE;
    html! {
        <section class="lattice panel" aria-labelledby="lattice-title">
            <h2 id="lattice-title">{ "Lattice" }<span class="aside">{ "what includes more lies higher" }</span></h2>
            <svg viewBox={format!("0 0 {width} {height}")} role="img" aria-label={told(lattice)}>
                { for lattice.edges.iter().map(|one| edge(lattice, *one)) }
                { for lattice.nodes.iter().map(node) }
            </svg>
            <p class="hint">{ "The join is the least state that includes left and right. It is the same whoever merges, and how often." }</p>
        </section>
    }
}

/// The picture in a sentence.
fn told(lattice: &Lattice) -> String {
    let nodes = lattice.nodes.iter().map(|node| match roles(node) {
        roles if roles.is_empty() => node.label.clone(),
        roles => format!("{roles}: {}", node.label),
    });
    format!("Hasse diagram. {}", nodes.collect::<Vec<_>>().join("; "))
}

fn roles(node: &LatticeNode) -> String {
    let words: Vec<_> = node.roles.iter().map(|role| role.word()).collect();
    words.join(" = ")
}

fn edge(lattice: &Lattice, edge: LatticeEdge) -> Html {
    let (from, to) = (lattice.nodes[edge.lower].at, lattice.nodes[edge.higher].at);
    let class = classes!("cover", edge.to_join.then_some("to-join"));
    html! { <line {class} x1={px(from.0)} y1={px(from.1)} x2={px(to.0)} y2={px(to.1)} /> }
}

fn node(node: &LatticeNode) -> Html {
    let (x, y) = node.at;
    let is_join = node.roles.contains(&Role::Join);
    let half = 70.0;
    html! {
        <g class={classes!("state", is_join.then_some("join"), node.roles.is_empty().then_some("other"))}>
            <rect x={px(x - half)} y={px(y - 22.0)} width={px(2.0 * half)} height="44" rx="6" />
            <text class="role" x={px(x)} y={px(y - 5.0)}>{ roles(node) }</text>
            <text class="what" x={px(x)} y={px(if node.roles.is_empty() { y + 4.5 } else { y + 13.0 })}>{ &node.label }</text>
        </g>
    }
}
