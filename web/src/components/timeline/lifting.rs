//! The pointer in the diagram: pressing selects, dragging lifts what is under it, wheel zooms.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use replicascope_core::lab::Act;
use replicascope_core::{Edit, FaultId, StepId};
use replicascope_scene::timeline::Timeline;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};
use yew::prelude::*;

use crate::app::Snapshot;
use crate::components::press::{Dragging, Holder};
use crate::dom;
use crate::same::Same;
use crate::state::{Action, FaultPart, Grab, Selection, Spot, Tool, new_call};

/// What a pointer went down on.
#[derive(Clone)]
pub enum Pressed {
    Grab(Grab, Option<String>),
    Select(String),
    Playhead,
    Ground,
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

    /// What is under the pointer.
    fn pressed(&self, event: &PointerEvent) -> Pressed {
        let at = |attribute| dom::attribute_at(event, attribute);
        if matches!(at("data-kind").as_deref(), Some("playhead" | "axis")) {
            return Pressed::Playhead;
        }
        if let Some(fault) = at("data-fault").and_then(|fault| self.fault(&fault)) {
            return fault;
        }
        let name = at("data-event-id");
        let grab = at("data-message-id")
            .and_then(|message| self.head(message, &at("data-copy")?))
            .or_else(|| {
                self.operation(
                    &at("data-step")?,
                    at("data-kind").as_deref() == Some("write"),
                )
            });
        match (grab, name) {
            (Some(grab), name) => Pressed::Grab(grab, name),
            (None, Some(name)) => Pressed::Select(name),
            (None, None) => Pressed::Ground,
        }
    }

    fn head(&self, message: String, copy: &str) -> Option<Grab> {
        let trace = self.state.trace();
        let grabbed = trace.message(trace.find_message(&message)?);
        Some(Grab::Head {
            message,
            copy: copy.parse().ok()?,
            sent: grabbed.sent_at,
            after: grabbed.times_under_way(),
        })
    }

    fn operation(&self, step: &str, at_replica: bool) -> Option<Grab> {
        let step = StepId(step.parse().ok()?);
        if !at_replica {
            return Some(Grab::Call(step));
        }
        let trace = self.state.trace();
        let event = trace.event(trace.operation(step)?.handled?);
        let replica = event.place?.replica()?;
        Some(Grab::Update {
            step,
            replica,
            applied: event.at,
        })
    }

    fn fault(&self, text: &str) -> Option<Pressed> {
        let (id, part) = text.split_once(':')?;
        let id = FaultId(id.parse().ok()?);
        let part = match part {
            "start" => FaultPart::Start,
            "end" => FaultPart::End,
            _ => FaultPart::Whole,
        };
        Some(Pressed::Grab(
            Grab::Fault(id, part),
            Some(format!("{id}/begins")),
        ))
    }

    pub fn on_down(&self) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 || this.press.press().is_some() {
                return;
            }
            let Some(at) = this.point(&event) else { return };
            let what = this.pressed(&event);
            if matches!(what, Pressed::Playhead) {
                this.dispatch.emit(Action::Seek(this.picture.time(at.0)));
            }
            this.press.begin(&this.drawing, &event, at, what);
        })
    }

    /// A tool of the palette was pressed.
    pub fn on_tool_down(&self, grab: Grab) -> Callback<PointerEvent> {
        let this = self.clone();
        Callback::from(move |event: PointerEvent| {
            if let (0, Some(at)) = (event.button(), this.point(&event)) {
                let what = Pressed::Grab(grab.clone(), None);
                this.press.begin(&this.drawing, &event, at, what);
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
                Pressed::Grab(grab, _) => {
                    if begins {
                        this.dispatch
                            .emit(Action::Drag(grab, this.spot(press.from)));
                    }
                    this.drag_at_next_frame(this.spot(point));
                }
                Pressed::Select(_) => {}
            }
        })
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
                Pressed::Grab(..) if press.moved => {
                    this.frame.take();
                    if let Some(point) = this.point(&event) {
                        this.dispatch.emit(Action::DragTo(this.spot(point)));
                    }
                    this.dispatch.emit(Action::Drop);
                }
                Pressed::Grab(Grab::New { tool, .. }, _) => this.add_at_playhead(tool),
                Pressed::Grab(_, Some(name)) | Pressed::Select(name) => {
                    this.dispatch
                        .emit(Action::Select(Some(Selection::Event(name))));
                }
                Pressed::Ground if !press.moved => this.dispatch.emit(Action::Select(None)),
                _ => {}
            }
        })
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

    /// The wheel scrolls the page; with Ctrl it zooms, with Shift or sideways it pans.
    pub fn on_wheel(&self) -> Callback<WheelEvent> {
        let this = self.clone();
        Callback::from(move |event: WheelEvent| {
            let sideways = if event.shift_key() {
                event.delta_y()
            } else {
                event.delta_x()
            };
            if event.ctrl_key() || event.meta_key() {
                event.prevent_default();
                if let Some((x, _)) = this.point(event.unchecked_ref()) {
                    this.dispatch.emit(Action::Zoom {
                        factor: (-event.delta_y() / 400.0).exp(),
                        x,
                    });
                }
            } else if sideways != 0.0 {
                event.prevent_default();
                this.dispatch.emit(Action::Pan(sideways));
            }
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
