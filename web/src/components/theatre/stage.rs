//! The stage: left state, right state, result, and the entries one after the other.

use gloo_timers::callback::Timeout;
use replicascope_scene::theatre::{Stand, Step, Theatre};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::widgets::IconButton;

/// How long each entry has the stage, in milliseconds.
const EACH: u32 = 1_400;

/// The properties of [`Stage`].
#[derive(Properties, PartialEq)]
pub struct StageProps {
    /// What is on it.
    pub theatre: Theatre,
}

/// Plays a merge. Until it is played all of it is there, as in a printed figure.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let count = props.theatre.steps.len();
    let shown = use_state(|| None::<usize>);
    let playing = use_state(|| false);
    {
        // Another merge is whole again.
        let (shown, playing) = (shown.setter(), playing.setter());
        use_effect_with(props.theatre.clone(), move |_| {
            shown.set(None);
            playing.set(false);
        });
    }
    {
        let (now, shown, stop) = (*shown, shown.setter(), playing.setter());
        use_effect_with((*playing, now), move |(playing, now)| {
            let next = now.map_or(1, |shown| shown + 1);
            let timer = playing.then(|| {
                Timeout::new(EACH, move || {
                    shown.set((next < count).then_some(next));
                    if next >= count {
                        stop.set(false);
                    }
                })
            });
            move || drop(timer)
        });
    }
    let visible = shown.unwrap_or(count);
    let go = |to: Option<usize>| {
        let (shown, playing) = (shown.setter(), playing.setter());
        Callback::from(move |_: MouseEvent| {
            playing.set(false);
            shown.set(to);
        })
    };
    let play = {
        let (shown, playing, now) = (shown.setter(), playing.setter(), *playing);
        let ended = visible >= count;
        Callback::from(move |_: MouseEvent| {
            if ended && !now {
                shown.set(Some(0));
            }
            playing.set(!now);
        })
    };
    let forward = Some(visible + 1).filter(|next| *next < count);
    let theatre = &props.theatre;
    html! {
        <div class="stage">
            <div class="sides">
                { side(&theatre.left) }
                <span class="operator" aria-hidden="true">{ "⊔" }</span>
                { side(&theatre.right) }
                <span class="operator" aria-hidden="true">{ "=" }</span>
                { side(&theatre.result) }
            </div>
            <div class="controls" role="group" aria-label={say::theatre::play_group()}>
                <IconButton label={say::theatre::first_entry()} icon="start" onclick={go(Some(0))} />
                <IconButton label={say::theatre::previous_entry()} icon="back" disabled={visible == 0} onclick={go(Some(visible.saturating_sub(1)))} />
                <IconButton label={if *playing { say::theatre::pause_merge() } else { say::theatre::play_group() }}
                    icon={if *playing { "pause" } else { "play" }} class="primary" disabled={count == 0} onclick={play} />
                <IconButton label={say::theatre::next_entry()} icon="forward" disabled={visible >= count} onclick={go(forward)} />
                <output class="aside" aria-live="polite">{ say::theatre::decided(&visible, &count) }</output>
            </div>
            { entries(theatre, visible) }
        </div>
    }
}

fn side(stand: &Stand) -> Html {
    let class = classes!("side", stand.replica.is_none().then_some("result"));
    html! {
        <div {class} data-replica={stand.replica.map(|one| one.to_string())}>
            <span class="name">{ &stand.name }</span>
            <span class="value">{ &stand.value }</span>
            <span class="version">{ say::figure::weight(&stand.payload, &stand.metadata) }</span>
        </div>
    }
}

fn entries(theatre: &Theatre, visible: usize) -> Html {
    if theatre.steps.is_empty() {
        return html! { <p class="empty">{ say::theatre::no_entries() }</p> };
    }
    let rows = theatre.steps.iter().enumerate();
    html! {
        <table class="decisions entries">
            <caption>{ say::theatre::entry_by_entry() }</caption>
            <thead><tr>
                <th scope="col">{ say::inspector::entry() }</th>
                <th scope="col">{ &theatre.left.name }</th>
                <th scope="col">{ &theatre.right.name }</th>
                <th scope="col">{ say::figure::result() }</th>
                <th scope="col">{ say::inspector::because() }</th>
            </tr></thead>
            <tbody>{ for rows.map(|(place, step)| row(step, place, visible)) }</tbody>
        </table>
    }
}

fn row(step: &Step, place: usize, visible: usize) -> Html {
    let decided = place < visible;
    let class = classes!(
        step.dropped.then_some("dropped"),
        (place + 1 == visible).then_some("current"),
    );
    html! {
        <tr {class} data-decided={decided.to_string()}>
            <th scope="row">{ &step.entry }</th>
            <td>{ &step.mine }</td>
            <td>{ &step.theirs }</td>
            <td class="result">{ if decided { &step.result } else { "…" } }</td>
            <td class="rule">{ if decided { &step.reason } else { "" } }</td>
        </tr>
    }
}
