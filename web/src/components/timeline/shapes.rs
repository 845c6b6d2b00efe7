//! The shapes of the picture, drawn. They change only with the picture, never with the playhead.

use replicascope_core::clock::Relation;
use replicascope_core::trace::{Cone, EventId};
use replicascope_core::{Place, ReplicaId};
use replicascope_scene::timeline::{
    Arrow, ArrowEnd, BAND_HALF, Band, CALL_HALF, CallBar, Chip, Hatch, Hole, Lane, Mark, MarkKind, Timeline,
    Wall,
};
use yew::prelude::*;

use super::{ConeHandle, Picture};
use crate::components::symbol::symbol;

/// The properties of [`Shapes`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub picture: Picture,
    pub cone: Option<ConeHandle>,
    pub selected: Option<AttrValue>,
}

/// Everything in the picture but the playhead.
#[component]
pub fn Shapes(props: &Props) -> Html {
    let picture = &*props.picture.0;
    let lit = Lit { cone: props.cone.as_ref().map(|cone| &*cone.0), selected: props.selected.as_deref() };
    html! {
        <>
            { patterns(picture) }
            <g class={classes!("shapes", lit.cone.map(|_| "emphasised"))}>
                { axis(picture) }
                { for picture.lanes.iter().map(|lane| lane_shape(picture, lane)) }
                <g clip-path="url(#plot)">
                    { for picture.bands.iter().map(band) }
                    { for picture.hatches.iter().map(hatch) }
                    { for picture.holes.iter().map(hole) }
                    { for picture.walls.iter().map(wall) }
                    { arrows(picture, &lit) }
                    { for picture.calls.iter().map(|bar| call(bar, picture.dense, &lit)) }
                    { marks(picture, &lit) }
                    { for picture.bands.iter().map(band_label) }
                    { for picture.chips.iter().map(|one| chip(one, picture.dense, &lit)) }
                    { heads(picture, &lit) }
                </g>
                { brackets(picture) }
            </g>
        </>
    }
}

/// What is lit up and what is selected.
struct Lit<'a> {
    cone: Option<&'a Cone>,
    selected: Option<&'a str>,
}

impl Lit<'_> {
    fn event(&self, id: EventId) -> Option<&'static str> {
        let cone = self.cone?;
        match id {
            id if id == cone.centre() => Some("centre"),
            id if cone.is_past(id) => Some("past"),
            id if cone.is_future(id) => Some("future"),
            _ => None,
        }
    }

    /// A call is lit when its beginning or its return is.
    fn call(&self, bar: &CallBar) -> Option<&'static str> {
        let returned = bar.ended.and_then(|id| self.event(id));
        returned.or_else(|| self.event(bar.invoked))
    }

    /// An arrow is lit when both its ends are: then the influence travelled along it.
    fn arrow(&self, arrow: &Arrow) -> Option<&'static str> {
        let (cone, end) = (self.cone?, arrow.ended?);
        if !cone.contains(arrow.sent) || !cone.contains(end) {
            return None;
        }
        Some(if end <= cone.centre() { "past" } else { "future" })
    }

    fn is_selected(&self, event: &str) -> bool {
        self.selected == Some(event)
    }
}

/// A name as an element's id, which has no white space.
pub fn element_id(event: &str) -> String {
    event.replace(char::is_whitespace, "_")
}

fn px(number: f64) -> String {
    format!("{number:.1}")
}

fn patterns(picture: &Timeline) -> Html {
    let (left, right) = (picture.scale.left, picture.scale.right);
    html! {
        <defs>
            <pattern id="stale-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="hatch-line" d="M0 0 V7" />
            </pattern>
            <pattern id="wall-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                <rect class="wall-ground" width="6" height="6" /><path class="wall-line" d="M0 0 V6" />
            </pattern>
            <clipPath id="plot">
                <rect x={px(left - 1.0)} y="0" width={px(right - left + 24.0)} height={px(picture.height)} />
            </clipPath>
        </defs>
    }
}

fn axis(picture: &Timeline) -> Html {
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

fn lane_shape(picture: &Timeline, lane: &Lane) -> Html {
    let (left, right) = (picture.scale.left, picture.end.unwrap_or(picture.scale.right));
    let (label, spoken) = match lane.place {
        Place::Replica(replica) => (
            html! {
                <>
                    { symbol(replica, (left - 44.0, lane.y), 10.0) }
                    <text class="lane-name" x={px(left - 26.0)} y={px(lane.y + 6.0)}>{ replica.to_string() }</text>
                </>
            },
            format!("Replica {replica}"),
        ),
        Place::Client(client) => {
            let name = format!("client {}", client.index() + 1);
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

fn band(band: &Band) -> Html {
    html! {
        <rect class="band" data-kind="band" data-at={band.replica.to_string()} data-value={band.value.clone()}
            data-replica={band.origin.map(|origin| origin.to_string())}
            x={px(band.from)} y={px(band.y - BAND_HALF)} width={px(band.to - band.from)} height={px(2.0 * BAND_HALF)} />
    }
}

fn band_label(band: &Band) -> Html {
    match &band.label {
        Some((x, label)) => html! {
            <text class="band-label" x={px(*x)} y={px(band.y + 4.5)}>{ label }</text>
        },
        None => Html::default(),
    }
}

fn hatch(hatch: &Hatch) -> Html {
    html! {
        <rect class="stale-band" data-kind="stale" data-at={hatch.replica.to_string()} fill="url(#stale-hatch)"
            x={px(hatch.from)} y={px(hatch.y - BAND_HALF)} width={px(hatch.to - hatch.from)}
            height={px(2.0 * BAND_HALF)} />
    }
}

fn hole(hole: &Hole) -> Html {
    let grab = |part: &str| format!("{}:{part}", hole.fault.0);
    html! {
        <g class="hole" data-kind="crash" data-fault={grab("whole")} role="img"
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

fn wall(wall: &Wall) -> Html {
    html! {
        <g class="wall" data-kind="partition" data-fault={format!("{}:whole", wall.fault.0)}>
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

fn replica_of(arrow: &Arrow) -> Option<ReplicaId> {
    if arrow.is_client_traffic { None } else { arrow.from.replica() }
}

fn arrows(picture: &Timeline, lit: &Lit) -> Html {
    if picture.dense {
        return bundles(picture);
    }
    picture.arrows.iter().map(|one| arrow(one, lit)).collect()
}

/// All arrows of a sender as one line: too many to tell apart, or to grab.
fn bundles(picture: &Timeline) -> Html {
    let mut senders: std::collections::BTreeMap<Option<ReplicaId>, String> = Default::default();
    for arrow in &picture.arrows {
        let path = senders.entry(replica_of(arrow)).or_default();
        let ((x1, y1), (x2, y2)) = (arrow.start, arrow.tip);
        path.push_str(&format!("M{x1:.0} {y1:.0}L{x2:.0} {y2:.0}"));
    }
    let bundle = |(sender, d): (Option<ReplicaId>, String)| {
        html! {
            <path class="bundle" data-replica={sender.map(|replica| replica.to_string())} {d} />
        }
    };
    senders.into_iter().map(bundle).collect()
}

fn arrow(arrow: &Arrow, lit: &Lit) -> Html {
    let ((x1, y1), (x2, y2)) = (arrow.start, arrow.tip);
    let class = classes!(
        "arrow",
        arrow.is_client_traffic.then_some("client"),
        arrow.by_hand.then_some("by-hand"),
        lit.arrow(arrow)
    );
    html! {
        <g {class} data-replica={replica_of(arrow).map(|replica| replica.to_string())}>
            <line x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
            if let Some(((x, y), label)) = &arrow.label {
                <text class="cargo" x={px(*x)} y={px(*y)}>{ label }</text>
            }
        </g>
    }
}

/// Arrowheads are drawn last: they are to be grabbed.
fn heads(picture: &Timeline, lit: &Lit) -> Html {
    if picture.dense {
        return Html::default();
    }
    picture.arrows.iter().map(|arrow| head(arrow, lit)).collect()
}

fn head(arrow: &Arrow, lit: &Lit) -> Html {
    let (x, y) = arrow.tip;
    let (dx, dy) = (x - arrow.start.0, y - arrow.start.1);
    let angle = dy.atan2(dx).to_degrees();
    let (kind, shape) = match arrow.end {
        ArrowEnd::Lost => ("lost", "M-5 -5 L5 5 M-5 5 L5 -5"),
        ArrowEnd::Arrives | ArrowEnd::UnderWay => ("arrowhead", "M0 0 L-11 -5 L-8.5 0 L-11 5 Z"),
    };
    let turn = if kind == "lost" { 0.0 } else { angle };
    let event = match arrow.end {
        ArrowEnd::Arrives => format!("{}/delivered.{}", arrow.name, arrow.copy),
        ArrowEnd::Lost => format!("{}/dropped.{}", arrow.name, arrow.copy),
        ArrowEnd::UnderWay => format!("{}/sent", arrow.name),
    };
    let class = classes!(
        "head",
        arrow.is_client_traffic.then_some("client"),
        arrow.by_hand.then_some("by-hand"),
        lit.arrow(arrow),
        lit.is_selected(&event).then_some("selected")
    );
    // The reach lies before the lane, where nothing else can be grabbed.
    let length = dx.hypot(dy).max(1.0);
    let back = if arrow.end == ArrowEnd::Lost { 0.0 } else { 7.0_f64.min(length / 3.0) };
    html! {
        <g id={element_id(&event)} {class} role="button" aria-label={arrow.sentence.clone()}
            data-message-id={arrow.name.to_string()} data-copy={arrow.copy.to_string()} data-kind={kind}
            data-event-id={event.clone()}
            data-replica={replica_of(arrow).map(|replica| replica.to_string())}>
            <circle class="reach" cx={px(x - dx / length * back)} cy={px(y - dy / length * back)} r="12" />
            <path d={shape} transform={format!("translate({x:.1} {y:.1}) rotate({turn:.1})")} />
        </g>
    }
}

fn call(bar: &CallBar, dense: bool, lit: &Lit) -> Html {
    let class = classes!(
        "call",
        bar.is_read.then_some("read"),
        bar.stale.then_some("stale"),
        (!bar.returned).then_some("open"),
        lit.call(bar),
        lit.is_selected(&bar.event).then_some("selected")
    );
    let width = (bar.to - bar.from).max(3.0);
    let reach = width.max(24.0);
    html! {
        <g id={element_id(&bar.event)} {class} role="button" aria-label={bar.sentence.clone()}
            data-event-id={bar.event.clone()} data-step={bar.step.0.to_string()}
            data-kind={if bar.is_read { "read" } else { "call" }}
            data-value={bar.value.clone()} data-stale={bar.stale.to_string()}>
            <rect class="reach" x={px(bar.from)} y={px(bar.y - 14.0)} width={px(reach)} height="28" />
            <rect class="bar" x={px(bar.from)} y={px(bar.y - CALL_HALF)} width={px(width)} height={px(2.0 * CALL_HALF)} rx="4" />
            if let Some(y) = bar.label_y.filter(|_| !dense) {
                <text x={px(bar.from)} y={px(y)}>
                    { &bar.label }
                    if bar.stale { <tspan class="tag" dx="7">{ "stale" }</tspan> }
                    if bar.lost { <tspan class="tag" dx="7">{ "lost" }</tspan> }
                </text>
            }
        </g>
    }
}

fn chip(chip: &Chip, dense: bool, lit: &Lit) -> Html {
    let class = classes!(
        "chip",
        chip.lost.then_some("discarded"),
        lit.event(chip.id),
        lit.is_selected(&chip.event).then_some("selected")
    );
    let width = if dense { 7.0 } else { chip.width };
    html! {
        <g id={element_id(&chip.event)} {class} role="button" aria-label={chip.sentence.clone()}
            data-event-id={chip.event.clone()} data-step={chip.step.0.to_string()} data-kind="write"
            data-value={chip.label.clone()} data-replica={chip.replica.to_string()}>
            <rect x={px(chip.x)} y={px(chip.y - BAND_HALF - 2.0)} width={px(width)} height={px(2.0 * BAND_HALF + 4.0)} rx="4" />
            if !dense {
                <path class="grip" d={grip(chip.x + 7.0, chip.y)} />
                <text x={px(chip.x + 17.0)} y={px(chip.y + 4.5)}>{ &chip.label }</text>
            }
        </g>
    }
}

/// Two rows of dots: this can be dragged.
fn grip(x: f64, y: f64) -> String {
    let dots = [-5.0, 0.0, 5.0].into_iter().flat_map(|dy| [(0.0, dy), (4.0, dy)]);
    dots.map(|(dx, dy)| format!("M{:.1} {:.1}h.01", x + dx, y + dy)).collect()
}

fn marks(picture: &Timeline, lit: &Lit) -> Html {
    if !picture.dense {
        return picture.marks.iter().map(|one| mark(one, lit)).collect();
    }
    let ticks = picture.marks.iter().map(|mark| format!("M{:.0} {:.0}v10", mark.x, mark.y - 5.0));
    html! { <path class="ticks" d={ticks.collect::<String>()} /> }
}

fn mark(mark: &Mark, lit: &Lit) -> Html {
    let kind = match mark.kind {
        MarkKind::Merge(_) => "merge",
        MarkKind::Answer => "answer",
    };
    let class =
        classes!("mark", kind, lit.event(mark.id), lit.is_selected(&mark.event).then_some("selected"));
    let relation = match mark.kind {
        MarkKind::Merge(relation) => Some(replicascope_scene::words::relation(relation)),
        MarkKind::Answer => None,
    };
    html! {
        <g id={element_id(&mark.event)} {class} role="button" aria-label={mark.sentence.clone()}
            data-event-id={mark.event.clone()} data-kind={kind} data-relation={relation}
            data-value={mark.value.clone()} data-replica={mark.replica.to_string()}>
            <circle class="reach" cx={px(mark.x)} cy={px(mark.y)} r="12" />
            { glyph(mark.kind, mark.x, mark.y) }
        </g>
    }
}

/// The sign for what a merge or an answer was.
pub fn glyph(kind: MarkKind, x: f64, y: f64) -> Html {
    let at = format!("translate({x:.1} {y:.1})");
    let d = match kind {
        MarkKind::Merge(Relation::Newer) => "M-7 0 a7 7 0 1 0 14 0 a7 7 0 1 0 -14 0 Z",
        MarkKind::Merge(Relation::Older | Relation::Equal) => {
            "M-6 0 a6 6 0 1 0 12 0 a6 6 0 1 0 -12 0 Z"
        }
        MarkKind::Merge(Relation::Concurrent) => "M0 -9 L9 0 L0 9 L-9 0 Z",
        MarkKind::Answer => "M-5 -5 H5 V5 H-5 Z",
    };
    let inner = match kind {
        MarkKind::Merge(Relation::Equal) => "M-3 -1.5 H3 M-3 1.5 H3",
        MarkKind::Merge(Relation::Concurrent) => "M-3 -3.5 V3.5 M3 -3.5 V3.5",
        _ => "",
    };
    let filled = matches!(kind, MarkKind::Merge(Relation::Newer));
    html! {
        <g transform={at} class={classes!("glyph", filled.then_some("filled"))}>
            <path {d} /><path class="inner" d={inner} />
        </g>
    }
}

fn brackets(picture: &Timeline) -> Html {
    let y = picture.lanes.floor() + 4.0;
    let bracket = |bracket: &replicascope_scene::timeline::Bracket| {
        let (from, to) = (bracket.from, bracket.to);
        html! {
            <g class="bracket" data-kind="disagreement">
                <path d={format!("M{from:.1} {:.1} v6 H{to:.1} v-6", y - 4.0)} />
                if let Some(label) = &bracket.label {
                    <text x={px(from)} y={px(y + 17.0)}>{ label }</text>
                }
            </g>
        }
    };
    picture.disagreements.iter().map(bracket).collect()
}
