//! The signs of the two events that are compared, where they are.

use replicascope_core::Trace;
use replicascope_core::trace::EventId;
use replicascope_scene::Subject;
use replicascope_scene::timeline::Timeline;
use yew::prelude::*;

use crate::app::Snapshot;
use crate::components::px::px;

/// How far above its event a sign is.
const ABOVE: f64 = 30.0;

pub fn signs(picture: &Timeline, state: &Snapshot) -> Html {
    let (trace, view) = (state.trace(), &state.view);
    let Some(first) = view.pinned.as_ref().and_then(|name| trace.find(name)) else {
        return Html::default();
    };
    let selected = view.selection.as_ref();
    let second = selected.and_then(|selection| selection.event(trace));
    let second = second.filter(|second| *second != first);
    let both = [Some((first, "1")), second.map(|second| (second, "2"))];
    let signs = both.into_iter().flatten();
    html! { <g class="compared-signs">{ for signs.map(|(id, sign)| draw(picture, trace, id, sign)) }</g> }
}

fn draw(picture: &Timeline, trace: &Trace, id: EventId, sign: &'static str) -> Html {
    let Some((x, y)) = place(picture, trace, id) else {
        return Html::default();
    };
    if x < picture.scale.left - 1.0 || x > picture.width {
        return Html::default();
    }
    let top = y - ABOVE;
    html! {
        <g>
            <line x1={px(x)} x2={px(x)} y1={px(top)} y2={px(y)} />
            <circle cx={px(x)} cy={px(top)} r="9" />
            <text x={px(x)} y={px(top + 4.2)}>{ sign }</text>
        </g>
    }
}

/// On its lane; for what happens in the network, where its arrow ends.
fn place(picture: &Timeline, trace: &Trace, id: EventId) -> Option<(f64, f64)> {
    let event = trace.event(id);
    let on_lane = event.place.and_then(|place| picture.lanes.of_place(place));
    if let Some(lane) = on_lane {
        return Some((picture.scale.x(event.at), lane.y));
    }
    let Subject::Message(message, _) = Subject::of(trace, id) else {
        return None;
    };
    let mut arrows = picture.arrows.iter();
    let arrow = arrows.find(|arrow| arrow.message == message && arrow.ended == Some(id))?;
    Some(arrow.tip)
}
