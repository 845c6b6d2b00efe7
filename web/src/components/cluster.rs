//! The cluster at the playhead: replicas, what they hold, and messages on their links.
//!
//! Dragging a value to another replica sends it there; drawing a stroke across a link cuts it,
//! or heals it. Pressing a replica or a link selects it, and the inspector offers the same.

use replicascope_core::lab::{FaultKind, Links};
use replicascope_core::{Edit, Lab, Micros, Place, ReplicaId};
use replicascope_scene::cluster::{Cluster, Link, Node, RADIUS, SIZE, Travelling};
use replicascope_scene::words;
use replicascope_words::say;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::grabbing::use_grabbing;
use super::press::{Dragging, Holder, Press, use_holder};
use super::px::{Px, px};
use super::symbol::symbol;
use crate::app::{PartProps, Snapshot};
use crate::dom;
use crate::state::{Action, Grab, Selection, Spot};

/// The panel.
#[component]
pub fn ClusterPanel(props: &PartProps) -> Html {
    let state = &props.state;
    let view = &state.view;
    let drawing = use_node_ref();
    let press = use_holder::<On>();
    use_grabbing(&drawing);
    let cluster = Cluster::of(state.trace(), view.key, view.playhead);
    let hand = Hand {
        drawing: drawing.clone(),
        nodes: cluster.nodes.clone(),
        links: cluster.links.clone(),
        state: state.clone(),
        dispatch: props.dispatch.clone(),
        press,
    };
    let key = &state.lab().keys[view.key].name;
    let (width, height) = SIZE;
    let is_selected = |selection: Selection| view.selection.as_ref() == Some(&selection);
    let select = |selection: Selection| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                dispatch.emit(Action::Select(Some(selection.clone())));
            }
        })
    };
    html! {
        <section class="cluster panel" aria-labelledby="cluster-title">
            <h2 id="cluster-title">
                { say::cluster::title() }<span class="aside">{ say::cluster::at_moment(key, &words::time(view.playhead)) }</span>
            </h2>
            <svg ref={drawing} viewBox={format!("0 0 {width} {height}")} role="group"
                aria-label={say::cluster::picture()}
                onpointerdown={hand.on_down()} onpointermove={hand.on_move()}
                onpointerup={hand.on_up()} onpointercancel={hand.on_cancel()}>
                { for cluster.links.iter().map(stroke_zone) }
                { for cluster.links.iter().map(|link| {
                    let selection = Selection::Link(link.one, link.other);
                    link_shape(link, is_selected(selection.clone()), select(selection))
                }) }
                { for cluster.travelling.iter().map(travelling) }
                { for cluster.nodes.iter().map(|node| {
                    let selection = Selection::Replica(node.replica);
                    node_shape(node, key.as_str(), is_selected(selection.clone()), select(selection))
                }) }
                { hand.trail() }
            </svg>
            if !state.asked.is_fixed() {
                <p class="hint">{ say::cluster::hint() }</p>
            }
        </section>
    }
}

/// Around a link, where a finger draws a stroke; elsewhere it scrolls the page.
fn stroke_zone(link: &Link) -> Html {
    let ((x1, y1), (x2, y2)) = (link.from, link.to);
    html! {
        <line class="zone" data-grab="stroke" x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
    }
}

fn link_shape(link: &Link, selected: bool, onkeydown: Callback<KeyboardEvent>) -> Html {
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

fn node_shape(node: &Node, key: &str, selected: bool, onkeydown: Callback<KeyboardEvent>) -> Html {
    let (x, y) = node.at;
    let class = classes!(
        "node",
        selected.then_some("selected"),
        node.down.then_some("down"),
        node.stale.then_some("stale")
    );
    let shown = if node.holds {
        shortened(&node.value, 9)
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
                <text x={px(x)} y={px(y + 3.0)}>{ shown }</text>{ " " }
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

fn travelling(message: &Travelling) -> Html {
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

/// What a pointer went down on.
#[derive(Clone, PartialEq)]
enum On {
    Replica(ReplicaId),
    Link(ReplicaId, ReplicaId),
    Ground,
}

/// All that the handlers need.
#[derive(Clone)]
struct Hand {
    drawing: NodeRef,
    nodes: Vec<Node>,
    links: Vec<Link>,
    state: Snapshot,
    dispatch: Callback<Action>,
    press: Holder<On>,
}

impl Hand {
    fn point(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        dom::drawing_point(&self.drawing.cast::<Element>()?, event)
    }

    fn node_at(&self, point: (f64, f64)) -> Option<ReplicaId> {
        let near = |node: &&Node| (node.at.0 - point.0).hypot(node.at.1 - point.1) <= RADIUS + 8.0;
        self.nodes.iter().find(near).map(|node| node.replica)
    }

    fn spot(&self, point: (f64, f64)) -> Spot {
        let place = self.node_at(point).map(Place::Replica);
        Spot {
            time: self.state.view.playhead,
            place,
            off: false,
        }
    }

    fn on_down(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(from) = this.point(&event).filter(|_| event.button() == 0) else {
                return;
            };
            let link = || {
                let name = dom::attribute_at(&event, "data-link")?;
                let (one, other) = name.split_once('-')?;
                Some(On::Link(one.parse().ok()?, other.parse().ok()?))
            };
            let on = this
                .node_at(from)
                .map(On::Replica)
                .or_else(link)
                .unwrap_or(On::Ground);
            this.press.begin(&this.drawing, &event, from, on);
        })
    }

    fn on_move(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(point) = this.point(&event) else {
                return;
            };
            let Some(Dragging { press, begins, .. }) = this.press.drag(&event, point) else {
                return;
            };
            if begins {
                let grab = match press.on {
                    On::Replica(replica) => Grab::Record {
                        replica,
                        key: this.state.view.key,
                    },
                    On::Link(..) | On::Ground => Grab::Stroke,
                };
                this.dispatch
                    .emit(Action::Drag(grab, this.spot(press.from)));
            }
            this.dispatch.emit(Action::DragTo(this.spot(point)));
        })
    }

    fn on_up(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(press) = this.press.end(&event) else {
                return;
            };
            let given_up = press.moved && this.state.drag().is_none();
            if given_up {
                return;
            }
            match (press.on, press.moved) {
                (On::Replica(_), true) => this.dispatch.emit(Action::Drop),
                (_, true) => {
                    this.dispatch.emit(Action::CancelDrag);
                    if let Some(edit) = this.stroke(press.from, press.to) {
                        this.dispatch.emit(Action::Edit(edit));
                    }
                }
                (On::Replica(replica), false) => this.select(Some(Selection::Replica(replica))),
                (On::Link(one, other), false) => this.select(Some(Selection::Link(one, other))),
                (On::Ground, false) => this.select(None),
            }
        })
    }

    fn select(&self, selection: Option<Selection>) {
        self.dispatch.emit(Action::Select(selection));
    }

    fn on_cancel(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |_: PointerEvent| {
            if this.press.cancel() {
                this.dispatch.emit(Action::CancelDrag);
            }
        })
    }

    /// Cuts or heals every link that the stroke crosses, as one edit.
    fn stroke(&self, from: (f64, f64), to: (f64, f64)) -> Option<Edit> {
        let crossed = self
            .links
            .iter()
            .filter(|link| cross((from, to), (link.from, link.to)));
        let at = self.state.view.playhead;
        let edits: Vec<Edit> = crossed
            .flat_map(|link| toggle_link(self.state.lab(), link.one, link.other, at))
            .collect();
        (!edits.is_empty()).then_some(Edit::All(edits))
    }

    /// The stroke, or the value that is being dragged, while it happens.
    fn trail(&self) -> Html {
        // Escape gives a drag up while the pointer is still down.
        let live = |press: &Press<On>| press.moved && self.state.drag().is_some();
        let Some(press) = self.press.press().filter(live) else {
            return Html::default();
        };
        let ((x1, y1), (x2, y2)) = (press.from, press.to);
        let class = if matches!(press.on, On::Replica(_)) {
            "trail send"
        } else {
            "trail"
        };
        let line = html! { <line {class} x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} /> };
        let On::Replica(replica) = press.on else {
            return line;
        };
        let value = self.nodes.iter().find(|node| node.replica == replica);
        html! {
            <>
                { line }
                <g class="carried">
                    <rect x={px(x2 - 34.0)} y={px(y2 - 14.0)} width="68" height="28" rx="4"
                        data-replica={value.and_then(|node| node.origin).map(|origin| origin.to_string())} />
                    <text x={px(x2)} y={px(y2 + 5.0)}>{ value.map(|node| node.value.clone()) }</text>
                </g>
            </>
        }
    }
}

/// Whether two line segments cross.
fn cross(one: ((f64, f64), (f64, f64)), other: ((f64, f64), (f64, f64))) -> bool {
    let side = |(a, b): ((f64, f64), (f64, f64)), c: (f64, f64)| {
        ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).signum()
    };
    side(one, other.0) != side(one, other.1) && side(other, one.0) != side(other, one.1)
}

/// Cuts the link between two replicas from a moment on until the end, or heals it there.
pub fn toggle_link(lab: &Lab, one: ReplicaId, other: ReplicaId, at: Micros) -> Vec<Edit> {
    let Some(fault) = lab.cut_between(one, other, at) else {
        let from = at.min(lab.duration.since(Micros(1)));
        let kind = FaultKind::Partition(Links::new(vec![one], vec![other]));
        return vec![Edit::AddFault {
            from,
            to: lab.duration,
            kind,
        }];
    };
    let FaultKind::Partition(links) = &fault.kind else {
        return Vec::new();
    };
    let mut edits = vec![if fault.from < at {
        Edit::MoveFault {
            fault: fault.id,
            from: fault.from,
            to: at,
        }
    } else {
        Edit::RemoveFault { fault: fault.id }
    }];
    // The other links of the same partition stay cut for the rest of it.
    let pairs = links
        .between
        .iter()
        .flat_map(|left| links.and.iter().map(move |right| (*left, *right)));
    let others = pairs.filter(|pair| *pair != (one, other) && *pair != (other, one));
    edits.extend(others.map(|(left, right)| Edit::AddFault {
        from: at.max(fault.from),
        to: fault.to,
        kind: FaultKind::Partition(Links {
            one_way: links.one_way,
            ..Links::new(vec![left], vec![right])
        }),
    }));
    edits
}
