//! What everything else is drawn on: patterns, axis, lanes, and the brackets below them.

use replicascope_core::Place;
use replicascope_scene::timeline::{Bracket, Lane, Timeline};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use crate::components::px::{Px, px};
use crate::components::symbol::symbol;

pub(super) fn patterns(picture: &Timeline) -> Html {
    let (left, right) = (picture.scale.left, picture.scale.right);
    html! {
        <defs>
            <pattern id="stale-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="hatch-line" d="M0 0 V7" />
            </pattern>
            <pattern id="wall-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                <rect class="wall-ground" width="6" height="6" /><path class="wall-line" d="M0 0 V6" />
            </pattern>
            <pattern id="trouble-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
                <rect class="wall-ground" width="6" height="6" /><circle class="trouble-dot" cx="3" cy="3" r="1" />
            </pattern>
            <clipPath id={plot(picture)}>
                <rect x={px(left - 1.0)} y="0" width={px(right - left + 24.0)} height={px(picture.height)} />
            </clipPath>
        </defs>
    }
}

/// The name of the part of the drawing in which things happen: several diagrams on one page share it
/// only where it is the same.
pub(super) fn plot(picture: &Timeline) -> String {
    let (left, right) = (picture.scale.left, picture.scale.right);
    format!("plot-{}-{}-{}", Px(left), Px(right), Px(picture.height))
}

pub(super) fn axis(picture: &Timeline) -> Html {
    let floor = px(picture.lanes.floor());
    html! {
        <g class="axis" aria-hidden="true">
            { for picture.ticks.iter().map(|tick| html! {
                <g>
                    <line x1={px(tick.x)} x2={px(tick.x)} y1="34" y2={floor.clone()} />
                    <text x={px(tick.x)} y="24">{ &tick.label }</text>
                </g>
            }) }
            if let Some(end) = picture.end {
                <line class="end" x1={px(end)} x2={px(end)} y1="34" y2={floor} />
            }
        </g>
    }
}

pub(super) fn lane_shape(picture: &Timeline, lane: &Lane) -> Html {
    let (left, right) = (
        picture.scale.left,
        picture.end.unwrap_or(picture.scale.right),
    );
    let (label, spoken) = match lane.place {
        Place::Replica(replica) => (
            html! {
                <>
                    { symbol(replica, (left - 44.0, lane.y), 10.0) }
                    <text class="lane-name" x={px(left - 26.0)} y={px(lane.y + 6.0)}>{ replica.to_string() }</text>
                </>
            },
            say::timeline::replica(&replica),
        ),
        Place::Client(client) => {
            let name = words::place(lane.place);
            let short = format!("c{}", client.index() + 1);
            let text = if left > 80.0 { &name } else { &short };
            let label = html! {
                <text class="lane-name client" x={px(left - 12.0)} y={px(lane.y + 5.0)}>{ text }</text>
            };
            (label, name.clone())
        }
    };
    html! {
        <g class="lane" data-lane={lane.place.to_string()} role="img" aria-label={spoken}>
            <rect class="lane-reach" x="0" y={px(lane.y - 24.0)} width={px(picture.width)} height="48" />
            <line x1={px(left)} x2={px(right)} y1={px(lane.y)} y2={px(lane.y)} />
            { label }
        </g>
    }
}

pub(super) fn brackets(picture: &Timeline) -> Html {
    let y = picture.lanes.floor() + 4.0;
    if picture.is_dense() {
        let all = picture.disagreements.iter();
        let all =
            all.map(|one| format!("M{} {} v6 H{} v-6", Px(one.from), Px(y - 4.0), Px(one.to)));
        let d = all.collect::<String>();
        return html! { <g class="bracket" data-kind="disagreement"><path {d} /></g> };
    }
    let bracket = |bracket: &Bracket| {
        let (from, to) = (bracket.from, bracket.to);
        html! {
            <g class="bracket" data-kind="disagreement">
                <path d={format!("M{} {} v6 H{} v-6", Px(from), Px(y - 4.0), Px(to))} />
                if let Some(label) = &bracket.label {
                    <text x={px(from)} y={px(y + 17.0)}>{ label }</text>
                }
            </g>
        }
    };
    picture.disagreements.iter().map(bracket).collect()
}
