//! Messages: lines, and the heads to grab.

use replicascope_core::ReplicaId;
use replicascope_scene::timeline::{Arrow, ArrowEnd};
use yew::prelude::*;

use super::Lit;
use crate::components::px::{Px, px};

pub(super) fn replica_of(arrow: &Arrow) -> Option<ReplicaId> {
    if arrow.is_client_traffic {
        None
    } else {
        arrow.from.replica()
    }
}

pub(super) fn arrow(arrow: &Arrow, lit: &Lit) -> Html {
    let ((x1, y1), (x2, y2)) = (arrow.start, arrow.tip);
    let class = classes!(
        "arrow",
        arrow.is_client_traffic.then_some("client"),
        arrow.is_control.then_some("control"),
        arrow.by_hand.then_some("by-hand"),
        lit.arrow(arrow)
    );
    html! {
        <g {class} data-replica={replica_of(arrow).map(|replica| replica.to_string())}>
            <line x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
        </g>
    }
}

/// What it carries: above all lines, which would strike it out otherwise.
pub(super) fn cargo(arrow: &Arrow, lit: &Lit) -> Html {
    let Some(((x, y), label)) = &arrow.label else {
        return html! {};
    };
    html! {
        <text class={classes!("cargo", lit.arrow(arrow))} x={px(*x)} y={px(*y)}
            data-replica={replica_of(arrow).map(|replica| replica.to_string())}>{ label }</text>
    }
}

pub(super) fn head(arrow: &Arrow, lit: &Lit) -> Html {
    let (x, y) = arrow.tip;
    let (dx, dy) = (x - arrow.start.0, y - arrow.start.1);
    let angle = dy.atan2(dx).to_degrees();
    let (kind, shape) = match arrow.end {
        ArrowEnd::Lost => ("lost", "M-5 -5 L5 5 M-5 5 L5 -5"),
        ArrowEnd::Arrives | ArrowEnd::UnderWay => ("arrowhead", "M0 0 L-11 -5 L-8.5 0 L-11 5 Z"),
    };
    let turn = if kind == "lost" { 0.0 } else { angle };
    let class = classes!(
        "head",
        arrow.is_client_traffic.then_some("client"),
        arrow.is_control.then_some("control"),
        arrow.by_hand.then_some("by-hand"),
        lit.arrow(arrow),
        lit.is_selected(&arrow.event).then_some("selected")
    );
    // The reach lies before the lane, where nothing else can be grabbed.
    let length = dx.hypot(dy).max(1.0);
    let back = if arrow.end == ArrowEnd::Lost {
        0.0
    } else {
        7.0_f64.min(length / 3.0)
    };
    html! {
        <g id={lit.id(&arrow.event)} {class} data-grab="head" role="button" aria-label={arrow.sentence.clone()}
            data-message-id={arrow.name.clone()} data-copy={arrow.copy.to_string()} data-kind={kind}
            data-event-id={arrow.event.clone()}
            data-replica={replica_of(arrow).map(|replica| replica.to_string())}>
            <circle class="reach" cx={px(x - dx / length * back)} cy={px(y - dy / length * back)} r="12" />
            <path d={shape} transform={format!("translate({} {}) rotate({})", Px(x), Px(y), Px(turn))} />
        </g>
    }
}
