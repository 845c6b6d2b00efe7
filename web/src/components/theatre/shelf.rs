//! What each replica holds at the playhead, as cards: dropping one onto another merges it there out
//! of turn, by a message that leaves by hand. Pressing one card and then another does the same.

use replicascope_core::trace::EventId;
use replicascope_core::{Place, ReplicaId};
use replicascope_scene::timeline::label_width;
use replicascope_scene::{telling, told_by, words};
use replicascope_words::say;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::app::{PartProps, Snapshot};
use crate::components::grabbing::use_grabbing;
use crate::components::press::{Dragging, Holder, Press, use_holder};
use crate::components::px::px;
use crate::dom;
use crate::state::{Action, Grab, Spot};

/// The properties of [`Shelf`].
#[derive(Properties, PartialEq)]
pub struct ShelfProps {
    pub part: PartProps,
    /// Called when something is merged.
    pub onmerge: Callback<()>,
}

/// The cards.
#[component]
pub fn Shelf(props: &ShelfProps) -> Html {
    let state = &props.part.state;
    let (shelf, sheet) = (use_node_ref(), use_node_ref());
    let press = use_holder::<ReplicaId>();
    let from = use_state(|| None::<ReplicaId>);
    use_grabbing(&shelf);
    let hand = Hand {
        shelf: shelf.clone(),
        sheet: sheet.clone(),
        state: state.clone(),
        dispatch: props.part.dispatch.clone(),
        onmerge: props.onmerge.clone(),
        press,
        from: from.clone(),
    };
    let replicas = &state.lab().replicas;
    let chosen = from.filter(|one| replicas.contains(one));
    let hint = match chosen {
        Some(from) => say::theatre::now_press(&from),
        None => say::theatre::drag_card(&words::time(state.view.playhead)),
    };
    html! {
        <section class="shelf" aria-labelledby="shelf-title" ref={shelf}
            onpointerdown={hand.on_down()} onpointermove={hand.on_move()}
            onpointerup={hand.on_up()} onpointercancel={hand.on_cancel()}>
            <h3 id="shelf-title">{ say::theatre::shelf() }<span class="aside">{ say::theatre::at(&words::time(state.view.playhead)) }</span></h3>
            <div class="cards">{ for replicas.iter().map(|one| hand.card(*one, chosen)) }</div>
            <p class="hint" aria-live="polite">{ hint }</p>
            <p class="told" aria-live="polite">{ outcome(state) }</p>
            <svg ref={sheet} class="shelf-trail" aria-hidden="true">{ hand.trail() }</svg>
        </section>
    }
}

/// What became of the message that was sent by hand and is selected.
fn outcome(state: &Snapshot) -> Option<String> {
    let trace = state.trace();
    let event: EventId = state.view.selection.as_ref()?.event(trace)?;
    let by_hand = trace.event_name(event).contains("/hand/");
    by_hand.then(|| telling::sentence(trace, told_by(trace, event)))
}

/// All that the handlers need.
#[derive(Clone)]
struct Hand {
    shelf: NodeRef,
    /// The drawing that lies over it.
    sheet: NodeRef,
    state: Snapshot,
    dispatch: Callback<Action>,
    onmerge: Callback<()>,
    press: Holder<ReplicaId>,
    /// The card that was pressed first.
    from: UseStateHandle<Option<ReplicaId>>,
}

impl Hand {
    fn card(&self, replica: ReplicaId, chosen: Option<ReplicaId>) -> Html {
        let view = &self.state.view;
        let trace = self.state.trace();
        let record = trace.record_at(replica, view.key, view.playhead);
        let (value, version) = (
            words::answer(&record.state.read()),
            record.version.to_string(),
        );
        let is_target = self.target() == Some(replica);
        let class = classes!("side", "card", is_target.then_some("target"));
        let key = {
            let this = self.clone();
            Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    this.choose(replica);
                }
            })
        };
        // The name begins with the text that is seen.
        let seen = format!("{replica} {value} {version}");
        let label = match chosen {
            Some(from) if from != replica => say::theatre::merge_into(&seen, &from),
            Some(_) => say::theatre::to_be_merged(&seen),
            None => say::theatre::merge_it(&seen),
        };
        html! {
            <div {class} role="button" tabindex="0" onkeydown={key} aria-label={label}
                aria-pressed={(chosen == Some(replica)).to_string()} data-grab="card"
                data-card={replica.to_string()} data-replica={replica.to_string()}>
                <span class="name">{ replica.to_string() }</span>
                <span class="value">{ value }</span>
                <span class="version">{ version }</span>
            </div>
        }
    }

    /// The replica that a drag is over, if dropping there merges.
    fn target(&self) -> Option<ReplicaId> {
        let drag = self.state.drag()?;
        let Grab::Record { replica, .. } = drag.grab else {
            return None;
        };
        let over = drag.now.place.and_then(Place::replica);
        over.filter(|over| *over != replica)
    }

    /// Pressed without dragging: first the card whose state is taken, then the one that takes it in.
    fn choose(&self, replica: ReplicaId) {
        match *self.from {
            None => self.from.set(Some(replica)),
            Some(from) if from == replica => self.from.set(None),
            Some(from) => {
                self.from.set(None);
                self.dispatch.emit(self.grabbed(from));
                self.dispatch.emit(Action::DragTo(self.spot(Some(replica))));
                self.dispatch.emit(Action::Drop);
                self.onmerge.emit(());
            }
        }
    }

    fn grabbed(&self, replica: ReplicaId) -> Action {
        let key = self.state.view.key;
        Action::Drag(Grab::Record { replica, key }, self.spot(Some(replica)))
    }

    fn spot(&self, over: Option<ReplicaId>) -> Spot {
        Spot {
            time: self.state.view.playhead,
            place: over.map(Place::Replica),
            off: false,
        }
    }

    fn point(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        dom::drawing_point(&self.sheet.cast::<Element>()?, event)
    }

    fn on_down(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let card = dom::attribute_at(&event, "data-card");
            let replica = card.and_then(|name| name.parse().ok());
            let replica = replica.filter(|_| event.button() == 0);
            if let (Some(replica), Some(point)) = (replica, this.point(&event)) {
                this.press.begin(&this.shelf, &event, point, replica);
            }
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
                this.from.set(None);
                this.dispatch.emit(this.grabbed(press.on));
            }
            this.dispatch.emit(Action::DragTo(this.spot(under(&event))));
        })
    }

    fn on_up(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(press) = this.press.end(&event) else {
                return;
            };
            if !press.moved {
                this.choose(press.on);
            } else if this.state.drag().is_some() {
                let merges = this.target().is_some();
                this.dispatch.emit(Action::Drop);
                if merges {
                    this.onmerge.emit(());
                }
            }
        })
    }

    fn on_cancel(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |_: PointerEvent| {
            if this.press.cancel() {
                this.dispatch.emit(Action::CancelDrag);
            }
        })
    }

    /// The way that a card has come, and what it carries.
    fn trail(&self) -> Html {
        let live = |press: &Press<ReplicaId>| press.moved && self.state.drag().is_some();
        let Some(press) = self.press.press().filter(live) else {
            return Html::default();
        };
        let ((x1, y1), (x2, y2)) = (press.from, press.to);
        let view = &self.state.view;
        let trace = self.state.trace();
        let record = trace.record_at(press.on, view.key, view.playhead);
        let value = words::answer(&record.state.read());
        let width = label_width(&value) + 24.0;
        html! {
            <>
                <line class="trail send" x1={px(x1)} y1={px(y1)} x2={px(x2)} y2={px(y2)} />
                <g class="carried" data-replica={press.on.to_string()}>
                    <rect x={px(x2 - width / 2.0)} y={px(y2 - 16.0)} width={px(width)} height="32" rx="5" />
                    <text x={px(x2)} y={px(y2 + 5.0)}>{ value }</text>
                </g>
            </>
        }
    }
}

/// The replica whose card is under the pointer.
fn under(event: &PointerEvent) -> Option<ReplicaId> {
    let document = dom::window().document()?;
    #[expect(clippy::cast_precision_loss, reason = "places on a screen")]
    let element = document.element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    let card = element.closest("[data-card]").ok()??;
    card.get_attribute("data-card")?.parse().ok()
}
