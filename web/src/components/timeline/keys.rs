//! The diagram by keyboard: arrow keys select, with Shift they move, Delete removes.

use replicascope_core::lab::Act;
use replicascope_core::message::Cause;
use replicascope_core::trace::{EventId, EventKind, Note};
use replicascope_core::{Edit, Lab, Micros, StepId, Trace};
use replicascope_scene::Subject;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::app::Snapshot;
use crate::dom;
use crate::state::faults::{beginning, next_fault};
use crate::state::{Action, FaultPart, Selection, resized};

/// How far an arrow key moves something, in microseconds; five times as far with Ctrl.
const NUDGE: i64 = 1_000;

/// Handles the keys of the diagram and of its playhead.
pub fn handler(state: Snapshot, dispatch: Callback<Action>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let on_playhead = dom::attribute_at(&event, "role").as_deref() == Some("slider");
        if event.key() == "Enter" && state.view.armed {
            event.prevent_default();
            break_at_playhead(&state, &dispatch);
            return;
        }
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

/// Draws what the tool that is taken up draws, where no lane is pointed at.
fn break_at_playhead(state: &Snapshot, dispatch: &Callback<Action>) {
    let (lab, view) = (state.lab(), &state.view);
    dispatch.emit(Action::Arm(false));
    if let Some(edit) = view.breaking.added_at(lab, None, view.playhead) {
        let event = beginning(next_fault(lab));
        dispatch.emit(Action::Edit(edit));
        dispatch.emit(Action::Select(Some(Selection::Event(event))));
    }
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

/// What can be done something about: as the picture has it, and for a replica that leads because
/// it was told to, that order.
fn subject(trace: &Trace, event: EventId) -> Subject {
    let order = || order_behind(trace, event).map_or(Subject::Nothing, Subject::Step);
    match Subject::of(trace, event) {
        Subject::Nothing => order(),
        subject => subject,
    }
}

/// The step that told a replica to lead, for the event with which it does.
pub fn order_behind(trace: &Trace, event: EventId) -> Option<StepId> {
    let leads = trace.event(event);
    let EventKind::Noted {
        note: Note::Leads(_),
        ..
    } = leads.kind
    else {
        return None;
    };
    leads
        .causes
        .iter()
        .find_map(|cause| match trace.event(*cause) {
            cause if cause.at != leads.at => None,
            cause => match cause.kind {
                EventKind::Promoted { step } => Some(step),
                _ => None,
            },
        })
}

/// Moves what is selected: a step, the arrival of a message, a fault.
fn nudge(state: &Snapshot, by: i64) -> Option<Action> {
    let edit = match subject(state.trace(), selected(state)?) {
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
                message: message.name(),
                after_us: after,
            }
        }
        Subject::Fault(id) => resized(state.lab(), id, FaultPart::Whole, by)?,
        Subject::Nothing => return None,
    };
    Some(Action::Edit(edit))
}

/// Removes what is selected: an operation, a fault, a message sent by hand; any other message is
/// lost on its way.
fn remove(state: &Snapshot) -> Option<Action> {
    let edit = match subject(state.trace(), selected(state)?) {
        Subject::Step(step) => Edit::Remove { step },
        Subject::Fault(fault) => Edit::RemoveFault { fault },
        Subject::Message(message, _) => {
            let message = state.trace().message(message);
            match sending_step(state.lab(), message.cause) {
                Some(step) => Edit::Remove { step },
                None => Edit::Deliver {
                    message: message.name(),
                    after_us: vec![],
                },
            }
        }
        Subject::Nothing => return None,
    };
    Some(Action::Edit(edit))
}

/// The step that sent a message by hand.
pub fn sending_step(lab: &Lab, cause: Cause) -> Option<StepId> {
    let Cause::Step(id) = cause else {
        return None;
    };
    matches!(lab.step(id)?.act, Act::Send(_)).then_some(id)
}
