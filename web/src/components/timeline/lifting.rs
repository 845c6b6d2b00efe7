//! The pointer in the diagram: pressing selects, dragging lifts what is under it, wheel zooms.

mod under;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use replicascope_core::lab::Act;
use replicascope_core::{Edit, Place};
use replicascope_scene::timeline::Timeline;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};
use yew::prelude::*;

use crate::app::Snapshot;
use crate::components::press::{Dragging, Holder};
use crate::components::wheel::{self, Turn};
use crate::dom;
use crate::same::Same;
use crate::state::faults::{beginning, next_fault};
use crate::state::{Action, Breaking, Grab, Notice, Selection, Spot, Tool, new_call};

/// What a pointer went down on.
#[derive(Clone)]
pub enum Pressed {
    Grab(Grab, Option<String>),
    Select(String),
    Playhead,
    Ground,
    /// The tool that breaks things, in the palette.
    Breaker,
}

/// All that the handlers need.
#[derive(Clone)]
pub struct Lifting {
    pub drawing: NodeRef,
    pub picture: Same<Timeline>,
    pub state: Snapshot,
    pub dispatch: Callback<Action>,
    pub press: Holder<Pressed>,
    /// The frame of the screen that the next move of a drag waits for.
    pub frame: Rc<RefCell<Option<AnimationFrame>>>,
}

impl PartialEq for Lifting {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.picture == other.picture
    }
}

impl Lifting {
    fn point(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        dom::drawing_point(&self.drawing.cast::<Element>()?, event)
    }

    fn spot(&self, (x, y): (f64, f64)) -> Spot {
        let picture = &self.picture;
        Spot {
            time: picture.time(x).min(self.state.lab().duration),
            place: picture.lane_at(y),
            off: picture.is_off(x, y),
        }
    }

    pub fn on_down(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 || this.press.press().is_some() {
                return;
            }
            let Some(at) = this.point(&event) else { return };
            let what = this
                .drawing_here(&event)
                .unwrap_or_else(|| this.pressed(&event));
            if matches!(what, Pressed::Playhead) {
                this.dispatch.emit(Action::Seek(this.picture.time(at.0)));
            }
            this.press.begin(&this.drawing, &event, at, what);
        })
    }

    /// With the tool that breaks things taken up, a press draws, whatever is there.
    fn drawing_here(&self, event: &PointerEvent) -> Option<Pressed> {
        let kind = dom::attribute_at(event, "data-kind");
        let on_axis = matches!(kind.as_deref(), Some("playhead" | "axis"));
        let grab = Grab::Break(self.state.view.breaking);
        (self.state.view.armed && !on_axis).then_some(Pressed::Grab(grab, None))
    }

    /// A tool of the palette was pressed.
    pub fn on_tool_down(&self, what: Pressed) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            if let (0, Some(at)) = (event.button(), this.point(&event)) {
                this.press.begin(&this.drawing, &event, at, what.clone());
            }
        })
    }

    pub fn on_move(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(point) = this.point(&event) else {
                return;
            };
            let Some(Dragging { press, by, begins }) = this.press.drag(&event, point) else {
                return;
            };
            match press.on {
                Pressed::Playhead => this.dispatch.emit(Action::Seek(this.picture.time(point.0))),
                Pressed::Ground => this.dispatch.emit(Action::Pan(-by.0)),
                Pressed::Grab(grab, _) => this.lift(grab, begins, press.from, point),
                Pressed::Breaker => {
                    let grab = Grab::Break(this.state.view.breaking);
                    this.lift(grab, begins, press.from, point);
                }
                Pressed::Select(_) => {}
            }
        })
    }

    fn lift(&self, grab: Grab, begins: bool, from: (f64, f64), to: (f64, f64)) {
        if begins {
            let drag = Action::Drag(grab, self.spot(from));
            self.dispatch.emit(drag);
        }
        self.drag_at_next_frame(self.spot(to));
    }

    /// However often the pointer reports, the document is run once for each frame of the screen.
    fn drag_at_next_frame(&self, spot: Spot) {
        let dispatch = self.dispatch.clone();
        let next = request_animation_frame(move |_| dispatch.emit(Action::DragTo(spot)));
        // Dropping the frame that was waited for before takes its move back.
        *self.frame.borrow_mut() = Some(next);
    }

    pub fn on_up(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(press) = this.press.end(&event) else {
                return;
            };
            match press.on {
                Pressed::Grab(..) | Pressed::Breaker if press.moved => {
                    this.drop_at(&event, &press.on)
                }
                Pressed::Grab(Grab::New { tool, .. }, _) => this.add_at_playhead(tool),
                Pressed::Grab(Grab::Break(breaking), _) => this.break_at(breaking, press.from),
                Pressed::Breaker => this.dispatch.emit(Action::Arm(!this.state.view.armed)),
                Pressed::Grab(_, Some(name)) | Pressed::Select(name) => {
                    this.dispatch
                        .emit(Action::Select(Some(Selection::Event(name))));
                }
                Pressed::Ground if !press.moved => this.dispatch.emit(Action::Select(None)),
                _ => {}
            }
        })
    }

    fn drop_at(&self, event: &PointerEvent, what: &Pressed) {
        self.frame.take();
        if let Some(point) = self.point(event) {
            self.dispatch.emit(Action::DragTo(self.spot(point)));
        }
        let draws = matches!(what, Pressed::Breaker | Pressed::Grab(Grab::Break(_), _));
        let lane = self.state.drag().and_then(|drag| {
            let from_palette = drag.start.off;
            if from_palette {
                drag.now.place
            } else {
                drag.start.place
            }
        });
        self.dispatch.emit(Action::Drop);
        if draws {
            self.explain(self.state.view.breaking, lane);
        }
    }

    /// A press without a drag, with the tool taken up: something breaks there for a while.
    fn break_at(&self, breaking: Breaking, at: (f64, f64)) {
        let (lab, spot) = (self.state.lab(), self.spot(at));
        let edit = spot
            .place
            .and_then(|lane| breaking.added_at(lab, Some(lane), spot.time));
        self.dispatch.emit(Action::Arm(false));
        if let Some(edit) = edit {
            let event = beginning(next_fault(lab));
            self.dispatch.emit(Action::Edit(edit));
            self.dispatch
                .emit(Action::Select(Some(Selection::Event(event))));
        }
        self.explain(breaking, spot.place);
    }

    /// Says why nothing broke on a lane.
    fn explain(&self, breaking: Breaking, lane: Option<Place>) {
        if lane.is_some() && breaking.on(self.state.lab(), lane).is_none() {
            let reason = "Only a client goes offline: draw it on a client's lane.";
            self.dispatch
                .emit(Action::Tell(Notice::Problem(reason.into())));
        }
    }

    pub fn on_cancel(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |_: PointerEvent| {
            if this.press.cancel() {
                this.dispatch.emit(Action::CancelDrag);
            }
        })
    }

    /// Hovering lights up the causes and effects of what is under the pointer.
    pub fn on_over(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            let name = dom::attribute_at(&event, "data-event-id");
            let idle = this.press.press().is_none() && event.pointer_type() == "mouse";
            if idle && name != this.state.view.hover {
                this.dispatch.emit(Action::Hover(name));
            }
        })
    }

    pub fn on_leave(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |_: PointerEvent| {
            if this.state.view.hover.is_some() {
                this.dispatch.emit(Action::Hover(None));
            }
        })
    }

    pub fn on_wheel(&self) -> Callback<WheelEvent> {
        let this = self.clone();
        Callback::from(move |event: WheelEvent| match wheel::turn(&event) {
            Some(Turn::Zoom(factor)) => {
                if let Some((x, _)) = this.point(event.unchecked_ref()) {
                    this.dispatch.emit(Action::Zoom { factor, x });
                }
            }
            Some(Turn::Pan(pixels)) => this.dispatch.emit(Action::Pan(pixels)),
            None => {}
        })
    }

    /// The keyboard and assistive technology press a tool without a pointer.
    pub fn on_tool_click(&self, tool: Tool) -> Callback<MouseEvent> {
        let this = self.clone();
        Callback::from(move |event: MouseEvent| {
            if event.detail() == 0 {
                this.add_at_playhead(tool);
            }
        })
    }

    /// The same for the tool that breaks things.
    pub fn on_breaker_click(&self) -> Callback<MouseEvent> {
        let this = self.clone();
        Callback::from(move |event: MouseEvent| {
            if event.detail() == 0 {
                this.dispatch.emit(Action::Arm(!this.state.view.armed));
            }
        })
    }

    /// Pressing a tool without dragging it adds an operation at the playhead and selects it.
    fn add_at_playhead(&self, tool: Tool) {
        let lab = self.state.lab();
        let Some(call) = new_call(lab, tool, self.state.view.key, None) else {
            return;
        };
        let id = lab.next_step();
        let at = self.state.view.playhead;
        self.dispatch.emit(Action::Edit(Edit::Add {
            at,
            act: Act::Call(call),
        }));
        self.dispatch
            .emit(Action::Select(Some(Selection::Event(format!(
                "{id}/invoked"
            )))));
    }
}
