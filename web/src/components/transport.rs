//! Playing, stepping and scrubbing, and what the run comes to.

use replicascope_core::{Micros, Trace};
use yew::prelude::*;

use super::playing::use_playing;
use super::widgets::{Choice, IconButton};
use crate::app::PartProps;
use crate::embed::Control;
use crate::state::Action;

/// Speeds on offer, in milliseconds of the run for each second.
pub(super) const SPEEDS: [u32; 7] = [2, 5, 10, 20, 50, 100, 500];

/// The bar under the timeline.
#[component]
pub fn Transport(props: &PartProps) -> Html {
    let view = &props.state.view;
    use_playing(view.playing, props.dispatch.clone());
    html! {
        <section class="transport" aria-label="Playback">
            { buttons(props) }
            { clock(view.playhead) }
            { speed(props) }
            <p class="summary">{ summary(props.state.trace(), view.key) }</p>
        </section>
    }
}

/// What plays, and what goes from event to event.
pub fn buttons(props: &PartProps) -> Html {
    let send = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    let playing = props.state.view.playing;
    let (play, label) = match playing {
        true => (Action::Pause, "Pause"),
        false => (Action::Play, "Play"),
    };
    let plays = props.state.asked.offers(Control::Play);
    let steps = props.state.asked.offers(Control::Step);
    if !plays && !steps {
        return Html::default();
    }
    html! {
        <div class="controls" role="group" aria-label="Playback controls">
            <IconButton label="To the start" icon="start" onclick={send(Action::Seek(Micros::ZERO))} />
            if steps { <IconButton label="Previous event" icon="back" onclick={send(Action::StepBack)} /> }
            if plays {
                <IconButton {label} icon={if playing { "pause" } else { "play" }} class="primary" onclick={send(play)} />
            }
            if steps { <IconButton label="Next event" icon="forward" onclick={send(Action::StepForward)} /> }
        </div>
    }
}

/// Where the playhead is.
pub fn clock(playhead: Micros) -> Html {
    html! { <output class="clock" aria-label="Playhead">{ at(playhead) }</output> }
}

/// How fast the run plays.
pub fn speed(props: &PartProps) -> Html {
    let current = props.state.view.speed;
    let mut speeds = SPEEDS.map(|speed| speed * 1000).to_vec();
    // An address may ask for another one.
    if !speeds.contains(&current) {
        speeds.push(current);
        speeds.sort_unstable();
    }
    let option = |speed: &u32| {
        let millis = f64::from(*speed) / 1000.0;
        (speed.to_string(), format!("{millis} ms/s"))
    };
    let options: Vec<(String, String)> = speeds.iter().map(option).collect();
    let dispatch = props.dispatch.clone();
    let set = Callback::from(move |speed: String| {
        if let Ok(speed) = speed.parse() {
            dispatch.emit(Action::SetSpeed(speed));
        }
    });
    html! { <Choice label="Speed" value={current.to_string()} {options} onchange={set} /> }
}

/// A moment to the tenth of a millisecond, so that its width does not change while it runs.
pub(super) fn at(time: Micros) -> String {
    format!("{:.1} ms", time.0 as f64 / 1000.0)
}

/// What the run comes to, for one key.
pub fn summary(trace: &Trace, key: usize) -> Html {
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
