//! Client operations, updates, merges and answers.

use replicascope_scene::timeline::{
    BAND_HALF, CALL_HALF, CallBar, Chip, Mark, MarkKind, NoteMark, Wait,
};
use replicascope_words::say;
use yew::prelude::*;

use super::Lit;
use crate::components::px::{Px, px};

pub(super) fn call(bar: &CallBar, lit: &Lit) -> Html {
    let class = classes!(
        "call",
        bar.is_read.then_some("read"),
        bar.stale.then_some("stale"),
        (!bar.returned && !bar.failed).then_some("open"),
        bar.failed.then_some("failed"),
        lit.call(bar),
        lit.is_selected(&bar.event).then_some("selected")
    );
    let width = (bar.to - bar.from).max(3.0);
    let reach = width.max(24.0);
    html! {
        <g id={lit.id(&bar.event)} {class} data-grab="call" role="button" aria-label={bar.sentence.clone()}
            data-event-id={bar.event.clone()} data-step={bar.step.0.to_string()}
            data-kind={if bar.is_read { "read" } else { "call" }}
            data-value={bar.value.clone()} data-stale={bar.stale.to_string()}>
            <rect class="reach" x={px(bar.from)} y={px(bar.y - 14.0)} width={px(reach)} height="28" />
            <rect class="bar" x={px(bar.from)} y={px(bar.y - CALL_HALF)} width={px(width)} height={px(2.0 * CALL_HALF)} rx="4" />
            if let Some((x, y)) = bar.label_at {
                <text x={px(x)} y={px(y)}>
                    { &bar.label }
                    if bar.stale { <tspan class="tag">{ format!(" {}", say::timeline::stale()) }</tspan> }
                    if bar.lost { <tspan class="tag">{ format!(" {}", say::timeline::lost()) }</tspan> }
                </text>
            }
        </g>
    }
}

pub(super) fn chip(chip: &Chip, lit: &Lit) -> Html {
    let class = classes!(
        "chip",
        chip.lost.then_some("discarded"),
        lit.event(chip.id),
        lit.is_selected(&chip.event).then_some("selected")
    );
    html! {
        <g id={lit.id(&chip.event)} {class} data-grab="update" role="button" aria-label={chip.sentence.clone()}
            data-event-id={chip.event.clone()} data-step={chip.step.0.to_string()} data-kind="write"
            data-value={chip.value.clone()} data-replica={chip.replica.to_string()}>
            <rect x={px(chip.x)} y={px(chip.y - BAND_HALF - 2.0)} width={px(chip.width)}
                height={px(2.0 * BAND_HALF + 4.0)} rx="4" />
            if chip.has_grip {
                <path class="grip" d={grip(chip.x + 7.0, chip.y)} />
            }
            if let Some(label) = &chip.label {
                <text x={px(chip.x + 17.0)} y={px(chip.y + 4.5)}>{ label }</text>
            }
        </g>
    }
}

/// Two rows of dots: this can be dragged.
fn grip(x: f64, y: f64) -> String {
    let dots = [-5.0, 0.0, 5.0]
        .into_iter()
        .flat_map(|dy| [(0.0, dy), (4.0, dy)]);
    dots.map(|(dx, dy)| format!("M{} {}h.01", Px(x + dx), Px(y + dy)))
        .collect()
}

pub(super) fn mark(mark: &Mark, lit: &Lit) -> Html {
    let kind = match mark.kind {
        MarkKind::Merge(_) => "merge",
        MarkKind::Replace => "replace",
        MarkKind::Follow => "follow",
        MarkKind::Answer => "answer",
    };
    let class = classes!(
        "mark",
        kind,
        lit.event(mark.id),
        lit.is_selected(&mark.event).then_some("selected")
    );
    let relation = match mark.kind {
        MarkKind::Merge(relation) => Some(replicascope_scene::words::relation(relation)),
        MarkKind::Replace | MarkKind::Follow | MarkKind::Answer => None,
    };
    html! {
        <g id={lit.id(&mark.event)} {class} role="button" aria-label={mark.sentence.clone()}
            data-event-id={mark.event.clone()} data-kind={kind} data-relation={relation}
            data-value={mark.value.clone()} data-replica={mark.replica.to_string()}>
            <circle class="reach" cx={px(mark.x)} cy={px(mark.y)} r="12" />
            { glyph(mark.kind, mark.x, mark.y) }
        </g>
    }
}

/// What a strategy did by itself: a tick below the lane, with its words.
pub(super) fn note(note: &NoteMark, lit: &Lit) -> Html {
    let class = classes!(
        "note",
        lit.event(note.id),
        lit.is_selected(&note.event).then_some("selected")
    );
    let top = note.y + BAND_HALF;
    html! {
        <g id={lit.id(&note.event)} {class} role="button" aria-label={note.sentence.clone()}
            data-event-id={note.event.clone()} data-kind="note" data-replica={note.replica.to_string()}>
            <rect class="reach" x={px(note.x - 4.0)} y={px(top)} width="24" height="24" />
            <path d={format!("M{} {} v10", Px(note.x), Px(top))} />
            if let Some((from, label)) = &note.label {
                <text x={px(*from)} y={px(top + 15.0)}>{ label }</text>
            }
        </g>
    }
}

/// A client waits for a replica: a dotted bar below its band.
pub(super) fn wait(wait: &Wait) -> Html {
    let middle = f64::midpoint(wait.from, wait.to);
    html! {
        <g class="wait" data-kind="wait" data-step={wait.step.0.to_string()} data-at={wait.replica.to_string()}>
            <title>{ &wait.sentence }</title>
            <path d={format!("M{} {} H{}", Px(wait.from), Px(wait.y), Px(wait.to))} />
            if let Some(label) = &wait.label {
                <text x={px(middle)} y={px(wait.y + 13.0)}>{ label }</text>
            }
        </g>
    }
}

/// The sign for what a merge or an answer was.
pub fn glyph(kind: MarkKind, x: f64, y: f64) -> Html {
    let at = format!("translate({} {})", Px(x), Px(y));
    html! {
        <g transform={at} class={classes!("glyph", kind.is_filled().then_some("filled"))}>
            <path d={kind.outline()} /><path class="inner" d={kind.inner()} />
        </g>
    }
}
