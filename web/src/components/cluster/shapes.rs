//! The shapes of the cluster: links, replicas, and messages on their way.

use replicascope_scene::cluster::{Link, Node, RADIUS, Travelling};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::px::{Px, px};
use crate::components::symbol::symbol;

/// Around a link, where a finger draws a stroke; elsewhere it scrolls the page.
pub(super) fn stroke_zone(link: &Link) -> Html {
    let ((x1, y1), (x2, y2)) = (link.from, link.to);
    html! {
        <line class="zone" data-grab="stroke" x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
    }
}

pub(super) fn link_shape(link: &Link, selected: bool, onkeydown: Callback<KeyboardEvent>) -> Html {
    let ((x1, y1), (x2, y2)) = (link.from, link.to);
    let middle = (f64::midpoint(x1, x2), f64::midpoint(y1, y2));
    let turn = (y2 - y1).atan2(x2 - x1).to_degrees();
    let state = if link.cut.is_some() { "cut" } else { "whole" };
    let label = match (link.one_way, link.cut) {
        (Some((from, to)), _) => say::cluster::link_cut_one_way(&link.one, &link.other, &from, &to),
        (None, Some(_)) => say::cluster::link_cut(&link.one, &link.other),
        (None, None) => say::cluster::link_whole(&link.one, &link.other),
    };
    // The drawing runs from `one` to `other`.
    let flip = link.one_way.is_some_and(|(from, _)| from != link.one);
    let class = classes!(
        "link",
        link.cut.map(|_| "cut"),
        selected.then_some("selected")
    );
    let name = format!("{}-{}", link.one, link.other);
    html! {
        <g {class} role="button" tabindex="0" {onkeydown} data-grab="link" data-kind="link" data-link={name}
            data-value={state} aria-label={label}>
            <line class="reach" x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
            <line class="line" x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
            if link.cut.is_some() {
                <g transform={format!("translate({} {}) rotate({})", Px(middle.0), Px(middle.1),
                    Px(if flip { turn + 180.0 } else { turn }))}>
                    <rect class="gap" x="-7" y="-15" width="14" height="30" />
                    if link.one_way.is_some() {
                        <path class="blades" d="M2 -13 V13 M-22 0 H-4 M-11 -6 L-4 0 L-11 6" />
                    } else {
                        <path class="blades" d="M-4 -13 V13 M4 -13 V13" />
                    }
                </g>
            }
        </g>
    }
}

pub(super) fn node_shape(
    node: &Node,
    key: &str,
    selected: bool,
    onkeydown: Callback<KeyboardEvent>,
) -> Html {
    let (x, y) = node.at;
    let class = classes!(
        "node",
        selected.then_some("selected"),
        node.down.then_some("down"),
        node.stale.then_some("stale")
    );
    let shown = if node.holds {
        shortened(&node.value, 12)
    } else {
        say::cluster::no_copy().to_owned()
    };
    let version = if node.down {
        say::cluster::down().to_owned()
    } else if !node.holds {
        String::new()
    } else {
        shortened(&node.version, 18)
    };
    let long = (shown.chars().count() > 9).then_some("long");
    let small = (version.chars().count() > 11).then_some("small");
    // The name begins with the text that is seen.
    let label = match node.leads {
        true => say::cluster::node_leads,
        false => say::cluster::node,
    };
    let label = label(
        &node.replica,
        &shown,
        &version,
        &key,
        &node.value,
        &node.version,
    );
    let label = match node.stale {
        true => say::cluster::node_stale(&label),
        false => label,
    };
    html! {
        <g {class} role="button" tabindex="0" {onkeydown} aria-label={label} data-grab="record" data-kind="replica"
            data-at={node.replica.to_string()} data-value={node.value.clone()} data-stale={node.stale.to_string()}>
            <circle class="body" cx={px(x)} cy={px(y)} r={px(RADIUS)}
                data-replica={node.origin.map(|origin| origin.to_string())} />
            if node.stale {
                <circle class="stale-ring" cx={px(x)} cy={px(y)} r={px(RADIUS)} fill="url(#stale-hatch)" />
            }
            <circle class="rim" cx={px(x)} cy={px(y)} r={px(RADIUS)} data-replica={node.replica.to_string()} />
            { symbol(node.replica, (x - 9.0, y - 31.0), 7.5) }
            <text class="name" x={px(x + 9.0)} y={px(y - 25.0)}>{ node.replica.to_string() }</text>{ " " }
            <g class="value">
                <rect x={px(x - 42.0)} y={px(y - 14.0)} width="84" height="44" rx="5" />
                <text class={classes!(long)} x={px(x)} y={px(y + 3.0)}>{ shown }</text>{ " " }
                <text class={classes!("version", small)} x={px(x)} y={px(y + 22.0)}>{ version }</text>
            </g>
            if node.leads {
                { " " }<text class="role" x={px(x)} y={px(y + 43.0)}>{ say::cluster::leader() }</text>
            }
        </g>
    }
}

/// A text that has room for so many characters.
fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room - 1).chain(['…']).collect()
}

pub(super) fn travelling(message: &Travelling) -> Html {
    let ((x, y), (label_x, label_y)) = (message.at, message.label_at);
    let anchor = if message.label_ends { "end" } else { "start" };
    html! {
        <g class="travelling" data-replica={message.from.to_string()} aria-hidden="true">
            <path d="M9 0 L-6 -6 L-3 0 L-6 6 Z"
                transform={format!("translate({} {}) rotate({})", Px(x), Px(y), Px(message.heading))} />
            <text x={px(label_x)} y={px(label_y)} text-anchor={anchor}>{ &message.label }</text>
        </g>
    }
}
