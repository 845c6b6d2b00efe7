//! Playing, stepping and scrubbing, and what the run comes to.

use replicascope_core::{Micros, Trace};
use replicascope_scene::words;
use replicascope_words::{number, say};
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
        <section class="transport" aria-label={say::playback::title()}>
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
        true => (Action::Pause, say::playback::pause()),
        false => (Action::Play, say::playback::play()),
    };
    let plays = props.state.asked.offers(Control::Play);
    let steps = props.state.asked.offers(Control::Step);
    if !plays && !steps {
        return Html::default();
    }
    html! {
        <div class="controls" role="group" aria-label={say::playback::controls()}>
            <IconButton label={say::playback::start()} icon="start" onclick={send(Action::Seek(Micros::ZERO))} />
            if steps { <IconButton label={say::playback::previous()} icon="back" onclick={send(Action::StepBack)} /> }
            if plays {
                <IconButton {label} icon={if playing { "pause" } else { "play" }} class="primary" onclick={send(play)} />
            }
            if steps { <IconButton label={say::playback::next()} icon="forward" onclick={send(Action::StepForward)} /> }
        </div>
    }
}

/// Where the playhead is.
pub fn clock(playhead: Micros) -> Html {
    html! { <output class="clock" aria-label={say::playback::playhead()}>{ at(playhead) }</output> }
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
        (
            speed.to_string(),
            number::decimal(&format!("{millis} ms/s")),
        )
    };
    let options: Vec<(String, String)> = speeds.iter().map(option).collect();
    let dispatch = props.dispatch.clone();
    let set = Callback::from(move |speed: String| {
        if let Ok(speed) = speed.parse() {
            dispatch.emit(Action::SetSpeed(speed));
        }
    });
    html! { <Choice label={say::playback::speed()} value={current.to_string()} {options} onchange={set} /> }
}

/// A moment to the tenth of a millisecond, so that its width does not change while it runs.
pub(super) fn at(time: Micros) -> String {
    let tenths = time.0.saturating_add(50) / 100;
    number::decimal(&format!("{}.{} ms", tenths / 10, tenths % 10))
}

/// What the run comes to, for one key.
pub fn summary(trace: &Trace, key: usize) -> Html {
    let convergence = &trace.convergence[key];
    let agree = match convergence.agreed_at {
        Some(Micros::ZERO) => say::playback::agree_always().to_owned(),
        Some(at) => say::playback::agree_from(&words::time(at)),
        None => say::playback::disagree().to_owned(),
    };
    let stale = match convergence.stale_for {
        Micros::ZERO => say::playback::never_stale().to_owned(),
        time => say::playback::stale_for(&words::time(time)),
    };
    let lost = lost(trace);
    html! {
        <>
            { agree }{ " " }{ stale }
            if !lost.is_empty() {
                { " " }<strong>{ say::playback::lost(&lost) }</strong>
            }
            if trace.ending != replicascope_core::trace::Ending::Complete {
                { " " }<strong>{ say::playback::stopped() }</strong>
            }
        </>
    }
}

/// The updates that are lost, by name as far as anybody would read them.
fn lost(trace: &Trace) -> String {
    const NAMED: usize = 12;
    let named = trace.lost.iter().take(NAMED);
    let named: Vec<_> = named.map(|step| words::step(trace, *step)).collect();
    let named = named.join("; ");
    match trace.lost.len().saturating_sub(NAMED) {
        0 => named,
        more => say::playback::and_more(&named, &more),
    }
}
