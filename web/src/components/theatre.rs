//! The merge theatre: one merge played entry by entry, its laws, and its lattice.

mod figure;
mod lattice;
mod laws;

use gloo_timers::callback::Interval;
use replicascope_core::ReplicaId;
use replicascope_scene::theatre::Theatre;
use yew::prelude::*;

use super::widgets::{IconButton, pick};
use crate::app::PartProps;
use crate::state::Action;

use figure::figure;
use lattice::lattice;
use laws::Laws;

/// An entry is decided every so many milliseconds.
const STEP_EVERY: u32 = 1_100;

/// The page.
#[component]
pub fn TheatrePage(props: &PartProps) -> Html {
    let state = &props.state;
    let (trace, view) = (state.trace(), &state.view);
    let sides = use_state(|| (0_usize, 1_usize));
    let replicas = &trace.lab.replicas;
    let replica = |place: usize| replicas[place.min(replicas.len() - 1)];
    let (left, right) = (replica(sides.0), replica(sides.1));
    let selected = view.selection.as_ref().and_then(|one| one.event(trace));
    let watched = selected.and_then(|event| Theatre::of_event(trace, event));
    let is_event = watched.is_some();
    let theatre =
        watched.unwrap_or_else(|| Theatre::at(trace, view.key, view.playhead, left, right));

    let rows = theatre.rows.len();
    let play = use_play(rows);
    let choose = {
        let (sides, dispatch) = (sides.setter(), props.dispatch.clone());
        Callback::from(move |chosen: (usize, usize)| {
            sides.set(chosen);
            dispatch.emit(Action::Select(None));
        })
    };
    html! {
        <section class="theatre" aria-labelledby="theatre-title">
            <div class="toolbar">
                <h2 id="theatre-title">{ "Merge theatre" }</h2>
                { choosers(props, *sides, &choose) }
                { play_buttons(&play) }
                if is_event {
                    <button type="button" onclick={props.dispatch.reform(|_: MouseEvent| Action::Select(None))}>
                        { "Merge what replicas hold at the playhead" }
                    </button>
                }
            </div>
            <p class="prompt">{ caption(&theatre, is_event) }</p>
            { figure(&theatre, play.shown) }
            <div class="theatre-below">
                <Laws laws={theatre.laws.clone()} />
                { lattice(&theatre.lattice) }
            </div>
        </section>
    }
}

fn caption(theatre: &Theatre, is_event: bool) -> String {
    let (key, left, right) = (&theatre.key, &theatre.left.name, &theatre.right.name);
    if is_event {
        format!(
            "This merge of {key} happened: {left} took in what arrived {right}. {}",
            theatre.view.verdict
        )
    } else {
        format!(
            "What {key} would be if {left} took in {right}. {}",
            theatre.view.verdict
        )
    }
}

/// Which two replicas, and which key.
fn choosers(
    props: &PartProps,
    (left, right): (usize, usize),
    choose: &Callback<(usize, usize)>,
) -> Html {
    let lab = props.state.lab();
    let replicas = || {
        let all = lab.replicas.iter().map(ReplicaId::to_string);
        all.enumerate().collect::<Vec<_>>()
    };
    let keys = lab.keys.iter().enumerate();
    let keys: Vec<_> = keys
        .map(|(index, key)| (index, key.name.to_string()))
        .collect();
    html! {
        <div class="row">
            { pick("Left", &left, replicas(), &choose.reform(move |left| (left, right))) }
            { pick("Right", &right, replicas(), &choose.reform(move |right| (left, right))) }
            if keys.len() > 1 {
                { pick("Key", &props.state.view.key, keys, &props.dispatch.reform(Action::ShowKey)) }
            }
        </div>
    }
}

/// How far the figure is played.
struct Play {
    /// So many entries are decided.
    shown: usize,
    rows: usize,
    playing: bool,
    /// Shows so many entries, and goes on from there or not.
    show: Callback<(usize, bool)>,
}

/// Plays the entries of a figure; a finished one is shown until it is played.
#[hook]
fn use_play(rows: usize) -> Play {
    // None: all of them.
    let progress = use_state(|| (None::<usize>, false));
    let (shown, playing) = *progress;
    let shown = shown.unwrap_or(rows).min(rows);
    let show = {
        let progress = progress.setter();
        Callback::from(move |(shown, playing): (usize, bool)| {
            let all = shown >= rows;
            progress.set(((!all).then_some(shown), playing && !all));
        })
    };
    {
        let show = show.clone();
        use_effect_with((shown, playing, rows), move |(shown, playing, _)| {
            let next = *shown + 1;
            let interval =
                playing.then(|| Interval::new(STEP_EVERY, move || show.emit((next, true))));
            move || drop(interval)
        });
    }
    Play {
        shown,
        rows,
        playing,
        show,
    }
}

fn play_buttons(play: &Play) -> Html {
    let to = |shown: usize, playing: bool| play.show.reform(move |_: MouseEvent| (shown, playing));
    let (shown, rows) = (play.shown, play.rows);
    let from = if shown >= rows { 0 } else { shown };
    let (label, icon) = match play.playing {
        true => ("Pause the merge", "pause"),
        false => ("Play the merge", "play"),
    };
    html! {
        <div class="controls" role="group" aria-label="Playing the merge">
            <IconButton label="Before the merge" icon="start" onclick={to(0, false)} disabled={shown == 0} />
            <IconButton label="One entry back" icon="back" onclick={to(shown.saturating_sub(1), false)} disabled={shown == 0} />
            <IconButton {label} {icon} class="primary" onclick={to(from, !play.playing)} disabled={rows == 0} />
            <IconButton label="Next entry" icon="forward" onclick={to(shown + 1, false)} disabled={shown >= rows} />
            <span class="hint" role="status">{ format!("{shown} of {rows} entries decided") }</span>
        </div>
    }
}
