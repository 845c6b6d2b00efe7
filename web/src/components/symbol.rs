//! Every replica has a shape beside its colour, so that nothing is told by colour alone.

use replicascope_core::ReplicaId;
use replicascope_scene::symbol::{corners, radius};
use yew::prelude::*;

use super::px::{Px, px};

/// The shape of a replica, drawn around a point, `r` pixels in size.
pub fn symbol(replica: ReplicaId, at: (f64, f64), r: f64) -> Html {
    let Some(corners) = corners(replica, at, r) else {
        return html! {
            <circle class="symbol" data-replica={replica.to_string()}
                cx={px(at.0)} cy={px(at.1)} r={px(radius(r))} />
        };
    };
    let points = corners
        .iter()
        .map(|(x, y)| format!("{},{}", Px(*x), Px(*y)));
    let points = points.collect::<Vec<_>>().join(" ");
    html! { <polygon class="symbol" data-replica={replica.to_string()} {points} /> }
}
