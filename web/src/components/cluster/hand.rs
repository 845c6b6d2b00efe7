//! What a pointer does in the cluster: it drags a value, or draws a stroke, or selects.

use replicascope_core::{Edit, Place, ReplicaId};
use replicascope_scene::cluster::{Link, Node, RADIUS};
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::app::Snapshot;
use crate::components::press::{Dragging, Holder, Press};
use crate::components::px::px;
use crate::dom;
use crate::state::{Action, Grab, Selection, Spot, toggle_link};

/// What a pointer went down on.
#[derive(Clone, PartialEq)]
pub(super) enum On {
    Replica(ReplicaId),
    Link(ReplicaId, ReplicaId),
    Ground,
}

/// All that the handlers need.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) drawing: NodeRef,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
    pub(super) state: Snapshot,
    pub(super) dispatch: Callback<Action>,
    pub(super) press: Holder<On>,
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

    pub(super) fn on_down(&self) -> Callback<PointerEvent> {
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

    pub(super) fn on_move(&self) -> Callback<PointerEvent> {
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

    pub(super) fn on_up(&self) -> Callback<PointerEvent> {
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

    pub(super) fn on_cancel(&self) -> Callback<PointerEvent> {
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
    pub(super) fn trail(&self) -> Html {
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
