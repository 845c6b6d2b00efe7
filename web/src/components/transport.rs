//! Playing, stepping and scrubbing, and what the run comes to.

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Interval;
use replicascope_core::{Micros, Trace};
use yew::prelude::*;

use super::widgets::{Choice, IconButton};
use crate::app::PartProps;
use crate::dom;
use crate::state::Action;

/// Speeds on offer, in milliseconds of the run for each second.
const SPEEDS: [u32; 7] = [2, 5, 10, 20, 50, 100, 500];
/// With reduced motion, playing steps from event to event, one every so many milliseconds.
const STEP_EVERY: u32 = 900;

/// The bar under the timeline.
#[component]
pub fn Transport(props: &PartProps) -> Html {
    let view = &props.state.view;
    use_playing(view.playing, props.dispatch.clone());

    let send = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    let (play, label) = if view.playing {
        (Action::Pause, "Pause")
    } else {
        (Action::Play, "Play")
    };
    let speeds: Vec<(String, String)> = SPEEDS
        .iter()
        .map(|speed| ((speed * 1000).to_string(), format!("{speed} ms/s")))
        .collect();
    let set_speed = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |speed: String| {
            if let Ok(speed) = speed.parse() {
                dispatch.emit(Action::SetSpeed(speed));
            }
        })
    };
    html! {
        <section class="transport" aria-label="Playback">
            <div class="controls" role="group" aria-label="Playback controls">
                <IconButton label="To the start" icon="start" onclick={send(Action::Seek(Micros::ZERO))} />
                <IconButton label="Previous event" icon="back" onclick={send(Action::StepBack)} />
                <IconButton {label} icon={if view.playing { "pause" } else { "play" }}
                    class="primary" onclick={send(play)} />
                <IconButton label="Next event" icon="forward" onclick={send(Action::StepForward)} />
            </div>
            <output class="clock" aria-label="Playhead">{ at(view.playhead) }</output>
            <Choice label="Speed" value={view.speed.to_string()} options={speeds} onchange={set_speed} />
            <p class="summary">{ summary(props.state.trace(), view.key) }</p>
        </section>
    }
}

/// A moment to the tenth of a millisecond, so that its width does not change while it runs.
pub(super) fn at(time: Micros) -> String {
    format!("{:.1} ms", time.0 as f64 / 1000.0)
}

/// What the run comes to, for one key.
pub(super) fn summary(trace: &Trace, key: usize) -> Html {
    let convergence = &trace.convergence[key];
    let agree = match convergence.agreed_at {
        Some(Micros::ZERO) => "The replicas agree all the time.".to_owned(),
        Some(at) => format!("The replicas agree from {at} on."),
        None => "The replicas still disagree at the end.".to_owned(),
    };
    let stale = match convergence.stale_for {
        Micros::ZERO => "No replica ever lacks an acknowledged update.".to_owned(),
        time => format!("For {time} some replica lacks an acknowledged update."),
    };
    let lost: Vec<_> = trace
        .lost
        .iter()
        .map(|step| replicascope_scene::words::step(trace, *step))
        .collect();
    html! {
        <>
            { agree }{ " " }{ stale }
            if !lost.is_empty() {
                { " " }<strong>{ format!("Acknowledged, then lost: {}.", lost.join("; ")) }</strong>
            }
            if trace.ending != replicascope_core::trace::Ending::Complete {
                { " " }<strong>{ "The run was stopped: it has more events than a run may have." }</strong>
            }
        </>
    }
}

/// While playing, moves the playhead with the real time that goes by.
#[hook]
pub(super) fn use_playing(playing: bool, dispatch: Callback<Action>) {
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
