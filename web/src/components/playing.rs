//! Playing: the playhead moves with the real time that goes by.

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::dom;
use crate::state::Action;

/// With reduced motion, playing steps from event to event, one every so many milliseconds.
const STEP_EVERY: u32 = 900;

/// While playing, moves the playhead with the real time that goes by.
#[hook]
pub fn use_playing(playing: bool, dispatch: Callback<Action>) {
    use_effect_with(playing, move |playing| -> Box<dyn FnOnce()> {
        if !playing {
            return Box::new(|| {});
        }
        if dom::prefers_reduced_motion() {
            let step = Interval::new(STEP_EVERY, move || {
                dispatch.emit(Action::StepForward);
                dispatch.emit(Action::Play);
            });
            return Box::new(move || drop(step));
        }
        let frame = std::rc::Rc::new(std::cell::RefCell::new(None));
        glide(std::rc::Rc::clone(&frame), None, dispatch);
        Box::new(move || drop(frame.take()))
    });
}

/// Moves the playhead at every frame of the screen.
fn glide(
    frame: std::rc::Rc<std::cell::RefCell<Option<AnimationFrame>>>,
    last: Option<f64>,
    dispatch: Callback<Action>,
) {
    let again = std::rc::Rc::clone(&frame);
    let next = request_animation_frame(move |now| {
        if let Some(last) = last {
            dispatch.emit(Action::Tick((now - last) * 1000.0));
        }
        // Dropped when playing has stopped meanwhile.
        if again.borrow().is_some() {
            glide(again, Some(now), dispatch);
        }
    });
    *frame.borrow_mut() = Some(next);
}
