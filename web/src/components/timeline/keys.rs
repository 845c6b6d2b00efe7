//! The diagram by keyboard: arrow keys select, with Shift they move, Delete removes.

use replicascope_core::lab::Act;
use replicascope_core::trace::EventId;
use replicascope_core::{Edit, Lab, Micros};
use replicascope_scene::Subject;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::app::Snapshot;
use crate::dom;
use crate::state::{Action, Selection};

/// How far an arrow key moves something, in microseconds; five times as far with Ctrl.
const NUDGE: i64 = 1_000;

/// Handles the keys of the diagram and of its playhead.
pub fn handler(state: Snapshot, dispatch: Callback<Action>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let on_playhead = dom::attribute_at(&event, "role").as_deref() == Some("slider");
        if event.key() == "Enter" && !on_playhead {
            // Otherwise the same key would press what it leads to.
            event.prevent_default();
            focus_actions();
            return;
        }
        let action = if on_playhead {
            scrub(&state, &event)
        } else {
            act(&state, &event)
        };
        if let Some(action) = action {
            event.prevent_default();
            dispatch.emit(action);
        }
    })
}

fn scrub(state: &Snapshot, event: &KeyboardEvent) -> Option<Action> {
    let at = state.view.playhead;
    match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => Some(Action::Seek(at.shifted(-NUDGE))),
        "ArrowRight" | "ArrowUp" => Some(Action::Seek(at.shifted(NUDGE))),
        "PageDown" => Some(Action::Seek(at.shifted(-10 * NUDGE))),
        "PageUp" => Some(Action::Seek(at.shifted(10 * NUDGE))),
        "Home" => Some(Action::Seek(Micros::ZERO)),
        "End" => Some(Action::Seek(state.lab().duration)),
        _ => None,
    }
}

fn act(state: &Snapshot, event: &KeyboardEvent) -> Option<Action> {
    let far = if event.ctrl_key() { 5 } else { 1 };
    match (event.key().as_str(), event.shift_key()) {
        ("ArrowLeft", true) => nudge(state, -NUDGE * far),
        ("ArrowRight", true) => nudge(state, NUDGE * far),
        ("ArrowLeft", false) => Some(Action::SelectNeighbour { forward: false }),
        ("ArrowRight", false) => Some(Action::SelectNeighbour { forward: true }),
        ("Delete" | "Backspace", _) => remove(state),
        (" ", _) => Some(if state.view.playing {
            Action::Pause
        } else {
            Action::Play
        }),
        ("+" | "=", _) => Some(zoom(state, 1.5)),
        ("-", _) => Some(zoom(state, 1.0 / 1.5)),
        ("0", _) => Some(Action::ZoomToFit),
        ("Home", _) => Some(Action::Seek(Micros::ZERO)),
        ("End", _) => Some(Action::Seek(state.lab().duration)),
        _ => None,
    }
}

/// Puts the focus on the first thing that can be done with what is selected.
fn focus_actions() {
    let document = dom::window().document();
    let actions = "#inspector-actions :is(button, input, select)";
    let first = document.and_then(|document| document.query_selector(actions).ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot be focused stays as it is.
        let _ = first.focus();
    }
}

fn zoom(state: &Snapshot, factor: f64) -> Action {
    let scale = state.view.scale();
    Action::Zoom {
        factor,
        x: scale.x(state.view.playhead).clamp(scale.left, scale.right),
    }
}

fn selected(state: &Snapshot) -> Option<EventId> {
    match &state.view.selection {
        Some(selection @ Selection::Event(_)) => selection.event(state.trace()),
        _ => None,
    }
}

/// Moves what is selected: an operation, or the arrival of a message.
fn nudge(state: &Snapshot, by: i64) -> Option<Action> {
    let edit = match Subject::of(state.trace(), selected(state)?) {
        Subject::Step(step) => {
            let at = state
                .lab()
                .step(step)?
                .at
                .shifted(by)
                .min(state.lab().duration);
            Edit::Move { step, at }
        }
        Subject::Message(message, copy) => {
            let message = state.trace().message(message);
            let mut after = message.times_under_way();
            let flight = after.get_mut(copy)?;
            *flight = flight.shifted(by).max(Micros(1));
            Edit::Deliver {
                message: message.name.to_string(),
                after_us: after,
            }
        }
        Subject::Fault(id) => {
            let fault = state.lab().fault(id)?;
            Edit::MoveFault {
                fault: id,
                from: fault.from.shifted(by),
                to: fault.to.shifted(by),
            }
        }
        Subject::Nothing => return None,
    };
    Some(Action::Edit(edit))
}

/// Removes what is selected: an operation, a fault, a message sent by hand; any other message is
/// lost on its way.
fn remove(state: &Snapshot) -> Option<Action> {
    let edit = match Subject::of(state.trace(), selected(state)?) {
        Subject::Step(step) => Edit::Remove { step },
        Subject::Fault(fault) => Edit::RemoveFault { fault },
        Subject::Message(message, _) => {
            let message = state.trace().message(message);
            match sending_step(state.lab(), message.cause) {
                Some(step) => Edit::Remove { step },
                None => Edit::Deliver {
                    message: message.name.to_string(),
                    after_us: vec![],
                },
            }
        }
        Subject::Nothing => return None,
    };
    Some(Action::Edit(edit))
}

/// The step that sent a message by hand.
pub fn sending_step(
    lab: &Lab,
    cause: replicascope_core::message::Cause,
) -> Option<replicascope_core::StepId> {
    let replicascope_core::message::Cause::Step(id) = cause else {
        return None;
    };
    matches!(lab.step(id)?.act, Act::Send(_)).then_some(id)
}
