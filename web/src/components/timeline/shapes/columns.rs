//! How much happens, in columns, for when there is far too much in view to tell it apart.

use replicascope_scene::timeline::{Columns, Timeline, Traffic};
use yew::prelude::*;

use super::{Lit, bands, bundles};
use crate::components::px::px;

pub(super) fn columns(picture: &Timeline, columns: &Columns, lit: &Lit) -> Html {
    html! {
        <>
            { bundles::bands(picture) }
            { bundles::hatches(picture) }
            { for picture.reigns.iter().map(bands::reign) }
            { for picture.holes.iter().map(|hole| bands::hole(hole, lit)) }
            { for picture.walls.iter().map(|wall| bands::wall(wall, lit)) }
            { for picture.strips.iter().map(|strip| bands::strip(strip, lit)) }
            { for columns.traffic.iter().map(traffic) }
            <g class="call"><path class="bar" d={columns.calls.clone()} /></g>
            <g class="call stale"><path class="bar" d={columns.stale_calls.clone()} /></g>
            <path class="updates" d={columns.updates.clone()} />
            <path class="ticks" d={columns.marks.clone()} />
            { bands::fault_labels(picture) }
            { bands::ends(picture) }
            <text class="caption" x={px(picture.scale.left)} y={px(picture.lanes.floor() + 21.0)}>{ &columns.caption }</text>
        </>
    }
}

fn traffic(traffic: &Traffic) -> Html {
    let replica = traffic.sender.replica().map(|one| one.to_string());
    html! {
        <g class="traffic" data-kind="traffic" data-at={traffic.sender.to_string()} data-replica={replica}>
            <path d={traffic.sent.clone()} />
            if !traffic.lost.is_empty() { <path class="lost" d={traffic.lost.clone()} /> }
        </g>
    }
}
