//! What replicas hold, where reads would be stale, and what breaks.

use replicascope_scene::timeline::{
    BAND_HALF, Band, Hatch, Hole, Reign, STRIP_HALF, Strip, Timeline, Wall,
};
use replicascope_words::say;
use yew::prelude::*;

use super::Lit;
use crate::components::px::{Px, px};

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

/// A line along the upper edge of a band: its replica leads.
pub(super) fn reign(reign: &Reign) -> Html {
    html! {
        <g class="reign" data-kind="reign" data-at={reign.replica.to_string()}>
            <title>{ &reign.sentence }</title>
            <path d={format!("M{} {} H{}", Px(reign.from), Px(reign.y), Px(reign.to))} />
            if reign.to - reign.from > 60.0 {
                <text x={px(reign.from + 2.0)} y={px(reign.y - 4.0)}>{ say::cluster::leader() }</text>
            }
        </g>
    }
}

pub(super) fn hole(hole: &Hole, lit: &Lit) -> Html {
    let grab = |part: &str| format!("{}:{part}", hole.fault.0);
    html! {
        <g id={lit.id(&hole.event)} class={classes!("hole", lit.is_selected(&hole.event).then_some("selected"))}
            data-event-id={hole.event.clone()} data-grab="fault" data-kind="crash" data-fault={grab("whole")} role="img"
            aria-label={hole.sentence.clone()}>
            <rect x={px(hole.from)} y={px(hole.y - BAND_HALF - 3.0)} width={px(hole.to - hole.from)}
                height={px(2.0 * BAND_HALF + 6.0)} />
            if let Some(label) = &hole.label {
                <text x={px(f64::midpoint(hole.from, hole.to))} y={px(hole.y + 4.5)}>{ label }</text>
            }
        </g>
    }
}

pub(super) fn wall(wall: &Wall, lit: &Lit) -> Html {
    let selected = wall
        .event
        .as_deref()
        .is_some_and(|event| lit.is_selected(event));
    let (kind, fill) = if wall.is_partition {
        ("partition", "url(#wall-hatch)")
    } else {
        ("link-fault", "url(#trouble-hatch)")
    };
    let class = classes!("wall", kind, selected.then_some("selected"));
    html! {
        <g id={wall.event.as_deref().map(|event| lit.id(event))} {class} data-event-id={wall.event.clone()} data-grab="fault"
            data-kind={kind} data-fault={format!("{}:whole", wall.fault.0)}
            role="img" aria-label={wall.sentence.clone()}>
            <rect class="bricks" x={px(wall.from)} y={px(wall.y - 6.0)} width={px(wall.to - wall.from)} height="12" {fill} />
            <rect class="reach" x={px(wall.from)} y={px(wall.y - 12.0)} width={px(wall.to - wall.from)} height="24" />
        </g>
    }
}

pub(super) fn strip(strip: &Strip, lit: &Lit) -> Html {
    let class = classes!("strip", lit.is_selected(&strip.event).then_some("selected"));
    html! {
        <g id={lit.id(&strip.event)} {class} data-event-id={strip.event.clone()} data-grab="fault"
            data-kind="lane-fault" data-fault={format!("{}:whole", strip.fault.0)}
            role="img" aria-label={strip.sentence.clone()}>
            <rect class="bricks" x={px(strip.from)} y={px(strip.y - STRIP_HALF)} width={px(strip.to - strip.from)}
                height={px(2.0 * STRIP_HALF)} />
            <rect class="reach" x={px(strip.from)} y={px(strip.y - 12.0)} width={px(strip.to - strip.from)} height="24" />
        </g>
    }
}

/// What faults say, above the messages that cross them.
pub(super) fn fault_labels(picture: &Timeline) -> Html {
    let text = |((x, y), label): ((f64, f64), &str)| {
        html! { <text class="fault-label" x={px(x)} y={px(y)}>{ label.to_owned() }</text> }
    };
    picture.fault_labels().map(text).collect()
}

/// The ends of the faults, to drag; above everything that happens just there.
pub(super) fn ends(picture: &Timeline) -> Html {
    let end = |x: f64, y: f64, half: f64, name: String| {
        html! {
            <rect class="fault-end" data-grab="fault" data-fault={name} x={px(x - 6.0)} y={px(y - half)}
                width="12" height={px(2.0 * half)} />
        }
    };
    let walls = picture
        .walls
        .iter()
        .map(|wall| (wall.fault.0, wall.from, wall.to, wall.y, 12.0));
    let holes = picture.holes.iter();
    let holes = holes.map(|hole| (hole.fault.0, hole.from, hole.to, hole.y, BAND_HALF + 3.0));
    let strips = picture.strips.iter();
    let strips = strips.map(|strip| (strip.fault.0, strip.from, strip.to, strip.y, 12.0));
    let ends = walls
        .chain(holes)
        .chain(strips)
        .flat_map(|(fault, from, to, y, half)| {
            [
                end(from, y, half, format!("{fault}:start")),
                end(to, y, half, format!("{fault}:end")),
            ]
        });
    ends.collect()
}
