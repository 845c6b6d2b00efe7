//! What moves with the playhead: the veil over the future, the line, messages under way.

use replicascope_core::Place;
use replicascope_core::trace::Trace;
use replicascope_scene::timeline::{BAND_HALF, Timeline, label_width};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::compared;
use crate::app::Snapshot;
use crate::components::px::{Px, px};
use crate::components::symbol::symbol;
use crate::same::Same;
use crate::state::{Drag, Grab};

/// The properties of [`Overlay`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub picture: Same<Timeline>,
    pub state: Snapshot,
}

/// The playhead and what depends on it.
#[component]
pub fn Overlay(props: &Props) -> Html {
    let picture = &*props.picture;
    let at = props.state.view.playhead;
    let x = picture.scale.x(at);
    let (left, right) = (picture.scale.left, picture.width);
    let veil = x.clamp(left, right);
    let bottom = picture.lanes.floor() + 2.0;
    html! {
        <g class="overlay">
            <rect class="veil" x={px(veil)} y="34" width={px(right - veil)}
                height={px(bottom - 34.0)} />
            { under_way(picture, props.state.trace(), at) }
            if (left - 1.0..=right).contains(&x) {
                <g class="playhead" data-grab="playhead" data-kind="playhead" role="slider" tabindex="0" aria-label={say::playback::playhead()}
                    aria-valuemin="0" aria-valuemax={props.state.lab().duration.0.to_string()}
                    aria-valuenow={at.0.to_string()} aria-valuetext={words::time(at)}
                    transform={format!("translate({} 0)", Px(x))}>
                    <line y1="36" y2={px(bottom)} />
                    <rect class="reach" x="-14" y="0" width="28" height="48" />
                    <path d="M-8 30 H8 V38 L0 46 L-8 38 Z" />
                </g>
            }
            { compared::signs(picture, &props.state) }
            { carried(picture, &props.state) }
            { promised(picture, &props.state) }
            <rect class="scrub" data-grab="playhead" data-kind="axis" x={px(left)} y="0"
                width={px(right - left)} height="34" />
        </g>
    }
}

/// What the pointer carries to another lane, and the lane that would receive it.
fn carried(picture: &Timeline, state: &Snapshot) -> Html {
    let Some(Drag {
        grab: Grab::Update { step, replica, .. },
        now,
        ..
    }) = state.drag()
    else {
        return Html::default();
    };
    let target = now
        .place
        .filter(|place| *place != Place::Replica(*replica) && !now.off);
    let lane = target.filter(|place| place.replica().is_some());
    let Some(lane) = lane.and_then(|place| picture.lanes.of_place(place)) else {
        return Html::default();
    };
    let chip = picture.chips.iter().find(|chip| chip.step == *step);
    let label = chip.map_or("", |chip| chip.value.as_str());
    let width = label_width(label) + 16.0;
    // Above the lane, where it hides nothing of what it causes there.
    let (x, y) = (picture.scale.x(now.time), lane.y - 2.0 * BAND_HALF - 10.0);
    let (left, right) = (picture.scale.left, picture.scale.right);
    html! {
        <g class="carried" data-replica={replica.to_string()}>
            <rect class="target" x={px(left)} y={px(lane.y - BAND_HALF - 4.0)}
                width={px(right - left)} height={px(2.0 * BAND_HALF + 8.0)} rx="4" />
            <rect x={px(x)} y={px(y - BAND_HALF - 2.0)} width={px(width)}
                height={px(2.0 * BAND_HALF + 4.0)} rx="4" />
            <text x={px(x + width / 2.0)} y={px(y + 4.5)}>{ label }</text>
        </g>
    }
}

/// Where what is dragged would be, in a run too large to be run again for every move.
fn promised(picture: &Timeline, state: &Snapshot) -> Html {
    let Some((at, place)) = state.drags_to().filter(|_| state.is_large()) else {
        return Html::default();
    };
    let x = picture.scale.x(at);
    let lane = place.and_then(|place| picture.lanes.of_place(place));
    let y = lane.map_or(picture.height / 2.0, |lane| lane.y);
    let text = say::timeline::drops_at(&words::time(at));
    let left = (x + 10.0).min(picture.width - label_width(&text));
    html! {
        <g class="promised">
            <line x1={px(x)} x2={px(x)} y1="36" y2={px(picture.lanes.floor())} />
            <circle cx={px(x)} cy={px(y)} r="7" />
            <text x={px(left)} y={px(y - BAND_HALF - 8.0)}>{ text }</text>
        </g>
    }
}

/// Each message under way at the playhead, as its sender's sign on its arrow.
fn under_way(picture: &Timeline, trace: &Trace, at: replicascope_core::Micros) -> Html {
    if picture.is_dense() {
        return Html::default();
    }
    let travelling = picture
        .arrows
        .iter()
        .filter(|arrow| !arrow.is_client_traffic)
        .filter_map(|arrow| {
            let sent = trace.message(arrow.message).sent_at;
            let replica = arrow.from.replica()?;
            let under_way = sent < at && at < arrow.over_at;
            let part = at.since(sent).0 as f64 / arrow.over_at.since(sent).0.max(1) as f64;
            let along = |from: f64, to: f64| from + (to - from) * part;
            let point = (
                along(arrow.start.0, arrow.tip.0),
                along(arrow.start.1, arrow.tip.1),
            );
            under_way.then(|| symbol(replica, point, 6.0))
        });
    html! { <g class="under-way" aria-hidden="true">{ for travelling }</g> }
}
