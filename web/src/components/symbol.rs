//! Every replica has a shape beside its colour, so that nothing is told by colour alone.

use replicascope_core::ReplicaId;
use yew::prelude::*;

use super::px::{Px, px};

/// The shape of a replica, drawn around a point, `r` pixels in size.
pub fn symbol(replica: ReplicaId, (x, y): (f64, f64), r: f64) -> Html {
    let polygon = |corners: &[(f64, f64)]| {
        let points = corners
            .iter()
            .map(|(dx, dy)| format!("{},{}", Px(x + dx * r), Px(y + dy * r)));
        let points = points.collect::<Vec<_>>().join(" ");
        html! { <polygon class="symbol" data-replica={replica.to_string()} {points} /> }
    };
    match replica.index() {
        0 => html! {
            <circle class="symbol" data-replica="A"
                cx={px(x)} cy={px(y)} r={px(r * 0.95)} />
        },
        1 => polygon(&[(0.0, -1.05), (1.0, 0.8), (-1.0, 0.8)]),
        2 => polygon(&[(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)]),
        3 => polygon(&[(0.0, -1.15), (1.0, 0.0), (0.0, 1.15), (-1.0, 0.0)]),
        4 => polygon(&[(0.0, 1.05), (1.0, -0.8), (-1.0, -0.8)]),
        5 => polygon(&regular(5)),
        6 => polygon(&regular(6)),
        7 => polygon(&cross()),
        _ => polygon(&star()),
    }
}

fn regular(corners: u32) -> Vec<(f64, f64)> {
    (0..corners)
        .map(|corner| at_angle(f64::from(corner) / f64::from(corners), 1.05))
        .collect()
}

fn star() -> Vec<(f64, f64)> {
    let reach = |corner: u32| if corner.is_multiple_of(2) { 1.15 } else { 0.5 };
    (0..10)
        .map(|corner| at_angle(f64::from(corner) / 10.0, reach(corner)))
        .collect()
}

fn cross() -> Vec<(f64, f64)> {
    const IN: f64 = 0.36;
    vec![
        (-IN, -1.0),
        (IN, -1.0),
        (IN, -IN),
        (1.0, -IN),
        (1.0, IN),
        (IN, IN),
        (IN, 1.0),
        (-IN, 1.0),
        (-IN, IN),
        (-1.0, IN),
        (-1.0, -IN),
        (-IN, -IN),
    ]
}

/// A point at a part of a whole turn, clockwise from the top.
fn at_angle(part: f64, reach: f64) -> (f64, f64) {
    let angle = (part - 0.25) * std::f64::consts::TAU;
    (reach * angle.cos(), reach * angle.sin())
}
