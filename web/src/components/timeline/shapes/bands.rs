//! What replicas hold, where reads would be stale, and what breaks.

use replicascope_scene::timeline::{BAND_HALF, Band, Hatch, Hole, Wall};
use yew::prelude::*;

use super::px;

pub(super) fn band(band: &Band) -> Html {
    html! {
        <rect class="band" data-kind="band" data-at={band.replica.to_string()} data-value={band.value.clone()}
            data-replica={band.origin.map(|origin| origin.to_string())}
            x={px(band.from)} y={px(band.y - BAND_HALF)} width={px(band.to - band.from)} height={px(2.0 * BAND_HALF)} />
    }
}

pub(super) fn band_label(band: &Band) -> Html {
    match &band.label {
        Some((x, label)) => html! {
            <text class="band-label" x={px(*x)} y={px(band.y + 4.5)}>{ label }</text>
        },
        None => Html::default(),
    }
}

pub(super) fn hatch(hatch: &Hatch) -> Html {
    html! {
        <rect class="stale-band" data-kind="stale" data-at={hatch.replica.to_string()} fill="url(#stale-hatch)"
            x={px(hatch.from)} y={px(hatch.y - BAND_HALF)} width={px(hatch.to - hatch.from)}
            height={px(2.0 * BAND_HALF)} />
    }
}

pub(super) fn hole(hole: &Hole) -> Html {
    let grab = |part: &str| format!("{}:{part}", hole.fault.0);
    html! {
        <g class="hole" data-grab="fault" data-kind="crash" data-fault={grab("whole")} role="img"
            aria-label={format!("Replica {} is down", hole.replica)}>
            <rect x={px(hole.from)} y={px(hole.y - BAND_HALF - 3.0)} width={px(hole.to - hole.from)}
                height={px(2.0 * BAND_HALF + 6.0)} />
            if hole.to - hole.from > 48.0 {
                <text x={px(f64::midpoint(hole.from, hole.to))} y={px(hole.y + 4.5)}>{ "down" }</text>
            }
            { ends(hole.from, hole.to, hole.y, BAND_HALF + 3.0, hole.fault.0) }
        </g>
    }
}

pub(super) fn wall(wall: &Wall) -> Html {
    html! {
        <g class="wall" data-grab="fault" data-kind="partition" data-fault={format!("{}:whole", wall.fault.0)}>
            <rect class="bricks" x={px(wall.from)} y={px(wall.y - 6.0)} width={px(wall.to - wall.from)} height="12"
                fill="url(#wall-hatch)" />
            <rect class="reach" x={px(wall.from)} y={px(wall.y - 12.0)} width={px(wall.to - wall.from)} height="24" />
            if let Some(label) = &wall.label {
                <text x={px(wall.from + 10.0)} y={px(wall.y - 11.0)}>{ label }</text>
            }
            { ends(wall.from, wall.to, wall.y, 12.0, wall.fault.0) }
        </g>
    }
}

/// The ends of a fault, to drag.
fn ends(from: f64, to: f64, y: f64, half: f64, fault: u32) -> Html {
    let end = |x: f64, part: &str| {
        html! {
            <rect class="end" data-fault={format!("{fault}:{part}")} x={px(x - 6.0)} y={px(y - half)}
                width="12" height={px(2.0 * half)} />
        }
    };
    html! { <>{ end(from, "start") }{ end(to, "end") }</> }
}
