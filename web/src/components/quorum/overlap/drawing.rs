//! The drawing of two sets, and what can be dragged in it.

use replicascope_quorum::overlap::{Pair, Set};
use replicascope_scene::quorum::overlap::{Area, Arrangement, Edge, Picture, Spot};
use replicascope_words::say;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::super::QuorumProps;
use super::names;
use crate::components::grabbing::use_grabbing;
use crate::components::press::{Holder, use_holder};
use crate::components::px::px;
use crate::components::symbol::symbol;
use crate::dom;
use crate::state::{Against, QuorumChange, QuorumLab, Which};

/// How large the symbol of a replica is.
const SYMBOL: f64 = 13.0;

/// What a pointer went down on.
#[derive(Clone, PartialEq)]
enum On {
    /// A boundary, with the columns as they stood then: they stay while it moves.
    Edge(Edge, Arrangement),
    /// A replica, by its place.
    Replica(u8),
}

/// The drawing.
#[component]
pub fn Drawing(props: &QuorumProps) -> Html {
    let lab = &props.state.quorum;
    let drawing = use_node_ref();
    let press = use_holder::<On>();
    // Where a replica is that is being dragged.
    let carried = use_state(|| None::<(u8, (f64, f64))>);
    use_grabbing(&drawing);
    let held = press.press().map(|press| press.on);
    let arrangement = match held {
        Some(On::Edge(edge, columns)) => columns.moved(edge, boundary(lab, edge, &columns)),
        _ => Arrangement::of(lab.quorum().n(), lab.pair()),
    };
    let picture = Picture::of(&arrangement);
    let hand = Hand {
        drawing: drawing.clone(),
        press,
        picture: picture.clone(),
        arrangement,
        pair: lab.pair(),
        carried: carried.setter(),
        change: props.change.clone(),
    };
    let pair = lab.pair();
    let target = carried.as_ref().map(|(_, at)| picture.sets_at(*at));
    html! {
        <svg ref={drawing} class="overlap-drawing" viewBox={format!("0 0 {} {}", picture.width, picture.height)}
            role="group" aria-label={say::quorum::two_sets()} data-overlap={pair.shared().size().to_string()}
            data-first={set_text(pair.first, lab)} data-second={set_text(pair.second, lab)}
            onpointerdown={hand.on_down()} onpointermove={hand.on_move()}
            onpointerup={hand.on_up()} onpointercancel={hand.on_cancel()}>
            <defs>
                <pattern id="first-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch" x1="0" y1="0" x2="0" y2="8" />
                </pattern>
                <pattern id="second-dots" width="8" height="8" patternUnits="userSpaceOnUse">
                    <circle class="dot" cx="2" cy="2" r="1.3" />
                </pattern>
            </defs>
            { set_shape("first", &picture.first, target.is_some_and(|(first, _)| first)) }
            { set_shape("second", &picture.second, target.is_some_and(|(_, second)| second)) }
            if let Some(shared) = &picture.shared { { area("shared", shared) } }
            { set_names(lab, &picture) }
            { for picture.spots.iter().map(|spot| replica(spot, *carried)) }
            { edge(lab, &hand, Edge::First) }
            { edge(lab, &hand, Edge::Second) }
        </svg>
    }
}

/// The members of a set, as `A,B`.
fn set_text(set: Set, lab: &QuorumLab) -> String {
    let names = set
        .members(lab.quorum().n())
        .map(|index| char::from(b'A' + index));
    names.map(String::from).collect::<Vec<_>>().join(",")
}

/// The column that the boundary is before, by the size of its set.
fn boundary(lab: &QuorumLab, edge: Edge, columns: &Arrangement) -> usize {
    let pair = lab.pair();
    let end = Picture::of(columns);
    match edge {
        Edge::First => pair.first.size().into(),
        Edge::Second => end.column_at(end.second.right) - usize::from(pair.second.size()),
    }
}

fn area(class: &'static str, area: &Area) -> Html {
    html! {
        <rect {class} x={px(area.left)} y={px(area.top)} width={px(area.right - area.left)}
            height={px(area.bottom - area.top)} rx="12" />
    }
}

fn set_shape(name: &'static str, shape: &Area, target: bool) -> Html {
    html! {
        <g class={classes!("set", name, target.then_some("target"))} data-set={name}>
            { area("ground", shape) }
            { area("pattern", shape) }
        </g>
    }
}

fn set_names(lab: &QuorumLab, picture: &Picture) -> Html {
    let (first, second) = names(lab.against);
    let quorum = lab.quorum();
    let (of_second, size) = match lab.against {
        Against::Read => ("R", quorum.r()),
        Against::Write => ("W", quorum.w()),
    };
    html! {
        <>
            <text class="set-name" x={px(picture.first.left)} y={px(picture.first.top - 8.0)}>
                { format!("{first}, W = {}", quorum.w()) }
            </text>
            <text class="set-name end" x={px(picture.second.right)} y={px(picture.second.bottom + 18.0)}>
                { format!("{second}, {of_second} = {size}") }
            </text>
        </>
    }
}

fn replica(spot: &Spot, carried: Option<(u8, (f64, f64))>) -> Html {
    let at = carried
        .filter(|(index, _)| *index == spot.index)
        .map(|(_, at)| at);
    let (x, y) = at.unwrap_or(spot.at);
    let member = match (spot.in_first, spot.in_second) {
        (true, true) => "both",
        (true, false) => "first",
        (false, true) => "second",
        (false, false) => "neither",
    };
    let name = spot.replica.to_string();
    html! {
        <g class={classes!("member", at.map(|_| "carried"))} data-grab="replica" data-replica={name.clone()}
            data-index={spot.index.to_string()} data-member={member}>
            <circle class="reach" cx={px(x)} cy={px(y)} r="23" />
            if member == "both" { <circle class="ring" cx={px(x)} cy={px(y)} r="21" /> }
            { symbol(spot.replica, (x - 7.0, y), SYMBOL * 0.72) }
            <text x={px(x + 5.0)} y={px(y + 6.0)}>{ name }</text>
        </g>
    }
}

/// A boundary, which is a slider for the size of its set.
fn edge(lab: &QuorumLab, hand: &Hand, edge: Edge) -> Html {
    let quorum = lab.quorum();
    let (area, name, size) = match edge {
        Edge::First => (&hand.picture.first, "first", quorum.w()),
        Edge::Second => {
            let size = match lab.against {
                Against::Read => quorum.r(),
                Against::Write => quorum.w(),
            };
            (&hand.picture.second, "second", size)
        }
    };
    let (first, second) = names(lab.against);
    let label = say::quorum::size_of(&if edge == Edge::First { first } else { second });
    let x = hand.picture.edge(edge);
    let middle = f64::midpoint(area.top, area.bottom);
    html! {
        <g class="set-edge" role="slider" tabindex="0" data-grab="edge" data-edge={name} aria-label={label}
            aria-valuenow={size.to_string()} aria-valuemin="1" aria-valuemax={quorum.n().to_string()}
            onkeydown={hand.on_key(edge)}>
            <rect class="reach" x={px(x - 13.0)} y={px(area.top)} width="26" height={px(area.bottom - area.top)} />
            <rect class="grip" x={px(x - 4.0)} y={px(middle - 16.0)} width="8" height="32" rx="4" />
        </g>
    }
}

/// All that the handlers need.
#[derive(Clone)]
struct Hand {
    drawing: NodeRef,
    press: Holder<On>,
    picture: Picture,
    arrangement: Arrangement,
    pair: Pair,
    carried: UseStateSetter<Option<(u8, (f64, f64))>>,
    change: Callback<QuorumChange>,
}

impl Hand {
    fn point(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        dom::drawing_point(&self.drawing.cast::<Element>()?, event)
    }

    fn on_down(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(from) = this.point(&event).filter(|_| event.button() == 0) else {
                return;
            };
            let edge = dom::attribute_at(&event, "data-edge").map(|name| match &*name {
                "first" => On::Edge(Edge::First, this.arrangement.clone()),
                _ => On::Edge(Edge::Second, this.arrangement.clone()),
            });
            let replica = || {
                let index = dom::attribute_at(&event, "data-index")?;
                Some(On::Replica(index.parse().ok()?))
            };
            if let Some(on) = edge.or_else(replica) {
                this.press.begin(&this.drawing, &event, from, on);
            }
        })
    }

    fn on_move(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(at) = this.point(&event) else { return };
            let Some(dragging) = this.press.drag(&event, at) else {
                return;
            };
            match dragging.press.on {
                On::Replica(index) => this.carried.set(Some((index, at))),
                On::Edge(edge, columns) => {
                    this.move_edge(edge, &columns, this.picture.column_at(at.0))
                }
            }
        })
    }

    fn move_edge(&self, edge: Edge, columns: &Arrangement, column: usize) {
        let pair = columns.moved(edge, column).pair();
        if pair != self.pair {
            self.change.emit(QuorumChange::Pair(pair, which(edge)));
        }
    }

    fn on_up(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(press) = this.press.end(&event) else {
                return;
            };
            // Also draws anew: the columns may be put in order now.
            this.carried.set(None);
            let (On::Replica(index), true) = (press.on, press.moved) else {
                return;
            };
            let (in_first, in_second) = this.picture.sets_at(press.to);
            let put = |set: Set, wanted: bool| match set.contains(index) == wanted {
                true => set,
                false => set.toggled(index),
            };
            let (first, second) = (
                put(this.pair.first, in_first),
                put(this.pair.second, in_second),
            );
            let changed = if first == this.pair.first {
                Which::Second
            } else {
                Which::First
            };
            this.change
                .emit(QuorumChange::Pair(Pair { first, second }, changed));
        })
    }

    fn on_cancel(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |_: PointerEvent| {
            this.press.cancel();
            this.carried.set(None);
        })
    }

    /// Left and right move the boundary, up and down make the set larger and smaller.
    fn on_key(&self, edge: Edge) -> Callback<KeyboardEvent> {
        let this = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (here, larger) = match edge {
                Edge::First => (this.picture.column_at(this.picture.first.right), 1),
                Edge::Second => (this.picture.column_at(this.picture.second.left), -1),
            };
            let by = match event.key().as_str() {
                "ArrowRight" => 1,
                "ArrowLeft" => -1,
                "ArrowUp" => larger,
                "ArrowDown" => -larger,
                _ => return,
            };
            event.prevent_default();
            if let Some(column) = here.checked_add_signed(by) {
                this.move_edge(edge, &this.arrangement, column);
            }
        })
    }
}

fn which(edge: Edge) -> Which {
    match edge {
        Edge::First => Which::First,
        Edge::Second => Which::Second,
    }
}
