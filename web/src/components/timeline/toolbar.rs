//! New operations and faults to put into the picture, which key is shown, and how close.

use replicascope_core::crdt::Op;
use replicascope_core::lab::KeySpec;
use replicascope_words::say;
use yew::prelude::*;

use super::lifting::{Lifting, Pressed};
use crate::app::Snapshot;
use crate::components::widgets::{IconButton, pick};
use crate::embed::Control;
use crate::state::{Action, Breaking, Grab, Tool};

/// The properties of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub lifting: Lifting,
    pub state: Snapshot,
    pub dispatch: Callback<Action>,
}

/// The line above the picture.
#[component]
pub fn Toolbar(props: &Props) -> Html {
    let state = &props.state;
    let key = state.view.key;
    let update = state
        .lab()
        .keys
        .get(key)
        .map_or_else(say::timeline::write, update_word);
    html! {
        <div class="toolbar">
            <h2 id="timeline-title">{ say::timeline::title() }</h2>
            if state.asked.offers(Control::Add) {
                <div class="tools" role="group" aria-label={say::timeline::new_operations()}>
                    { tool(props, Tool::Update, update) }
                    { tool(props, Tool::Read, say::timeline::read()) }
                </div>
                { breaker(props) }
            }
            { key_choice(state, &props.dispatch) }
            if state.asked.offers(Control::Zoom) { { zoom(state, &props.dispatch) } }
            if state.view.armed {
                <p class="hint armed-hint" role="status">
                    { say::timeline::armed() }
                </p>
            }
        </div>
    }
}

/// Which key is shown, where there is a choice.
pub fn key_choice(state: &Snapshot, dispatch: &Callback<Action>) -> Html {
    let keys = state.lab().keys.iter().enumerate();
    let keys: Vec<_> = keys
        .map(|(index, key)| (index, key.name.to_string()))
        .collect();
    if keys.len() < 2 {
        return Html::default();
    }
    let show = dispatch.reform(Action::ShowKey);
    pick(say::timeline::key(), &state.view.key, keys, &show)
}

/// A tool to drag onto a lane.
pub fn tool(props: &Props, tool: Tool, label: &'static str) -> Html {
    let key = props.state.view.key;
    let what = Pressed::Grab(Grab::New { tool, key }, None);
    let name = match tool {
        Tool::Update => "Update",
        Tool::Read => "Read",
    };
    html! {
        <button type="button" class="tool" data-tool={name}
            title={say::timeline::tool_hint()}
            onclick={props.lifting.on_tool_click(tool)} onpointerdown={props.lifting.on_tool_down(what)}>
            <span class="grip" aria-hidden="true"></span>{ label }
        </button>
    }
}

/// The tool that breaks things, and what it breaks.
pub fn breaker(props: &Props) -> Html {
    let view = &props.state.view;
    let kinds = Breaking::ALL.map(|one| (one, one.title().to_owned()));
    html! {
        <div class="tools breaker" role="group" aria-label={say::timeline::new_faults()}>
            <button type="button" class="tool" data-tool="Break" aria-pressed={view.armed.to_string()}
                title={say::timeline::breaker_hint()}
                onclick={props.lifting.on_breaker_click()} onpointerdown={props.lifting.on_tool_down(Pressed::Breaker)}>
                <span class="grip" aria-hidden="true"></span>{ say::timeline::break_tool() }
            </button>
            { pick(say::timeline::what_to_break(), &view.breaking, kinds.to_vec(), &props.dispatch.reform(Action::Break)) }
        </div>
    }
}

/// How close the picture is, and which part of the run it shows.
pub fn zoom(state: &Snapshot, dispatch: &Callback<Action>) -> Html {
    let scale = state.view.scale();
    let middle = f64::midpoint(scale.left, scale.right);
    let send = |action: Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    html! {
        <div class="zoom" role="group" aria-label={say::timeline::zoom()}>
            <IconButton label={say::timeline::earlier()} icon="left" onclick={send(Action::Pan(-200.0))} />
            <IconButton label={say::timeline::later()} icon="right" onclick={send(Action::Pan(200.0))} />
            <IconButton label={say::timeline::zoom_out()} icon="further" onclick={send(Action::Zoom { factor: 1.0 / 1.5, x: middle })} />
            <IconButton label={say::timeline::zoom_in()} icon="closer" onclick={send(Action::Zoom { factor: 1.5, x: middle })} />
            <IconButton label={say::timeline::fit()} icon="fit" onclick={send(Action::ZoomToFit)} />
        </div>
    }
}

/// What an update of the key is called.
pub fn update_word(key: &KeySpec) -> &'static str {
    match key.data_type.examples().first() {
        Some(Op::Increment(_)) => say::timeline::increment(),
        Some(Op::Add(_)) => say::timeline::add(),
        Some(Op::Enable) => say::timeline::enable(),
        Some(Op::Within { .. }) => say::timeline::change(),
        _ => say::timeline::write(),
    }
}
